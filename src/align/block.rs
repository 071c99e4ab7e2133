//! Blocking: which claims of different articles are worth comparing.
//!
//! A claim looks up its keys, the rarest first, until it has read so many entries; keys that even more claims share
//! tell nothing and are left out, and counted. The claims that it has met are put in order by what they share, a
//! rare key weighing more than a frequent one, and the best are kept: of those of an equal value, and of the others,
//! as many copies of a figure as there may be. Of another occasion are only those that share more than words (see
//! [`Bond`](super::occasions::Bond)). So the cost grows with the number of claims and not with its square, however
//! large the archive.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::archive::{Archive, Entry, Listed, Place, Tie};
use super::best::{Best, Homes};
use super::index::Index;
use super::keys::{Aspect, Handle, Key};
use crate::text::hash::{Map, NumberMap};

/// How many entries of the lists of its keys a claim reads.
pub const READ: usize = 2048;
/// How many others of an equal value a claim is compared with, and how many of another. Of chronicles and counts there are few, and all may matter.
const KEEP: usize = 24;
/// A key that no more claims have than this is enough by itself for two figures to be compared that differ: in a run over some
/// stories every word is.
const FEW: usize = 128;
/// What a key weighs that nobody else has, in bits: a key of a million claims weighs almost nothing.
const RAREST: f64 = 20.0;
/// Weights are whole numbers of so many parts of a bit, so that their sum doesn't depend on the order.
const PARTS: f64 = 16.0;

/// Where one of a claim's partners stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Partner {
    /// Among the articles at hand.
    Own(Place),
    /// In the archive.
    Held(Place),
}

impl Partner {
    /// Where it stands, wherever that is.
    pub(super) fn place(self) -> Place {
        let (Self::Own(place) | Self::Held(place)) = self;
        place
    }

    /// Where it stands in the archive, if it does.
    pub(super) fn held(self) -> Option<Place> {
        if let Self::Held(place) = self { Some(place) } else { None }
    }
}

/// A claim at hand and one that is worth comparing with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meeting {
    /// What they are met for.
    pub aspect: Aspect,
    /// The claim.
    pub claim: Place,
    /// The other one.
    pub partner: Partner,
}

/// What the claims at hand have met.
#[derive(Debug, Default)]
pub(crate) struct Met {
    /// By claim. Two claims at hand may have met each other twice.
    pub meetings: Vec<Meeting>,
    /// How many times a key was left out because too many claims have it.
    pub left_out: usize,
}

/// Looks up every claim of `own` among the others, and in `archive`. `entries` are the articles of `own`; `may_meet`
/// says whether two of their claims can be about the same thing at all.
///
/// # Errors
/// When the archive can't be read.
pub(crate) fn meet<A: Archive>(
    entries: &[&Entry],
    own: &Index,
    archive: &A,
    may_meet: impl Fn(Place, Place) -> bool + Sync,
) -> Result<Met, A::Error> {
    let search = Search { entries, own, archive, may_meet };
    let articles = (0..own.handles.len()).into_par_iter();
    let found: Vec<Met> = articles.map(|article| search.article(article)).collect::<Result<_, _>>()?;
    Ok(Met::all(found))
}

impl Met {
    fn all(parts: Vec<Self>) -> Self {
        parts.into_iter().fold(Self::default(), |mut all, met| {
            all.meetings.extend(met.meetings);
            all.left_out += met.left_out;
            all
        })
    }
}

struct Search<'a, A, F> {
    entries: &'a [&'a Entry],
    own: &'a Index,
    archive: &'a A,
    may_meet: F,
}

/// The claims of one key.
struct List<'a> {
    key: Key,
    own: &'a [Place],
    held: Listed<'a>,
}

impl List<'_> {
    fn len(&self) -> usize {
        self.own.len() + self.held.len()
    }
}

/// What a claim shares with a partner.
#[derive(Clone, Copy, Default)]
struct Shared {
    /// What their common keys weigh.
    weight: u32,
    /// Their values are equal.
    value: bool,
}

