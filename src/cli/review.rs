//! stub
use super::{Outcome, Session, Stop};
pub(super) fn run(_session: &Session, _options: &super::args::Review) -> Result<Outcome, Stop> {
    Ok(Outcome::Clean)
}
