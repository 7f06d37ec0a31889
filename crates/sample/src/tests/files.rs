//! Reads the written files back, without any help from the code that wrote them.

use std::collections::BTreeMap;
use std::path::Path;

/// The rows of one file, with their header.
pub(super) struct Sheet {
    header: BTreeMap<String, usize>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(super) fn read(folder: &Path, kind: &str) -> Sheet {
        let text = std::fs::read_to_string(folder.join(format!("{kind}.csv"))).unwrap();
        let mut rows = text.lines().map(cells);
        let header = rows.next().unwrap().into_iter().zip(0..).collect();
        Sheet {
            header,
            rows: rows.collect(),
        }
    }

    pub(super) fn position(&self, column: &str) -> usize {
        *self.header.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    pub(super) fn columns(&self) -> usize {
        self.header.len()
    }

    /// The cells of some columns, row by row.
    pub(super) fn each<const N: usize>(&self, columns: [&str; N]) -> impl Iterator<Item = [&str; N]> {
        let positions = columns.map(|column| self.position(column));
        self.rows
            .iter()
            .map(move |row| positions.map(|position| row[position].as_str()))
    }
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

/// A decimal; 0 when empty.
pub(super) fn number(text: &str) -> f64 {
    if text.is_empty() { 0.0 } else { text.parse().unwrap() }
}

/// Days since 1970-01-01 of a date or of an instant's date.
pub(super) fn day(text: &str) -> i32 {
    domain::period::day_number(text[..10].parse().unwrap())
}
