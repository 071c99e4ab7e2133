//! Hangul names against Latin ones: 워런 하딩 and Warren Harding, 남서윤 and Nam Seo-yoon, with no
//! list of people.
//!
//! Both are taken apart into sounds, each with the set of sounds that the other script may write for
//! it, and aligned. Consonants decide; vowels, of which English spelling says little, count for less.

mod sounds;

use sounds::{Sound, hangul_sounds, latin_sounds};

/// Names with more sounds than that are no names.
const MAX_SOUNDS: usize = 80;

/// How alike a name in Hangul and one in Latin letters sound, from 0 to 1: of one name mostly 0.75
/// and more, of two names mostly 0.5 and less. The order of given and family name does not matter.
pub fn similarity(hangul: &str, latin: &str) -> f64 {
    let theirs = hangul_sounds(hangul, MAX_SOUNDS);
    // Initials, as in Donald J. Trump, are left out in Korean.
    let names: Vec<&str> =
        latin.split_whitespace().filter(|name| name.chars().filter(|c| c.is_alphabetic()).count() > 1).collect();
    let family_last = |names: &[&str]| latin_sounds(names, MAX_SOUNDS);
    let mut best = alike(&theirs, &family_last(&names));
    if let [given @ .., family] = names.as_slice()
        && !given.is_empty()
    {
        let family_first = [&[*family], given].concat();
        best = best.max(alike(&theirs, &latin_sounds(&family_first, MAX_SOUNDS)));
    }
    best
}

/// How much a difference takes away; set so that names come apart from strangers at 0.5 to 0.75.
const CONTRAST: f64 = 1.25;

/// The share of two sequences' weight that their best alignment keeps.
fn alike(a: &[Sound], b: &[Sound]) -> f64 {
    let total = |sounds: &[Sound]| sounds.iter().map(|s| s.weight).sum::<f64>();
    let weight = f64::midpoint(total(a), total(b));
    if a.is_empty() || b.is_empty() || weight <= 0.0 {
        return 0.0;
    }
    (1.0 - CONTRAST * distance(a, b) / weight).max(0.0)
}

