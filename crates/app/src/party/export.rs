//! The supplier list as a file: the same rows in the same order, every column, and a sheet that says what it is.

use super::compare::{Commercial, CompareView};
use super::list::{ListRequest, SupplierLine, list};
use crate::evaluation::Reading;
use crate::{Context, Error};
use domain::Decimal;
use formats::write::{self, Cell, Table};
use text::{Language, message};

/// A file to hand over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    Workbook,
    Delimited,
}

/// The list as its request says, all pages of it. `filters` are the words of what was filtered, for the sheet.
pub async fn export(
    cx: &Context,
    reading: &Reading,
    request: &ListRequest,
    (format, language): (ExportFormat, Language),
    filters: &[String],
) -> Result<ExportFile, Error> {
    let all = ListRequest {
        page: 1,
        size: 0,
        ..request.clone()
    };
    let found = list(cx, reading, &all).await?;
    let periods: Vec<String> = reading
        .history(cx, 8)
        .await?
        .into_iter()
        .map(|(period, _)| period)
        .collect();
    let table = table(&found.suppliers, &periods, language);
    let about = about(cx, reading, filters, found.total, language);
    let scope = if filters.is_empty() { "" } else { "-filtered" };
    let stem = format!("gradus-suppliers{scope}-{}-{}", found.period, cx.clock.today());
    match format {
        ExportFormat::Workbook => {
            let sheets = [
                (message(language, "export-sheet-list", &[]), &table),
                (message(language, "export-sheet-about", &[]), &about),
            ];
            let sheets: Vec<(&str, &Table)> = sheets.iter().map(|(name, table)| (name.as_str(), *table)).collect();
            Ok(ExportFile {
                name: format!("{stem}.xlsx"),
                bytes: write::workbook_bytes(&sheets).map_err(Error::internal)?,
            })
        }
        ExportFormat::Delimited => {
            // The mark tells spreadsheets that this is UTF-8.
            let mut bytes = "\u{feff}".as_bytes().to_vec();
            write::delimited(&mut bytes, &table, b',').map_err(Error::internal)?;
            Ok(ExportFile {
                name: format!("{stem}.csv"),
                bytes,
            })
        }
    }
}

const COLUMNS: [&str; 15] = [
    "code",
    "name",
    "name-latin",
    "country",
    "status",
    "owner",
    "level",
    "held",
    "grade",
    "score",
    "change",
    "coverage",
    "state",
    "spend",
    "categories",
];

fn table(suppliers: &[SupplierLine], periods: &[String], language: Language) -> Table {
    let mut columns: Vec<String> = COLUMNS
        .iter()
        .map(|name| message(language, &format!("export-{name}"), &[]))
        .collect();
    columns.extend(periods.iter().map(|period| {
        message(
            language,
            "export-score-of",
            &[("period", &text::quarter(period, language))],
        )
    }));
    Table {
        columns,
        rows: suppliers
            .iter()
            .map(|line| row(line, periods.len(), language))
            .collect(),
    }
}

fn row(line: &SupplierLine, periods: usize, language: Language) -> Vec<Cell> {
    let word = |id: String| Cell::Text(message(language, &id, &[]));
    let level = |level: &Option<String>| word(format!("badge-{}", level.as_deref().unwrap_or("none")));
    let some = |text: &Option<String>| text.as_ref().map_or(Cell::Empty, |text| Cell::text(text.as_str()));
    let figure = |value: Option<Decimal>, places: u32| {
        value.map_or(Cell::Empty, |value| Cell::number(value.round_dp(places).normalize()))
    };
    let mut cells = vec![
        Cell::text(line.code.as_str()),
        Cell::text(line.name.as_str()),
        some(&line.name_latin),
        some(&line.country),
        word(format!("supplier-status-{}", line.status)),
        some(&line.owner),
        level(&line.level),
        if line.held.is_some() {
            level(&line.held)
        } else {
            Cell::Empty
        },
        some(&line.grade),
        figure(line.score.map(|score| score.trunc_with_scale(1)), 1),
        figure(line.change, 1),
        figure(line.coverage, 1),
        word(format!("export-state-{}", line.state.replace('_', "-"))),
        Cell::number(line.spend.round_dp(2).normalize()),
        Cell::Text(line.categories.join(", ")),
    ];
    // Histories are as long as the periods; a supplier that is newer begins with gaps.
    let gap = periods.saturating_sub(line.history.len());
    cells.extend((0..gap).map(|_| Cell::Empty));
    cells.extend(line.history.iter().map(|score| figure(*score, 1)));
    cells
}

