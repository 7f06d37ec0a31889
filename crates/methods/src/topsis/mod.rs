//! TOPSIS: nearness to the best and distance from the worst observed performances.
//!
//! A second opinion, never the official score: the result of two alternatives can change
//! places when a third one leaves.
//! Source: C.-L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981).

use crate::input::{self, InputError};
use crate::number;
use crate::scoring::{Direction, minmax};

/// How columns are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normalisation {
    /// Divide by the length of the column; the signs stay. A column of zeros stays zero.
    Vector,
    /// Min-max scores, so that more is better everywhere. A constant column counts for nothing.
    MinMax,
}

/// The result of TOPSIS.
#[derive(Debug, Clone, PartialEq)]
pub struct Topsis {
    /// Best weighted performance of each criterion.
    pub ideal: Vec<f64>,
    /// Worst weighted performance of each criterion.
    pub anti_ideal: Vec<f64>,
    /// Euclidean distance of each alternative to the ideal.
    pub distance_to_ideal: Vec<f64>,
    /// Euclidean distance of each alternative to the anti-ideal.
    pub distance_to_anti_ideal: Vec<f64>,
    /// Nearness in 0..=1, 1 at the ideal; none when ideal and anti-ideal coincide (one
    /// alternative, or all alike), since 0/0 says nothing.
    pub closeness: Vec<Option<f64>>,
    /// Places from 1 by closeness; all 1 when there is none.
    pub places: Vec<usize>,
}

/// Compares the rows of a table.
pub fn topsis(
    rows: &[Vec<f64>],
    weights: &[f64],
    directions: &[Direction],
    normalisation: Normalisation,
) -> Result<Topsis, InputError> {
    let criteria = input::table("the matrix", rows)?;
    input::weights(weights, criteria)?;
    input::length("the objectives", directions.len(), criteria, "criterion")?;
    let shares = input::normalised(weights);
    let columns: Vec<Vec<f64>> = (0..criteria)
        .map(|criterion| {
            let column: Vec<f64> = rows.iter().map(|row| row[criterion]).collect();
            weighted(&column, shares[criterion], directions[criterion], normalisation)
        })
        .collect::<Result<_, _>>()?;
    let toward = |criterion: usize| match normalisation {
        Normalisation::Vector => directions[criterion],
        Normalisation::MinMax => Direction::Up,
    };
    let end = |criterion: usize, best: bool| {
        let greatest = best == (toward(criterion) == Direction::Up);
        let pick = if greatest { f64::max } else { f64::min };
        columns[criterion].iter().copied().reduce(pick).unwrap_or(0.0)
    };
    let ideal: Vec<f64> = (0..criteria).map(|criterion| end(criterion, true)).collect();
    let anti_ideal: Vec<f64> = (0..criteria).map(|criterion| end(criterion, false)).collect();
    let distance = |row: usize, point: &[f64]| {
        libm::sqrt(number::sum(columns.iter().zip(point).map(|(column, point)| {
            let gap = column[row] - point;
            gap * gap
        })))
    };
    let distance_to_ideal: Vec<f64> = (0..rows.len()).map(|row| distance(row, &ideal)).collect();
    let distance_to_anti_ideal: Vec<f64> = (0..rows.len()).map(|row| distance(row, &anti_ideal)).collect();
    let nearness =
        |(to_ideal, to_anti): (&f64, &f64)| (to_ideal + to_anti > 0.0).then(|| to_anti / (to_ideal + to_anti));
    let closeness: Vec<Option<f64>> = distance_to_ideal
        .iter()
        .zip(&distance_to_anti_ideal)
        .map(nearness)
        .collect();
    let ranked: Vec<f64> = closeness.iter().map(|closeness| closeness.unwrap_or(0.0)).collect();
    let places = crate::ranking::places_on_paper(&ranked, Direction::Up);
    Ok(Topsis {
        ideal,
        anti_ideal,
        distance_to_ideal,
        distance_to_anti_ideal,
        closeness,
        places,
    })
}

fn weighted(
    column: &[f64],
    share: f64,
    direction: Direction,
    normalisation: Normalisation,
) -> Result<Vec<f64>, InputError> {
    let scaled = match normalisation {
        Normalisation::MinMax => minmax::minmax(column, direction)?,
        Normalisation::Vector => {
            let length = libm::sqrt(number::dot(column, column));
            let scale = if length > 0.0 { length } else { 1.0 };
            column.iter().map(|value| value / scale).collect()
        }
    };
    Ok(scaled.into_iter().map(|value| value * share).collect())
}

#[cfg(test)]
mod tests;
