//! Checks on short texts, from the words to the outcome.

use std::sync::OnceLock;

use super::*;
use crate::article::read;

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(Rules::embedded)
}

/// What the checks say of a text of that day: `sum ok 42명`, the claim that each is about last.
fn run_on(text: &str, published: &str) -> Vec<String> {
    let article = read::plain(text, None, Some(published), rules());
    let claims = crate::extract(&article, 0, rules());
    let lines = run(&article, &claims, 0, rules()).into_iter().map(|check| {
        let kind = match check.kind {
            Kind::ConversionMismatch => "conversion",
            Kind::SumMismatch => "sum",
            Kind::RatioMismatch => "ratio",
            Kind::WeekdayMismatch => "weekday",
            Kind::ElapsedMismatch => "elapsed",
        };
        let outcome = if check.outcome == Outcome::Ok { "ok" } else { "error" };
        format!("{kind} {outcome} {}", claims[check.claims[0]].text)
    });
    lines.collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_on(text, "2024-06-03", expected);
}

#[track_caller]
fn check_on(text: &str, published: &str, expected: &[&str]) {
    assert_eq!(run_on(text, published), expected, "{text}");
}

mod conversions {
    use super::check;

    #[test]
    fn physical_units_within_what_is_written() {
        check("면적은 2,640㎡(약 800평)다.", &["conversion ok 800평"]);
        check("면적은 2,640㎡(약 8000평)다.", &["conversion error 8000평"]);
        check("고도는 1만피트(약 3천48m)다.", &["conversion ok 3천48m"]);
        check("The trail is 200 km (124 miles) long.", &["conversion ok 124 miles"]);
        check("The trail is 200 km (142 miles) long.", &["conversion error 142 miles"]);
        check("공장 터는 4만1,300㎡(약 1만5,200평)다.", &["conversion error 1만5,200평"]);
    }

    #[test]
    fn temperatures_to_the_degree_that_is_written() {
        let at = |celsius: &str| format!("It was 39.4 degrees Celsius ({celsius} degrees Fahrenheit).");
        check(&at("102.9"), &["conversion ok 102.9 degrees Fahrenheit"]);
        check(&at("101.9"), &["conversion error 101.9 degrees Fahrenheit"]);
        check("It was 38 degrees Celsius (100 degrees Fahrenheit).", &["conversion ok 100 degrees Fahrenheit"]);
        let warmer = "The planet is 1.5 degrees Celsius (2.7 degrees Fahrenheit) warmer.";
        check(warmer, &["conversion ok 2.7 degrees Fahrenheit"]);
    }

    #[test]
    fn money_by_the_rate_of_the_year() {
        check("계약금은 200만달러(약 27억3000만원)다.", &["conversion ok 27억3000만원"]);
        check("계약금은 200만달러(약 2억7300만원)다.", &["conversion error 2억7300만원"]);
        check("It paid 5 billion won ($3.6 million) for the plot.", &["conversion ok $3.6 million"]);
    }

    #[test]
    fn one_rate_in_one_article() {
        let text =
            "첫해에는 200만달러(약 27억원), 이듬해 300만달러(약 40억5000만원), 다음 해 400만달러(약 45억원)를 준다.";
        check(text, &["conversion ok 27억원", "conversion ok 40억5000만원", "conversion error 45억원"]);
    }

    #[test]
    fn another_years_money_and_another_area_are_left_alone() {
        check("이 성은 당시 환율로 200만달러(약 16억원)에 팔렸다.", &[]);
        check("2007년 이 성은 200만달러(약 18억5000만원)에 팔렸다.", &[]);
        check("전용면적 84㎡(34평)가 가장 많다.", &[]);
    }
}

mod sums {
    use super::check;

    #[test]
    fn a_total_behind_its_list() {
        check("버스에는 학생 38명과 교사 4명 등 모두 42명이 탔다.", &["sum ok 42명"]);
        check("버스에는 학생 38명과 교사 4명 등 모두 43명이 탔다.", &["sum error 43명"]);
        check("서울 52명, 경기 31명 등 모두 102명이 새로 등록했다.", &[]);
        check("예산은 도로 120억원, 하천 45억원을 더해 모두 165억원이다.", &["sum ok 165억원"]);
    }

