//! `topsis`: nearness to the ideal.

use super::CalcError;
use super::inputs::{Inputs, wrong};
use methods::topsis::{Normalisation, topsis};
use serde_json::{Value, json};

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let rows = inputs.table("matrix")?;
    let criteria = methods::input::table("the matrix", &rows).map_err(CalcError::refused)?;
    let weights = inputs.weights("weights", criteria)?;
    let directions = inputs.directions("objectives", criteria)?;
    let normalisation = match inputs.text_or("normalization", "vector")? {
        "vector" => Normalisation::Vector,
        "minmax" => Normalisation::MinMax,
        other => {
            return Err(wrong(
                "normalization",
                "\"vector\" or \"minmax\"",
                &format!("{other:?}"),
                "use one of both",
            ));
        }
    };
    let distance = inputs.text_or("distance", "euclidean")?;
    if distance != "euclidean" {
        return Err(wrong(
            "distance",
            "\"euclidean\"",
            &format!("{distance:?}"),
            "leave the key out",
        ));
    }
    let found = topsis(&rows, &weights, &directions, normalisation).map_err(CalcError::refused)?;
    let zero_column = (0..criteria).any(|criterion| rows.iter().all(|row| row[criterion].abs() <= 0.0));
    let policy = if rows.len() == 1 {
        Some("single_alternative_closeness_not_applicable")
    } else if found.closeness.iter().any(Option::is_none) {
        Some("all_alike_closeness_not_applicable")
    } else if zero_column {
        Some("zero_column_contributes_nothing")
    } else {
        None
    };
    Ok(json!({
        "pis": found.ideal,
        "nis": found.anti_ideal,
        "d_plus": found.distance_to_ideal,
        "d_minus": found.distance_to_anti_ideal,
        "closeness": found.closeness,
        "rank": found.places,
        "policy": policy,
    }))
}
