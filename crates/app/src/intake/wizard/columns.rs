//! The columns of an uploaded file beside our fields: what each is taken for, and why.

use super::choice::remembered;
use super::staging::Upload;
use crate::intake::{describe, plan};
use crate::{Context, Error};
use domain::intake::mapping::{Names, fold};
use domain::intake::problem::{Problem, column_letters};
use formats::names::Synonyms;
use formats::sheet::{self, Hints, Sheet, SheetError};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Values shown of each column.
const SAMPLES: usize = 3;
/// Rows in which they are looked for.
const ROWS_LOOKED_AT: u64 = 200;

/// The file's columns and our fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnsView {
    pub columns: Vec<FileColumn>,
    pub fields: Vec<FieldView>,
    /// What the file is: format, sheet, encoding.
    pub shape: String,
    pub header_row: u64,
    pub sheet: Option<String>,
    /// The sheets to choose from, when more than one holds something.
    pub sheets: Vec<String>,
    /// Why the file cannot be read as it is.
    pub problem: Option<Problem>,
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileColumn {
    pub letters: String,
    pub header: String,
    pub samples: Vec<String>,
    /// Our field, when the column is known.
    pub field: Option<String>,
    pub reason: Option<Reason>,
}

/// Why a column is taken for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It has the same name.
    SameName,
    /// It has a name under which the field is known.
    Synonym,
    /// An earlier import took it for that: its number.
    Remembered(i64),
    /// Somebody chose it here.
    Chosen,
}

/// One of our fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    pub name: String,
    /// How a Chinese reader calls it.
    pub chinese: Option<&'static str>,
    pub required: bool,
    /// `date`, `one of open, closed` …
    pub ty: String,
    pub meaning: &'static str,
}

impl FieldView {
    /// Whether it is a moment in time, for which a zone is needed.
    #[must_use]
    pub fn is_moment(&self) -> bool {
        self.ty.starts_with("date and time")
    }
}

/// Our fields of a kind or combined sheet.
pub fn fields(subject: &str) -> Result<Vec<FieldView>, Error> {
    let columns = describe(subject)?.into_iter();
    Ok(columns
        .map(|column| FieldView {
            chinese: formats::names::chinese(subject, &column.column),
            name: column.column,
            required: column.required,
            ty: column.ty,
            meaning: column.meaning,
        })
        .collect())
}

/// What a Chinese reader calls one of our columns, where that is known.
#[must_use]
pub fn chinese_name(subject: &str, column: &str) -> Option<&'static str> {
    formats::names::chinese(subject, column)
}

/// Opens an uploaded file and says what its columns are taken for.
pub async fn columns(cx: &Context, upload: &Upload) -> Result<ColumnsView, Error> {
    let path = cx.staging.file(upload)?;
    let fields = fields(&upload.subject)?;
    let earlier = match upload.chosen_fields() {
        Some(_) => None,
        None => earlier_mapping(cx, &upload.subject).await?,
    };
    let upload = upload.clone();
    let read = tokio::task::spawn_blocking(move || view(&path, &upload, fields, earlier.as_ref()));
    read.await
        .map_err(|error| Error::internal(format!("the reader of the file stopped: {error}")))?
}

/// The mapping of the latest import of the same subject, with the import's number.
async fn earlier_mapping(cx: &Context, subject: &str) -> Result<Option<(i64, BTreeMap<String, String>)>, Error> {
    let records = cx.store.imports().await?;
    let latest = records
        .iter()
        .rev()
        .find(|record| record.label == subject && !record.mapping.is_empty() && record.undone.is_none());
    Ok(latest.map(|record| (record.id, remembered(subject, &record.mapping))))
}

