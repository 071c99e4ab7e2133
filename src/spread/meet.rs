//! Which claims of some articles are worth comparing with which others.

use super::lists::Lists;
use crate::align;
use crate::align::archive::{Entry, Place};
use crate::align::block::Partner;
use crate::align::chronicles;
use crate::align::keys::Aspect;
use crate::policy::GroupBy;
use crate::rules::Rules;

/// A claim by the id of its article and its position there.
pub type Named<'a> = (&'a str, u32);

/// Two claims that are worth comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting<'a> {
    /// What they are met for.
    pub aspect: Aspect,
    /// The one whose article they are judged with: the same, whichever of the two has met the other.
    pub home: Named<'a>,
    /// The other one.
    pub partner: Named<'a>,
}

/// What the claims of some articles have met.
#[derive(Debug, Default)]
pub struct Met<'a> {
    /// In order, none twice.
    pub meetings: Vec<Meeting<'a>>,
    /// How many times a key was left out because too many claims have it.
    pub left_out: usize,
}

/// Looks up the claims of `entries`, which are not only held against, among each other and in `lists`.
pub fn meet<'a>(entries: &'a [Entry], lists: &'a Lists<'_>, by: GroupBy, rules: &Rules) -> Met<'a> {
    let Ok(met) = align::meet(&entries.iter().collect::<Vec<_>>(), lists, by, rules);
    let own = |place: Place| (entries[place.article as usize].article.id.as_str(), place.claim);
    let side = |partner: Partner| match partner {
        Partner::Own(place) => (own(place), false),
        Partner::Held(place) => {
            let (id, held) = lists.other(place.article);
            ((id, place.claim), held)
        }
    };
    let meeting = |meeting: &align::block::Meeting| {
        let (mine, (theirs, held)) = (own(meeting.claim), side(meeting.partner));
        let claim = &entries[meeting.claim.article as usize].claims[meeting.claim.claim as usize];
        let at_home = match meeting.aspect {
            // A list of events is held against all counts of them at once.
            Aspect::Chronicle => chronicles::may_close(claim),
            Aspect::Figure | Aspect::Quotation => held || mine > theirs,
        };
        let (home, partner) = if at_home { (mine, theirs) } else { (theirs, mine) };
        Meeting { aspect: meeting.aspect, home, partner }
    };
    let mut meetings: Vec<Meeting<'_>> = met.meetings.iter().map(meeting).collect();
    meetings.sort_unstable();
    meetings.dedup();
    Met { meetings, left_out: met.left_out }
}
