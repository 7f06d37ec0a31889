//! Step bands: an interval of values earns one number of points.
//!
//! A band holds its lower bound and not its upper one; the last band holds both.
//! Values are compared as they are, unrounded.
//! Source: intervals [a, b) and [a, b] as defined in ISO 80000-2:2019.

use thiserror::Error;

/// Why bounds do not make bands.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum BandsError {
    /// Not one bound more than bands.
    #[error("{bands} bands need {} bounds, got {bounds}; give every bound once", bands + 1)]
    Count {
        /// How many bands.
        bands: usize,
        /// How many bounds.
        bounds: usize,
    },
    /// The bounds do not rise.
    #[error("bound {position} is not above the one before it; list the bounds by rising value")]
    NotRising {
        /// Which bound, from 1.
        position: usize,
    },
}

/// Checked bands with their points.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    bounds: Vec<f64>,
    points: Vec<f64>,
}

impl Bands {
    /// Makes bands of rising bounds (one more than bands; infinite ends are allowed).
    pub fn new(bounds: &[f64], points: &[f64]) -> Result<Self, BandsError> {
        if points.is_empty() || bounds.len() != points.len() + 1 {
            return Err(BandsError::Count {
                bands: points.len(),
                bounds: bounds.len(),
            });
        }
        if let Some(index) = bounds.windows(2).position(|pair| pair[0].total_cmp(&pair[1]).is_ge()) {
            return Err(BandsError::NotRising { position: index + 2 });
        }
        Ok(Self {
            bounds: bounds.to_vec(),
            points: points.to_vec(),
        })
    }

    /// Which band holds the value, from 0; none outside all bands.
    #[must_use]
    pub fn band(&self, value: f64) -> Option<usize> {
        let above = self.bounds.partition_point(|bound| *bound <= value);
        if above == self.bounds.len() && value <= self.bounds[above - 1] {
            return Some(self.points.len() - 1);
        }
        (above > 0 && above < self.bounds.len()).then(|| above - 1)
    }

    /// The points of the band that holds the value; none outside all bands.
    #[must_use]
    pub fn score(&self, value: f64) -> Option<f64> {
        self.band(value).map(|band| self.points[band])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_bound_belongs_and_the_last_band_is_closed() {
        let bands = Bands::new(&[0.0, 60.0, 75.0, 100.0], &[1.0, 2.0, 3.0]).unwrap();
        let found = [-1.0, 0.0, 59.999, 60.0, 75.0, 100.0, 100.1].map(|value| bands.score(value));
        assert_eq!(
            found,
            [None, Some(1.0), Some(1.0), Some(2.0), Some(3.0), Some(3.0), None]
        );
    }

    #[test]
    fn unusable_bounds_are_refused() {
        assert_eq!(
            Bands::new(&[0.0, 1.0], &[1.0, 2.0]),
            Err(BandsError::Count { bands: 2, bounds: 2 })
        );
        assert_eq!(
            Bands::new(&[0.0, 0.0], &[1.0]),
            Err(BandsError::NotRising { position: 2 })
        );
    }
}