    #[test]
    fn a_list_behind_its_total() {
        check("사상자는 12명(사망 3명, 부상 9명)이다.", &["sum ok 12명"]);
        check("사상자는 12명(사망 3명, 부상 8명)이다.", &["sum error 12명"]);
        check("직원은 90명(연구직 54명, 박사 12명 포함)이다.", &[]);
        check(
            "The fine of $43 million is made up of $31 million for the delay and $12 million for the spill.",
            &["sum ok $43 million"],
        );
        check(
            "The fine of $34 million is made up of $31 million for the delay and $12 million for the spill.",
            &["sum error $34 million"],
        );
    }

    #[test]
    fn parts_of_a_whole() {
        check("신청 20건 중 13건은 통과됐으나 9건은 반려됐다.", &["sum error 20건"]);
        check("신청 20건 중 13건은 통과됐으나 7건은 반려됐다.", &["sum ok 20건"]);
        check("학생 100명 중 60명은 여학생이고 55명은 신입생이다.", &[]);
        check("배에는 40명이 타고 있었다. 31명은 구조됐다. 나머지 9명은 찾지 못했다.", &["sum ok 40명"]);
    }

    #[test]
    fn parts_whose_labels_exclude_each_other() {
        check("재석 275명 가운데 찬성 151명, 반대 120명, 기권 4명으로 가결됐다.", &["sum ok 275명"]);
        check("재석 275명 가운데 찬성 151명, 반대 102명, 기권 4명으로 가결됐다.", &["sum error 275명"]);
        check("재석 275명 가운데 찬성 151명, 반대 120명으로 가결됐다.", &[]);
        check("졸업생 240명 가운데 남학생은 131명, 여학생은 119명이다.", &["sum error 240명"]);
        check("찬성 45%, 반대 50%, 모름 15%로 조사됐다.", &["sum error 15%"]);
        check("긍정 평가는 35%, 부정 평가는 58%였다.", &[]);
    }

    #[test]
    fn amounts_for_each() {
        check("직원 20명이 100만원씩 모두 2000만원을 냈다.", &["sum ok 2000만원"]);
        check("직원 20명이 100만원씩 모두 2500만원을 냈다.", &["sum error 2500만원"]);
    }

    #[test]
    fn lists_that_need_not_be_whole() {
        check("직원 100명(서울 60명, 부산 30명)이 일한다.", &[]);
        check("서울 12명, 부산 15명이 뽑혔고 전체 30명이 참가한다.", &[]);
        check("위원 9명으로 구성된 위원회에는 여당 4명, 야당 4명이 참여한다.", &[]);
        check("버스 14대, 승합차 9대 등 차량 25대가 탔다.", &[]);
    }

    #[test]
    fn matches_won_drawn_and_lost() {
        check("지난 시즌 38경기에서 20승 10무 8패를 거뒀다.", &["sum ok 38경기"]);
        check("지난 시즌 38경기에서 20승 10무 9패를 거뒀다.", &["sum error 38경기"]);
        check("이 투수는 30경기에서 12승 7패를 기록했다.", &[]);
    }

    #[test]
    fn the_difference_of_two_shares() {
        check("가 후보는 44.1%, 나 후보는 39.8%였다. 격차는 4.3%포인트다.", &["sum ok 4.3%포인트"]);
        check("가 후보는 44.1%, 나 후보는 39.8%였다. 격차는 5.3%포인트다.", &["sum error 5.3%포인트"]);
        check("불량률은 2.9%로 업계 평균(2.1%)보다 0.8%포인트 높다.", &["sum ok 0.8%포인트"]);
    }
}

mod ratios {
    use super::check;

    #[test]
    fn an_open_multiple_of_what_is_near_it() {
        check("손실은 187억원이다. 한 해 전 손실 92억원의 두 배가 넘는다.", &["ratio ok 두 배가 넘는"]);
        check("매출은 2310억원이다. 한 해 전 손실 92억원의 두 배가 넘는다.", &[]);
    }

