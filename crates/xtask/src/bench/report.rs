//! The figures as a table that also stands in Markdown, and as JSON.

use super::figure::{Figure, Goal, Spread, Unit};
use serde_json::{Value, json};
use std::fmt::Write;

const COLUMNS: [&str; 8] = ["bench", "what", "ours", "peer", "peer's", "ratio", "goal", "reached"];

/// One aligned row for each figure; spreads read min / **median** / max.
pub(super) fn table(machine: &[(&'static str, String)], figures: &[Figure]) -> String {
    let mut rows: Vec<[String; 8]> = vec![COLUMNS.map(str::to_owned)];
    rows.extend(figures.iter().map(cells));
    let widths: Vec<usize> = (0..COLUMNS.len())
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for (name, value) in machine {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    }
    text.push('\n');
    for (index, row) in rows.iter().enumerate() {
        for (cell, width) in row.iter().zip(widths.iter().copied()) {
            let _ = write!(text, "| {cell:<width$} ");
        }
        text.push_str("|\n");
        if index == 0 {
            for width in &widths {
                let _ = write!(text, "| {} ", "-".repeat((*width).max(3)));
            }
            text.push_str("|\n");
        }
    }
    text
}

/// The same under stable keys, in base units.
pub(super) fn json(machine: &[(&'static str, String)], figures: &[Figure]) -> String {
    let machine: serde_json::Map<String, Value> = machine
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    let figures: Vec<Value> = figures.iter().map(record).collect();
    let report = json!({ "machine": machine, "figures": figures });
    format!("{report:#}\n")
}

fn cells(figure: &Figure) -> [String; 8] {
    let none = || "–".to_owned();
    let (peer, theirs) = match &figure.peer {
        Some((name, theirs)) => (name.clone(), spread(*theirs, figure.unit)),
        None => (none(), none()),
    };
    let goal = match figure.goal {
        Some(Goal::Ratio(most)) => format!("≤ {most:.2} ×"),
        Some(Goal::AtMost(most)) => format!("≤ {}", amount(most, figure.unit)),
        None => none(),
    };
    let reached = match figure.is_reached() {
        Some(true) => "yes".to_owned(),
        Some(false) => "**no**".to_owned(),
        None => none(),
    };
    [
        figure.bench.to_owned(),
        figure.what.clone(),
        spread(figure.ours, figure.unit),
        peer,
        theirs,
        figure.ratio().map_or_else(none, |ratio| format!("{ratio:.3} ×")),
        goal,
        reached,
    ]
}

fn record(figure: &Figure) -> Value {
    let spread = |spread: &Spread| json!({ "min": spread.min, "median": spread.median, "max": spread.max });
    let unit = match figure.unit {
        Unit::Seconds => "seconds",
        Unit::Mebibytes => "mebibytes",
        Unit::RowsPerSecond => "rows_per_second",
    };
    let (ratio_goal, limit_goal) = match figure.goal {
        Some(Goal::Ratio(most)) => (Some(most), None),
        Some(Goal::AtMost(most)) => (None, Some(most)),
        None => (None, None),
    };
    json!({
        "bench": figure.bench,
        "what": figure.what,
        "unit": unit,
        "ours": spread(&figure.ours),
        "peer": figure.peer.as_ref().map(|(name, _)| name),
        "theirs": figure.peer.as_ref().map(|(_, theirs)| spread(theirs)),
        "ratio": figure.ratio(),
        "ratio_at_most": ratio_goal,
        "at_most": limit_goal,
        "reached": figure.is_reached(),
    })
}

fn spread(spread: Spread, unit: Unit) -> String {
    let Spread { min, median, max } = spread;
    format!(
        "{} / **{}** / {} {}",
        number(min, unit),
        number(median, unit),
        number(max, unit),
        unit_name(unit)
    )
}

fn amount(value: f64, unit: Unit) -> String {
    format!("{} {}", number(value, unit), unit_name(unit))
}

fn number(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds if value < 100.0 => format!("{value:.3}"),
        Unit::Seconds | Unit::Mebibytes => format!("{value:.0}"),
        Unit::RowsPerSecond => grouped(&format!("{value:.0}")),
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "s",
        Unit::Mebibytes => "MiB",
        Unit::RowsPerSecond => "rows/s",
    }
}

/// `1234567` as `1,234,567`.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Vec<Figure> {
        let spread = |values: &[f64]| Spread::of(values.to_vec()).unwrap();
        vec![
            Figure::shown("evaluate", "facts", Unit::Seconds, spread(&[1.0, 1.5, 2.0]))
                .against("DuckDB 1.0", spread(&[3.0]))
                .with_goal(Goal::Ratio(1.0)),
            Figure::shown("growth", "peak", Unit::Mebibytes, spread(&[2048.0])).with_goal(Goal::AtMost(1024.0)),
            Figure::shown("lanes", "upsert", Unit::RowsPerSecond, spread(&[1_234_567.0])),
        ]
    }

    #[test]
    fn the_table_is_aligned_and_names_what_is_missed() {
        let text = table(&[("cores", "2".to_owned())], &figures());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "cores: 2");
        let rows = &lines[2..];
        assert_eq!(rows.len(), 5);
        assert!(
            rows.iter().all(|row| row.chars().count() == rows[0].chars().count()),
            "{text}"
        );
        assert!(rows[2].contains("| 1.000 / **1.500** / 2.000 s "), "{text}");
        assert!(
            rows[2].contains("| DuckDB 1.0 | 3.000 / **3.000** / 3.000 s "),
            "{text}"
        );
        assert!(
            rows[2].contains("| 0.500 × | ≤ 1.00 ×") && rows[2].contains("| yes "),
            "{text}"
        );
        assert!(rows[3].contains("≤ 1024 MiB") && rows[3].contains("**no**"), "{text}");
        assert!(rows[4].contains("**1,234,567** / 1,234,567 rows/s"), "{text}");
    }

    #[test]
    fn json_has_the_plain_numbers() {
        let text = json(&[("cores", "2".to_owned())], &figures());
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["machine"]["cores"], "2");
        assert_eq!(value["figures"][0]["ours"]["median"], 1.5);
        assert_eq!(value["figures"][0]["ratio"], 0.5);
        assert_eq!(value["figures"][0]["reached"], true);
        assert_eq!(value["figures"][1]["at_most"], 1024.0);
        assert_eq!(value["figures"][2]["peer"], Value::Null);
    }
}
