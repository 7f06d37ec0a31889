//! `weighted_sum` for the scorecards of practice.

use super::CalcError;
use super::inputs::{Inputs, length, mistyped, number, text, wrong};
use methods::aggregation::categorical::{self, Rating};
use methods::aggregation::{cost_based, grade_points, lowest_price, smoothing};
use methods::ranking::places;
use methods::scoring::Direction;
use methods::sorting::thresholds;
use serde_json::{Value, json};

pub(crate) fn smoothing(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (previous, new, factor) = (
        inputs.number("previous")?,
        inputs.number("new")?,
        inputs.number("factor")?,
    );
    let score = smoothing::smooth(previous, new, factor).map_err(CalcError::refused)?;
    Ok(json!({ "score": score }))
}

pub(crate) fn lowest_price(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (bids, full_points) = (inputs.numbers("bids")?, inputs.number_or("full_points", 100.0)?);
    let points = lowest_price::lowest_price(&bids, full_points).map_err(CalcError::refused)?;
    Ok(json!({ "rank": places(&points, Direction::Up), "points": points }))
}

pub(crate) fn grade_points(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let expected = "a list of objects, points by grade";
    let table = |value: &Value| -> Result<grade_points::PointsTable, CalcError> {
        let map = value
            .as_object()
            .ok_or_else(|| mistyped("points_tables", expected, value))?;
        map.iter()
            .map(|(grade, points)| Ok((grade.clone(), number("points_tables", points)?)))
            .collect()
    };
    let tables: Vec<_> = inputs
        .list("points_tables", expected)?
        .iter()
        .map(table)
        .collect::<Result<_, _>>()?;
    let mut sums = Vec::new();
    for set in inputs.list("grade_sets", "a list of lists of grades")? {
        let grades = set
            .as_array()
            .ok_or_else(|| mistyped("grade_sets", "a list of lists of grades", set))?;
        let grades: Vec<String> = grades
            .iter()
            .map(|grade| text("grade_sets", grade))
            .collect::<Result<_, _>>()?;
        sums.push(grade_points::grade_points(&tables, &grades).map_err(CalcError::refused)?);
    }
    let cuts = inputs.numbers_or("grade_cuts", &[90.0, 70.0])?;
    let names = inputs.texts_or("grade_labels", || ["A", "B", "C"].map(str::to_owned).to_vec())?;
    length("grade_labels", names.len(), cuts.len() + 1)?;
    let classes = thresholds::classes(&sums, &cuts, None).map_err(CalcError::refused)?;
    let grades: Vec<&String> = classes.into_iter().map(|class| &names[class]).collect();
    Ok(json!({ "sums": sums, "grades": grades }))
}

pub(crate) fn cost_based(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (purchases, cost) = (inputs.numbers("purchases")?, inputs.numbers("nonperformance_cost")?);
    let index = cost_based::performance_index(&purchases, &cost).map_err(CalcError::refused)?;
    let mut output = json!({ "spi": index });
    let compared = if inputs.has("unit_price") {
        let prices = inputs.numbers("unit_price")?;
        let adjusted = cost_based::adjusted_prices(&prices, &index).map_err(CalcError::refused)?;
        output["adjusted_price"] = json!(adjusted);
        adjusted
    } else {
        index
    };
    output["rank"] = json!(places(&compared, Direction::Down));
    Ok(output)
}

pub(crate) fn categorical(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let expected = "a list of lists of \"good\", \"fair\" or \"poor\"";
    let rating = |value: &Value| match text("ratings", value)?.to_lowercase().as_str() {
        "good" | "+" => Ok(Rating::Good),
        "fair" | "neutral" | "0" => Ok(Rating::Fair),
        "poor" | "-" => Ok(Rating::Poor),
        other => Err(wrong(
            "ratings",
            expected,
            &format!("{other:?}"),
            "use one of the three",
        )),
    };
    let mut found = Vec::new();
    for row in inputs.list("ratings", expected)? {
        let row = row.as_array().ok_or_else(|| mistyped("ratings", expected, row))?;
        let ratings: Vec<Rating> = row.iter().map(rating).collect::<Result<_, _>>()?;
        found.push(categorical::categorical(&ratings).map_err(CalcError::refused)?);
    }
    let scores: Vec<f64> = found.iter().map(|row| row.score).collect();
    Ok(json!({
        "sum": found.iter().map(|row| row.sum).collect::<Vec<_>>(),
        "rank": places(&scores, Direction::Up),
        "score": scores,
    }))
}