impl<'a, A: Archive, F: Fn(Place, Place) -> bool + Sync> Search<'a, A, F> {
    /// What the claims of one article meet.
    fn article(&self, article: usize) -> Result<Met, A::Error> {
        let handles = &self.own.handles[article];
        let lists = self.lists(handles)?;
        let claim = |handle: &Handle| Place::of(article as u32, handle);
        let weigh = |handle: &Handle| self.weigh(claim(handle), handle, &lists);
        let weighed: Vec<Weighed> = handles.par_iter().map(weigh).collect();
        let mut ranks = self.ranks(weighed.iter().flat_map(|weighed| &weighed.best))?.into_iter();
        let mut meetings = Vec::new();
        let mut left_out = 0;
        for (handle, weighed) in handles.iter().zip(weighed) {
            let kept = weighed.best.into_iter().zip(&mut ranks).flat_map(|(best, ranks)| best.settled(ranks));
            meetings.extend(kept.map(|partner| Meeting { aspect: handle.aspect, claim: claim(handle), partner }));
            left_out += weighed.left_out;
        }
        Ok(Met { meetings, left_out })
    }

    /// The lists of all keys of an article's claims, but for those that are too long.
    fn lists(&self, handles: &[Handle]) -> Result<NumberMap<List<'a>>, A::Error> {
        let mut keys: Vec<Key> = handles.iter().flat_map(Handle::sought).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut lists = NumberMap::default();
        for key in keys {
            lists.extend(self.list(key)?.map(|list| (key, list)));
        }
        Ok(lists)
    }

    /// The claims of a key, if they are not too many to be read.
    fn list(&self, key: Key) -> Result<Option<List<'a>>, A::Error> {
        let own = self.own.listed(key);
        let Some(room) = READ.checked_sub(own.len()) else { return Ok(None) };
        Ok(self.archive.listed(key, room)?.map(|held| List { key, own, held }))
    }

    /// Puts the claims that one claim meets in order by what they share.
    fn weigh(&self, claim: Place, handle: &Handle, lists: &NumberMap<List<'_>>) -> Weighed {
        let (mut lists, left_out) = fitting(handle, lists);
        lists.sort_by_key(|list| Reverse(handle.bond(list.key)));
        let mut shared: Map<Partner, Shared> = Map::default();
        for list in lists {
            let (weight, value, bond) = (weight(list.len()), handle.value == Some(list.key), handle.bond(list.key));
            let own = list.own.iter().filter(|&&place| (self.may_meet)(claim, place)).map(|&place| Partner::Own(place));
            for partner in own.chain(list.held.iter().map(|&place| Partner::Held(place))) {
                // The strongest bond comes first: whoever is not known yet doesn't get in with a weaker one.
                let is_held = bond >= claim.occasion.asks(partner.place().occasion);
                let known = if is_held { Some(shared.entry(partner).or_default()) } else { shared.get_mut(&partner) };
                let Some(shared) = known else { continue };
                shared.weight += weight;
                shared.value |= value;
            }
        }
        let keep = keep(handle.aspect);
        shared.retain(|_, shared| suffices(handle.aspect, shared.weight, shared.value));
        let (equal, other): (Vec<_>, Vec<_>) = shared.into_iter().partition(|(_, shared)| shared.value);
        let best = |partners: Vec<(Partner, Shared)>| {
            Best::of(partners.into_iter().map(|(partner, shared)| (partner, shared.weight)).collect(), keep)
        };
        Weighed { best: [equal, other].map(best), left_out }
    }

    /// Where the tied partners of claims stand in the order of their articles' ids.
    fn ranks<'b>(&self, all: impl Iterator<Item = &'b Best>) -> Result<Vec<Vec<u32>>, A::Error> {
        let mut ranks = Vec::new();
        let (mut held, mut own) = (Vec::new(), Vec::new());
        for (at, best) in all.enumerate() {
            ranks.push(Vec::new());
            match best.tie() {
                Some(tie) => held.push((at, tie)),
                None => own.push((at, best)),
            }
        }
        let (places, ties): (Vec<usize>, Vec<Tie>) = held.into_iter().unzip();
        for (at, of_tie) in places.into_iter().zip(self.archive.ranks(&ties)?) {
            ranks[at] = of_tie;
        }
        let homes = Homes::of(own.iter().flat_map(|(_, best)| &best.tied));
        let ids = self.archive.ids(&homes.held)?;
        let homes = homes.ranked(|own| self.entries[own as usize].article.id.as_str().into(), ids);
        for (at, best) in own {
            ranks[at] = best.tied.iter().map(|&partner| homes.of(partner)).collect();
        }
        Ok(ranks)
    }
}

