//! Everything that is settled before the first row is read: the mapping, the file's shape, and how its columns are read.

use super::plausible::Known;
use super::report::{self, ImportReport};
use super::survey::{self, Survey};
use super::{ImportRequest, USUAL_SOURCE};
use crate::{Context, Error};
use domain::intake::Kind;
use domain::intake::cell::DecimalMark;
use domain::intake::kinds::{ASSESSMENT_ANSWER, ITEM, ORDER_LINE};
use domain::intake::mapping::{Bound, Headers, Limits, Mapping, Names, fold};
use domain::intake::problem::{Code, Place, Problem};
use domain::platform::worker::{Ended, Worker};
use formats::names::Synonyms;
use formats::presets;
use formats::sheet::{self, Hints, Sheet, SheetError};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A file that is ready to be read.
pub(super) struct Plan {
    pub sheet: Sheet,
    pub headers: Headers,
    pub bound: Bound,
    pub limits: Limits,
    pub survey: Survey,
    /// Columns that are ignored.
    pub notes: Vec<Problem>,
    /// Headers were recognised; with a mapping file, a column that it does not name is left out on purpose.
    pub is_automatic: bool,
    pub source: String,
    pub label: String,
    pub file_name: String,
    pub sha256: String,
    pub known: Known,
}

/// Whether the file can be read at all.
pub(super) enum Planned {
    Ready(Box<Plan>),
    /// Its columns do not fit; the report says why.
    Refused(Box<ImportReport>),
}

/// What the request says the file holds, understood.
struct Subject {
    label: String,
    mapping: Mapping,
    /// The names in the mapping are ours and are recognised in the file.
    is_ours: bool,
}

impl Plan {
    /// Opens and surveys the file; what could blow up is read by the worker.
    pub(super) fn make(request: &ImportRequest, known: Known, worker: Arc<dyn Worker>) -> Result<Planned, Error> {
        let mut subject = Subject::of(request)?;
        super::said::take(&mut subject.mapping, &request.options);
        let file_name = request.file_name.clone().unwrap_or_else(|| name_of(&request.path));
        let label = subject.label.clone();
        let is_known = |header: &str| subject.knows(header);
        let file = &subject.mapping.file;
        let hints = Hints {
            sheet: file.sheet.as_deref(),
            header_row: file.header_row,
            encoding: file.encoding.as_deref(),
            delimiter: file.delimiter,
            is_known: Some(&is_known),
            worker: Some(worker),
            ..Hints::default()
        };
        let refused = |problems: Vec<Problem>, sheet: Option<&Sheet>| {
            Planned::Refused(Box::new(report::refused(&file_name, &label, sheet, problems)))
        };
        let sheet = match sheet::open(&request.path, &hints) {
            Ok(sheet) => sheet,
            Err(error) => {
                return match problem_of(&error) {
                    Some(problem) => Ok(refused(vec![problem], None)),
                    None => Err(error.into()),
                };
            }
        };
        let headers = Headers::new(sheet.headers.iter().cloned());
        let synonyms: Option<&dyn Names> = if subject.is_ours { Some(&Synonyms) } else { None };
        let (mut bound, notes) = match subject.mapping.bind(&headers, &subject.label, synonyms) {
            Ok(bound) => bound,
            Err(problems) => return Ok(refused(problems, Some(&sheet))),
        };
        let survey = match survey::run(&sheet, &bound) {
            Ok(survey) => survey,
            Err(error) => {
                return match problem_of(&error) {
                    Some(problem) => Ok(refused(vec![problem], Some(&sheet))),
                    None => Err(error.into()),
                };
            }
        };
        if let Err(problem) = survey.settle(&mut bound, &headers, &subject.mapping.file) {
            return Ok(refused(vec![*problem], Some(&sheet)));
        }
        let mut limits = subject.mapping.limits.clone();
        limits.max_quantity = request.options.max_quantity.unwrap_or(limits.max_quantity);
        limits.max_overdelivery = request.options.max_overdelivery.unwrap_or(limits.max_overdelivery);
        let source = request.source.clone().or(subject.mapping.source.clone());
        Ok(Planned::Ready(Box::new(Plan {
            headers,
            bound,
            limits,
            survey,
            notes,
            is_automatic: subject.is_ours,
            source: source.unwrap_or_else(|| USUAL_SOURCE.to_owned()),
            label: subject.label,
            sha256: sha256(&request.path)?,
            file_name,
            sheet,
            known,
        })))
    }
}

impl Subject {
    fn of(request: &ImportRequest) -> Result<Subject, Error> {
        if let Some(text) = &request.mapping {
            let mapping = formats::mapping::parse(text)?;
            if mapping.entities.is_empty() {
                let columns = Subject::named(request)?;
                let mapping = super::said::lay_over(columns.mapping, mapping);
                return Ok(Subject { mapping, ..columns });
            }
            let first = mapping
                .entities
                .iter()
                .map(|entity| entity.kind.name)
                .collect::<Vec<_>>()
                .join("+");
            let label = request.subject.clone().unwrap_or(first);
            return Ok(Subject {
                label,
                mapping,
                is_ours: false,
            });
        }
        Subject::named(request)
    }

