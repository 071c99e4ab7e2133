//! The command line: the only place that reads files, writes files or prints.

pub mod input;
