//! When claims are of, in a few bytes each.

use super::{Damaged, read_number, read_signed, write_number, write_signed};
use crate::align::occasions::Occasion;

/// Writes an occasion: how long after day `before` it was published, and what else it may be of.
pub(crate) fn write_occasion(out: &mut Vec<u8>, occasion: Occasion, before: i32) {
    if occasion == Occasion::UNKNOWN {
        return write_number(out, 0);
    }
    let (first, last) = occasion.times;
    let is_timed = occasion.times != (0, 0);
    let later = super::zigzag(i64::from(occasion.published) - i64::from(before));
    write_number(out, 1 + (later << 1 | u64::from(is_timed)));
    if is_timed {
        write_signed(out, first.into());
        write_signed(out, last.into());
    }
}

/// Reads what [`write_occasion`] has written.
pub(crate) fn read_occasion(bytes: &mut &[u8], before: i32) -> Result<Occasion, Damaged> {
    let Some(told) = read_number(bytes)?.checked_sub(1) else { return Ok(Occasion::UNKNOWN) };
    let published = super::from_zigzag(told >> 1).checked_add(before.into()).ok_or(Damaged)?;
    let mut day = || i16::try_from(read_signed(bytes)?).map_err(|_| Damaged);
    let times = if told & 1 == 1 { (day()?, day()?) } else { (0, 0) };
    Ok(Occasion { published: published.try_into().map_err(|_| Damaged)?, times })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_occasion_comes_back(published: i32, times: (i16, i16), before: i32) {
            for occasion in [Occasion { published, times }, Occasion { published, times: (0, 0) }, Occasion::UNKNOWN] {
                let mut bytes = Vec::new();
                write_occasion(&mut bytes, occasion, before);
                let mut rest = &bytes[..];
                prop_assert_eq!(read_occasion(&mut rest, before), Ok(occasion));
                prop_assert!(rest.is_empty());
            }
        }

        #[test]
        fn other_bytes_are_damage_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..20), before: i32) {
            let _ = read_occasion(&mut &bytes[..], before);
        }
    }
}
