//! JSON lines out: one object per row, keys in the order of the columns, numbers exactly as they are.

use super::{Cell, Table, is_plain_number};
use std::io::{self, Write};

/// Writes one line per row.
pub fn json_lines(mut out: impl Write, table: &Table) -> io::Result<()> {
    let mut keys = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        keys.push(serde_json::to_string(column)?);
    }
    for row in &table.rows {
        out.write_all(b"{")?;
        for (index, (key, cell)) in keys.iter().zip(row).enumerate() {
            if index > 0 {
                out.write_all(b",")?;
            }
            write!(out, "{key}:")?;
            match cell {
                Cell::Empty => out.write_all(b"null")?,
                Cell::Number(number) if is_plain_number(number) => out.write_all(number.as_bytes())?,
                Cell::Text(text) | Cell::Number(text) => out.write_all(serde_json::to_string(text)?.as_bytes())?,
            }
        }
        out.write_all(b"}\n")?;
    }
    out.flush()
}
