//! The categorical method: good +1, fair 0, poor -1, summed without weights.
//!
//! Source: NC State University, Supply Chain Resource Cooperative, "Supplier
//! Evaluation and Scorecards", the categorical method.

use crate::input::InputError;
use crate::number::of_count;

/// A judgement of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// Counts +1.
    Good,
    /// Counts 0.
    Fair,
    /// Counts -1.
    Poor,
}

/// The sum of ratings, and the same on a scale of 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CategoricalScore {
    /// Good ratings minus poor ratings.
    pub sum: i64,
    /// 0 when all are poor, 50 in the middle, 100 when all are good.
    pub score: f64,
}

/// Counts the ratings of one row.
pub fn categorical(ratings: &[Rating]) -> Result<CategoricalScore, InputError> {
    if ratings.is_empty() {
        return Err(InputError::Empty { what: "the ratings" });
    }
    let good = ratings.iter().filter(|rating| **rating == Rating::Good).count();
    let poor = ratings.iter().filter(|rating| **rating == Rating::Poor).count();
    let fair = ratings.len() - good - poor;
    let sum = i64::try_from(good).unwrap_or(i64::MAX) - i64::try_from(poor).unwrap_or(i64::MAX);
    let score = 100.0 * of_count(2 * good + fair) / of_count(2 * ratings.len());
    Ok(CategoricalScore { sum, score })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn good_and_poor_offset_each_other() {
        let row = categorical(&[Rating::Good, Rating::Good, Rating::Fair]).unwrap();
        assert_eq!(row.sum, 2);
        assert_close(&[row.score], &[250.0 / 3.0], 1e-12);
        assert_close(&[categorical(&[Rating::Poor]).unwrap().score], &[0.0], 0.0);
    }
}
