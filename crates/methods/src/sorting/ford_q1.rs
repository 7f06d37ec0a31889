//! The delivery rule of Ford Q1: 250 points are lost when both the average and the last
//! three ratings are too low.
//!
//! Source: Ford Motor Company, Q1 Manufacturing Site Assessment, delivery rating: "-250
//! points if the six-month weighted average and the last three available ratings within
//! seven months all fall below 81".

use crate::input::{self, InputError};

/// Points lost under the rule.
pub const PENALTY_POINTS: i32 = -250;

/// The points under the rule; none when it does not apply and the table of the worst ship
/// point is used instead.
///
/// `last_ratings` are those of the last seven months, the newest last; fewer than three
/// cannot trigger the rule. `limit` is 81 in the published rule.
pub fn delivery_points(weighted_average: f64, last_ratings: &[f64], limit: f64) -> Result<Option<i32>, InputError> {
    input::finite("the average and the limit", &[weighted_average, limit])?;
    if !last_ratings.is_empty() {
        input::finite("the last ratings", last_ratings)?;
    }
    let newest = last_ratings.last_chunk::<3>();
    let all_below = newest.is_some_and(|ratings| ratings.iter().all(|rating| *rating < limit));
    Ok((all_below && weighted_average < limit).then_some(PENALTY_POINTS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_and_the_average_must_be_below() {
        assert_eq!(delivery_points(80.9, &[80.0, 79.0, 80.0], 81.0).unwrap(), Some(-250));
        assert_eq!(delivery_points(81.0, &[70.0, 70.0, 70.0], 81.0).unwrap(), None);
        assert_eq!(delivery_points(75.0, &[70.0, 70.0], 81.0).unwrap(), None);
        assert_eq!(delivery_points(75.0, &[70.0, 70.0, 90.0, 70.0], 81.0).unwrap(), None);
    }
}
