//! `smaa`: how often each alternative takes each rank when weights are not known.

use super::CalcError;
use super::inputs::{Inputs, count, table, wrong};
use methods::smaa::category::{under_any_weights, under_measurement, under_samples};
use methods::smaa::counts::RankCounts;
use methods::smaa::explicit::{PartialValues, acceptability};
use methods::smaa::simulate::Simulation;
use methods::smaa::weights::WeightRule;
use serde_json::{Value, json};
use std::thread;

/// Draws when none are asked for.
const DRAWS: u64 = 400_000;
/// Draws times cells of the table, above which fewer draws are made unless asked for.
const WORK_MAX: u64 = 2_000_000_000;
const DRAWS_MIN: u64 = 10_000;
const SEED: u64 = 20_240_501;
/// From here on the answer is given for bands of ranks only.
const EVERY_RANK_MAX: usize = 1_000;

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    if inputs.has("weights_samples") {
        samples(inputs)
    } else if inputs.has("partial_values") {
        simulated(inputs)
    } else if inputs.has("cuts") {
        classes(inputs)
    } else {
        let known = "partial_values, weights_samples with partial_values, values with cuts, or mean with sd and cuts";
        Err(CalcError::Keys {
            method: "smaa",
            given: inputs.keys(),
            known,
        })
    }
}

fn samples(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let weights = inputs.table("weights_samples")?;
    if inputs.has("values") {
        return classes_of_one(inputs, &weights);
    }
    let values = inputs.list("partial_values", "a table, or one table per weight sample")?;
    let per_sample = values.first().and_then(|row| row.get(0)).is_some_and(Value::is_array);
    let found = if per_sample {
        let tables: Vec<Vec<Vec<f64>>> = values
            .iter()
            .map(|value| table("partial_values", value))
            .collect::<Result<_, _>>()?;
        acceptability(&weights, PartialValues::PerSample(&tables))
    } else {
        acceptability(&weights, PartialValues::Certain(&inputs.table("partial_values")?))
    };
    let found = found.map_err(CalcError::refused)?;
    let mut output = json!({
        "values": found.values,
        "ranks": found.ranks,
        "rank_acceptability": found.rank_acceptability,
        "central_weights": found.central_weights,
        "pairwise_winning": found.pairwise_winning,
    });
    if inputs.has("cuts") {
        let cuts = inputs.numbers("cuts")?;
        let scores = |row: usize| found.values.iter().map(|values| values[row]).collect::<Vec<_>>();
        let shares: Vec<Vec<f64>> = (0..found.rank_acceptability.len())
            .map(|row| under_samples(&scores(row), &cuts))
            .collect::<Result<_, _>>()
            .map_err(CalcError::refused)?;
        output["acceptability"] = json!(shares);
    }
    Ok(output)
}

/// Classes of one row of values under the weights given.
fn classes_of_one(inputs: &Inputs<'_>, weights: &[Vec<f64>]) -> Result<Value, CalcError> {
    let row = [inputs.numbers("values")?];
    let found = acceptability(weights, PartialValues::Certain(&row)).map_err(CalcError::refused)?;
    let scores: Vec<f64> = found.values.into_iter().flatten().collect();
    let shares = under_samples(&scores, &inputs.numbers("cuts")?).map_err(CalcError::refused)?;
    Ok(json!({ "acceptability": shares }))
}

fn rule(inputs: &Inputs<'_>) -> Result<WeightRule, CalcError> {
    let text = inputs.text_or("weight_distribution", "uniform on the simplex")?;
    let compact: String = text.to_lowercase().split_whitespace().collect();
    let limited = compact.contains(['<', '>', '=', '[']);
    if falls(&compact) || (!limited && compact.contains("ordinal")) {
        Ok(WeightRule::Ordinal)
    } else if !limited && compact.contains("uniform") {
        Ok(WeightRule::Uniform)
    } else {
        let expected = "\"uniform on the simplex\" or \"ordinal\" (w1 >= w2 >= ...)";
        Err(wrong(
            "weight_distribution",
            expected,
            &format!("{text:?}"),
            "use one of both",
        ))
    }
}

