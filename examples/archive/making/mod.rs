//! Makes archives: article by article, each by chance that the seed decides.

use std::error::Error;

use daejo::rules::Rules;

mod corpus;
mod random;
mod retell;

use random::Random;
use retell::{Event, Told, Wordings};

/// What to make.
pub(crate) struct Plan {
    /// How many articles.
    pub(crate) articles: usize,
    /// How many of them tell one event.
    pub(crate) group: usize,
    /// Over how many years the events are spread.
    pub(crate) years: usize,
    /// What all choices depend on.
    pub(crate) seed: u64,
}

/// Makes an archive and hands over each article with its number.
pub(crate) fn make(
    plan: &Plan,
    rules: &Rules,
    mut take: impl FnMut(usize, Told) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let stories = corpus::stories(rules)?;
    let wordings = Wordings::read()?;
    for first in (0..plan.articles).step_by(plan.group) {
        let mut random = Random::new(plan.seed, first as u64);
        let mut event = Event::new(random.choice(&stories), first / plan.group, plan.years, &mut random);
        for index in first..plan.articles.min(first + plan.group) {
            let plant = index > first && random.below(10) == 0;
            take(index, event.tell(index, plant, &wordings, &mut random))?;
        }
    }
    Ok(())
}
