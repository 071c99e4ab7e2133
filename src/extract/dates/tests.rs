use crate::article::read;
use crate::rules::Rules;

#[test]
fn debug() {
    let rules = Rules::embedded();
    let a = read::plain("voters in their 60s and older, with 52.4%.", None, Some("2025-09-09"), &rules);
    for m in super::scan(&a.fields[0], &rules) {
        println!("{m:?}");
    }
}
