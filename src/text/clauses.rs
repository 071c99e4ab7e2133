//! Sentences cut into clauses, so that a figure is joined to the words of its own clause.

use std::borrow::Cow;

use super::affixes::Suffixes;
use super::enclosed;
use super::words::is_word;
use crate::rules::words::{Clauses, Words};
use crate::span::Span;

/// The clauses of a sentence, in order; together they cover all of it.
///
/// Nothing is cut inside quotation marks or brackets.
pub fn split(sentence: &str, rules: &Words) -> Vec<Span> {
    let rules = &rules.clauses;
    let tokens = tokens(sentence, &enclosed::outermost(sentence));
    let mut clauses = Vec::new();
    let mut clause = Open { start: 0, finite: false };
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1);
        if index > 0 && starts_english(sentence, &tokens[index - 1..], &clause, rules) {
            clause.close(token.span.start, &mut clauses);
        }
        clause.finite |= is_finite(&token.core(sentence), rules);
        if let Some(next) = next
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
}

impl Token {
    /// The part behind the last quotation or bracket, without punctuation at its end, in lower case.
    fn core<'a>(&self, sentence: &'a str) -> Cow<'a, str> {
        let core = sentence[self.tail..self.span.end].trim_end_matches(|c| !is_word(c));
        if core.bytes().any(|b| b.is_ascii_uppercase()) { core.to_ascii_lowercase().into() } else { core.into() }
    }

    fn ends_with(&self, sentence: &str, mark: char) -> bool {
        sentence[self.tail..self.span.end].ends_with(mark)
    }
}

fn tokens(sentence: &str, enclosed: &[Span]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut regions = enclosed.iter().peekable();
    let mut token: Option<Token> = None;
    let mut at = 0;
    while let Some(c) = sentence[at..].chars().next() {
        let region = regions.next_if(|region| region.start == at);
        let end = region.map_or(at + c.len_utf8(), |region| region.end);
        if region.is_none() && c.is_whitespace() {
            tokens.extend(token.take());
        } else {
            let token = token.get_or_insert(Token { span: Span::new(at, at), tail: at });
            token.span.end = end;
            token.tail = region.map_or(token.tail, |region| region.end);
        }
        at = end;
    }
    tokens.extend(token);
    tokens
}

/// Whether a clause is over with `token`.
fn ends(sentence: &str, token: &Token, next: &Token, rules: &Clauses) -> bool {
    let core = token.core(sentence);
    let has = |table: &Suffixes<()>| table.of(&core).next().is_some();
    let through_core = token.tail + core.len();
    let next = &sentence[next.span.start..];
    let goes_on = rules.auxiliaries.iter().any(|auxiliary| next.starts_with(&**auxiliary));
    if token.ends_with(sentence, ';') || rules.after.of(&sentence[..through_core]).next().is_some() {
        return true;
    }
    let connects = has(&rules.connectives) || (token.ends_with(sentence, ',') && has(&rules.with_comma));
    connects && !rules.nouns.holds(&core) && !has(&rules.others) && !goes_on
}

/// Whether an English clause starts with the second of `tokens`: a conjunction, between two verbs.
fn starts_english(sentence: &str, tokens: &[Token], before: &Open, rules: &Clauses) -> bool {
    let [last, conjunction, rest @ ..] = tokens else { return false };
    let word = conjunction.core(sentence);
    let splits =
        rules.before.contains(&*word) || (last.ends_with(sentence, ',') && rules.before_with_comma.contains(&*word));
    splits && before.finite && rest.iter().take(LOOK_AHEAD).any(|token| is_finite(&token.core(sentence), rules))
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
