//! What counts as equal, compatible and different.

use proptest::prelude::*;

use super::*;
use crate::quantity::{Per, Unit};

/// `~66억` is no syntax of the product: `[~]value[/step] unit`, with `>`, `>=`, `<`, `<=` or `low..high`.
fn q(text: &str) -> Quantity {
    let (value, code) = text.split_once(' ').unwrap();
    let (approximate, value) = value.strip_prefix('~').map_or((false, value), |v| (true, v));
    let (value, step) = value.split_once('/').map_or((value, None), |(v, s)| (v, Some(s)));
    let number = |t: &str| Some(t.parse::<Decimal>().unwrap());
    let (lower, upper, lower_open, upper_open) = if let Some(v) = value.strip_prefix(">=") {
        (number(v), None, false, false)
    } else if let Some(v) = value.strip_prefix('>') {
        (number(v), None, true, false)
    } else if let Some(v) = value.strip_prefix("<=") {
        (None, number(v), false, false)
    } else if let Some(v) = value.strip_prefix('<') {
        (None, number(v), false, true)
    } else if let Some((low, high)) = value.split_once("..") {
        (number(low), number(high), false, false)
    } else {
        (number(value), number(value), false, false)
    };
    let dimension = match code {
        "KRW" | "USD" | "EUR" => Dimension::Money,
        "%" => Dimension::Percent,
        "%p" => Dimension::PercentagePoint,
        "{fraction}" => Dimension::Fraction,
        "{multiple}" => Dimension::Multiple,
        "m" | "[ft_i]" | "km" => Dimension::Length,
        "m2" | "[pyeong]" => Dimension::Area,
        "h" | "min" => Dimension::Time,
        _ => Dimension::Count,
    };
    let step = step.map_or_else(|| last_digit(lower.or(upper).unwrap()), |s| s.parse().unwrap());
    Quantity {
        lower,
        upper,
        lower_open,
        upper_open,
        unit: Unit { code: code.into(), dimension },
        approximate,
        step,
        per: None,
        direction: None,
    }
}

/// The place of the last significant digit.
fn last_digit(value: Decimal) -> Decimal {
    if value.scale() > 0 {
        return Decimal::new(1, value.scale());
    }
    let mut step = Decimal::ONE;
    while !value.is_zero() && (value / (step * Decimal::TEN)).fract().is_zero() {
        step *= Decimal::TEN;
    }
    step
}

fn outcome(a: &Quantity, b: &Quantity) -> String {
    match compare(a, b, &Context { rules: rules(), year: Some(2024), implied: &[] }) {
        Comparison::Agree => "agree".to_owned(),
        Comparison::Compatible(reason) => reason.key.to_string(),
        Comparison::Different(Some(slip)) => format!("different {}", slip.reason().key),
        Comparison::Different(None) => "different".to_owned(),
        Comparison::Incomparable => "incomparable".to_owned(),
    }
}

#[track_caller]
fn check(a: &str, b: &str, expected: &str) {
    assert_eq!(outcome(&q(a), &q(b)), expected, "{a} against {b}");
    assert_eq!(outcome(&q(b), &q(a)), expected, "{b} against {a}");
}

#[test]
fn equal_values_agree() {
    check("132 {person}", "132 {person}", "agree");
    check("120 min", "2 h", "agree");
    check("50 %", "0.5 {fraction}", "agree");
    check("1.5 {multiple}", "150 %", "agree");
    check("~7000000000000 USD", "7000000000000 USD", "agree");
}

#[test]
fn a_hedged_figure_agrees_with_what_rounds_to_it() {
    check("~2300000000000 KRW", "2296000000000 KRW", "agree");
    check("~200 {person}", "213 {person}", "agree");
    check("~130 {person}", "132 {person}", "agree");
    check("~8300000000 KRW", "8370000000 KRW", "compare.rounded");
    check("~35000 {person}", "34200 {person}", "compare.rounded");
    check("~35000 {person}", "53000 {person}", "different slip.transposed-digits");
    check("~100 {person}", "150 {person}", "different slip.one-digit");
}

#[test]
fn a_coarse_figure_is_read_as_rounded() {
    check("8300000000 KRW", "8370000000 KRW", "compare.rounded");
    check("2718000 {person}", "2720000 {person}", "compare.rounded");
    check("2746000 {person}", "2750000 {person}", "compare.rounded");
    check("41.2 %", "41 %", "compare.rounded");
}