    #[test]
    fn a_change_between_two_figures() {
        check("Revenue fell 30% to $84 million from $120 million.", &["ratio ok 30%"]);
        check("Revenue fell 40% to $84 million from $120 million.", &["ratio error 40%"]);
        check("매출은 지난해(120억원)보다 30% 줄어든 84억원이다.", &["ratio ok 30%"]);
        check("매출은 지난해(120억원)보다 40% 줄어든 84억원이다.", &["ratio error 40%"]);
    }

    #[test]
    fn a_change_from_the_figure_of_the_sentence_before() {
        check("매출이 84억원으로 집계됐다. 지난해(120억원)에 견줘 30% 줄었다.", &["ratio ok 30%"]);
        check("매출이 84억원으로 집계됐다. 지난해 같은 기간(120억원)보다 33% 감소했다.", &["ratio error 33%"]);
        check("Revenue was $84 million. That was down 30% from $120 million a year earlier.", &["ratio ok 30%"]);
        check("예산은 360억원이다. 올해(300억원)보다 60억원, 20% 늘었다.", &["ratio ok 20%"]);
        check("예산은 360억원이다. 올해(300억원)보다 70억원, 20% 늘었다.", &[]);
        // Far off, of something else, or one of several: nothing says that it is this figure.
        check("매출이 84억원으로 집계됐다. 지난해(120억원)에 견줘 60% 줄었다.", &[]);
        check("매출은 84억원이다. 영업이익은 지난해 120억원보다 33% 감소했다.", &[]);
        check("매출은 84억원, 수주는 90억원이다. 지난해(120억원)보다 33% 감소했다.", &[]);
    }

    #[test]
    fn multiples_and_fractions_of_a_base() {
        check("매출은 90억원으로 지난해(60억원)의 1.5배다.", &["ratio ok 1.5배"]);
        check("매출은 90억원으로 지난해(60억원)의 2.5배다.", &["ratio error 2.5배"]);
        check("불량률 4.8%는 업계 평균 0.6%의 8배다.", &["ratio ok 8배"]);
        check("불량률 4.8%는 업계 평균 0.6%의 6배다.", &["ratio error 6배"]);
        check("인정된 금액은 80억원으로 청구액 120억원의 3분의 2다.", &["ratio ok 3분의 2"]);
        check("인정된 금액은 96억원으로 청구액 120억원의 3분의 2다.", &["ratio error 3분의 2"]);
    }

    #[test]
    fn figures_that_only_stand_side_by_side() {
        check("매출은 10억원에서 30% 늘고 영업이익은 2억원이다.", &[]);
        check("격차는 지난주보다 3%포인트 줄었다. 갑은 45%, 을은 40%였다.", &[]);
        check("Prices rose 5% in 2023 and 3% in 2024.", &[]);
        check("남성이 60%, 여성이 40%였고 20대가 35%, 30대가 30%였다.", &[]);
    }

    #[test]
    fn a_rate_of_a_count() {
        check("유권자 12만명 중 7만8000명이 투표해 투표율은 65%를 기록했다.", &["ratio ok 65%"]);
        check("유권자 12만명 중 7만8000명이 투표해 투표율은 56%를 기록했다.", &["ratio error 56%"]);
        check("매출 200억원의 40%인 60억원을 연구개발에 썼다.", &["ratio error 40%"]);
    }

    #[test]
    fn a_share_beside_its_value() {
        check("회원 250명 중 80명(32%)이 찬성했다.", &["ratio ok 32%"]);
        check("회원 250명 중 80명(23%)이 찬성했다.", &["ratio error 23%"]);
    }

    #[test]
    fn an_average_for_each() {
        check("주민 250명이 모두 5억원을 청구했다. 1인당 평균 200만원이다.", &["ratio ok 200만원"]);
        check("주민 250명이 모두 5억원을 청구했다. 1인당 평균 230만원이다.", &["ratio error 230만원"]);
    }
}

mod dates {
    use super::check_on;

    #[test]
    fn weekdays() {
        check_on("공연은 5월 4일(토)에 열린다.", "2024-05-01", &["weekday ok 5월 4일(토)"]);
        check_on("공연은 5월 4일(금)에 열린다.", "2024-05-01", &["weekday error 5월 4일(금)"]);
        check_on("The fair opens on Friday.", "2024-05-01", &[]);
    }

