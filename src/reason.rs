//! What a judgement or check has to say, in no language yet.

use smol_str::SmolStr;

/// A sentence of an explanation: a key of `rules/messages/*.toml` with its arguments, so that
/// the same judgement can be told in Korean and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Key of the message: `slip.transposed-digits`.
    pub key: SmolStr,
    /// Named arguments for the placeholders `{name}`.
    pub args: Vec<(SmolStr, String)>,
}

impl Reason {
    /// A reason with no arguments yet.
    pub fn new(key: impl Into<SmolStr>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<SmolStr>, value: impl ToString) -> Self {
        self.args.push((name.into(), value.to_string()));
        self
    }
}
