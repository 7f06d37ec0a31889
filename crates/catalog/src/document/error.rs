//! What can be wrong with a document: where, what stands there, what was expected, and the cure.

/// The first problem of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct DocumentError {
    pub file: String,
    pub line: usize,
    pub problem: Box<Problem>,
}

impl DocumentError {
    pub(crate) fn new(file: &str, line: usize, problem: Problem) -> DocumentError {
        DocumentError {
            file: file.to_owned(),
            line,
            problem: Box::new(problem),
        }
    }
}

/// Why a document is not an indicator or a scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error(
        "the document does not begin with front matter; write a line +++, then keys such as code = \"…\", then a line +++"
    )]
    NoFrontMatter,
    #[error("the front matter does not end; close it with a line +++")]
    OpenFrontMatter,
    #[error("the front matter is not TOML: {message}")]
    Toml { message: String },
    #[error("{key:?} is not a key of {place}{}; known keys are {known}", mean(nearest.as_deref()))]
    UnknownKey {
        key: String,
        place: String,
        nearest: Option<String>,
        known: String,
    },
    #[error("{key:?} is missing in {place}; add it, for example {example}")]
    MissingKey {
        key: &'static str,
        place: String,
        example: &'static str,
    },
    #[error("{key} is {found}, expected {expected}")]
    WrongType {
        key: String,
        found: &'static str,
        expected: String,
    },
    #[error("{key} is {value:?}, expected {expected}{}", mean(nearest.as_deref()))]
    WrongValue {
        key: String,
        value: String,
        expected: String,
        nearest: Option<String>,
    },
    #[error("{key} does not belong here: {because}")]
    Misplaced { key: String, because: &'static str },
    #[error("\"## {title}\" is not a section of this document{}; sections are {known}, and headings inside prose begin with ###", mean(nearest.as_deref()))]
    UnknownSection {
        title: String,
        nearest: Option<String>,
        known: String,
    },
    #[error("\"## {title}\" stands there twice; merge the two")]
    RepeatedSection { title: String },
    #[error("the section \"## {title}\" is missing; {cure}")]
    MissingSection { title: &'static str, cure: &'static str },
    #[error(
        "the section \"## Query\" holds {found} blocks of SQL, expected one that begins with ```sql and ends with ```"
    )]
    QueryBlocks { found: usize },
    #[error("the block of SQL does not end; close it with ```")]
    OpenBlock,
    #[error("band {position} covers {from} to {to}, expected the lower end first; swap them")]
    BandReversed { position: usize, from: String, to: String },
    #[error(
        "band {position} begins at {from} but the one before ends at {end}: values between them have no points or two; let it begin at {end}"
    )]
    BandGap { position: usize, from: String, end: String },
    #[error("{what} without a name above it; write the name of a snapshot table, or \"gives\", on the line before")]
    NamelessTable { what: &'static str },
    #[error("{name:?} is no snapshot table{}; to add a remark to an example, write a sentence", mean(nearest.as_deref()))]
    UnknownTable { name: String, nearest: Option<String> },
    #[error("{table} has no column {column:?}{}", mean(nearest.as_deref()))]
    UnknownColumn {
        table: String,
        column: String,
        nearest: Option<String>,
    },
    #[error("{table} lists the column {column:?} twice; remove one")]
    RepeatedColumn { table: String, column: String },
    #[error("the row has {found} cells, expected {expected} as in the header; write an empty cell for null")]
    CellCount { found: usize, expected: usize },
    #[error("a table begins with a header and a line | --- |; this one has {found} line")]
    ShortTable { found: usize },
    #[error("{column} is {value:?}, expected {expected}")]
    Cell {
        column: String,
        value: String,
        expected: &'static str,
    },
    #[error("the example {title:?} has no table {missing}; {cure}")]
    ExampleIncomplete {
        title: String,
        missing: &'static str,
        cure: &'static str,
    },
    #[error("the table {name:?} stands twice in this example; put all rows into one")]
    RepeatedTable { name: String },
    #[error(
        "{setting:?} is not a setting; write name = value, separated by commas, as in: with early_days = 3, as_of = 2026-06-30"
    )]
    NotASetting { setting: String },
    #[error("{name:?} is no parameter of this indicator{}; parameters are {known}", mean(nearest.as_deref()))]
    UnknownSetting {
        name: String,
        nearest: Option<String>,
        known: String,
    },
    #[error("{0}")]
    Setting(#[from] crate::SettingError),
    #[error("text stands outside of an example; begin each example with a line ### and its title")]
    OutsideExample,
}

fn mean(nearest: Option<&str>) -> String {
    nearest
        .map(|nearest| format!(", did you mean {nearest:?}?"))
        .unwrap_or_default()
}