/// What a claim keeps of the claims that it has met.
struct Weighed {
    /// Of those of an equal value, and of the others.
    best: [Best; 2],
    left_out: usize,
}

/// The lists of a claim's keys that it reads, the rarest first, and how many it leaves out.
fn fitting<'l, 'a>(handle: &Handle, lists: &'l NumberMap<List<'a>>) -> (Vec<&'l List<'a>>, usize) {
    let mut found: Vec<&List<'_>> = handle.sought().filter_map(|key| lists.get(&key)).collect();
    found.sort_unstable_by_key(|list| (list.len(), list.key));
    found.truncate(fitting_of(found.iter().map(|list| list.len())));
    let left_out = handle.keys.len() - found.len();
    (found, left_out)
}

/// How many of a claim's lists it reads, if they are as long as this, the shortest first.
pub(crate) fn fitting_of(lengths: impl Iterator<Item = usize>) -> usize {
    let read = lengths.scan(0, |read, length| {
        *read += length;
        Some(*read)
    });
    read.take_while(|&read| read <= READ).count()
}

/// With how many others of an equal value a claim is compared, and with how many of another.
pub(crate) fn keep(aspect: Aspect) -> usize {
    if aspect == Aspect::Chronicle { READ } else { KEEP }
}

/// Whether claims that share keys of so much weight are worth comparing: figures of another value that have but one key in
/// common, and a frequent one, are no more about the same thing than all others that have it.
pub(crate) fn suffices(aspect: Aspect, shared: u32, equal: bool) -> bool {
    equal || aspect != Aspect::Figure || shared >= weight(FEW)
}

