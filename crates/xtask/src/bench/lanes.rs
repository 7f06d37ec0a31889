//! Rows a second through the bulk lanes of the store, as seen from outside: each figure is a lower bound.

use super::Bench;
use super::corrected::{self, Choice};
use super::data::Waiting;
use super::desk::Desk;
use super::figure::{Figure, Spread, Unit};
use super::import::ORDER_LINES;
use crate::process::Failure;

pub(super) const BENCH: Bench = Bench {
    name: "lanes",
    needs_gradus: true,
    run,
};

const EVERY_LINE: Choice = Choice { ordered: "", one_in: 1 };

fn run(desk: &Desk<'_>) -> Result<Vec<Figure>, Failure> {
    let waiting = Waiting::of(desk, desk.rows_or(ORDER_LINES))?;
    let rows = waiting.lines.rows;
    let changed = waiting.lines.file.with_file_name("changed.csv");
    corrected::write(&waiting.lines.file, &changed, EVERY_LINE, 1)?;

    let (mut new, mut replaced, mut same, mut exported) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..desk.options.runs {
        let gradus = waiting.home(desk)?;
        new.push(gradus.import("order_line", &waiting.lines.file, rows)?.seconds);
        replaced.push(gradus.import("order_line", &changed, rows)?.seconds);
        same.push(gradus.import("order_line", &changed, rows)?.seconds);
        exported.push(gradus.evaluate(None)?.steps(&["snapshots"])?);
    }
    let line = |what: &str, seconds: &[f64]| -> Result<Figure, Failure> {
        Ok(Figure::shown(
            BENCH.name,
            what,
            Unit::RowsPerSecond,
            Spread::per_second(rows, seconds)?,
        ))
    };
    Ok(vec![
        line("import, every row new", &new)?,
        line("import, every row changed", &replaced)?,
        line("import, nothing changed", &same)?,
        line("export of all months to snapshots", &exported)?,
    ])
}
