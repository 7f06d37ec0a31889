//! Ten times the rows: the time of an evaluation may grow ten times at most, its memory stays bounded.

use super::data::DataSet;
use super::desk::Desk;
use super::evaluate;
use super::figure::{Figure, Goal, Spread, Unit};
use super::{Bench, scheme};
use crate::process::Failure;

pub(super) const BENCH: Bench = Bench {
    name: "growth",
    needs_gradus: true,
    run,
};

/// Order lines of the largest set; the others have a half and a tenth of it.
const ORDER_LINES: u64 = 10_000_000;
const PEAK_MIB: f64 = 1024.0;

fn run(desk: &Desk<'_>) -> Result<Vec<Figure>, Failure> {
    let most = desk.rows_or(ORDER_LINES);
    let mut figures = Vec::new();
    let mut smallest: Option<Spread> = None;
    for (parts, times) in [(10, 1.0), (2, 5.0), (1, 10.0)] {
        let rows = most / parts;
        let (seconds, peaks) = measure(desk, rows)?;
        let what = format!("{rows} order lines, the whole process");
        let figure = Figure::shown(BENCH.name, what, Unit::Seconds, seconds);
        figures.push(match smallest {
            Some(smallest) => figure
                .against(format!("{} order lines", most / 10), smallest)
                .with_goal(Goal::Ratio(times)),
            None => figure,
        });
        smallest.get_or_insert(seconds);
        figures.extend(peaks);
    }
    Ok(figures)
}

/// Time of a warm evaluation, and the peaks of everything on the way to it.
fn measure(desk: &Desk<'_>, rows: u64) -> Result<(Spread, Vec<Figure>), Failure> {
    let data = DataSet::of(desk, rows)?;
    let gradus = desk.gradus(data.home());
    gradus.forget_snapshots()?;
    let rebuilt = gradus.evaluate(Some(scheme::CODE))?;
    let (mut seconds, mut warm) = (Vec::new(), Vec::new());
    for _ in 0..desk.options.runs {
        let evaluated = gradus.evaluate(Some(scheme::CODE))?;
        seconds.push(evaluated.seconds);
        warm.extend(evaluated.peak_mib);
    }
    let stages = [
        ("evaluation", warm),
        (
            "evaluation with all snapshots rebuilt",
            rebuilt.peak_mib.into_iter().collect(),
        ),
        ("largest import", data.import_peak_mib.into_iter().collect()),
    ];
    let mut peaks = Vec::new();
    for (stage, values) in stages {
        if !values.is_empty() {
            let what = format!("{rows} order lines, peak memory of the {stage}");
            let figure = Figure::shown(BENCH.name, what, Unit::Mebibytes, Spread::of(values)?);
            peaks.push(figure.with_goal(Goal::AtMost(PEAK_MIB)));
        }
    }
    let is_shared = rows == desk.rows_or(evaluate::ORDER_LINES);
    if !desk.options.keep && !is_shared {
        data.remove()?;
    }
    Ok((Spread::of(seconds)?, peaks))
}