/// What the file holds and where its numbers came from.
fn about(cx: &Context, reading: &Reading, filters: &[String], total: usize, language: Language) -> Table {
    let header = &reading.opened().loaded.header;
    let say = |id: &str| message(language, id, &[]);
    let filter = if filters.is_empty() {
        say("export-no-filter")
    } else {
        filters.join("; ")
    };
    let lines = [
        ("export-about-period", text::quarter(&header.period, language)),
        (
            "export-about-scheme",
            format!("{} v{}", header.scheme, header.scheme_version),
        ),
        ("export-about-evaluation", header.id.clone()),
        ("export-about-status", say(&format!("truth-{}", header.status.name()))),
        ("export-about-computed", header.created_at.clone()),
        ("export-about-exported", cx.clock.now()),
        ("export-about-by", cx.actor.clone()),
        (
            "export-about-scope",
            say(if reading.is_partial() {
                "truth-own-scope"
            } else {
                "truth-whole"
            }),
        ),
        ("export-about-filters", filter),
        ("export-about-rows", total.to_string()),
        ("export-about-score", say("export-about-score-text")),
    ];
    Table {
        columns: vec![say("export-about-what"), say("export-about-value")],
        rows: lines
            .into_iter()
            .map(|(id, value)| vec![Cell::Text(say(id)), Cell::Text(value)])
            .collect(),
    }
}

/// A comparison as a workbook: points and raw values side by side, then the commercial block.
pub fn compare_file(found: &CompareView, language: Language) -> Result<ExportFile, Error> {
    let say = |id: &str| message(language, id, &[]);
    let mut columns = vec![say("compare-part"), say("calculation-unit")];
    for one in &found.suppliers {
        columns.push(format!("{} {}", one.code, say("suppliers-score")));
        columns.push(format!("{} {}", one.code, say("calculation-value")));
        columns.push(format!("{} n", one.code));
    }
    columns.push(say("supplier-peer-median"));
    let figure = |value: Option<Decimal>, places: u32| {
        value.map_or(Cell::Empty, |value| Cell::number(value.round_dp(places).normalize()))
    };
    let rows = found.rows.iter().map(|row| {
        let name = if row.kind == "total" {
            say("card-total")
        } else {
            row.name.clone()
        };
        let mut cells = vec![Cell::Text(name), Cell::text(row.unit.as_str())];
        for one in &row.cells {
            cells.push(figure(one.points, 1));
            cells.push(figure(one.value, 4));
            cells.push(if one.events > 0 {
                Cell::number(one.events)
            } else {
                Cell::Empty
            });
        }
        cells.push(figure(row.peer, 1));
        cells
    });
    let scores = Table {
        columns,
        rows: rows.collect(),
    };
    let mut columns = vec![say("compare-part")];
    columns.extend(found.suppliers.iter().map(|one| one.code.clone()));
    let rows = found.commercial.iter().map(|row| {
        let id = format!("compare-{}", row.name.replace('_', "-"));
        let mut cells = vec![Cell::Text(message(language, &id, &[("currency", &found.currency)]))];
        cells.extend(row.cells.iter().map(|cell| match cell {
            Commercial::None => Cell::Empty,
            Commercial::Money(amount) => figure(Some(*amount), 2),
            Commercial::Index(value) | Commercial::Percent(value) => figure(Some(*value), 2),
            Commercial::Days(from, to) if from == to => Cell::number(from),
            Commercial::Days(from, to) => Cell::Text(format!("{from}–{to}")),
        }));
        cells
    });
    let commercial = Table {
        columns,
        rows: rows.collect(),
    };
    let (first, second) = (say("compare-sheet"), say("compare-commercial"));
    let bytes = write::workbook_bytes(&[(&first, &scores), (&second, &commercial)]);
    Ok(ExportFile {
        name: format!("gradus-compare-{}.xlsx", found.period),
        bytes: bytes.map_err(Error::internal)?,
    })
}