#[test]
fn two_counts_are_two_counts() {
    check("130 {person}", "132 {person}", "different slip.one-digit");
    check("40 %", "43 %", "different slip.one-digit");
    check("41.2 %", "42 %", "different");
    check("41 %", "40.6 %", "compare.rounded");
    check("2000000 {person}", "2218000 {person}", "different");
}

#[test]
fn fractions_name_the_nearest_simple_share() {
    check("12.2 %", "0.125 {fraction}", "compare.fraction");
    check("53 %", "0.5 {fraction}", "compare.fraction");
    check("90 %", "0.9 {fraction}", "agree");
    check("76 %", "0.666667 {fraction}", "different");
    check(">90 %", "0.9 {fraction}", "compare.within-bound");
}

#[test]
fn bounds_and_ranges() {
    check(">90 %", "90 %", "compare.within-bound");
    check(">1000000000 USD", "1050000000 USD", "compare.within-bound");
    check("<=640 {case}", "740 {case}", "different slip.one-digit");
    check(">=2 {multiple}", "1.72 {multiple}", "different");
    check("3..5 %", "4 %", "compare.within-bound");
    check("3..5 %", "5..8 %", "compare.overlap");
    check("3..5 %", "6..8 %", "different");
    check(">1270000000000 KRW", "12700000000000 KRW", "compare.within-bound");
    check(">119 {review}", "119 {review}", "different");
    check("<119 {review}", "119 {review}", "different");
    check("<=2000000 KRW", "<=4000000 KRW", "different");
    check("<2000000 KRW", "<4000000 KRW", "compare.overlap");
    check(">5 min", "<5 min", "different");
    check(">=5 min", "<=5 min", "compare.overlap");
    check(">=119 {review}", "119 {review}", "compare.within-bound");
    check(">120 {review}", "120 {review}", "compare.within-bound");
    check(">119 {review}", "~119 {review}", "compare.within-bound");
}

#[test]
fn slips_are_named() {
    check("48 {unit}", "84 {unit}", "different slip.transposed-digits");
    check("2470000 {person}", "2740000 {person}", "different slip.transposed-digits");
    check("2150000000 KRW", "215000000 KRW", "different slip.power-of-ten");
    check("7000000000000 USD", "700000000 USD", "different slip.man-eok-jo");
    check("11200000 USD", "11200000000 USD", "different slip.million-billion");
    check("4.2 %", "4.2 %p", "different slip.percent-vs-point");
    check("3500000 EUR", "3500000 USD", "different slip.wrong-currency");
    check("3960 m2", "3960 [pyeong]", "different slip.wrong-unit");
    check("28000 m", "28000 [ft_i]", "different slip.wrong-unit");
}

#[test]
fn units_and_currencies_convert() {
    check("3960 m2", "1200 [pyeong]", "compare.converted");
    check("8530 m", "28000 [ft_i]", "compare.converted");
    check("27300000000 KRW", "20000000 USD", "compare.converted-money");
    check("3500000 EUR", "5160000000 KRW", "compare.converted-money");
    check("2000000 USD", "273000000 KRW", "different slip.power-of-ten");
}

#[test]
fn other_counters_say_nothing_unless_equal() {
    check("18 {place}", "18 {center}", "agree");
    check("18 {place}", "21 {center}", "incomparable");
    check("4 %p", "5 %", "incomparable");
    check("3 m", "3 m2", "incomparable");
    // People are no storeys, but votes may be people.
    check("4 {person}", "4 {storey}", "incomparable");
    check("4 {person}", "4 {vote}", "agree");
}

#[test]
fn rates_are_brought_to_one_base() {
    let per = |text: &str, amount: i64| {
        let unit = Unit { code: "{person}".into(), dimension: Dimension::Count };
        Quantity { per: Some(Per { amount: amount.into(), unit }), ..q(text) }
    };
    assert_eq!(outcome(&per("23.6 {person}", 100_000), &per("2.36 {person}", 10_000)), "agree");
    let slip = outcome(&per("23.6 {person}", 100_000), &per("23.6 {person}", 10_000));
    assert_eq!(slip, "different slip.power-of-ten");
    assert_eq!(outcome(&per("23.6 {person}", 100_000), &q("24 {person}")), "incomparable");
}

