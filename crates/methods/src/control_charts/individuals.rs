//! The chart of single values with their moving range (`XmR`).
//!
//! Source: D. J. Wheeler, Understanding Variation, 2nd edition (2000); D. C. Montgomery, Introduction to Statistical
//! Quality Control, 8th edition (2019), section 6.4.

use super::{ChartError, Limits};
use crate::input;
use crate::number;

/// 3 / d2 for ranges of two values.
const FACTOR: f64 = 2.66;

/// Limits of single values: mean +- 2.66 times the mean of the moving ranges, both of the first `baseline` values.
pub fn individuals(values: &[f64], baseline: usize) -> Result<Limits, ChartError> {
    input::finite("the values", values)?;
    let first = &values[..baseline.min(values.len())];
    if first.len() < 2 {
        return Err(ChartError::Points { points: first.len() });
    }
    let mean = |values: &[f64]| number::sum(values.iter().copied()) / number::of_count(values.len());
    let ranges: Vec<f64> = first.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let (center, half) = (mean(first), FACTOR * mean(&ranges));
    Ok(Limits {
        center,
        values: values.to_vec(),
        lower: vec![center - half; values.len()],
        upper: vec![center + half; values.len()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn the_limits_are_two_and_two_thirds_ranges_away() {
        let found = individuals(&[10.0, 12.0, 11.0, 13.0, 40.0], 4).unwrap();
        assert_close(&[found.center], &[11.5], 1e-12);
        assert_close(&found.upper, &[11.5 + 2.66 * 5.0 / 3.0; 5], 1e-12);
        assert_close(&found.lower, &[11.5 - 2.66 * 5.0 / 3.0; 5], 1e-12);
    }

    #[test]
    fn one_value_has_no_range() {
        assert!(matches!(individuals(&[1.0], 12), Err(ChartError::Points { points: 1 })));
        assert!(individuals(&[1.0, f64::NAN], 12).is_err());
    }
}
