//! Dates.
use crate::judge::Reason;
use crate::resolve::DateValue;
/// How.
pub enum DateComparison {
    /// Same.
    Same,
    /// Compatible.
    Compatible,
    /// Different.
    Different {
        /// Slip.
        slip: Option<Reason>,
    },
    /// Unknown.
    Unknown,
}
/// Compare.
pub fn compare(a: &DateValue, b: &DateValue) -> DateComparison {
    match (a.edtf, b.edtf) {
        (Some(x), Some(y)) if x == y => DateComparison::Same,
        (Some(x), Some(y)) => {
            let ((x1, x2), (y1, y2)) = (x.days(), y.days());
            if x1 <= y2 && y1 <= x2 { DateComparison::Compatible } else { DateComparison::Different { slip: None } }
        }
        _ => DateComparison::Unknown,
    }
}