    /// A kind or combined sheet by its name; its columns are ours, to be recognised.
    fn named(request: &ImportRequest) -> Result<Subject, Error> {
        let Some(name) = &request.subject else {
            return Err(Error::invalid("no-subject").with("known", super::subjects().join(", ")));
        };
        if let Some(preset) = presets::find(name) {
            return Ok(Subject {
                label: name.clone(),
                mapping: preset.mapping(),
                is_ours: true,
            });
        }
        match domain::intake::find(name) {
            Some(kind) => Ok(Subject {
                label: kind.name.to_owned(),
                mapping: Mapping::automatic(kind),
                is_ours: true,
            }),
            None => Err(super::template::unknown_subject(name)),
        }
    }

    /// Whether a text is one of the headers that the mapping may ask for; it finds the header row.
    fn knows(&self, header: &str) -> bool {
        let folded = fold(header);
        if folded.is_empty() {
            return false;
        }
        let asked = self
            .mapping
            .entities
            .iter()
            .flat_map(|entity| &entity.columns)
            .flat_map(|column| column.source.headers());
        asked.into_iter().any(|name| fold(name) == folded) || self.is_ours && Synonyms.is_known(&self.label, header)
    }
}

/// What is stored already and may be looked at, as far as the file can hold such rows.
pub(super) async fn known(cx: &Context, request: &ImportRequest) -> Result<Known, Error> {
    let mut known = Known::default();
    if may_hold(request, &ORDER_LINE) {
        let items = cx.store.table(&ITEM).await?;
        let column = |name| {
            ITEM.position(name)
                .and_then(|position| items.texts(position))
                .unwrap_or_default()
        };
        let pairs = column("code").iter().zip(column("unit"));
        known.units = pairs
            .filter_map(|(code, unit)| Some((code.clone()?, unit.clone()?)))
            .collect();
    }
    if may_hold(request, &ASSESSMENT_ANSWER) {
        known.indicators = crate::design::shelf(cx).await?.indicators.into_keys().collect();
    }
    Ok(known)
}

/// Whether the file can hold rows of a kind.
fn may_hold(request: &ImportRequest, kind: &Kind) -> bool {
    match (&request.mapping, request.subject.as_deref()) {
        (Some(text), _) => text.contains(kind.name),
        (None, Some(subject)) => {
            let of_sheet = |preset: presets::Preset| {
                let entities = preset.mapping().entities;
                entities.iter().any(|entity| entity.kind.name == kind.name)
            };
            [kind.name, kind.table].contains(&subject) || presets::find(subject).is_some_and(of_sheet)
        }
        (None, None) => false,
    }
}

/// What a reading error says about the file; `None` when the error is about the machine.
pub(super) fn problem_of(error: &SheetError) -> Option<Problem> {
    let problem = match error {
        SheetError::Io { .. }
        | SheetError::Ended {
            ended: Ended::NotStarted { .. },
            ..
        } => return None,
        SheetError::Ended { ended, .. } => Problem::new(Code::ReadingEnded)
            .value(ended.name())
            .expected(ended.detail()),
        SheetError::TooLarge { what, found, limit, .. } => Problem::new(Code::TooLarge)
            .value(format!("{what} {found}"))
            .expected(limit.clone()),
        SheetError::Unreadable { problem, .. } => Problem::new(Code::Unreadable).value(problem.clone()),
        SheetError::Empty { .. } => Problem::new(Code::EmptyFile),
        SheetError::NoHeader { .. } => Problem::new(Code::NoHeader).expected("header_row"),
        SheetError::NoSheet { wanted, sheets, .. } => Problem::new(Code::NoSheet)
            .value(wanted.clone())
            .expected(sheets.join(", ")),
        SheetError::NoEncoding { label } => Problem::new(Code::Encoding)
            .value(label.clone())
            .expected(label.clone()),
    };
    Some(Problem {
        place: Place::default(),
        ..problem
    })
}

/// The hash of the whole file, hexadecimal.
fn sha256(path: &Path) -> Result<String, SheetError> {
    let io = |source| SheetError::Io {
        path: path.to_owned(),
        source,
    };
    let mut file = std::fs::File::open(path).map_err(io)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => hasher.update(&buffer[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(io(error)),
        }
    }
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// How the marks are named in a mapping file.
pub(super) fn mark_name(mark: DecimalMark) -> Option<&'static str> {
    match mark {
        DecimalMark::Point => Some("point"),
        DecimalMark::Comma => Some("comma"),
        DecimalMark::Open | DecimalMark::Doubtful => None,
    }
}
