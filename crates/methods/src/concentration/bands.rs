//! Bands of concentration by the merger guidelines.
//!
//! Source: US Department of Justice and Federal Trade Commission, Merger Guidelines (2023),
//! guideline 1, and Horizontal Merger Guidelines (2010), section 5.3.

/// Which guidelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guidelines {
    /// Moderate from 1,000, high above 1,800.
    Us2023,
    /// Moderate from 1,500, high above 2,500.
    Us2010,
}

/// A band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Not concentrated.
    Low,
    /// Moderately concentrated; both limits belong to it.
    Moderate,
    /// Highly concentrated.
    High,
}

/// The band of an HHI in points (0 to 10,000).
#[must_use]
pub fn band(hhi_points: f64, guidelines: Guidelines) -> Band {
    let (moderate, high) = match guidelines {
        Guidelines::Us2023 => (1000.0, 1800.0),
        Guidelines::Us2010 => (1500.0, 2500.0),
    };
    if hhi_points > high {
        Band::High
    } else if hhi_points >= moderate {
        Band::Moderate
    } else {
        Band::Low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_limits_belong_to_the_middle_band() {
        let found = [999.9, 1000.0, 1800.0, 1800.1].map(|points| band(points, Guidelines::Us2023));
        assert_eq!(found, [Band::Low, Band::Moderate, Band::Moderate, Band::High]);
        let found = [1000.0, 1500.0, 2500.0, 2500.1].map(|points| band(points, Guidelines::Us2010));
        assert_eq!(found, [Band::Low, Band::Moderate, Band::Moderate, Band::High]);
    }
}
