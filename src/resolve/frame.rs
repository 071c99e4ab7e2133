//! What a claim is about: label, subject, predicate, time, role.

use serde::Serialize;
use smol_str::SmolStr;

use crate::edtf::Edtf;

/// What part a figure plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What is or was.
    #[default]
    Actual,
    /// What is aimed at: 목표.
    Target,
    /// What is planned: 계획, 예정.
    Plan,
    /// What is expected: 전망, 추정.
    Forecast,
    /// A running total: 누적.
    Cumulative,
    /// What may not be passed: 최대, 한도.
    Limit,
    /// What another figure is compared with: 전년 동기(2조1천억원) 대비.
    Base,
}

/// What a claim is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// Stems of the noun phrase that the figure hangs on, in the order of the text.
    pub label: Vec<SmolStr>,
    /// Names of whom or what it is said, the nearest first, as the article first writes them in full.
    pub subjects: Vec<SmolStr>,
    /// Stem of the verb.
    pub predicate: Option<SmolStr>,
    /// The time that the claim is of, not the time of publication.
    pub time: Option<Edtf>,
    /// What part it plays.
    pub role: Role,
}