fn view(
    path: &PathBuf,
    upload: &Upload,
    fields: Vec<FieldView>,
    earlier: Option<&(i64, BTreeMap<String, String>)>,
) -> Result<ColumnsView, Error> {
    let mut view = ColumnsView {
        fields,
        ..ColumnsView::default()
    };
    let opened = match open(path, upload, None) {
        Err(SheetError::NoSheet { sheets, .. }) => {
            view.sheets = sheets;
            let chosen = upload.choice.as_ref().and_then(|choice| choice.sheet.as_deref());
            match chosen {
                Some(chosen) => open(path, upload, Some(chosen)),
                // Without a word, the first one is shown, and the others are offered.
                None => open(path, upload, view.sheets.first().map(String::as_str)),
            }
        }
        opened => opened,
    };
    let sheet = match opened {
        Ok(sheet) => sheet,
        Err(error) => {
            view.problem = Some(plan::problem_of(&error).ok_or_else(|| Error::from(error))?);
            return Ok(view);
        }
    };
    let samples = samples(&sheet)?;
    view.shape = sheet.shape.to_string();
    view.header_row = sheet.shape.header_row;
    view.sheet.clone_from(&sheet.shape.sheet);
    view.columns = sheet
        .headers
        .iter()
        .zip(samples)
        .enumerate()
        .map(|(position, (header, samples))| FileColumn {
            letters: column_letters(u32::try_from(position).unwrap_or_default()),
            header: header.trim().to_owned(),
            samples,
            field: None,
            reason: None,
        })
        .collect();
    recognise(&mut view, upload, earlier);
    Ok(view)
}

fn open(path: &PathBuf, upload: &Upload, sheet: Option<&str>) -> Result<Sheet, SheetError> {
    let names: BTreeSet<String> = describe(&upload.subject)
        .unwrap_or_default()
        .iter()
        .map(|column| fold(&column.column))
        .collect();
    let is_known = |header: &str| names.contains(&fold(header)) || Synonyms.is_known(&upload.subject, header);
    let hints = Hints {
        sheet,
        header_row: upload.choice.as_ref().and_then(|choice| choice.header_row),
        is_known: Some(&is_known),
        ..Hints::default()
    };
    sheet::open(path, &hints)
}

/// The first different values of each column.
fn samples(sheet: &Sheet) -> Result<Vec<Vec<String>>, SheetError> {
    let mut samples: Vec<Vec<String>> = vec![Vec::new(); sheet.headers.len()];
    let mut rows = 0;
    sheet.read(|row| {
        for (position, samples) in samples.iter_mut().enumerate() {
            let cell = row.cells.get(position).unwrap_or_default().trim();
            if !cell.is_empty() && samples.len() < SAMPLES && !samples.iter().any(|sample| sample == cell) {
                samples.push(cell.chars().take(60).collect());
            }
        }
        rows += 1;
        if rows >= ROWS_LOOKED_AT {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(samples)
}

/// Takes each column for the field that was chosen or remembered, that has its name, or that is known under it; the
/// surest reason comes first, and no field is given twice.
fn recognise(view: &mut ColumnsView, upload: &Upload, earlier: Option<&(i64, BTreeMap<String, String>)>) {
    let mut given: BTreeSet<String> = BTreeSet::new();
    let subject = upload.subject.as_str();
    let chosen = upload.chosen_fields();
    let rounds: [&dyn Fn(&str, &str) -> Option<Reason>; 4] = [
        &|field, header| {
            let chosen = chosen?.get(field)?;
            (chosen.trim() == header).then_some(Reason::Chosen)
        },
        &|field, header| {
            let (import, fields) = earlier?;
            (fold(fields.get(field)?) == fold(header)).then_some(Reason::Remembered(*import))
        },
        &|field, header| (fold(field) == fold(header)).then_some(Reason::SameName),
        &|field, header| Synonyms.means(subject, field, &fold(header)).then_some(Reason::Synonym),
    ];
    // What somebody chose is all there is: a column that was left out stays out.
    let rounds = if chosen.is_some() { &rounds[..1] } else { &rounds[1..] };
    for reason_for in rounds {
        for column in view
            .columns
            .iter_mut()
            .filter(|column| column.field.is_none() && !column.header.is_empty())
        {
            let found = view
                .fields
                .iter()
                .filter(|field| !given.contains(&field.name))
                .find_map(|field| Some((field.name.clone(), reason_for(&field.name, &column.header)?)));
            if let Some((field, reason)) = found {
                given.insert(field.clone());
                (column.field, column.reason) = (Some(field), Some(reason));
            }
        }
    }
}
