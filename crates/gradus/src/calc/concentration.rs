//! `concentration`: how far spend is concentrated, merger bands, ABC classes.

use super::CalcError;
use super::inputs::{Inputs, length};
use super::sorting::letters;
use methods::concentration::bands::{Band, Guidelines, band};
use methods::concentration::pareto::pareto;
use methods::concentration::shares::concentration;
use serde_json::{Value, json};

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    if inputs.has("hhi") {
        merger_bands(inputs)
    } else if inputs.has("cuts") {
        classes(inputs)
    } else if inputs.has("spend") {
        indices(inputs)
    } else {
        let known = "spend, spend with cuts (ABC classes), or hhi (bands)";
        Err(CalcError::Keys {
            method: "concentration",
            given: inputs.keys(),
            known,
        })
    }
}

fn indices(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let found = concentration(&inputs.numbers("spend")?).map_err(CalcError::refused)?;
    let points = found.hhi * 10_000.0;
    let mut output = json!({
        "hhi": found.hhi,
        "hhi_10000": points,
        "effective_suppliers": found.effective_number,
        "hhi_normalised": found.hhi_normalised,
        "entropy": found.entropy,
        "gini": found.gini,
        "band_2023": name(band(points, Guidelines::Us2023)),
    });
    for n in [1, 2, 3, 4, 5, 8, 10] {
        output[format!("cr{n}")] = json!(found.ratio(n));
    }
    Ok(output)
}

fn merger_bands(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let points = inputs.number_list("hhi")?;
    let bands = |guidelines| {
        points
            .iter()
            .map(|points| name(band(*points, guidelines)))
            .collect::<Vec<_>>()
    };
    Ok(json!({ "bands_2023": bands(Guidelines::Us2023), "bands_2010": bands(Guidelines::Us2010) }))
}

fn name(band: Band) -> &'static str {
    match band {
        Band::Low => "low",
        Band::Moderate => "moderate",
        Band::High => "high",
    }
}

fn classes(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let cuts = inputs.numbers("cuts")?;
    let found = pareto(&inputs.numbers("spend")?, &cuts).map_err(CalcError::refused)?;
    let names = inputs.texts_or("labels", || letters(cuts.len() + 1))?;
    length("labels", names.len(), cuts.len() + 1)?;
    Ok(json!({
        "cumulative": found.iter().map(|item| item.cumulative).collect::<Vec<_>>(),
        "classes": found.iter().map(|item| &names[item.class]).collect::<Vec<_>>(),
    }))
}
