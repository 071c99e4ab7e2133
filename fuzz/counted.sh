#!/usr/bin/env bash
# Stands between Cargo and the compiler for the crates of this project (RUSTC_WORKSPACE_WRAPPER). daejo and the fuzzers
# get what `cargo fuzz` would give to everything, counters for every edge and comparisons traced, and checks of
# arithmetic. What daejo is built of stays what it is in a release.
#
# The few passes named here make the fuzzers more than twice as fast as none do. With the code of level 1 they would be
# twice as fast again, and take three times as long to compile.
#
# Cargo doesn't see what is written here: `touch src/lib.rs` after a change.
set -euo pipefail
case " $* " in
  *" --crate-name build_script_"*) exec "$@" ;;
esac
few="function(sroa,early-cse,simplifycfg)"
exec "$@" --cfg=fuzzing -Copt-level=0 -Cdebug-assertions -Coverflow-checks \
  "-Cpasses=cgscc($few,inline,$few)" -Cpasses=sancov-module \
  -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares
