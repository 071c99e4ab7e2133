//! Figures: numeral + unit + bound + hedge, exact.

use super::QuantityMention;
use crate::article::FieldText;
use crate::rules::Rules;
use crate::span::Span;

/// The quantities of a field, in order; nothing that overlaps a span in `taken` (dates, sorted).
/// Repeated sentences are passed over.
pub fn scan(field: &FieldText, taken: &[Span], rules: &Rules) -> Vec<QuantityMention> {
    let _ = (field, taken, rules);
    Vec::new()
}
