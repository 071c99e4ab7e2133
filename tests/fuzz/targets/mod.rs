//! What is tried with any bytes at all: one function a target. The fuzzers of `fuzz/` make up the bytes; the tests
//! bring back those that once did harm.

mod config;
mod ledger;
mod reading;
mod rules;
mod text;

/// A name, and what is done with the bytes. Harm is a panic; that it takes too long, or too much memory, is for
/// the fuzzer to notice.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const TARGETS: [Target; 9] = [
    ("decoding", reading::decoding),
    ("html", reading::html),
    ("numerals", text::numerals),
    ("dates", text::dates),
    ("quotations", text::quotations),
    ("extract", text::extract),
    ("rules", rules::compile),
    ("config", config::parse),
    ("ledger", ledger::read),
];
