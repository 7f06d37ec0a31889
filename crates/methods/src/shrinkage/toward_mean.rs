//! A rate pulled towards a stated mean with a stated strength.
//!
//! Source: H. Bühlmann and A. Gisler, A Course in Credibility Theory and its
//! Applications (2005): credibility n / (n + k).

use super::ShrinkageError;

/// (strength x mean + rate x events) / (strength + events).
///
/// `events` is the number of observations behind the rate, `strength` how many
/// observations the mean counts for (above zero).
pub fn toward_mean(rate: f64, events: f64, mean: f64, strength: f64) -> Result<f64, ShrinkageError> {
    if !strength.is_finite() || strength <= 0.0 {
        return Err(ShrinkageError::NotPositive {
            what: "strength",
            value: strength,
        });
    }
    Ok((strength * mean + rate * events) / (strength + events))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn few_observations_stay_near_the_mean() {
        assert_close(&[toward_mean(1.0, 5.0, 0.9, 20.0).unwrap()], &[0.92], 1e-12);
        assert_close(&[toward_mean(1.0, 0.0, 0.9, 20.0).unwrap()], &[0.9], 1e-12);
        assert!(toward_mean(1.0, 0.0, 0.9, 0.0).is_err());
    }
}
