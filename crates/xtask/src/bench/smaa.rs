//! Rank acceptability of 10,000 suppliers under 10,000 sets of weights, against `NumPy`.

use super::Bench;
use super::desk::Desk;
use super::figure::{Figure, Goal, Spread, Unit};
use super::files;
use super::peer::{Peer, Script};
use crate::process::Failure;
use methods::smaa::counts::RankCounts;
use methods::smaa::random::Random;
use methods::smaa::simulate::Simulation;
use methods::smaa::weights::WeightRule;
use serde_json::{Value, json};
use std::thread;
use std::time::Instant;

pub(super) const BENCH: Bench = Bench {
    name: "smaa",
    needs_gradus: false,
    run,
};

const SUPPLIERS: usize = 10_000;
const INDICATORS: usize = 12;
const DRAWS: u64 = 10_000;
const SEED: u64 = 12;
/// Suppliers whose mean rank both sides tell.
const COMPARED: usize = 20;
/// How far two mean ranks of 10,000 draws may lie apart, as a share of the ranks: five standard errors.
const APART: f64 = 0.02;

const PEER: Script = Script {
    name: "smaa",
    text: include_str!("peers/smaa.py"),
};

fn run(desk: &Desk<'_>) -> Result<Vec<Figure>, Failure> {
    let rows = table();
    let file = desk.fresh("smaa_table")?.join("values.f64");
    let bytes: Vec<u8> = rows.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
    files::write(&file, bytes)?;
    let settings = json!({
        "values": file, "suppliers": SUPPLIERS, "indicators": INDICATORS, "draws": DRAWS, "compared": COMPARED,
    });
    let mut peer = Peer::start(desk, &PEER, &settings)?;

    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (mut all, mut one, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..desk.options.runs {
        let (seconds, counts) = simulated(&rows, cores)?;
        all.push(seconds);
        let told = peer.run()?;
        compare(&counts, &told)?;
        theirs.push(
            told["seconds"]
                .as_f64()
                .ok_or_else(|| Failure::new("the peer told no seconds"))?,
        );
        drop(counts);
        one.push(simulated(&rows, 1)?.0);
    }
    let theirs = Spread::of(theirs)?;
    let line = |what: String, seconds: Vec<f64>| -> Result<Figure, Failure> {
        let figure = Figure::shown(BENCH.name, what, Unit::Seconds, Spread::of(seconds)?);
        Ok(figure.against(peer.title.clone(), theirs))
    };
    Ok(vec![
        line(format!("every rank counted, {cores} threads"), all)?.with_goal(Goal::Ratio(0.2)),
        line("every rank counted, one thread".to_owned(), one)?,
    ])
}

/// The same numbers on every machine.
fn table() -> Vec<Vec<f64>> {
    let row = |supplier| {
        let mut random = Random::for_draw(SEED, supplier);
        (0..INDICATORS).map(|_| random.unit()).collect()
    };
    (0..).take(SUPPLIERS).map(row).collect()
}

/// Seconds from the table to the merged counts of all draws.
fn simulated(rows: &[Vec<f64>], threads: usize) -> Result<(f64, RankCounts), Failure> {
    let started = Instant::now();
    let simulation =
        Simulation::new(rows, WeightRule::Uniform, SEED).map_err(|error| Failure::new(error.to_string()))?;
    let parts = u64::try_from(threads).unwrap_or(1);
    let mut counts: Vec<RankCounts> = thread::scope(|scope| {
        let simulation = &simulation;
        let workers: Vec<_> = (0..parts)
            .map(|part| scope.spawn(move || simulation.run(DRAWS * part / parts..DRAWS * (part + 1) / parts)))
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let mut whole = counts.pop().ok_or_else(|| Failure::new("no thread came back"))?;
    for part in &counts {
        whole.merge(part).map_err(|error| Failure::new(error.to_string()))?;
    }
    if whole.draws() != DRAWS {
        return Err(Failure::new(format!(
            "{} draws were counted, expected {DRAWS}",
            whole.draws()
        )));
    }
    Ok((started.elapsed().as_secs_f64(), whole))
}

/// Both sides must have ranked the same table, or their times say nothing.
fn compare(ours: &RankCounts, told: &Value) -> Result<(), Failure> {
    let theirs: Vec<f64> = told["mean_ranks"]
        .as_array()
        .map(|ranks| ranks.iter().filter_map(Value::as_f64).collect())
        .unwrap_or_default();
    if theirs.len() != COMPARED {
        return Err(Failure::new("the peer told no mean ranks"));
    }
    for (supplier, theirs) in theirs.iter().enumerate() {
        let ours = mean_rank(ours.counts(supplier));
        if (ours - theirs).abs() > APART * f64::from(u32::try_from(SUPPLIERS).unwrap_or(u32::MAX)) {
            let sentence = format!("supplier {supplier} has mean rank {ours:.0} here and {theirs:.0} at the peer");
            return Err(Failure::new(sentence));
        }
    }
    Ok(())
}

/// The mean of the ranks from 0, weighed by how often each was taken.
fn mean_rank(counts: &[u32]) -> f64 {
    let total: f64 = counts.iter().copied().map(f64::from).sum();
    let weighed: f64 = counts
        .iter()
        .zip(0_u32..)
        .map(|(count, rank)| f64::from(*count) * f64::from(rank))
        .sum();
    weighed / total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_rank_weighs_ranks_by_their_counts() {
        assert!((mean_rank(&[1, 0, 3]) - 1.5).abs() < 1e-12);
    }

    #[test]
    fn a_table_has_a_row_for_each_supplier_and_no_two_alike() {
        let rows = table();
        assert_eq!((rows.len(), rows[0].len()), (SUPPLIERS, INDICATORS));
        assert_ne!(rows[0], rows[1]);
    }
}
