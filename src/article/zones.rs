//! The parts of a page: headline, deck, text, captions, lists of other headlines, furniture.
//!
//! The words of a line decide first (`rules/zones`). What they leave open is decided by where the
//! line stands: before the text, in it, or behind it.

use super::Zone;
use super::lines::Line;
use crate::rules::Rules;
use crate::rules::zones::lines::{LineRule, Told};
use crate::span::Span;
use crate::text::hash::Map;

/// How much of a page a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A whole page, with headline and furniture, as copied from a browser.
    Page,
    /// The text alone: the headline is known from elsewhere.
    Text,
}

/// A shorter line, in bytes, is no running text, whatever it ends with.
const SHORTEST_PROSE: usize = 40;
/// Running text of this length, in bytes, goes on behind what looked like the end of the article.
const LONG_PROSE: usize = 160;
/// So many lines of running text at most make up a summary.
const LONGEST_DECK: usize = 6;
/// A label of one or two words behind the text, in characters.
const LONGEST_LABEL: usize = 12;
/// A headline, in characters.
const HEADLINE: std::ops::RangeInclusive<usize> = 10..=140;

/// What one line is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guess {
    /// By its words or by what stands around it.
    Sure(Zone),
    /// Running text.
    Prose,
    /// Words that don't make up a sentence.
    Open,
}

/// The text of a field, with what is known of it beforehand.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a [Line],
    /// The headline as the metadata gives it.
    pub(super) title: Option<&'a str>,
    pub(super) layout: Layout,
    /// Passages whose zone the markup tells, in order.
    pub(super) known: &'a [(Span, Zone)],
}

/// The zone of every line. A single line is no page: it is text, whatever it says.
pub(super) fn classify(page: &Page<'_>, rules: &Rules) -> Vec<Zone> {
    if page.lines.len() == 1 {
        return vec![page.known.first().map_or(Zone::Body, |(_, zone)| *zone)];
    }
    let told: Vec<Option<Told>> = (0..page.lines.len()).map(|index| rules.zones.lines.of(page.line(index))).collect();
    let found = kept(&told);
    let mut guesses = page.by_words(&found, rules);
    page.above_credits(&found, &mut guesses);
    page.by_markup(&mut guesses);
    page.by_title(&mut guesses);
    page.sweep(&found, &mut guesses);
    if page.layout == Layout::Page {
        page.head(&mut guesses);
        page.tail(&mut guesses);
    }
    page.again(&mut guesses);
    guesses.into_iter().map(|guess| if let Guess::Sure(zone) = guess { zone } else { Zone::Body }).collect()
}

/// The rule of each line, where enough lines of its kind stand together.
fn kept(told: &[Option<Told>]) -> Vec<Option<LineRule>> {
    let mut kept = Vec::with_capacity(told.len());
    for run in told.chunk_by(|a, b| a.map(|(index, _)| index) == b.map(|(index, _)| index)) {
        kept.extend(run.iter().map(|told| told.map(|(_, rule)| rule).filter(|rule| run.len() >= rule.run)));
    }
    kept
}

