//! Acceptability from weights that are given, one set after the other.

use crate::input::{self, InputError};
use crate::number;
use crate::ranking;
use crate::scoring::Direction;

/// Partial values (0 to 1, more is better) of the alternatives.
#[derive(Debug, Clone, Copy)]
pub enum PartialValues<'a> {
    /// The same in every sample: rows are alternatives, columns are criteria.
    Certain(&'a [Vec<f64>]),
    /// One table per weight sample.
    PerSample(&'a [Vec<Vec<f64>>]),
}

/// What the samples say.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptability {
    /// Value of each alternative in each sample.
    pub values: Vec<Vec<f64>>,
    /// Place of each alternative in each sample, from 1; equal values share the better place.
    pub ranks: Vec<Vec<usize>>,
    /// Share of samples in which each alternative takes each rank.
    pub rank_acceptability: Vec<Vec<f64>>,
    /// Mean weights that put each alternative first; none when it never is.
    pub central_weights: Vec<Option<Vec<f64>>>,
    /// Share of samples in which the row beats the column.
    pub pairwise_winning: Vec<Vec<f64>>,
}

/// Ranks the alternatives under every weight sample.
pub fn acceptability(samples: &[Vec<f64>], partial: PartialValues<'_>) -> Result<Acceptability, InputError> {
    let criteria = input::table("the weight samples", samples)?;
    for weights in samples {
        input::weights(weights, criteria)?;
    }
    let alternatives = check(samples.len(), criteria, partial)?;
    let values: Vec<Vec<f64>> = samples
        .iter()
        .enumerate()
        .map(|(index, weights)| table(partial, index).iter().map(|row| value(row, weights)).collect())
        .collect();
    let ranks: Vec<Vec<usize>> = values
        .iter()
        .map(|values| ranking::places(values, Direction::Up))
        .collect();
    let share = |count: usize| number::of_count(count) / number::of_count(samples.len());
    let rank_share =
        |alternative: usize, rank: usize| share(ranks.iter().filter(|row| row[alternative] == rank).count());
    let wins = |row: usize, column: usize| share(values.iter().filter(|values| values[row] > values[column]).count());
    let square = |cell: &dyn Fn(usize, usize) -> f64, first: usize| -> Vec<Vec<f64>> {
        (0..alternatives)
            .map(|row| (first..alternatives + first).map(|column| cell(row, column)).collect())
            .collect()
    };
    Ok(Acceptability {
        rank_acceptability: square(&rank_share, 1),
        pairwise_winning: square(&wins, 0),
        central_weights: (0..alternatives)
            .map(|alternative| central(samples, &ranks, alternative))
            .collect(),
        values,
        ranks,
    })
}

/// Checks the partial values and returns how many alternatives there are.
fn check(samples: usize, criteria: usize, partial: PartialValues<'_>) -> Result<usize, InputError> {
    if let PartialValues::PerSample(tables) = partial {
        input::length("the partial values", tables.len(), samples, "weight sample")?;
    }
    let alternatives = table(partial, 0).len();
    for index in 0..samples {
        let rows = table(partial, index);
        let columns = input::table("the partial values", rows)?;
        input::length("the partial values", columns, criteria, "criterion")?;
        input::length("the partial values", rows.len(), alternatives, "alternative")?;
    }
    Ok(alternatives)
}

fn table(partial: PartialValues<'_>, sample: usize) -> &[Vec<f64>] {
    match partial {
        PartialValues::Certain(rows) => rows,
        PartialValues::PerSample(tables) => tables.get(sample).map_or(&[], Vec::as_slice),
    }
}

/// A plain running sum, the one NumPy users see.
fn value(row: &[f64], weights: &[f64]) -> f64 {
    row.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

fn central(samples: &[Vec<f64>], ranks: &[Vec<usize>], alternative: usize) -> Option<Vec<f64>> {
    let first: Vec<&Vec<f64>> = samples
        .iter()
        .zip(ranks)
        .filter(|(_, ranks)| ranks[alternative] == 1)
        .map(|(weights, _)| weights)
        .collect();
    let mean =
        |criterion: usize| number::sum(first.iter().map(|weights| weights[criterion])) / number::of_count(first.len());
    (!first.is_empty()).then(|| (0..samples[0].len()).map(mean).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn shares_are_counted_over_the_samples() {
        let samples = [vec![0.8, 0.2], vec![0.2, 0.8], vec![0.7, 0.3], vec![0.5, 0.5]];
        let found = acceptability(&samples, PartialValues::Certain(&[vec![1.0, 0.0], vec![0.0, 1.0]])).unwrap();
        assert_eq!(found.ranks, [[1, 2], [2, 1], [1, 2], [1, 1]]);
        assert_close(&found.rank_acceptability[0], &[0.75, 0.25], 0.0);
        assert_close(&found.pairwise_winning[1], &[0.25, 0.0], 0.0);
        assert_close(found.central_weights[1].as_ref().unwrap(), &[0.35, 0.65], 1e-15);
    }

    #[test]
    fn values_can_differ_from_sample_to_sample() {
        let samples = [vec![1.0], vec![1.0]];
        let tables = [vec![vec![0.9], vec![0.1]], vec![vec![0.1], vec![0.9]]];
        let found = acceptability(&samples, PartialValues::PerSample(&tables)).unwrap();
        assert_close(&found.rank_acceptability[0], &[0.5, 0.5], 0.0);
        assert!(acceptability(&samples, PartialValues::PerSample(&tables[..1])).is_err());
    }

    #[test]
    fn a_weight_below_zero_is_refused() {
        let rows = [vec![0.9, 0.2], vec![0.1, 0.4]];
        assert!(acceptability(&[vec![-0.5, 1.5]], PartialValues::Certain(&rows)).is_err());
    }
}
