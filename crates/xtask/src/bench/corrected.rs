//! Corrections of order lines: the same keys with another price, as a later export of the same system has them.

use super::files::at;
use crate::process::Failure;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// Which lines are corrected.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// Beginning of the order date, such as `2026-09`; empty for all.
    pub(super) ordered: &'static str,
    /// One line in so many.
    pub(super) one_in: u64,
}

/// Writes the chosen lines with their price raised by so many units; returns how many there are.
pub(super) fn write(lines: &Path, corrected: &Path, choice: Choice, raise: u64) -> Result<u64, Failure> {
    let from = BufReader::new(File::open(lines).map_err(|error| at(lines, error))?);
    let mut to = BufWriter::new(File::create(corrected).map_err(|error| at(corrected, error))?);
    let rows = correct(from, &mut to, choice, raise).map_err(|problem| at(lines, problem))?;
    to.flush().map_err(|error| at(corrected, error))?;
    Ok(rows)
}

fn correct(from: impl BufRead, to: &mut impl Write, choice: Choice, raise: u64) -> Result<u64, String> {
    let mut lines = from.lines();
    let header = lines
        .next()
        .transpose()
        .map_err(|error| error.to_string())?
        .unwrap_or_default();
    let column = |name: &str| {
        header
            .split(',')
            .position(|column| column == name)
            .ok_or_else(|| format!("there is no column {name}"))
    };
    let (ordered_on, price) = (column("ordered_on")?, column("price")?);
    writeln!(to, "{header}").map_err(|error| error.to_string())?;
    let (mut seen, mut rows) = (0_u64, 0_u64);
    for line in lines {
        let line = line.map_err(|error| error.to_string())?;
        let cells: Vec<&str> = line.split(',').collect();
        if !cells.get(ordered_on).is_some_and(|day| day.starts_with(choice.ordered)) {
            continue;
        }
        seen += 1;
        if !(seen - 1).is_multiple_of(choice.one_in) {
            continue;
        }
        let (before, after) = cells.split_at(price);
        let [old, rest @ ..] = after else {
            return Err(format!("a row is too short: {line}"));
        };
        let new = raised(old, raise).ok_or_else(|| format!("{old:?} is not a price"))?;
        let row = [before, &[new.as_str()], rest].concat().join(",");
        writeln!(to, "{row}").map_err(|error| error.to_string())?;
        rows += 1;
    }
    Ok(rows)
}

/// `12.5` raised by 3 is `15.5`: the fraction stays as it is written.
fn raised(price: &str, by: u64) -> Option<String> {
    let (whole, fraction) = price
        .split_once('.')
        .map_or((price, None), |(whole, rest)| (whole, Some(rest)));
    let whole = whole.parse::<u64>().ok()?.checked_add(by)?;
    Some(fraction.map_or_else(|| whole.to_string(), |fraction| format!("{whole}.{fraction}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "order_no,ordered_on,price,currency\nP1,2026-08-31,1.5,EUR\nP2,2026-09-01,2.25,EUR\n\
                         P3,2026-09-02,3,EUR\nP4,2026-09-03,4.75,EUR\n";

    fn corrected(choice: Choice, raise: u64) -> (u64, String) {
        let mut to = Vec::new();
        let rows = correct(LINES.as_bytes(), &mut to, choice, raise).unwrap();
        (rows, String::from_utf8(to).unwrap())
    }

    #[test]
    fn chosen_lines_keep_their_key_and_get_another_price() {
        let (rows, text) = corrected(
            Choice {
                ordered: "2026-09",
                one_in: 2,
            },
            10,
        );
        assert_eq!(rows, 2);
        assert_eq!(
            text,
            "order_no,ordered_on,price,currency\nP2,2026-09-01,12.25,EUR\nP4,2026-09-03,14.75,EUR\n"
        );
    }

    #[test]
    fn all_lines_can_be_corrected() {
        let (rows, text) = corrected(Choice { ordered: "", one_in: 1 }, 1);
        assert_eq!(rows, 4);
        assert!(
            text.contains("P1,2026-08-31,2.5,EUR") && text.contains("P3,2026-09-02,4,EUR"),
            "{text}"
        );
    }

    #[test]
    fn a_file_of_another_shape_is_refused() {
        let choice = Choice { ordered: "", one_in: 1 };
        let problem = |text: &str| correct(text.as_bytes(), &mut Vec::new(), choice, 1).unwrap_err();
        assert_eq!(problem("a,ordered_on\n"), "there is no column price");
        assert!(problem("ordered_on,price\n2026-01-01,cheap\n").contains("\"cheap\" is not a price"));
    }
}