/// Whether the only limit said is w1 >= w2 >= ...; any other limit is not simulated.
fn falls(compact: &str) -> bool {
    let Some((before, order)) = compact.split_once("w1>=w2") else {
        return false;
    };
    let named = |(piece, weight): (&str, usize)| {
        let name = piece.trim_end_matches([')', '.', ',', ';', '…']);
        name.is_empty() || name == "0" || name == format!("w{weight}")
    };
    let limits = ['<', '>', '=', '['];
    // The pieces after w1 >= w2 start with what follows w2.
    let mut pieces = order.split(">=");
    let after_second = pieces.next().unwrap_or_default();
    !before.contains(limits) && named((after_second, 2)) && pieces.zip(3..).all(named)
}

fn simulated(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let rows = inputs.table("partial_values")?;
    let criteria = methods::input::table("the partial values", &rows).map_err(CalcError::refused)?;
    let cells = u64::try_from(rows.len() * criteria).unwrap_or(u64::MAX);
    let draws = inputs.count_or("draws", DRAWS.min(WORK_MAX / cells.max(1)).max(DRAWS_MIN))?;
    if draws == 0 || draws > u64::from(u32::MAX) {
        return Err(wrong(
            "draws",
            "1 to 4,294,967,295",
            &draws.to_string(),
            "use 10,000 or more",
        ));
    }
    let (rule, seed) = (rule(inputs)?, inputs.count_or("seed", SEED)?);
    let simulation = if inputs.has("rank_bands") {
        let bands = inputs.list("rank_bands", "the last rank of each band")?;
        let bands: Vec<usize> = bands
            .iter()
            .map(|value| Ok(usize::try_from(count("rank_bands", value)?).unwrap_or(usize::MAX)))
            .collect::<Result<_, CalcError>>()?;
        Simulation::with_bands(&rows, &bands, rule, seed)
    } else if rows.len() > EVERY_RANK_MAX {
        let found = format!("nothing, with {} alternatives", rows.len());
        let cure = "give the last rank of each band, such as [1250, 3750, 10000]";
        return Err(wrong("rank_bands", "bands above 1,000 alternatives", &found, cure));
    } else {
        Simulation::new(&rows, rule, seed)
    };
    let simulation = simulation.map_err(CalcError::refused)?;
    let counts = on_all_processors(&simulation, draws)?;
    let each = 0..rows.len();
    Ok(json!({
        "rank_acceptability": each.clone().map(|row| counts.acceptability(row)).collect::<Vec<_>>(),
        "central_weights": each.map(|row| counts.central_weights(row)).collect::<Vec<_>>(),
        "draws": draws,
        "seed": seed,
    }))
}

/// The same counts however many processors there are: each takes a range of the draws.
fn on_all_processors(simulation: &Simulation, draws: u64) -> Result<RankCounts, CalcError> {
    let parts = thread::available_parallelism().map_or(1, |count| count.get().min(16));
    let parts = u64::try_from(parts).unwrap_or(1).min(draws.div_ceil(1024));
    let end = |part: u64| draws * part / parts;
    thread::scope(|scope| {
        let others: Vec<_> = (1..parts)
            .map(|part| scope.spawn(move || simulation.run(end(part)..end(part + 1))))
            .collect();
        let mut counts = simulation.run(0..end(1));
        for other in others {
            match other.join() {
                Ok(more) => counts.merge(&more).map_err(CalcError::refused)?,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(counts)
    })
}

fn classes(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let cuts = inputs.numbers("cuts")?;
    if inputs.has("mean") {
        let shares =
            under_measurement(inputs.number("mean")?, inputs.number("sd")?, &cuts).map_err(CalcError::refused)?;
        return Ok(json!({ "acceptability": shares }));
    }
    let rule = rule(inputs)?;
    let shares = |values: &[f64]| under_any_weights(&corners(values, rule), &cuts).map_err(CalcError::refused);
    if inputs.is_table("values") {
        let found: Vec<Vec<f64>> = inputs
            .table("values")?
            .iter()
            .map(|row| shares(row))
            .collect::<Result<_, _>>()?;
        return Ok(json!({ "acceptability": found }));
    }
    Ok(json!({ "acceptability": shares(&inputs.numbers("values")?)? }))
}

/// Scores at the corners of the weights that are possible: falling weights are uniform
/// between the means of the first one, two, three and so on.
fn corners(values: &[f64], rule: WeightRule) -> Vec<f64> {
    match rule {
        WeightRule::Uniform => values.to_vec(),
        WeightRule::Ordinal => (1..=values.len())
            .map(|count| methods::number::mean(&values[..count]))
            .collect(),
    }
}
