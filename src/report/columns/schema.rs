//! What the columns of each table are. Decimals are strings, exact as written; offsets count UTF-8 bytes.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

/// The tables of a report.
pub const TABLES: [&str; 6] = ["articles", "claims", "relations", "checks", "groups", "findings"];

/// The schema of one of [`TABLES`].
pub fn of_table(name: &str) -> Option<SchemaRef> {
    let fields = match name {
        "articles" => articles(),
        "claims" => claims(),
        "relations" => relations(),
        "checks" => checks(),
        "groups" => groups(),
        "findings" => findings(),
        _ => return None,
    };
    Some(Arc::new(Schema::new(fields)))
}

/// The schema of claims among which there are articles that have none because something is wrong with them: how bad
/// that is, and what it is.
pub fn claims_or_problems() -> SchemaRef {
    let problem = [text("severity"), text("problem")];
    let claim = claims().into_iter().map(|field| field.with_nullable(true));
    Arc::new(Schema::new(claim.chain(problem).collect::<Vec<Field>>()))
}

/// The schema of what one part of a comparison in parts gives: a row is a relation, a check, or a finding of a check.
/// Claims are known by the ids of their articles and their positions there.
pub fn judged() -> SchemaRef {
    one_of([("relation", relations()), ("check", checks()), ("finding", findings())])
}

/// The schema of what relations that hang together give: a row is a group or a finding.
pub fn reported() -> SchemaRef {
    one_of([("group", groups()), ("finding", findings())])
}

/// A row is one of several things, and tells which claims it is about.
fn one_of<const N: usize>(things: [(&str, Vec<Field>); N]) -> SchemaRef {
    let nullable = |fields: Vec<Field>| fields.into_iter().map(|field| field.with_nullable(true)).collect();
    let things = things.into_iter().map(|(name, fields)| structure(name, nullable(fields)));
    let claims = [always(texts("articles")), always(list("positions", DataType::Int64))];
    Arc::new(Schema::new(things.chain(claims).collect::<Vec<Field>>()))
}

fn articles() -> Vec<Field> {
    vec![
        always(text("id")),
        text("outlet"),
        text("published"),
        text("title"),
        text("topic"),
        text("url"),
        always(flag("under_check")),
    ]
}

fn claims() -> Vec<Field> {
    let per = structure("per", vec![text("amount"), text("unit")]);
    let quantity = structure(
        "quantity",
        vec![
            text("lower"),
            text("upper"),
            flag("lower_open"),
            flag("upper_open"),
            text("unit"),
            text("dimension"),
            flag("approximate"),
            per,
            text("direction"),
        ],
    );
    let date = structure("date", vec![text("edtf"), flag("approximate")]);
    let quote = structure("quote", vec![text("speaker"), text("cue"), flag("direct"), text("role"), texts("glosses")]);
    vec![
        always(text("id")),
        always(text("article")),
        always(text("kind")),
        always(text("field")),
        always(number("start")),
        always(number("end")),
        always(text("text")),
        always(text("zone")),
        always(text("lang")),
        quantity,
        date,
        quote,
        always(texts("subjects")),
        always(text("measure")),
        text("predicate"),
        text("time"),
        always(text("role")),
        always(text("status")),
    ]
}

fn relations() -> Vec<Field> {
    let evidence = vec![text("feature"), Field::new("weight", DataType::Float64, true)];
    vec![
        always(text("id")),
        always(text("verdict")),
        text("code"),
        text("severity"),
        always(texts("claims")),
        always(Field::new("score", DataType::Float64, true)),
        always(texts("why")),
        always(list("evidence", DataType::Struct(Fields::from(evidence)))),
    ]
}

fn checks() -> Vec<Field> {
    ["check", "verdict", "severity"]
        .map(|name| always(text(name)))
        .into_iter()
        .chain([always(texts("claims")), always(text("message"))])
        .collect()
}

fn groups() -> Vec<Field> {
    vec![always(text("id")), always(texts("claims")), always(text("verdict")), always(number("origins"))]
}

fn findings() -> Vec<Field> {
    let label = vec![
        text("article"),
        text("field"),
        number("start"),
        number("end"),
        text("role"),
        text("claim"),
        text("text"),
        text("path"),
        number("line"),
        number("column"),
    ];
    vec![
        always(text("code")),
        always(text("severity")),
        always(text("message")),
        always(text("fingerprint")),
        always(list("labels", DataType::Struct(Fields::from(label)))),
        structure("accepted", vec![text("reason"), text("until"), text("source")]),
        number("baseline_line"),
    ]
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn flag(name: &str) -> Field {
    Field::new(name, DataType::Boolean, true)
}

fn texts(name: &str) -> Field {
    list(name, DataType::Utf8)
}

fn list(name: &str, of: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new("item", of, true))), true)
}

fn structure(name: &str, fields: Vec<Field>) -> Field {
    Field::new(name, DataType::Struct(Fields::from(fields)), true)
}

/// The field without nulls.
fn always(field: Field) -> Field {
    field.with_nullable(false)
}
