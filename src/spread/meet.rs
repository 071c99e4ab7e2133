//! Which claims of articles are worth comparing with which others: the best of those that they have met anywhere.

use std::collections::BTreeMap;

use super::packed::Damaged;
use super::seek::{Choice, Found, Partner, best};
use super::seeker::Traits;
use crate::align::block::keep;
use crate::align::keys::Aspect;

/// A claim by the id of its article and its position there.
pub type Named<'a> = (&'a str, u32);

/// Two claims that are worth comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting<'a> {
    /// What they are met for.
    pub aspect: Aspect,
    /// The one of the two that is under check, or stands first; of a list of events and a count of them the list.
    pub home: Named<'a>,
    /// The other one.
    pub partner: Named<'a>,
}

/// What an article has met.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Met<'a> {
    /// In order, none twice; with what brings the two articles together, but for lists of events.
    pub meetings: Vec<(Meeting<'a>, Option<u32>)>,
}

/// What an article has met that is under check, of what [`super::seek()`] has found for it at each point.
///
/// # Errors
/// When that is something else.
pub fn meet<'a>(id: &'a str, found: &[&'a [u8]]) -> Result<Met<'a>, Damaged> {
    let mut claims: BTreeMap<(u32, Aspect), Choices<'a>> = BTreeMap::new();
    for found in found {
        let found = Found::unpack(found)?;
        for (aspect, traits, claim, choices) in found.claims {
            let known = claims.entry((claim, aspect)).or_insert_with(|| Choices { aspect, traits, met: Vec::new() });
            known.met.extend(choices.into_iter().map(|choice| (found.articles[choice.article], choice)));
        }
    }
    let meetings = claims.into_iter().flat_map(|((claim, _), choices)| choices.meetings((id, claim)));
    let mut meetings: Vec<_> = meetings.collect();
    meetings.sort_unstable();
    meetings.dedup();
    Ok(Met { meetings })
}

/// Whom a claim has met anywhere.
struct Choices<'a> {
    aspect: Aspect,
    traits: Traits,
    met: Vec<(Partner<'a>, Choice)>,
}

impl<'a> Choices<'a> {
    /// The meetings of the claim, `mine`, with the best of them.
    fn meetings(self, mine: Named<'a>) -> Vec<(Meeting<'a>, Option<u32>)> {
        let Self { aspect, traits, met } = self;
        let told = |(_, choice): &(Partner<'_>, Choice)| (choice.equal, choice.weight);
        let best = best(met, keep(aspect), told, |(partner, choice)| (partner.id, choice.claim));
        let meeting = |(partner, choice): (Partner<'a>, Choice)| {
            let theirs = (partner.id, choice.claim);
            let (at_home, tie) = match aspect {
                Aspect::Chronicle => (traits.closes, None),
                Aspect::Figure | Aspect::Quotation => (partner.held || mine > theirs, Some(partner.tie)),
            };
            let (home, partner) = if at_home { (mine, theirs) } else { (theirs, mine) };
            (Meeting { aspect, home, partner }, tie)
        };
        best.into_iter().map(meeting).collect()
    }
}
