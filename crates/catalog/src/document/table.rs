//! Markdown tables.

use super::{DocumentError, Line, Problem};

/// Header and rows as written; the first entry of `lines` is the line of the header.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) lines: Vec<usize>,
}

pub(crate) fn is_row(text: &str) -> bool {
    text.trim_start().starts_with('|')
}

/// Reads lines that are all rows; there is at least one.
pub(crate) fn read(file: &str, lines: &[Line<'_>]) -> Result<Table, DocumentError> {
    let error = |line, problem| DocumentError::new(file, line, problem);
    let (header, body) = match lines {
        [header, rule, body @ ..] if is_rule(rule.text) => (cells(header.text), body),
        _ => {
            let line = lines.first().map_or(1, |line| line.number);
            return Err(error(
                line,
                Problem::ShortTable {
                    found: lines.len().min(1),
                },
            ));
        }
    };
    let mut table = Table {
        header,
        rows: Vec::new(),
        lines: vec![lines[0].number],
    };
    for line in body {
        let row = cells(line.text);
        let (found, expected) = (row.len(), table.header.len());
        if found != expected {
            return Err(error(line.number, Problem::CellCount { found, expected }));
        }
        table.rows.push(row);
        table.lines.push(line.number);
    }
    Ok(table)
}

/// `| --- | ---: |`
fn is_rule(text: &str) -> bool {
    is_row(text)
        && cells(text)
            .iter()
            .all(|cell| cell.trim_matches(':').chars().all(|c| c == '-') && cell.contains('-'))
}

fn cells(text: &str) -> Vec<String> {
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text.strip_suffix('|').unwrap_or(text);
    text.split('|').map(|cell| cell.trim().to_owned()).collect()
}
