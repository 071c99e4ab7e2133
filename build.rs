//! Has the crate rebuilt when a file is added to `rules/`, which is embedded whole.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
