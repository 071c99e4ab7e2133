//! The settings that may differ from article to article.

use std::collections::BTreeMap;

use crate::article::{Lang, Zone};
use crate::policy::{Level, Policy};
use crate::report::findings::FindingCode;
use crate::rules::schema::schema;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::tolerance::Tolerance;

/// What holds for some articles, or for all.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Section {
    /// The language of articles that don't tell theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_lang: Option<Lang>,
    /// How far two figures may lie apart, relative to the greater one, without being a conflict: "1%".
    #[serde(skip_serializing_if = "Option::is_none")]
    tolerance: Option<Tolerance>,
    /// Parts of the page that claims are taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zones: Option<Vec<Zone>>,
    /// Outlets that are right in doubt: where one of their articles differs from another, the other is to look at.
    #[serde(skip_serializing_if = "Option::is_none")]
    trusted_outlets: Option<Vec<String>>,
    /// How bad findings are, by code; "off" switches a check off.
    #[schemars(schema_with = "severity_schema")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    severity: BTreeMap<FindingCode, Level>,
}

impl Section {
    /// This section with what `later` says laid over it.
    #[must_use]
    pub fn with(&self, later: &Self) -> Self {
        let mut severity = self.severity.clone();
        severity.extend(&later.severity);
        Self {
            article_lang: later.article_lang.or(self.article_lang),
            tolerance: later.tolerance.or(self.tolerance),
            zones: later.zones.as_ref().or(self.zones.as_ref()).cloned(),
            trusted_outlets: later.trusted_outlets.as_ref().or(self.trusted_outlets.as_ref()).cloned(),
            severity,
        }
    }

    /// What the library is told.
    pub fn policy(&self) -> Policy {
        Policy {
            severity: self.severity.clone(),
            tolerance: self.tolerance.unwrap_or_default().0,
            zones: self.zones.clone().unwrap_or_default(),
            trusted_outlets: self.trusted_outlets.clone().unwrap_or_default(),
        }
    }
}

/// A field for each code that there is, so that editors complete them.
fn severity_schema(generator: &mut SchemaGenerator) -> Schema {
    let level = generator.subschema_for::<Level>();
    let mut properties = Map::new();
    codes(schema::<FindingCode>().as_value(), &mut |code, description| {
        let mut field = level.clone();
        if let Some(description) = description {
            field = json_schema!({ "allOf": [field], "description": description });
        }
        properties.insert(code.to_owned(), field.into());
    });
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// Every constant of a schema, with its description.
fn codes(schema: &Value, found: &mut impl FnMut(&str, Option<&str>)) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(code)) = fields.get("const") {
                found(code, fields.get("description").and_then(Value::as_str));
            }
            fields.values().for_each(|value| codes(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| codes(item, found)),
        _ => {}
    }
}
