//! Charts of counted events: shares of defectives (p) and defects per unit (u), samples of any size.
//!
//! Source: D. C. Montgomery, Introduction to Statistical Quality Control, 8th edition (2019), chapter 7.

use super::{ChartError, Limits, SIGMAS};
use crate::input;
use crate::number;

/// Limits of shares: p +- 3 sqrt(p (1 - p) / n), within 0 and 1. `standard` replaces the share over all points.
pub fn shares(defectives: &[f64], n: &[f64], standard: Option<f64>) -> Result<Limits, ChartError> {
    check(defectives, n)?;
    if let Some(at) = (0..n.len()).find(|at| defectives[*at] > n[*at]) {
        return Err(ChartError::Defectives {
            position: at + 1,
            defectives: defectives[at],
            n: n[at],
        });
    }
    let center = standard.unwrap_or_else(|| total(defectives) / total(n));
    let half = |n: f64| SIGMAS * (center * (1.0 - center) / n).sqrt();
    Ok(Limits {
        center,
        values: ratios(defectives, n),
        lower: n.iter().map(|n| (center - half(*n)).max(0.0)).collect(),
        upper: n.iter().map(|n| (center + half(*n)).min(1.0)).collect(),
    })
}

/// Limits of rates: u +- 3 sqrt(u / n), not below 0. `standard` replaces the rate over all points.
pub fn rates(counts: &[f64], n: &[f64], standard: Option<f64>) -> Result<Limits, ChartError> {
    check(counts, n)?;
    let center = standard.unwrap_or_else(|| total(counts) / total(n));
    let half = |n: f64| SIGMAS * (center / n).sqrt();
    Ok(Limits {
        center,
        values: ratios(counts, n),
        lower: n.iter().map(|n| (center - half(*n)).max(0.0)).collect(),
        upper: n.iter().map(|n| center + half(*n)).collect(),
    })
}

fn check(counts: &[f64], n: &[f64]) -> Result<(), ChartError> {
    input::finite("the counts", counts)?;
    input::not_negative("the counts", counts)?;
    input::length("the samples", n.len(), counts.len(), "count")?;
    input::positive("the samples", n)?;
    Ok(())
}

fn ratios(counts: &[f64], n: &[f64]) -> Vec<f64> {
    counts.iter().zip(n).map(|(count, n)| count / n).collect()
}

fn total(values: &[f64]) -> f64 {
    number::sum(values.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn limits_follow_the_size_of_each_sample() {
        let found = shares(&[2.0, 1.0], &[100.0, 25.0], Some(0.02)).unwrap();
        assert_close(&found.upper, &[0.062, 0.104], 1e-12);
        assert_close(&found.lower, &[0.0, 0.0], 0.0);
        assert!(found.outside().is_empty());
        assert_close(
            &rates(&[4.0, 6.0], &[1.0, 1.0], None).unwrap().upper,
            &[5.0 + 3.0 * 5.0_f64.sqrt(); 2],
            1e-12,
        );
    }

    #[test]
    fn what_cannot_be_counted_is_refused() {
        assert!(matches!(
            shares(&[3.0], &[2.0], None),
            Err(ChartError::Defectives { position: 1, .. })
        ));
        assert!(shares(&[], &[], None).is_err());
        assert!(rates(&[1.0], &[0.0], None).is_err());
        assert!(rates(&[1.0, 2.0], &[1.0], None).is_err());
    }
}