    #[test]
    fn minutes_between_two_times() {
        let text =
            |minutes: u32| format!("14일 오후 3시 10분께 불이 났다. 불은 {minutes}분 만인 오후 3시 52분께 꺼졌다.");
        check_on(&text(42), "2024-05-15", &["elapsed ok 42분"]);
        check_on(&text(24), "2024-05-15", &["elapsed error 24분"]);
    }

    #[test]
    fn a_lapse_that_the_sentence_has_just_told() {
        let text = |years: u32| format!("이 공장은 2021년 3월 멈춘 뒤 {years}년 만인 2024년 3월 다시 돌았다.");
        check_on(&text(3), "2024-05-15", &["elapsed ok 3년"]);
        check_on(&text(2), "2024-05-15", &["elapsed error 2년"]);
        check_on("2019년 6월 취임한 그는 결혼 2년 만인 2024년 3월 첫 아이를 얻었다.", "2024-05-15", &[]);
        check_on("2010년 이후 12년 만에 결승에 올랐던 이 팀이 다시 도전한다.", "2024-05-15", &[]);
    }

    #[test]
    fn a_lapse_that_goes_on() {
        let text = |days: u32| format!("지난 4일 시작한 파업이 {days}일째 이어지고 있다.");
        check_on(&text(12), "2024-05-15", &["elapsed ok 12일"]);
        check_on(&text(21), "2024-05-15", &["elapsed error 21일"]);
    }

    #[test]
    fn how_long_an_interval_is() {
        let text = |years: u32| format!("그는 2015년 5월부터 2018년 7월까지 {years}년 2개월간 일했다.");
        check_on(&text(3), "2024-05-15", &["elapsed ok 3년 2개월"]);
        check_on(&text(2), "2024-05-15", &["elapsed error 2년 2개월"]);
        let text = |months: u32| format!("판매 기간은 2023년 3월부터 2024년 8월까지 1년 {months}개월이다.");
        check_on(&text(5), "2025-05-15", &["elapsed ok 1년 5개월"]);
        check_on(&text(6), "2025-05-15", &["elapsed ok 1년 6개월"]);
        check_on(&text(7), "2025-05-15", &["elapsed error 1년 7개월"]);
        check_on("계약은 2023년 3월부터 2024년 8월까지 1년 7개월 늘었다.", "2025-05-15", &[]);
    }

    #[test]
    fn days_to_an_event() {
        let text = |days: u32| format!("With {days} days to go, nobody is ahead. The vote is on June 20.");
        check_on(&text(36), "2024-05-15", &["elapsed ok 36 days"]);
        check_on(&text(63), "2024-05-15", &["elapsed error 63 days"]);
        check_on(&text(12), "2024-05-15", &[]);
    }

    #[test]
    fn days_since_an_event_that_is_dated_elsewhere() {
        let text = |days: u32| format!("이 영화는 개봉 {days}일 만에 100만명을 넘었다. 지난 3일 개봉한 작품이다.");
        check_on(&text(12), "2024-05-15", &["elapsed ok 12일"]);
        check_on(&text(21), "2024-05-15", &["elapsed error 21일"]);
    }
}

mod any_text {
    use proptest::prelude::*;

    use super::run_on;

    /// What articles are made of, in any order.
    const PIECES: [&str; 24] = [
        "38명과 ",
        "4명 등 ",
        "모두 42명이 ",
        "(약 27억3000만원)",
        "200만달러",
        "44.1%, ",
        "격차는 4.3%포인트다. ",
        "나머지 ",
        "중 ",
        "이 중 ",
        "5월 4일(토) ",
        "42분 만인 ",
        "오후 2시 52분께 ",
        "2015년 5월부터 ",
        "3년 2개월간 ",
        "a total of ",
        "$12 million ",
        "rose 24% to ",
        "from 1.2 million ",
        "made up of ",
        "와 ",
        "\n",
        "두 배 이상 ",
        "20승 10무 8패 ",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn never_panics(pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..30)) {
            run_on(&pieces.concat(), "2024-05-15");
        }
    }
}
