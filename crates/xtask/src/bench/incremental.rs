//! An evaluation after 1 % of the rows of one month changed, against our own full rebuild.

use super::corrected::{self, Choice};
use super::data::DataSet;
use super::desk::Desk;
use super::evaluate::ORDER_LINES;
use super::figure::{Figure, Goal, Spread, Unit};
use super::{Bench, files, scheme};
use crate::process::Failure;

pub(super) const BENCH: Bench = Bench {
    name: "incremental",
    needs_gradus: true,
    run,
};

/// 1 % of the latest month.
const CHOICE: Choice = Choice {
    ordered: "2026-09",
    one_in: 100,
};

fn run(desk: &Desk<'_>) -> Result<Vec<Figure>, Failure> {
    let data = DataSet::of(desk, desk.rows_or(ORDER_LINES))?;
    // The corrections go into a copy, so that the data stay what the other benches expect.
    let home = desk.fresh("incremental")?.join("home");
    files::copy_tree(&data.home(), &home, &[])?;
    let gradus = desk.gradus(home.clone());
    gradus.evaluate(Some(scheme::CODE))?;

    let (mut imports, mut partial, mut full) = (Vec::new(), Vec::new(), Vec::new());
    for raise in (1..).take(desk.options.runs) {
        let file = home.with_file_name("corrected.csv");
        let rows = corrected::write(&data.csv("order_line"), &file, CHOICE, raise)?;
        imports.push(gradus.import("order_line", &file, rows)?.seconds);
        partial.push(gradus.evaluate(Some(scheme::CODE))?.seconds);
        gradus.forget_snapshots()?;
        full.push(gradus.evaluate(Some(scheme::CODE))?.seconds);
    }
    files::remove(&home)?;
    let figure = Figure::shown(
        BENCH.name,
        "evaluation after the change",
        Unit::Seconds,
        Spread::of(partial)?,
    );
    Ok(vec![
        figure
            .against("full rebuild", Spread::of(full)?)
            .with_goal(Goal::Ratio(0.15)),
        Figure::shown(
            BENCH.name,
            "import of the corrections",
            Unit::Seconds,
            Spread::of(imports)?,
        ),
    ])
}
