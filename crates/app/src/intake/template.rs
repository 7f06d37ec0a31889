//! Templates: for every kind and combined sheet the header, an example row, and what each column means.

use crate::Error;
use domain::intake::delivery::is_delivery;
use domain::intake::{Column, KINDS, Kind, Type};
use formats::presets::{self, Preset};

/// A file to start from. The rows are right as they stand, so the template can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateTable {
    pub name: String,
    pub header: Vec<String>,
    pub example: Vec<String>,
}

/// Of the ordered 500.
const PART_DELIVERED: &str = "100";

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMeaning {
    pub column: String,
    /// `date`, `quantity`, `one of open, closed`, `supplier` …
    pub ty: String,
    pub required: bool,
    /// One English sentence.
    pub meaning: &'static str,
}

/// Every name that a file can be imported under.
#[must_use]
pub fn subjects() -> Vec<&'static str> {
    presets::ALL
        .iter()
        .map(|preset| preset.name)
        .chain(KINDS.iter().map(|kind| kind.name))
        .collect()
}

/// Everything that can be imported, each after what it may name, with the kinds that it must name.
#[must_use]
pub fn import_order() -> Vec<(&'static str, Vec<&'static str>)> {
    let needs = |kinds: &[&'static Kind]| {
        let columns = kinds.iter().flat_map(|kind| kind.columns);
        let mut needs: Vec<&'static str> = Vec::new();
        for column in columns.filter(|column| column.required) {
            if let Type::Ref(name) = column.ty
                && !needs.contains(&name)
                && kinds.iter().all(|kind| kind.name != name)
            {
                needs.push(name);
            }
        }
        needs
    };
    let kinds = KINDS.iter().map(|kind| (kind.name, needs(&[*kind])));
    let sheets = presets::ALL.iter().map(|preset| {
        let kinds: Vec<&'static Kind> = preset.mapping().entities.iter().map(|entity| entity.kind).collect();
        (preset.name, needs(&kinds))
    });
    kinds.chain(sheets).collect()
}

/// The template of a kind or combined sheet.
pub fn template(subject: &str) -> Result<TemplateTable, Error> {
    let columns = columns(subject)?;
    Ok(TemplateTable {
        name: subject.to_owned(),
        example: columns.iter().map(Field::example).collect(),
        header: columns.into_iter().map(|field| field.header).collect(),
    })
}

/// What each column of a template means.
pub fn describe(subject: &str) -> Result<Vec<ColumnMeaning>, Error> {
    let columns = columns(subject)?.into_iter();
    let meanings = columns.map(|Field { header, column, .. }| ColumnMeaning {
        column: header,
        ty: type_name(column.ty),
        required: column.required,
        meaning: column.meaning,
    });
    Ok(meanings.collect())
}

/// A header with the column that it fills first.
struct Field {
    header: String,
    kind: &'static Kind,
    column: &'static Column,
}

impl Field {
    fn new(header: &str, kind: &'static Kind, position: usize) -> Field {
        Field {
            header: header.to_owned(),
            kind,
            column: &kind.columns[position],
        }
    }

    /// A right value. The example row stands for the first of its kind, so it names no other row of the kind.
    fn example(&self) -> String {
        let names_own_kind = matches!(self.column.ty, Type::Ref(name) if name == self.kind.name);
        match &self.kind.key[..] {
            _ if names_own_kind => String::new(),
            // Several templates deliver of one order line: each a part of it.
            _ if is_delivery(self.kind) && self.column.ty == Type::Quantity => PART_DELIVERED.to_owned(),
            [key] if *key == self.column.name => example_key(self.kind),
            _ => example(&self.header, self.column),
        }
    }
}

fn columns(subject: &str) -> Result<Vec<Field>, Error> {
    if let Some(preset) = presets::find(subject) {
        return Ok(of_preset(preset));
    }
    let kind = domain::intake::find(subject).ok_or_else(|| unknown_subject(subject))?;
    let positions = 0..kind.columns.len();
    Ok(positions
        .map(|position| Field::new(kind.columns[position].name, kind, position))
        .collect())
}

