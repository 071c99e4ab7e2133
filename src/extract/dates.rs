//! Dates and times as written: absolute, relative, partial.

use smol_str::SmolStr;

use crate::article::FieldText;
use crate::rules::Rules;
use crate::span::Span;

/// A date or time expression, not yet resolved against the publication date.
#[derive(Clone, Debug)]
pub struct DateMention {
    /// The whole expression: `지난해 6월`, `13일(수) 오전 9시 32분`, `third quarter of 2026`.
    pub span: Span,
    /// Index of its sentence in the field.
    pub sentence: usize,
    /// Names of the rules that fired, in order, for `--explain`.
    pub rules: Vec<SmolStr>,
}

/// The date expressions of a field, in order.
pub fn scan(field: &FieldText, rules: &Rules) -> Vec<DateMention> {
    let _ = (field, rules);
    Vec::new()
}
