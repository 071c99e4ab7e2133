//! Sentences cut into clauses, so that a figure is joined to the words of its own clause.

use super::affixes::Suffixes;
use super::blank::{blanks, leading_blank};
use super::enclosed;
use super::words::{BYTES_A_WORD, is_word};
use crate::rules::words::{Clauses, Words};
use crate::span::Span;

/// The clauses of a sentence, in order; together they cover all of it.
///
/// Nothing is cut inside quotation marks or brackets.
pub fn split(sentence: &str, rules: &Words) -> Vec<Span> {
    let rules = &rules.clauses;
    let tokens = tokens(sentence, &enclosed::outermost(sentence), rules);
    let mut clauses = Vec::new();
    let mut clause = Open { start: 0, finite: false };
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 && starts_english(sentence, &tokens[index - 1..], &clause) {
            clause.close(token.span.start, &mut clauses);
        }
        clause.finite |= token.sign.finite;
        if let Some(next) = tokens.get(index + 1)
            && ends(sentence, token, next, rules)
        {
            clause.close(next.span.start, &mut clauses);
        }
    }
    clause.close(sentence.len(), &mut clauses);
    clauses
}

/// The clause that is being read.
struct Open {
    start: usize,
    /// It has a finite verb already (English).
    finite: bool,
}

impl Open {
    fn close(&mut self, end: usize, clauses: &mut Vec<Span>) {
        if self.start < end {
            clauses.push(Span::new(self.start, end));
        }
        *self = Self { start: end, finite: false };
    }
}

/// What stands between two spaces; quotations and brackets are part of it, whatever they hold.
struct Token {
    span: Span,
    /// Where the part behind the last quotation or bracket starts.
    tail: usize,
    /// What that part says.
    sign: Sign,
}

impl Token {
    fn new(sentence: &str, span: Span, tail: usize, rules: &Clauses) -> Self {
        let text = &sentence[tail..span.end];
        Self { span, tail, sign: rules.signs.get(text, || Sign::of(text, rules)) }
    }

    fn ends_with(&self, sentence: &str, mark: char) -> bool {
        sentence[self.tail..self.span.end].ends_with(mark)
    }
}

/// What a word says of the clauses before and behind it.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is asked by itself")]
pub struct Sign {
    /// Length of the word without punctuation at its end, in bytes.
    core: u32,
    /// It ends like a word that ends a clause.
    connects: bool,
    /// It does if a comma follows.
    connects_with_comma: bool,
    /// It ends like a phrase that ends a clause, of which the sentence must hold the rest.
    closes: bool,
    /// A clause may start before it (English).
    starts: bool,
    /// One may after a comma.
    starts_with_comma: bool,
    /// It is a verb that makes a clause (English).
    finite: bool,
}

impl Sign {
    /// What `text`, in any case, says.
    fn of(text: &str, rules: &Clauses) -> Self {
        let written = text.trim_end_matches(|c| !is_word(c));
        let core = written.to_ascii_lowercase();
        let has = |table: &Suffixes<()>| table.of(&core).next().is_some();
        let connective = !rules.nouns.holds(&core) && !has(&rules.others);
        Self {
            core: core.len() as u32,
            connects: connective && has(&rules.connectives),
            connects_with_comma: connective && has(&rules.with_comma),
            closes: has(&rules.after_ends),
            starts: rules.before.contains(&*core),
            starts_with_comma: rules.before_with_comma.contains(&*core),
            finite: is_finite(&core, rules),
        }
    }
}

fn tokens(sentence: &str, enclosed: &[Span], rules: &Clauses) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(sentence.len() / BYTES_A_WORD);
    let mut regions = enclosed.iter().peekable();
    let mut blanks = blanks(sentence).peekable();
    let mut at = 0;
    loop {
        at += leading_blank(&sentence[at..]);
        if at >= sentence.len() {
            return tokens;
        }
        let (start, mut tail) = (at, at);
        loop {
            while blanks.next_if(|blank| *blank < at).is_some() {}
            let end = blanks.peek().copied().unwrap_or(sentence.len());
            let Some(region) = regions.next_if(|region| region.start < end) else {
                at = end;
                break;
            };
            (at, tail) = (region.end, region.end);
        }
        tokens.push(Token::new(sentence, Span::new(start, at), tail, rules));
    }
}

/// Whether a clause is over with `token`.
fn ends(sentence: &str, token: &Token, next: &Token, rules: &Clauses) -> bool {
    let sign = token.sign;
    let closes = || rules.after.of(&sentence[..token.tail + sign.core as usize]).next().is_some();
    if token.ends_with(sentence, ';') || (sign.closes && closes()) {
        return true;
    }
    let next = &sentence[next.span.start..];
    let goes_on = || rules.auxiliaries.iter().any(|auxiliary| next.starts_with(&**auxiliary));
    (sign.connects || (sign.connects_with_comma && token.ends_with(sentence, ','))) && !goes_on()
}

/// Whether an English clause starts with the second of `tokens`: a conjunction, between two verbs.
fn starts_english(sentence: &str, tokens: &[Token], before: &Open) -> bool {
    let [last, conjunction, rest @ ..] = tokens else { return false };
    let sign = conjunction.sign;
    let splits = sign.starts || (sign.starts_with_comma && last.ends_with(sentence, ','));
    splits && before.finite && rest.iter().take(LOOK_AHEAD).any(|token| token.sign.finite)
}

/// How many words after a conjunction the verb of its clause is looked for.
const LOOK_AHEAD: usize = 12;

fn is_finite(word: &str, rules: &Clauses) -> bool {
    word.is_ascii() && (rules.finite.contains(word) || (word.len() > 4 && word.ends_with(&*rules.past)))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::rules::Rules;

    static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

    /// `|` marks where the sentence must be cut.
    fn check(marked: &str) {
        let sentence = marked.replace('|', "");
        let cut: Vec<&str> = split(&sentence, &RULES.words).iter().map(|c| c.of(&sentence)).collect();
        assert_eq!(cut.join("|"), marked);
        assert_eq!(cut.concat(), sentence, "the clauses cover the sentence");
    }

    #[test]
    fn korean_connectives() {
        check("매출은 3조원으로 12% 늘었고 |영업이익은 2천억원으로 줄었다.");
        check("2명이 숨지고 |5명이 다쳤으며 |3명은 연락이 닿지 않고 있다.");
        check("집값은 올랐지만 |거래량은 줄었는데, |전세는 그대로다.");
        check("반도체가 2조원을 벌어, |가전의 두 배가 됐다.");
        check("수출은 늘어난 반면 |수입은 줄었다.");
    }

    #[test]
    fn nouns_and_what_somebody_says_are_not_cut() {
        check("역대 최고 매출을 올린 사고 회사가 3명을 해고 통보했다.");
        check("3명이 숨졌다고 말했다.");
        check("늘고 있는 매출이 3조원이다.");
    }

    #[test]
    fn quotations_and_brackets_stay_whole() {
        check("그는 “매출은 늘었고 이익은 줄었다”며 |5% 목표(3명은 가고 2명은 남고 합계)를 밝혔다.");
    }

    #[test]
    fn english_conjunctions() {
        check("Revenue rose 5% to $3 billion |and net profit fell 3%.");
        check("Sales grew 4%, |while costs jumped; |nobody said why.");
        check("It sold phones in Korea and Japan.");
        check("The firm hired 300 people, |which raised costs.");
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(split("", &RULES.words), []);
    }
}
