//! Binding a mapping to the headers of one file: names become positions, and everything missing is said at once.

use super::{ColumnMapping, EntityMapping, Mapping, Piece, Repeat, Source, Test};
use crate::intake::cell::ColumnShape;
use crate::intake::kind::{Kind, Type};
use crate::intake::problem::{Code, Place, Problem};

/// Knows by which other names people call a column.
pub trait Names {
    /// Whether the folded header means that column of the kind (or combined sheet).
    fn means(&self, subject: &str, column: &str, folded: &str) -> bool;
}

/// The headers of a file.
#[derive(Debug, Clone)]
pub struct Headers {
    names: Vec<String>,
    folded: Vec<String>,
}

/// Letters and digits in lower case, nothing else: `PO / SO #` is `poso`.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether two headers differ in case, spaces and marks only.
#[must_use]
pub fn is_same_header(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

impl Headers {
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Headers {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let folded = names.iter().map(|name| fold(name)).collect();
        Headers { names, folded }
    }

    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The place of a column, for a problem.
    #[must_use]
    pub fn place(&self, position: usize) -> Place {
        Place {
            row: None,
            column: u32::try_from(position).ok(),
            header: self.names.get(position).cloned(),
        }
    }

    /// The positions of a name: as it is written, else whatever its case and marks.
    fn find(&self, name: &str) -> Vec<usize> {
        let exact = positions(&self.names, |other| other.trim() == name.trim());
        if !exact.is_empty() {
            return exact;
        }
        let folded = fold(name);
        if folded.is_empty() {
            Vec::new()
        } else {
            positions(&self.folded, |other| *other == folded)
        }
    }

    /// The positions of our own column under its name or a synonym.
    fn recognise(&self, subject: &str, column: &str, names: &dyn Names) -> Vec<usize> {
        let own = self.find(column);
        if own.is_empty() {
            positions(&self.folded, |folded| names.means(subject, column, folded))
        } else {
            own
        }
    }
}

fn positions(list: &[String], wanted: impl Fn(&String) -> bool) -> Vec<usize> {
    list.iter()
        .enumerate()
        .filter(|(_, name)| wanted(name))
        .map(|(index, _)| index)
        .collect()
}

/// A mapping whose names are positions.
#[derive(Debug, Clone)]
pub struct Bound {
    pub entities: Vec<BoundEntity>,
    /// Which columns of the file are read.
    pub used: Vec<bool>,
    pub(super) null_values: Vec<String>,
}

/// One kind of a bound mapping.
#[derive(Debug, Clone)]
pub struct BoundEntity {
    pub kind: &'static Kind,
    pub on_repeat: Repeat,
    /// One entry per column of the kind.
    pub columns: Vec<Option<BoundColumn>>,
    /// The columns of the kind that nothing fills, as bits.
    pub unsaid: u64,
    pub(super) filter: Vec<(usize, Test)>,
    /// Position of the currency, when the kind holds money.
    pub(super) currency: Option<usize>,
}

/// Where the text of a column stands and how it is read.
#[derive(Debug, Clone)]
pub struct BoundColumn {
    pub(super) source: BoundSource,
    pub(super) values: std::collections::BTreeMap<String, String>,
    pub(super) otherwise: Option<String>,
    /// A mark that a person declared for this column stays whatever the survey says.
    pub is_decimal_declared: bool,
    pub shape: ColumnShape,
}

#[derive(Debug, Clone)]
pub(super) enum BoundSource {
    Cell(usize),
    Constant(String),
    Template(Vec<BoundPiece>),
    FirstOf(Vec<usize>),
    EarliestOf(Vec<usize>),
    Product(Vec<usize>),
}

#[derive(Debug, Clone)]
pub(super) enum BoundPiece {
    Text(String),
    Cell(usize),
}

impl BoundColumn {
    /// The columns of the file that it reads.
    #[must_use]
    pub fn positions(&self) -> Vec<usize> {
        match &self.source {
            BoundSource::Cell(position) => vec![*position],
            BoundSource::Constant(_) => Vec::new(),
            BoundSource::Template(pieces) => pieces
                .iter()
                .filter_map(|piece| match piece {
                    BoundPiece::Cell(position) => Some(*position),
                    BoundPiece::Text(_) => None,
                })
                .collect(),
            BoundSource::FirstOf(positions) | BoundSource::EarliestOf(positions) | BoundSource::Product(positions) => {
                positions.clone()
            }
        }
    }
}

impl Mapping {
    /// The mapping of a file that needs none: every column of the kind under its own name or a synonym.
    #[must_use]
    pub fn automatic(kind: &'static Kind) -> Mapping {
        let columns = kind.columns.iter().enumerate();
        let columns = columns.map(|(position, column)| {
            let name = column.name.to_owned();
            // A delivery whose document counts no lines is told apart by the order line, as in the combined sheets.
            let is_line = matches!(kind.name, "receipt" | "hand_over") && column.name == "line_no";
            let source = if is_line {
                Source::FirstOf(vec![name, "order_line".to_owned()])
            } else {
                Source::Column(name)
            };
            ColumnMapping::plain(position, source)
        });
        let entity = EntityMapping {
            kind,
            columns: columns.collect(),
            filter: Vec::new(),
            on_repeat: Repeat::Refuse,
        };
        Mapping {
            entities: vec![entity],
            ..Mapping::default()
        }
    }

    /// Binds to a file. With `synonyms` the names are ours, to be recognised; without they are the file's own.
    ///
    /// `subject` is the kind or combined sheet under which synonyms are looked up.
    pub fn bind(
        &self,
        headers: &Headers,
        subject: &str,
        synonyms: Option<&dyn Names>,
    ) -> Result<(Bound, Vec<Problem>), Vec<Problem>> {
        let mut binder = Binder {
            headers,
            subject,
            synonyms,
            used: vec![false; headers.len()],
            problems: Vec::new(),
        };
        let mut entities = Vec::new();
        for entity in &self.entities {
            entities.push(binder.entity(entity));
        }
        if binder
            .problems
            .iter()
            .any(|problem| problem.code != Code::UnknownColumn)
        {
            return Err(binder.problems);
        }
        let unknown = binder.used.iter().enumerate().filter(|(_, used)| !**used);
        let notes = unknown
            .filter(|(position, _)| !headers.names[*position].trim().is_empty())
            .map(|(position, _)| {
                let problem = Problem::new(Code::UnknownColumn).value(headers.names[position].clone());
                Problem {
                    place: headers.place(position),
                    ..problem
                }
            });
        let notes = notes.collect();
        let null_values = self.null_values.iter().map(|word| word.to_lowercase()).collect();
        Ok((
            Bound {
                entities,
                used: binder.used,
                null_values,
            },
            notes,
        ))
    }
}

struct Binder<'a> {
    headers: &'a Headers,
    subject: &'a str,
    synonyms: Option<&'a dyn Names>,
    used: Vec<bool>,
    problems: Vec<Problem>,
}

