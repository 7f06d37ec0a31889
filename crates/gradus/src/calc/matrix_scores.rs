//! `weighted_sum` with a matrix: columns to unit scores, unit scores to one score per row.

use super::CalcError;
use super::inputs::{Inputs, length, wrong};
use methods::aggregation::weighted_product::weighted_product;
use methods::aggregation::weighted_sum::{WeightScale, weighted_sum};
use methods::ranking::places_on_paper;
use methods::scoring::Direction;
use methods::scoring::anchors::Anchors;
use methods::scoring::minmax::{is_constant, minmax};
use methods::scoring::ratio::ratio;
use methods::scoring::share::share;
use serde_json::{Value, json};

/// How a column becomes unit scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scoring {
    AsGiven,
    MinMax,
    Share,
    Ratio,
    Anchors,
}

/// How unit scores become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joining {
    Sum,
    Product,
}

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let rows = inputs.table("matrix")?;
    let criteria = methods::input::table("the matrix", &rows).map_err(CalcError::refused)?;
    let weights = inputs.weights("weights", criteria)?;
    let directions = inputs.directions("objectives", criteria)?;
    let (scoring, joining) = scoring(inputs)?;
    if scoring == Scoring::AsGiven && directions.contains(&Direction::Down) {
        let cure = "state a scoring such as \"minmax\", or give anchors";
        return Err(wrong(
            "objectives",
            "\"max\" where values are added up as given",
            "\"min\"",
            cure,
        ));
    }
    let anchors = if scoring == Scoring::Anchors {
        anchors(inputs, criteria)?
    } else {
        Vec::new()
    };
    let columns: Vec<Vec<f64>> = (0..criteria)
        .map(|criterion| rows.iter().map(|row| row[criterion]).collect())
        .collect();
    let unit_columns: Vec<Vec<f64>> = columns
        .iter()
        .enumerate()
        .map(|(criterion, column)| match scoring {
            Scoring::AsGiven => Ok(column.clone()),
            Scoring::MinMax => minmax(column, directions[criterion]),
            Scoring::Share => share(column, directions[criterion]),
            Scoring::Ratio => ratio(column, directions[criterion]),
            Scoring::Anchors => Ok(column.iter().map(|value| anchors[criterion].score(*value)).collect()),
        })
        .collect::<Result<_, _>>()
        .map_err(CalcError::refused)?;
    let unit_scores: Vec<Vec<f64>> = (0..rows.len())
        .map(|row| unit_columns.iter().map(|column| column[row]).collect())
        .collect();
    let mut output = match joining {
        Joining::Sum => sums(inputs, &unit_scores, &weights)?,
        Joining::Product => products(&unit_scores, &weights)?,
    };
    output["unit_scores"] = json!(unit_scores);
    if scoring == Scoring::MinMax && columns.iter().any(|column| is_constant(column)) {
        output["policy"] = json!("constant_column_full_marks");
        // The two other conventions in use, for whoever compares results.
        output["pymcdm_unit_scores"] = json!(vec![1.0; rows.len()]);
        output["sklearn_unit_scores"] = json!(vec![0.0; rows.len()]);
    }
    Ok(output)
}

fn scoring(inputs: &Inputs<'_>) -> Result<(Scoring, Joining), CalcError> {
    let text = inputs.text_or("scoring", "none")?.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let joining = if says(&["geometric", "product", "wpm"]) {
        Joining::Product
    } else {
        Joining::Sum
    };
    let scoring = if inputs.has("anchors") {
        Scoring::Anchors
    } else if says(&["minmax", "min-max", "min_max"]) {
        Scoring::MinMax
    } else if says(&["ratio", "x/max", "linear scale"]) {
        Scoring::Ratio
    } else if says(&["sum", "reciprocal", "share"]) {
        Scoring::Share
    } else if says(&["none", "raw"]) || joining == Joining::Product {
        Scoring::AsGiven
    } else {
        let expected = "\"none\", \"minmax\", \"sum\", \"ratio\" or \"x/sum, weighted geometric\"";
        return Err(wrong(
            "scoring",
            expected,
            &format!("{text:?}"),
            "use one of them, or give anchors",
        ));
    };
    Ok((scoring, joining))
}

fn anchors(inputs: &Inputs<'_>, criteria: usize) -> Result<Vec<Anchors>, CalcError> {
    let pairs = inputs.table("anchors")?;
    length("anchors", pairs.len(), criteria)?;
    let anchor = |pair: &Vec<f64>| match pair[..] {
        [at_zero, at_full] => Anchors::new(at_zero, at_full).map_err(CalcError::refused),
        _ => Err(wrong(
            "anchors",
            "pairs [value for 0, value for 100]",
            &format!("a list of {}", pair.len()),
            "give two numbers",
        )),
    };
    pairs.iter().map(anchor).collect()
}

fn sums(inputs: &Inputs<'_>, rows: &[Vec<f64>], weights: &[f64]) -> Result<Value, CalcError> {
    let scale = if inputs.flag_or("normalize_weights", true)? {
        WeightScale::Normalise
    } else {
        WeightScale::AsGiven
    };
    let scores: Vec<f64> = rows
        .iter()
        .map(|row| weighted_sum(row, weights, scale))
        .collect::<Result<_, _>>()
        .map_err(CalcError::refused)?;
    Ok(json!({ "score": scores, "rank": places_on_paper(&scores, Direction::Up) }))
}

fn products(rows: &[Vec<f64>], weights: &[f64]) -> Result<Value, CalcError> {
    let found: Vec<_> = rows
        .iter()
        .map(|row| weighted_product(row, weights))
        .collect::<Result<_, _>>()
        .map_err(CalcError::refused)?;
    let logs: Vec<f64> = found.iter().map(|product| product.log10).collect();
    Ok(json!({
        "score": found.iter().map(|product| product.product).collect::<Vec<_>>(),
        "rank": places_on_paper(&logs, Direction::Up),
        "log10_score": logs,
    }))
}