impl Page<'_> {
    fn line(&self, index: usize) -> &str {
        self.lines[index].span.of(self.text)
    }

    fn by_words(&self, found: &[Option<LineRule>], rules: &Rules) -> Vec<Guess> {
        let guess = |index: usize| match found[index] {
            Some(rule) => Guess::Sure(rule.zone),
            None if rules.zones.lines.ends_in_credit(self.line(index)) => Guess::Sure(Zone::Caption),
            None if self.is_prose(index) => Guess::Prose,
            None => Guess::Open,
        };
        (0..self.lines.len()).map(guess).collect()
    }

    /// Words right above a line that is nothing but the credit of a picture are its caption.
    fn above_credits(&self, found: &[Option<LineRule>], guesses: &mut [Guess]) {
        for index in 1..guesses.len() {
            let credit = found[index].is_some_and(|rule| rule.zone == Zone::Caption) && !self.lines[index].set_apart;
            if credit && guesses[index - 1] == Guess::Open && self.lines[index - 1].set_apart {
                guesses[index - 1] = Guess::Sure(Zone::Caption);
            }
        }
    }

    fn by_markup(&self, guesses: &mut [Guess]) {
        let mut known = self.known.iter().peekable();
        for (line, guess) in self.lines.iter().zip(guesses) {
            while known.next_if(|(span, _)| span.end <= line.span.start).is_some() {}
            if let Some((_, zone)) = known.peek().filter(|(span, _)| span.overlaps(line.span)) {
                *guess = Guess::Sure(*zone);
            }
        }
    }

    fn is_prose(&self, index: usize) -> bool {
        let line = self.line(index);
        let stem = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '」', '』']);
        let ends = stem.ends_with(['.', '?', '!', '。']) && !stem.ends_with("..");
        line.len() >= SHORTEST_PROSE && ends && !self.lines[index].heading
    }

    /// A line that says what the metadata gives as headline is the headline.
    fn by_title(&self, guesses: &mut [Guess]) {
        let Some(title) = self.title else { return };
        let words = || title.split_whitespace();
        let same = |index: &usize| self.line(*index).split_whitespace().eq(words());
        if let Some(index) = (0..guesses.len()).find(same) {
            guesses[index] = Guess::Sure(Zone::Title);
        }
    }

    /// Headings decide what follows them, and the end of the article what follows it. Above the text,
    /// where a heading may be one of a menu, that ends with the next blank line.
    fn sweep(&self, found: &[Option<LineRule>], guesses: &mut [Guess]) {
        let mut block = None;
        let (mut closed, mut above) = (false, true);
        let mut index = 0;
        while index < guesses.len() {
            if above && self.lines[index].set_apart {
                block = None;
            }
            if let Some(rule) = found[index] {
                closed |= rule.closes;
                block = rule.opens.filter(|zone| *zone != Zone::Deck).or(block);
                if rule.opens == Some(Zone::Deck) {
                    index = self.deck(index, guesses);
                }
            } else if guesses[index] == Guess::Prose {
                let goes_on = !closed || self.line(index).len() >= LONG_PROSE;
                if goes_on {
                    (block, closed, above) = (None, false, false);
                } else {
                    guesses[index] = Guess::Sure(Zone::Chrome);
                }
            } else if guesses[index] == Guess::Open {
                let around = block.or(closed.then_some(Zone::Chrome));
                guesses[index] = around.map_or(Guess::Open, Guess::Sure);
            }
            index += 1;
        }
    }

    /// Marks the summary under a heading; returns its last line. It ends at the next line of furniture
    /// or at a caption, or else with the paragraph.
    fn deck(&self, heading: usize, guesses: &mut [Guess]) -> usize {
        let boundary = |index: &usize| matches!(guesses[*index], Guess::Sure(_));
        let prose = |index: &usize| !boundary(index);
        let near = guesses.len().min(heading + 1 + LONGEST_DECK);
        let first = (heading + 1..near).find(prose).unwrap_or(near);
        let last = guesses.len().min(first + LONGEST_DECK + 1);
        let block = |index: &usize| *index == first || !self.lines[*index].set_apart;
        let end =
            (first..last).find(boundary).unwrap_or_else(|| (first..last).find(|index| !block(index)).unwrap_or(last));
        guesses[first..end].fill(Guess::Sure(Zone::Deck));
        end.max(heading + 1) - 1
    }

    /// Before the text: a headline, decks, and labels of one word such as sections and user names.
    fn head(&self, guesses: &mut [Guess]) {
        let is_text = |guess: &Guess| *guess == Guess::Prose;
        let Some(end) = guesses.iter().position(is_text) else { return };
        let known = guesses[..end].iter().position(|guess| *guess == Guess::Sure(Zone::Title));
        let open = |index: &usize| guesses[*index] == Guess::Open;
        let headline = |index: &usize| open(index) && self.is_headline(*index);
        let marked = (0..end).filter(open).find(|index| self.lines[*index].heading);
        let title = known.or(marked).or_else(|| (0..end).find(headline));
        for index in 0..end {
            if Some(index) == title {
                guesses[index] = Guess::Sure(Zone::Title);
            } else if guesses[index] == Guess::Open {
                let deck = title.is_some_and(|title| title < index) && self.is_deck(index);
                guesses[index] = Guess::Sure(if deck { Zone::Deck } else { Zone::Chrome });
            }
        }
    }

    fn is_headline(&self, index: usize) -> bool {
        let line = self.line(index);
        HEADLINE.contains(&line.chars().count()) && line.split_whitespace().count() >= 3
    }

    fn is_deck(&self, index: usize) -> bool {
        self.line(index).split_whitespace().nth(1).is_some()
    }

    /// Behind the text: the name of the outlet and other labels.
    fn tail(&self, guesses: &mut [Guess]) {
        let is_text = |guess: &Guess| matches!(guess, Guess::Prose | Guess::Sure(Zone::Body));
        let Some(last) = guesses.iter().rposition(is_text) else { return };
        for index in last + 1..guesses.len() {
            let line = self.line(index);
            let label = line.chars().nth(LONGEST_LABEL).is_none() && line.split_whitespace().nth(2).is_none();
            if guesses[index] == Guess::Open && label {
                guesses[index] = Guess::Sure(Zone::Chrome);
            }
        }
    }

    /// A line that stands there again is what it was the first time.
    fn again(&self, guesses: &mut [Guess]) {
        let mut seen = Map::default();
        for (index, guess) in guesses.iter_mut().enumerate() {
            match guess {
                Guess::Sure(zone) => drop(seen.entry(self.line(index)).or_insert(*zone)),
                Guess::Open => {
                    if let Some(zone) = seen.get(self.line(index)) {
                        *guess = Guess::Sure(*zone);
                    }
                }
                Guess::Prose => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
