//! `proportion_intervals`: intervals of proportions, rates and differences.

use super::CalcError;
use super::inputs::{Inputs, count, mistyped, wrong};
use methods::intervals::rule_of_three::{UpperEnd, upper_end};
use methods::intervals::{
    Confidence, Interval, Proportion, agresti_coull, clopper_pearson, jeffreys, newcombe, poisson, wald, wilson,
    wilson_cc,
};
use serde_json::{Value, json};

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let confidence = Confidence::new(inputs.number_or("confidence", 0.95)?).map_err(CalcError::refused)?;
    if inputs.has("cases") {
        pairs(inputs, confidence)
    } else if inputs.has("x1") {
        difference(inputs, confidence)
    } else if inputs.has("exposure") {
        rate(inputs, confidence)
    } else if inputs.has("x") {
        proportion(inputs.count("x")?, inputs.count("n")?, confidence)
    } else if inputs.has("n") {
        nothing_seen(inputs, confidence)
    } else {
        let known = "x with n, n alone (nothing seen), x with exposure, or x1, n1, x2, n2";
        Err(CalcError::Keys {
            method: "proportion_intervals",
            given: inputs.keys(),
            known,
        })
    }
}

fn ends(interval: Interval) -> [f64; 2] {
    [interval.lower, interval.upper]
}

fn proportion(events: u64, trials: u64, confidence: Confidence) -> Result<Value, CalcError> {
    let seen = Proportion::new(events, trials).map_err(CalcError::refused)?;
    let (wald, agresti_coull) = (
        wald::interval(seen, confidence),
        agresti_coull::interval(seen, confidence),
    );
    Ok(json!({
        "p_hat": seen.rate(),
        "wald": ends(wald.clipped()),
        "wald_unclipped": ends(wald),
        "wilson": ends(wilson::interval(seen, confidence)),
        "wilson_cc": ends(wilson_cc::interval(seen, confidence)),
        "clopper_pearson": ends(clopper_pearson::interval(seen, confidence)),
        "jeffreys": ends(jeffreys::interval(seen, confidence)),
        "agresti_coull": ends(agresti_coull.clipped()),
        "agresti_coull_unclipped": ends(agresti_coull),
    }))
}

/// A list of pairs [x, n], each with all its intervals.
fn pairs(inputs: &Inputs<'_>, confidence: Confidence) -> Result<Value, CalcError> {
    let pair = |value: &Value| match value.as_array().map(Vec::as_slice) {
        Some([events, trials]) => proportion(count("cases", events)?, count("cases", trials)?, confidence),
        _ => Err(mistyped("cases", "pairs [x, n]", value)),
    };
    let found: Vec<Value> = inputs
        .list("cases", "a list of pairs [x, n]")?
        .iter()
        .map(pair)
        .collect::<Result<_, _>>()?;
    Ok(json!({ "cases": found }))
}

fn difference(inputs: &Inputs<'_>, confidence: Confidence) -> Result<Value, CalcError> {
    let side = |x: &str, n: &str| -> Result<Proportion, CalcError> {
        Proportion::new(inputs.count(x)?, inputs.count(n)?).map_err(CalcError::refused)
    };
    let found = newcombe::difference(side("x1", "n1")?, side("x2", "n2")?, confidence);
    Ok(json!({ "difference": found.difference, "interval": ends(found.interval) }))
}

fn rate(inputs: &Inputs<'_>, confidence: Confidence) -> Result<Value, CalcError> {
    let found =
        poisson::interval(inputs.count("x")?, inputs.number("exposure")?, confidence).map_err(CalcError::refused)?;
    Ok(json!({ "rate": found.rate, "interval": ends(found.interval) }))
}

fn nothing_seen(inputs: &Inputs<'_>, confidence: Confidence) -> Result<Value, CalcError> {
    let trials = inputs.count_list("n")?;
    if trials.is_empty() {
        return Err(wrong("n", "at least one number of trials", "an empty list", "add one"));
    }
    let ends: Vec<UpperEnd> = trials
        .iter()
        .map(|n| upper_end(*n, confidence))
        .collect::<Result<_, _>>()
        .map_err(CalcError::refused)?;
    let exact: Vec<f64> = ends.iter().map(|end| end.exact).collect();
    let approx: Vec<f64> = ends.iter().map(|end| end.approximate).collect();
    if inputs.is_list("n") {
        return Ok(json!({ "exact": exact, "approx": approx }));
    }
    Ok(json!({ "exact": exact[0], "approx": approx[0] }))
}