/// The least cost of turning one sequence into the other (Needleman & Wunsch 1970).
fn distance(a: &[Sound], b: &[Sound]) -> f64 {
    let mut row: Vec<f64> = std::iter::once(0.0)
        .chain(b.iter().scan(0.0, |cost, sound| {
            *cost += sound.skip;
            Some(*cost)
        }))
        .collect();
    for mine in a {
        let mut diagonal = row[0];
        row[0] += mine.skip;
        for (at, theirs) in b.iter().enumerate() {
            let skipped = (row[at] + theirs.skip).min(row[at + 1] + mine.skip);
            let paired = diagonal + mine.against(theirs);
            diagonal = row[at + 1];
            row[at + 1] = skipped.min(paired);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One name each, in both scripts.
    const PAIRS: [(&str, &str); 84] = [
        ("김민수", "Kim Min-soo"),
        ("이지은", "Lee Ji-eun"),
        ("박서준", "Park Seo-joon"),
        ("최현우", "Choi Hyun-woo"),
        ("정은영", "Jung Eun-young"),
        ("조희진", "Cho Hee-jin"),
        ("강동원", "Kang Dong-won"),
        ("윤석호", "Yoon Seok-ho"),
        ("임수정", "Lim Soo-jung"),
        ("남서윤", "Nam Seo-yoon"),
        ("남서윤", "Seo-yoon Nam"),
        ("오세준", "Oh Se-jun"),
        ("신하균", "Shin Ha-kyun"),
        ("권나라", "Kwon Na-ra"),
        ("황정민", "Hwang Jung-min"),
        ("안보현", "Ahn Bo-hyun"),
        ("송혜린", "Song Hye-rin"),
        ("류준열", "Ryu Jun-yeol"),
        ("홍길동", "Hong Gil-dong"),
        ("노태식", "Roh Tae-sik"),
        ("백종훈", "Paik Jong-hoon"),
        ("유재경", "Yoo Jae-kyung"),
        ("남궁민", "Namgoong Min"),
        ("문소리", "Moon So-ri"),
        ("배두나", "Bae Doona"),
        ("서영택", "Suh Young-taek"),
        ("워런 하딩", "Warren Harding"),
        ("요한 크라위프", "Johan Cruyff"),
        ("샘 올트먼", "Sam Altman"),
        ("젠슨 황", "Jensen Huang"),
        ("일론 머스크", "Elon Musk"),
        ("팀 쿡", "Tim Cook"),
        ("마크 저커버그", "Mark Zuckerberg"),
        ("도널드 트럼프", "Donald J. Trump"),
        ("조 바이든", "Joe Biden"),
        ("앙겔라 메르켈", "Angela Merkel"),
        ("에마뉘엘 마크롱", "Emmanuel Macron"),
        ("블라디미르 푸틴", "Vladimir Putin"),
        ("볼로디미르 젤렌스키", "Volodymyr Zelensky"),
        ("크리스토퍼 놀런", "Christopher Nolan"),
        ("스티븐 스필버그", "Steven Spielberg"),
        ("마거릿 대처", "Margaret Thatcher"),
        ("위르겐 클롭", "Jürgen Klopp"),
        ("리오넬 메시", "Lionel Messi"),
        ("제임스 캘러헌", "James Callaghan"),
        ("수전 손택", "Susan Sontag"),
        ("엘리자베스 워런", "Elizabeth Warren"),
        ("제롬 파월", "Jerome Powell"),
        ("크리스틴 라가르드", "Christine Lagarde"),
        ("다나카 히로시", "Hiroshi Tanaka"),
        ("기시다 후미오", "Fumio Kishida"),
        ("나렌드라 모디", "Narendra Modi"),
        ("엔비디아", "Nvidia"),
        ("테슬라", "Tesla"),
        ("구글", "Google"),
        ("마이크로소프트", "Microsoft"),
        ("넷플릭스", "Netflix"),
        ("보잉", "Boeing"),
        ("에어버스", "Airbus"),
        ("화이자", "Pfizer"),
        ("스타벅스", "Starbucks"),
        ("폭스바겐", "Volkswagen"),
        ("쿠팡", "Coupang"),
        ("카카오", "Kakao"),
        ("네이버", "Naver"),
        ("하이브", "Hybe"),
        ("골드만삭스", "Goldman Sachs"),
        ("서울", "Seoul"),
        ("부산", "Busan"),
        ("강릉", "Gangneung"),
        ("종로", "Jongno"),
        ("인천", "Incheon"),
        ("런던", "London"),
        ("시드니", "Sydney"),
        ("프랑크푸르트", "Frankfurt"),
        ("암스테르담", "Amsterdam"),
        ("샌프란시스코", "San Francisco"),
        ("로스앤젤레스", "Los Angeles"),
        ("오클랜드", "Auckland"),
        ("케이프타운", "Cape Town"),
        ("헬싱키", "Helsinki"),
        ("우크라이나", "Ukraine"),
        ("인도네시아", "Indonesia"),
        ("아르헨티나", "Argentina"),
    ];

    #[test]
    fn a_name_is_known_again() {
        let missed: Vec<_> = PAIRS.iter().filter(|(hangul, latin)| similarity(hangul, latin) < 0.75).collect();
        assert!(missed.len() * 50 <= PAIRS.len(), "{missed:?}");
    }

    #[test]
    fn strangers_are_told_apart() {
        let pairs = (0..PAIRS.len()).flat_map(|i| [7, 13, 29, 41, 53].map(|step| (i, (i + step) % PAIRS.len())));
        let pairs: Vec<_> =
            pairs.map(|(i, k)| (PAIRS[i].0, PAIRS[k])).filter(|(name, other)| *name != other.0).collect();
        let taken: Vec<_> = pairs.iter().filter(|(name, (_, latin))| similarity(name, latin) > 0.5).collect();
        assert!(taken.len() * 50 <= pairs.len(), "{taken:?}");
    }

    #[test]
    fn nothing_sounds_like_nothing() {
        for (hangul, latin) in [("", ""), ("김", ""), ("", "Kim"), ("Kim", "Kim"), ("김", "123")] {
            assert!(similarity(hangul, latin).abs() < f64::EPSILON, "{hangul} {latin}");
        }
    }

    #[test]
    fn a_long_text_is_no_name() {
        assert!(similarity(&"가".repeat(100_000), &"ka ".repeat(100_000)) <= 1.0);
    }
}
