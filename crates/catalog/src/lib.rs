//! What ships as documents: indicators and schemes, the parser for them, and the lints that judge them.
//!
//! A document is Markdown with TOML front matter. The same file is the definition, the help page and the test.
//! What a user designs is the same document kept elsewhere; what ships is no special case.

mod document;
mod finding;
mod indicator;
mod nearest;
mod scheme;
mod setting;
mod shelf;

#[cfg(test)]
mod tests;

pub use document::{DocumentError, Problem};
pub use finding::{Finding, Severity, locate};
pub use indicator::lint::lint_indicator;
pub use indicator::overview::indicators_overview;
pub use indicator::parse::parse_indicator;
pub use nearest::nearest;
pub use scheme::lint::lint_scheme;
pub use scheme::parse::parse_scheme;
pub use scheme::place::{Places, lint_place};
pub use scheme::print::scheme_to_text;
pub use setting::{SettingError, accept, read_setting};
pub use shelf::{indicator, indicator_text, indicators, scheme, scheme_text, schemes};