impl Binder<'_> {
    fn entity(&mut self, entity: &EntityMapping) -> BoundEntity {
        let kind = entity.kind;
        let mut columns: Vec<Option<BoundColumn>> = vec![None; kind.columns.len()];
        for mapping in &entity.columns {
            columns[mapping.position] = self.column(kind, mapping);
        }
        for (position, column) in kind.columns.iter().enumerate() {
            let is_named = entity.columns.iter().any(|mapping| mapping.position == position);
            if columns[position].is_none() && column.required && !is_named {
                self.missing(kind, position, column.name);
            }
        }
        let mut filter = Vec::new();
        for rule in &entity.filter {
            match self.position(kind, None, &rule.column) {
                Some(position) => filter.push((position, rule.test.clone())),
                None => self.missing_header(kind, "filter", &rule.column),
            }
        }
        let has_money = kind.columns.iter().any(|column| column.ty == Type::Money);
        let unsaid = columns.iter().enumerate().filter(|(_, column)| column.is_none());
        BoundEntity {
            unsaid: unsaid.fold(0, |bits, (position, _)| bits | 1 << position),
            kind,
            on_repeat: entity.on_repeat,
            columns,
            filter,
            currency: kind.position("currency").filter(|_| has_money),
        }
    }

    fn column(&mut self, kind: &'static Kind, mapping: &ColumnMapping) -> Option<BoundColumn> {
        let field = kind.columns[mapping.position].name;
        let source = self.source(kind, mapping)?;
        let source = match source {
            Ok(source) => source,
            Err(header) => {
                self.missing_header(kind, field, &header);
                return None;
            }
        };
        let shape = ColumnShape {
            date_formats: mapping.date_formats.clone(),
            decimal: mapping.decimal.unwrap_or_default(),
            ..ColumnShape::default()
        };
        Some(BoundColumn {
            source,
            values: mapping.values.clone(),
            otherwise: mapping.otherwise.clone(),
            is_decimal_declared: mapping.decimal.is_some(),
            shape,
        })
    }

    /// `None` for a column of ours that the file simply does not have; an error names a missing header.
    fn source(&mut self, kind: &'static Kind, mapping: &ColumnMapping) -> Option<Result<BoundSource, String>> {
        let position = mapping.position;
        let column = &kind.columns[position];
        let is_automatic = self.synonyms.is_some();
        let mut find = |name: &str| self.position(kind, Some(position), name).ok_or_else(|| name.to_owned());
        let found = match &mapping.source {
            Source::Constant(text) => Ok(BoundSource::Constant(text.clone())),
            Source::Column(name) => find(name).map(BoundSource::Cell),
            Source::FirstOf(names) | Source::EarliestOf(names) | Source::Product(names) => {
                let mut positions: Vec<_> = names.iter().map(|name| find(name)).collect();
                if is_automatic && positions.iter().any(Result::is_ok) {
                    positions.retain(Result::is_ok);
                }
                let positions = positions.into_iter().collect::<Result<Vec<_>, _>>();
                positions.map(|positions| match &mapping.source {
                    Source::FirstOf(_) => BoundSource::FirstOf(positions),
                    Source::EarliestOf(_) => BoundSource::EarliestOf(positions),
                    _ => BoundSource::Product(positions),
                })
            }
            Source::Template(pieces) => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => Ok(BoundPiece::Text(text.clone())),
                    Piece::Column(name) => find(name).map(BoundPiece::Cell),
                })
                .collect::<Result<_, _>>()
                .map(BoundSource::Template),
        };
        if found.is_err() && self.synonyms.is_some() && !column.required {
            return None;
        }
        Some(found)
    }

    /// The position of a header; one that is there twice is a problem.
    fn position(&mut self, kind: &'static Kind, column: Option<usize>, name: &str) -> Option<usize> {
        let found = match self.synonyms {
            None => self.headers.find(name),
            Some(names) => self.headers.recognise(self.subject, name, names),
        };
        if found.len() > 1 {
            let field = column.map_or(name, |position| kind.columns[position].name);
            let letters: Vec<&str> = found
                .iter()
                .map(|position| self.headers.names[*position].as_str())
                .collect();
            let problem = Problem::new(Code::ColumnTwice)
                .field(kind.name, field)
                .expected(letters.join(", "));
            let problem = Problem {
                place: self.headers.place(found[1]),
                ..problem
            };
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        let position = *found.first()?;
        self.used[position] = true;
        Some(position)
    }

    fn missing(&mut self, kind: &'static Kind, position: usize, name: &str) {
        let already = |problem: &Problem| {
            matches!(problem.code, Code::MissingColumn | Code::MappingLacks)
                && problem.kind == Some(kind.name)
                && problem.field.as_deref() == Some(name)
        };
        if !self.problems.iter().any(already) {
            let problem = if self.synonyms.is_some() {
                Problem::new(Code::MissingColumn).value(name)
            } else {
                Problem::new(Code::MappingLacks).value(kind.name)
            };
            let problem = problem.field(kind.name, kind.columns[position].name);
            self.problems.push(problem);
        }
    }

    fn missing_header(&mut self, kind: &'static Kind, field: &str, header: &str) {
        self.problems
            .push(Problem::new(Code::MissingColumn).field(kind.name, field).value(header));
    }
}
