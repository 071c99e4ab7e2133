//! A share in percent, as people write it.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A share: `"1.5%"` is 0.015.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tolerance(pub(super) Decimal);

impl<'de> Deserialize<'de> for Tolerance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let percent = written.strip_suffix('%').and_then(|number| number.trim().parse::<Decimal>().ok());
        let share = percent.and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED));
        share
            .map(Self)
            .ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&written), &"a share such as \"1%\""))
    }
}

impl Serialize for Tolerance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let percent = self.0.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(self.0);
        serializer.collect_str(&format_args!("{}%", percent.normalize()))
    }
}

impl JsonSchema for Tolerance {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Tolerance".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]{1,6}(\\.[0-9]{1,6})? ?%$", "examples": ["0.5%"] })
    }
}