#[test]
fn directions_are_part_of_the_value() {
    let towards = |text: &str, direction| Quantity { direction: Some(direction), ..q(text) };
    let down = towards("3.2 %", Direction::Down);
    assert_eq!(outcome(&down, &towards("3.2 %", Direction::Up)), "different slip.direction");
    assert_eq!(outcome(&down, &q("-3.2 %")), "agree");
    assert_eq!(outcome(&towards("3.2 %", Direction::Up), &q("-3.2 %")), "different slip.direction");
    assert_eq!(outcome(&down, &q("3.2 %")), "agree");
}

fn decimal() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (any::<i64>(), 0_u32..20).prop_map(|(n, scale)| Decimal::new(n, scale)),
        (0_i64..200, 0_u32..2).prop_map(|(n, scale)| Decimal::new(n, scale)),
        Just(Decimal::MAX),
        Just(Decimal::MIN),
    ]
}

#[test]
fn it_shows_without_comparing_that_two_figures_differ() {
    for (a, b) in [
        ("~100 KRW", "~250 KRW"),
        ("100 KRW", "101 KRW"),
        ("7000000000000 USD", "7000000000000 KRW"),
        (">100 KRW", "~250 KRW"),
    ] {
        assert!(clearly_differ(&q(a), &q(b)), "{a}, {b}");
    }
    for (a, b) in [("~100 KRW", "~115 KRW"), ("100 KRW", "100 KRW"), ("1 km", "1000 m"), (">100 KRW", ">100 KRW")] {
        assert!(!clearly_differ(&q(a), &q(b)), "{a}, {b}");
    }
}

fn any_quantity() -> impl Strategy<Value = Quantity> {
    let bounds = prop_oneof![
        decimal().prop_map(|v| (Some(v), Some(v))),
        (proptest::option::of(decimal()), proptest::option::of(decimal())),
    ];
    let unit = proptest::sample::select(vec![
        "KRW",
        "USD",
        "%",
        "%p",
        "{fraction}",
        "{multiple}",
        "m",
        "[ft_i]",
        "m2",
        "[pyeong]",
        "{person}",
        "{case}",
    ]);
    let direction = proptest::option::of(proptest::sample::select(vec![Direction::Up, Direction::Down]));
    (bounds, any::<(bool, bool, bool)>(), decimal(), unit, direction, proptest::option::of(decimal())).prop_map(
        |((lower, upper), (lower_open, upper_open, approximate), step, code, direction, per)| {
            let Quantity { unit, .. } = q(&format!("1 {code}"));
            let per = per.map(|amount| Per { amount, unit: unit.clone() });
            Quantity { lower, upper, lower_open, upper_open, unit, approximate, step, per, direction }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn symmetric_and_never_panics(a in any_quantity(), b in any_quantity()) {
        let rules = rules();
        let context = Context { rules, year: Some(2024), implied: &[] };
        prop_assert_eq!(compare(&a, &b, &context), compare(&b, &a, &context));
    }

    #[test]
    fn what_clearly_differs_does_not_agree(a in any_quantity(), b in any_quantity(), as_b in any::<bool>()) {
        // Mostly of one unit, or there would be nothing to tell.
        let a = if as_b { Quantity { unit: b.unit.clone(), per: None, ..a } } else { a };
        let b = Quantity { per: None, ..b };
        let context = Context { rules: rules(), year: Some(2024), implied: &[] };
        prop_assert!(!clearly_differ(&a, &b) || compare(&a, &b, &context) != Comparison::Agree);
    }

    #[test]
    fn a_figure_agrees_with_itself(a in any_quantity()) {
        let context = Context { rules: rules(), year: None, implied: &[] };
        let bounded = a.lower.is_some() || a.upper.is_some();
        let alone = compare(&a, &a, &context);
        let beyond_range = a.per.is_some() && alone == Comparison::Incomparable;
        prop_assert!(alone == Comparison::Agree || !bounded || beyond_range, "{:?}", alone);
    }
}

fn rules() -> &'static Rules {
    static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    RULES.get_or_init(Rules::embedded)
}