/// What it weighs to share a key that so many claims have.
#[expect(clippy::cast_sign_loss, reason = "it is at least one bit")]
pub(crate) fn weight(claims: usize) -> u32 {
    let bits = RAREST - (claims.max(1) as f64).log2();
    (bits.max(1.0) * PARTS) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::archive::Nothing;
    use super::super::occasions::Occasion;
    use super::*;
    use crate::article::read;
    use crate::rules::Rules;

    /// Keys from here on are those of values.
    const VALUES: Key = 1 << 32;

    /// Articles of one claim each: their ids, and what the claims are listed under.
    fn run(articles: &[(String, Vec<Key>)]) -> (BTreeSet<(String, String)>, usize) {
        let handle = |(_, keys): &(String, Vec<Key>)| {
            let (keys, occasion) = (keys.clone(), Occasion::UNKNOWN);
            let value = keys.iter().copied().find(|&key| key >= VALUES);
            Handle { claim: 0, aspect: Aspect::Figure, keys, value, number: Vec::new(), names: Vec::new(), occasion }
        };
        let ids: Vec<&str> = articles.iter().map(|(id, _)| id.as_str()).collect();
        met(&ids, articles.iter().map(handle).collect())
    }

    /// Which articles of one claim each have met, and how many keys were left out.
    fn met(ids: &[&str], handles: Vec<Handle>) -> (BTreeSet<(String, String)>, usize) {
        let empty = read::plain("비가 왔다.", None, None, Rules::shared());
        let entry = |id: &&str| {
            let article = crate::article::Article { id: (*id).to_owned(), ..empty.clone() };
            Entry::new(article, Vec::new(), std::sync::Arc::default())
        };
        let entries: Vec<Entry> = ids.iter().map(entry).collect();
        let index = Index::of(handles.into_iter().map(|handle| vec![handle]).collect());
        let Ok(met) = meet(&entries.iter().collect::<Vec<_>>(), &index, &Nothing, |a, b| a.article != b.article);
        let id = |partner: Partner| ids[partner.place().article as usize].to_owned();
        let pairs = met.meetings.iter().map(|meeting| (id(Partner::Own(meeting.claim)), id(meeting.partner)));
        (pairs.collect(), met.left_out)
    }

    fn named(keys: &[&[Key]]) -> Vec<(String, Vec<Key>)> {
        keys.iter().enumerate().map(|(at, keys)| (format!("a{at}"), keys.to_vec())).collect()
    }

    #[test]
    fn claims_that_share_a_key_meet() {
        let (pairs, left_out) = run(&named(&[&[1, 2], &[2, 3], &[4]]));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(pairs, BTreeSet::from([pair("a0", "a1"), pair("a1", "a0")]));
        assert_eq!(left_out, 0);
    }

    #[test]
    fn a_key_that_too_many_have_is_left_out_and_counted() {
        let articles: Vec<(String, Vec<Key>)> = (0..=READ).map(|at| (format!("a{at}"), vec![7])).collect();
        assert_eq!(run(&articles), (BTreeSet::new(), READ + 1));
    }

    #[test]
    fn rare_keys_weigh_more_and_the_best_are_kept() {
        // Everybody shares 1 and 3; the last one shares 2 with the first as well.
        let mut articles: Vec<(String, Vec<Key>)> = (0..500).map(|at| (format!("a{at:03}"), vec![1, 3])).collect();
        articles[0].1.push(2);
        articles[499].1.push(2);
        let (pairs, _) = run(&articles);
        let of_first: Vec<&str> = pairs.iter().filter(|(a, _)| a == "a000").map(|(_, b)| b.as_str()).collect();
        assert_eq!(of_first.len(), KEEP);
        assert!(of_first.contains(&"a499") && of_first.contains(&"a001"), "{of_first:?}");
    }

    #[test]
    fn figures_of_another_value_share_more_than_one_frequent_key() {
        let sharing = |count: usize, keys: &[Key]| {
            let articles: Vec<_> = (0..count).map(|at| (format!("a{at}"), keys.to_vec())).collect();
            run(&articles).0.len()
        };
        assert_ne!(sharing(FEW, &[1]), 0, "a rare one is enough");
        assert_eq!(sharing(FEW + FEW / 8, &[1]), 0);
        assert_ne!(sharing(2 * FEW, &[1, 2]), 0);
        assert_ne!(sharing(2 * FEW, &[VALUES]), 0, "an equal value is enough");
    }

    #[test]
    fn copies_of_a_figure_leave_room_for_what_contradicts_it() {
        let copies =
            |name: &str, value: Key| (0..3 * KEEP).map(|at| (format!("{name}{at}"), vec![1, 2, value])).collect();
        let (one, other): (Vec<_>, Vec<_>) = (copies("a", VALUES), copies("b", VALUES + 1));
        let (pairs, _) = run(&[one, other].concat());
        let contradicting = |name: &str| pairs.iter().filter(|(a, b)| a == name && b.starts_with('b')).count();
        assert_eq!((contradicting("a0"), contradicting("a71")), (KEEP, KEEP));
    }

    #[test]
    fn of_another_occasion_only_figures_of_the_same_digits_are_met() {
        let told = |published, keys: &[Key], number: &[Key]| {
            let (names, occasion) = (Vec::new(), Occasion { published, times: (0, 0) });
            let [keys, number] = [keys, number].map(<[Key]>::to_vec);
            Handle { claim: 0, aspect: Aspect::Figure, keys, value: None, number, names, occasion }
        };
        let handles = vec![told(0, &[1, 2], &[2]), told(20, &[1], &[]), told(90, &[1], &[]), told(90, &[1, 2], &[2])];
        let (pairs, _) = met(&["now", "soon", "later", "again"], handles);
        let of_now: Vec<&str> = pairs.iter().filter(|(a, _)| a == "now").map(|(_, b)| b.as_str()).collect();
        assert_eq!(of_now, ["again", "soon"]);
    }

    proptest! {
        #[test]
        fn the_order_of_the_articles_changes_nothing(
            keys in prop::collection::vec(prop::collection::btree_set(0..12_u64, 1..5), 2..150),
            seed: u64,
        ) {
            let articles: Vec<(String, Vec<Key>)> =
                keys.into_iter().enumerate().map(|(at, keys)| (format!("a{at}"), keys.into_iter().collect())).collect();
            let mut others = articles.clone();
            others.sort_by_key(|(id, _)| xxhash_rust::xxh3::xxh3_64_with_seed(id.as_bytes(), seed));
            prop_assert_eq!(run(&articles), run(&others));
        }
    }
}
