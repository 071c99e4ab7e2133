//! Rule files, each as the only one of its folder.

use std::path::PathBuf;

use daejo::rules::{self, RuleError, Source, Table, table_of};

use super::reading::lossy;

/// A rule file behind a line with the name of its folder.
pub(super) fn compile(data: &[u8]) {
    let text = lossy(data);
    let Some((folder, text)) = text.split_once('\n') else { return };
    let name = format!("{folder}/a.toml");
    let source = Source { path: PathBuf::from(&name), name: name.into(), text: text.to_owned().into(), packed: None };
    let Some((_, compile)) = TABLES.iter().find(|table| table.0 == folder) else { return };
    if let Err(error) = compile(source) {
        assert!(!error.message.is_empty());
    }
}

type Compile = fn(Source) -> Result<(), RuleError>;

const TABLES: [(&str, Compile); 16] = [
    table::<rules::attribution::Attribution>(),
    table::<rules::checks::Checks>(),
    table::<rules::concepts::Concepts>(),
    table::<rules::dates::Dates>(),
    table::<rules::entities::Entities>(),
    table::<rules::hedges::Hedges>(),
    table::<rules::judgement::Judgement>(),
    table::<rules::lexicon::Lexicon>(),
    table::<rules::messages::Messages>(),
    table::<rules::numerals::Numerals>(),
    table::<rules::rates::Rates>(),
    table::<rules::units::Units>(),
    table::<rules::utterances::Utterances>(),
    table::<rules::weights::Weights>(),
    table::<rules::words::Words>(),
    table::<rules::zones::Zones>(),
];

const fn table<T: Table>() -> (&'static str, Compile) {
    (T::FOLDER, |source| table_of::<T>(source).map(drop))
}
