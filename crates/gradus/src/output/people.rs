//! The face for people: aligned tables, colour where the terminal has it.

use super::cell::Cell;
use super::report::{Block, Report, Table, Tone};
use crate::failure::Failure;
use comfy_table::{CellAlignment, ContentArrangement};
use std::io::Write;
use text::{Language, has, message};

/// Writes the blocks from top to bottom.
pub(super) fn write(report: &Report, has_color: bool, language: Language, out: &mut dyn Write) -> Result<(), Failure> {
    for block in &report.blocks {
        match block {
            Block::Line(spans) => {
                let last = spans.iter().rposition(|(_, text)| !text.trim_end().is_empty());
                for (position, (tone, text)) in spans.iter().enumerate().take(last.map_or(0, |last| last + 1)) {
                    let text = if Some(position) == last { text.trim_end() } else { text };
                    write!(out, "{}", paint(*tone, text, has_color))?;
                }
                writeln!(out)?;
            }
            Block::Table(table) => write_table(table, has_color, language, out)?,
        }
    }
    Ok(())
}

fn write_table(table: &Table, has_color: bool, language: Language, out: &mut dyn Write) -> Result<(), Failure> {
    if table.rows.is_empty() {
        writeln!(
            out,
            "{}",
            paint(Tone::Dim, &message(language, "cli-nothing", &[]), has_color)
        )?;
        return Ok(());
    }
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(comfy_table::presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    drawn.set_header(table.columns.iter().enumerate().map(|(position, key)| {
        let cell = comfy_table::Cell::new(heading(key, language)).set_alignment(alignment(table, position));
        if has_color {
            cell.add_attribute(comfy_table::Attribute::Dim)
        } else {
            cell
        }
    }));
    for column in drawn.column_iter_mut() {
        column.set_padding((0, 2));
    }
    for row in &table.rows {
        drawn.add_row(row.iter().enumerate().map(|(position, cell)| {
            let drawn = comfy_table::Cell::new(one_line(&cell.for_people()));
            drawn.set_alignment(alignment(table, position))
        }));
    }
    if has_color {
        drawn.enforce_styling();
    } else {
        drawn.force_no_tty();
    }
    for line in drawn.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Numbers stand right, so that their digits line up.
fn alignment(table: &Table, position: usize) -> CellAlignment {
    let is_number = table.rows.iter().any(|row| row[position].is_number())
        && table
            .rows
            .iter()
            .all(|row| row[position].is_number() || row[position] == Cell::Nothing);
    if is_number {
        CellAlignment::Right
    } else {
        CellAlignment::Left
    }
}

/// The heading of a column in the reader's language; a column that a person's own query named keeps its name.
fn heading(key: &str, language: Language) -> String {
    let id = format!("cli-column-{}", key.replace('_', "-"));
    if has(language, &id) {
        message(language, &id, &[])
    } else {
        key.to_owned()
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// The text with the escape codes of its tone.
fn paint(tone: Tone, text: &str, has_color: bool) -> String {
    let code = match tone {
        Tone::Plain => return text.to_owned(),
        _ if !has_color => return text.to_owned(),
        Tone::Strong => "1",
        Tone::Dim => "2",
        Tone::Good => "32",
        Tone::Warn => "33",
        Tone::Bad => "31",
    };
    format!("\x1b[{code}m{text}\x1b[0m")
}
