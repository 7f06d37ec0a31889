//! `weighted_sum` from values to points: curves, step bands, targets.

use super::CalcError;
use super::inputs::{Inputs, numbers_with_gaps, wrong};
use methods::ranking::same;
use methods::scoring::bands::Bands;
use methods::scoring::curve::{Curve, Interpolation};
use methods::scoring::target::TargetBand;
use serde_json::{Value, json};

pub(crate) fn curve(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let rows = inputs.table("breakpoints")?;
    let pair = |row: &Vec<f64>| match row[..] {
        [value, score] => Ok((value, score)),
        _ => Err(wrong(
            "breakpoints",
            "pairs [value, score]",
            &format!("a list of {}", row.len()),
            "give two numbers",
        )),
    };
    let points: Vec<(f64, f64)> = rows.iter().map(pair).collect::<Result<_, _>>()?;
    let interpolation = match inputs.text_or("interpolation", "linear")? {
        "linear" => Interpolation::Linear,
        "log" => Interpolation::Log,
        other => {
            return Err(wrong(
                "interpolation",
                "\"linear\" or \"log\"",
                &format!("{other:?}"),
                "use one of both",
            ));
        }
    };
    let curve = Curve::new(&points, interpolation).map_err(CalcError::refused)?;
    each(inputs, |x| Some(curve.score(x)))
}

pub(crate) fn target(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let band = if inputs.has("target") {
        TargetBand::point(inputs.number("target")?, inputs.number("tolerance")?)
    } else {
        let limits = ["zero_low", "full_low", "full_high", "zero_high"].map(|key| inputs.number(key));
        let [zero_low, full_low, full_high, zero_high] = limits;
        TargetBand::new(zero_low?, full_low?, full_high?, zero_high?)
    };
    let band = band.map_err(CalcError::refused)?;
    each(inputs, |x| Some(band.score(x)))
}

/// The score of one `x`, or of a list of them; null where there is none.
fn each(inputs: &Inputs<'_>, score: impl Fn(f64) -> Option<f64>) -> Result<Value, CalcError> {
    if inputs.is_list("x") {
        let scores: Vec<Option<f64>> = inputs.numbers("x")?.into_iter().map(score).collect();
        return Ok(json!({ "y": scores }));
    }
    Ok(json!({ "y": score(inputs.number("x")?) }))
}

/// Bands as [from, to, points] in any order; null for an open end.
pub(crate) fn bands(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let expected = "a list of [from, to, points], null for an open end";
    let band = |value: &Value| match numbers_with_gaps("bands", value)?[..] {
        [from, to, Some(points)] => Ok((from.unwrap_or(f64::NEG_INFINITY), to.unwrap_or(f64::INFINITY), points)),
        _ => Err(wrong(
            "bands",
            expected,
            &value.to_string(),
            "give two bounds and the points",
        )),
    };
    let mut rows: Vec<(f64, f64, f64)> = inputs
        .list("bands", expected)?
        .iter()
        .map(band)
        .collect::<Result<_, _>>()?;
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    if let Some(pair) = rows.windows(2).find(|pair| !same(pair[0].1, pair[1].0)) {
        let found = format!("a band up to {} and the next one from {}", pair[0].1, pair[1].0);
        return Err(wrong(
            "bands",
            "each band to start where the one below ends",
            &found,
            "close the gap or the overlap",
        ));
    }
    let first = rows.first().map(|row| row.0);
    let bounds: Vec<f64> = first.into_iter().chain(rows.iter().map(|row| row.1)).collect();
    let points: Vec<f64> = rows.iter().map(|row| row.2).collect();
    stepped(inputs, &bounds, &points)
}

/// Rising bounds, and the points of each band between two of them.
pub(crate) fn bounds(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    stepped(inputs, &inputs.numbers("bounds")?, &inputs.numbers("points")?)
}

fn stepped(inputs: &Inputs<'_>, bounds: &[f64], points: &[f64]) -> Result<Value, CalcError> {
    let bands = Bands::new(bounds, points).map_err(CalcError::refused)?;
    each(inputs, |x| bands.score(x))
}