fn of_preset(preset: Preset) -> Vec<Field> {
    let headers = preset.headers().into_iter();
    headers
        .filter_map(|header| {
            let (kind, position) = preset.column(&header)?;
            Some(Field::new(&header, kind, position))
        })
        .collect()
}

pub(super) fn unknown_subject(name: &str) -> Error {
    Error::not_found("unknown-subject")
        .with("subject", name)
        .with("known", subjects().join(", "))
        .nearest(formats::mapping::nearest(name, subjects().into_iter()))
}

fn type_name(ty: Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Date => "date (YYYY-MM-DD)".to_owned(),
        Type::Instant => "date and time with offset".to_owned(),
        Type::Quantity => "number, 3 decimals".to_owned(),
        Type::Price => "number, 6 decimals".to_owned(),
        Type::Money => "amount in the row's currency".to_owned(),
        Type::Rate => "number, 9 decimals, or percent".to_owned(),
        Type::Integer => "whole number".to_owned(),
        Type::Flag => "yes or no".to_owned(),
        Type::Currency => "currency (ISO 4217)".to_owned(),
        Type::Country => "country (ISO 3166)".to_owned(),
        Type::Choice(choices) => format!("one of {}", choices.join(", ")),
        Type::Ref(kind) => format!("key of a {kind}"),
    }
}

/// A right value, the same in every template, so that one template's example names another's.
fn example(header: &str, column: &Column) -> String {
    match column.ty {
        Type::Date => match header {
            "valid_to" | "approved_to" | "renewal_on" => "2028-12-31",
            "ordered_on" | "valid_from" | "approved_from" | "reserve_from" => "2026-01-05",
            "requested_on" | "promised_on" | "due_on" => "2026-03-02",
            _ => "2026-03-03",
        }
        .to_owned(),
        Type::Instant => "2026-03-02T08:15:00+08:00".to_owned(),
        Type::Quantity => match header {
            "price_unit" | "rejected" | "conceded" => "1",
            "sample" => PART_DELIVERED,
            _ => "500",
        }
        .to_owned(),
        Type::Price => "12.35".to_owned(),
        Type::Money => "1250.00".to_owned(),
        Type::Rate => "0.08".to_owned(),
        Type::Integer => "1".to_owned(),
        Type::Flag => "no".to_owned(),
        Type::Currency => if header == "quote" { "CNY" } else { "USD" }.to_owned(),
        Type::Country => "CN".to_owned(),
        Type::Choice(choices) => choices.first().copied().unwrap_or_default().to_owned(),
        Type::Ref(name) => domain::intake::find(name).map(example_key).unwrap_or_default(),
        Type::Text => example_text(header).to_owned(),
    }
}

/// The key of the example row of a kind.
fn example_key(kind: &Kind) -> String {
    let parts = kind
        .key
        .iter()
        .filter_map(|name| kind.column(name).map(|column| example(name, column)));
    match kind.name {
        "supplier" => "V-000123".to_owned(),
        "category" => "RESISTORS".to_owned(),
        "item" => "R-0603-10K".to_owned(),
        "company" => "1000".to_owned(),
        "business_unit" => "EU".to_owned(),
        _ => parts.collect::<Vec<_>>().join("/"),
    }
}

fn example_text(header: &str) -> &'static str {
    match header {
        "order_no" => "4500012345",
        "line_no" => "10",
        "document_no" => "5000067890",
        "lot" => "L-2026-0042",
        "unit" => "EA",
        "name" => "Example",
        "time_zone" => "Asia/Shanghai",
        "calendar" => "CN",
        "languages" => "zh,en",
        "step" => "T1",
        "type" => "ISO9001",
        "rate_table" => "ECB",
        "question" => "technology.roadmap",
        "code" => "X-1",
        "number" | "case_no" | "invoice_no" | "rfq" | "entry" | "project" | "round" | "rater" => "2026-0001",
        _ => "",
    }
}
