//! Which claims of some articles are worth comparing with which others.

use super::lists::{Listed, Lists};
use super::ties::Ties;
use crate::align;
use crate::align::archive::{Entry, Place};
use crate::align::block::{self, Partner};
use crate::align::chronicles;
use crate::align::keys::{Aspect, Key};
use crate::policy::GroupBy;
use crate::rules::Rules;

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

/// What the claims of some articles have met.
#[derive(Debug, Default)]
pub struct Met<'a> {
    /// In order, none twice; with the key that the two articles are brought together by, but for lists of events.
    pub meetings: Vec<(Meeting<'a>, Option<Key>)>,
    /// How many times a key was left out because too many claims have it.
    pub left_out: usize,
}

/// Looks up the claims of `entries`, which are not only held against, among each other and in `lists`.
pub fn meet<'a>(entries: &'a [Entry], lists: &'a Lists<'_>, by: GroupBy, rules: &Rules) -> Met<'a> {
    let Ok(met) = align::meet(&entries.iter().collect::<Vec<_>>(), lists, by, rules);
    let ties = Ties::new(entries, lists, met.meetings.iter().filter_map(couple), by, rules);
    let naming = Naming { entries, lists };
    let named = |meeting| (naming.meeting(meeting), couple(meeting).and_then(|(own, other)| ties.key(own, other)));
    let mut meetings: Vec<_> = met.meetings.iter().map(named).collect();
    meetings.sort_unstable();
    meetings.dedup();
    Met { meetings, left_out: met.left_out }
}

/// The articles of a meeting, unless a list of events is held against all counts of them at once.
fn couple(meeting: &block::Meeting) -> Option<(u32, Listed)> {
    let partner = match meeting.partner {
        Partner::Own(place) => Listed::Own(place.article),
        Partner::Held(place) => Listed::Other(place.article),
    };
    (meeting.aspect != Aspect::Chronicle).then_some((meeting.claim.article, partner))
}

/// What claims are called wherever they are.
struct Naming<'a, 'l> {
    entries: &'a [Entry],
    lists: &'a Lists<'l>,
}

impl<'a> Naming<'a, '_> {
    fn meeting(&self, meeting: &block::Meeting) -> Meeting<'a> {
        let (mine, (theirs, held)) = (self.own(meeting.claim), self.partner(meeting.partner));
        let claim = &self.entries[meeting.claim.article as usize].claims[meeting.claim.claim as usize];
        let at_home = match meeting.aspect {
            Aspect::Chronicle => chronicles::may_close(claim),
            Aspect::Figure | Aspect::Quotation => held || mine > theirs,
        };
        let (home, partner) = if at_home { (mine, theirs) } else { (theirs, mine) };
        Meeting { aspect: meeting.aspect, home, partner }
    }

    fn own(&self, place: Place) -> Named<'a> {
        (&self.entries[place.article as usize].article.id, place.claim)
    }

    /// The claim, and whether others are only held against its article.
    fn partner(&self, partner: Partner) -> (Named<'a>, bool) {
        match partner {
            Partner::Own(place) => (self.own(place), false),
            Partner::Held(place) => {
                let (id, held) = self.lists.other(place.article);
                ((id, place.claim), held)
            }
        }
    }
}
