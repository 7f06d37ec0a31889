//! Which row of a file is the header: titles, dates of printing and empty rows may stand above it.

/// How many rows are looked at.
pub(super) const ROWS_LOOKED_AT: usize = 30;

/// The index of the header among the first rows.
///
/// The row with most known names wins; without any, the first row of distinct words that is about as wide as the table.
pub(super) fn find<T: AsRef<[String]>>(rows: &[T], is_known: Option<&dyn Fn(&str) -> bool>) -> Option<usize> {
    if let Some(is_known) = is_known {
        let known = |row: &T| row.as_ref().iter().filter(|cell| is_known(cell)).count();
        let most = rows.iter().map(&known).max().unwrap_or(0);
        let needed = if width(rows) > 1 { 2 } else { 1 };
        if most >= needed {
            return rows.iter().position(|row| known(row) == most);
        }
    }
    let width = width(rows);
    rows.iter().position(|row| {
        let row = row.as_ref();
        let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
        filled > 0 && filled * 10 >= width * 6 && row.iter().all(|cell| is_word(cell)) && are_distinct(row)
    })
}

/// Filled cells of the widest row.
fn width<T: AsRef<[String]>>(rows: &[T]) -> usize {
    let filled = |row: &T| row.as_ref().iter().filter(|cell| !cell.trim().is_empty()).count();
    rows.iter().map(filled).max().unwrap_or(0)
}

/// Empty, or with a letter in it and no date.
fn is_word(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty() || cell.chars().any(char::is_alphabetic) && !cell.starts_with(|c: char| c.is_ascii_digit())
}

fn are_distinct(row: &[String]) -> bool {
    let filled: Vec<&str> = row
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    filled
        .iter()
        .enumerate()
        .all(|(index, cell)| !filled[..index].contains(cell))
}
