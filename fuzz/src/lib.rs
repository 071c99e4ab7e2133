//! The fuzzers: each tries one of the targets that the tests of daejo try with what was found.

#[path = "../../tests/fuzz/targets/mod.rs"]
mod targets;

/// Does with the bytes what the target of this name does.
///
/// # Panics
/// When there is none, and when the bytes do harm.
pub fn try_out(target: &str, data: &[u8]) {
    targets::TARGETS.iter().find(|(name, _)| *name == target).expect("a target has this name").1(data);
}

/// A fuzzer of the target of this name.
#[macro_export]
macro_rules! fuzz {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(|data: &[u8]| $crate::try_out($name, data));
    };
}
