use crate::article::read;
use crate::rules::Rules;

#[test]
fn debug() {
    let rules = Rules::embedded();
    let a = read::plain("burning more fuel than we do today,\" voters in their 60s said.", None, Some("2025-09-09"), &rules);
    for m in super::scan(&a.fields[0], &rules) {
        println!("{m:?}");
    }
}
