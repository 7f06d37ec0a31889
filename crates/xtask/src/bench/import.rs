//! Order lines from CSV into the store, against `insert or replace` in `DuckDB`.

use super::Bench;
use super::data::Waiting;
use super::desk::Desk;
use super::figure::{Figure, Goal, Spread, Unit};
use super::peer::{Peer, Script};
use crate::process::Failure;
use serde_json::json;

pub(super) const BENCH: Bench = Bench {
    name: "import",
    needs_gradus: true,
    run,
};

/// Order lines that the goal is stated for.
pub(super) const ORDER_LINES: u64 = 1_000_000;

const PEER: Script = Script {
    name: "import",
    text: include_str!("peers/import_lines.py"),
};

fn run(desk: &Desk<'_>) -> Result<Vec<Figure>, Failure> {
    let waiting = Waiting::of(desk, desk.rows_or(ORDER_LINES))?;
    let settings = json!({
        "csv": waiting.lines.file,
        "database": desk.fresh("peer_database")?.join("lines.duckdb"),
        "rows": waiting.lines.rows,
    });
    let mut peer = Peer::start(desk, &PEER, &settings)?;

    let (mut ours, mut theirs, mut peaks) = (Vec::new(), Vec::new(), Vec::new());
    // The first round of both fills the caches of the disk and is not counted.
    for round in 0..=desk.options.runs {
        let gradus = waiting.home(desk)?;
        let finished = gradus.import("order_line", &waiting.lines.file, waiting.lines.rows)?;
        let seconds = peer.seconds()?;
        if round > 0 {
            ours.push(finished.seconds);
            theirs.push(seconds);
            peaks.extend(finished.peak_mib);
        }
    }
    let figure = Figure::shown(
        BENCH.name,
        "order lines, the whole process",
        Unit::Seconds,
        Spread::of(ours)?,
    );
    let mut figures = vec![
        figure
            .against(peer.title.clone(), Spread::of(theirs)?)
            .with_goal(Goal::Ratio(1.5)),
    ];
    if !peaks.is_empty() {
        figures.push(Figure::shown(
            BENCH.name,
            "peak memory",
            Unit::Mebibytes,
            Spread::of(peaks)?,
        ));
    }
    Ok(figures)
}
