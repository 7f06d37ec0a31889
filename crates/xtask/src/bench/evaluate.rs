//! From warm snapshots to scored and placed suppliers, against the same queries in `DuckDB`.

use super::data::DataSet;
use super::desk::Desk;
use super::figure::{Figure, Goal, Spread, Unit};
use super::gradus::{Evaluated, Gradus, PERIOD};
use super::peer::{Peer, Script};
use super::{Bench, query, scheme};
use crate::process::Failure;
use domain::evaluation::BucketPlan;
use domain::period::{FiscalCalendar, Quarter, Span};
use serde_json::{Value, json};

pub(super) const BENCH: Bench = Bench {
    name: "evaluate",
    needs_gradus: true,
    run,
};

/// Order lines that the goal is stated for; a third as many inspection lots come with them.
pub(super) const ORDER_LINES: u64 = 5_000_000;

const PEER: Script = Script {
    name: "evaluate",
    text: include_str!("peers/evaluate.py"),
};

fn run(desk: &Desk<'_>) -> Result<Vec<Figure>, Failure> {
    let data = DataSet::of(desk, desk.rows_or(ORDER_LINES))?;
    let gradus = desk.gradus(data.home());
    desk.say("writing the snapshots");
    let first = gradus.evaluate(Some(scheme::CODE))?;
    // Too few rows for so many suppliers measure little of scoring and placing.
    desk.say(&format!(
        "{} of {} suppliers are placed in a level",
        first.placed, first.base
    ));

    let spans = spans()?;
    let queries = query::all(&gradus, &spans[BucketPlan::QUARTER].to.to_string())?;
    let bounds: Vec<[String; 2]> = spans
        .iter()
        .map(|span| [span.from.to_string(), span.to.to_string()])
        .collect();
    let settings = json!({
        "snapshots": gradus.home().join("snapshots"),
        "parquet": data.peer("parquet"),
        "tables": query::tables(),
        "queries": queries,
        "buckets": bounds,
    });
    let mut peer = Peer::start(desk, &PEER, &settings)?;
    compare(&gradus, &peer.run()?, spans[BucketPlan::QUARTER])?;

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    gradus.evaluate(Some(scheme::CODE))?;
    for _ in 0..desk.options.runs {
        // The peer keeps no sums either.
        gradus.forget_sums()?;
        ours.push(gradus.evaluate(Some(scheme::CODE))?);
        theirs.push(peer.seconds()?);
    }
    figures(&ours, &peer.title, Spread::of(theirs)?)
}

fn figures(ours: &[Evaluated], peer: &str, theirs: Spread) -> Result<Vec<Figure>, Failure> {
    let steps = |names: &[&str]| {
        let seconds: Result<Vec<f64>, Failure> = ours.iter().map(|evaluated| evaluated.steps(names)).collect();
        Spread::of(seconds?)
    };
    let line =
        |what: &str, spread: Spread| Figure::shown(BENCH.name, what, Unit::Seconds, spread).against(peer, theirs);
    let whole = Spread::of(ours.iter().map(|evaluated| evaluated.seconds).collect())?;
    Ok(vec![
        line("facts, scores and levels", steps(&["facts", "scores_and_levels"])?).with_goal(Goal::Ratio(1.0)),
        line("facts alone", steps(&["facts"])?),
        line("the whole process", whole),
    ])
}

/// The spans that an evaluation of the last quarter sums over.
fn spans() -> Result<[Span; 3], Failure> {
    let period = PERIOD
        .parse::<Quarter>()
        .map_err(|error| Failure::new(error.to_string()))?;
    Ok(BucketPlan::new(FiscalCalendar { start_month: 1 }, period).buckets)
}

/// Both sides must have counted the same events in the quarter, or their times say nothing.
fn compare(gradus: &Gradus, told: &Value, quarter: Span) -> Result<(), Failure> {
    let counts = told["counts"]
        .as_object()
        .ok_or_else(|| Failure::new("the peer told no counts"))?;
    let (from, to) = (quarter.from.to_string(), quarter.to.to_string());
    for (code, theirs) in counts {
        let (rows, _) = gradus.json(&["indicator", "run", code, "--from", &from, "--to", &to])?;
        let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
        let sum = |name: &str| rows.iter().filter_map(|row| row[name].as_u64()).sum::<u64>();
        let ours = json!([sum("events"), sum("hits"), sum("excused")]);
        if ours != *theirs {
            return Err(Failure::new(format!(
                "{code}: events, hits and excused misses are {ours} here and {theirs} at the peer"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spans_are_those_of_an_evaluation() {
        let bounds = spans().unwrap().map(|span| format!("{} {}", span.from, span.to));
        assert_eq!(
            bounds,
            [
                "2025-07-01 2025-09-30",
                "2025-10-01 2026-06-30",
                "2026-07-01 2026-09-30"
            ]
        );
    }
}
