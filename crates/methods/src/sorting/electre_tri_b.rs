//! ELECTRE TRI-B: outranking of boundary profiles, with indifference, preference and
//! veto thresholds.
//!
//! Performances are given so that more is better (the caller negates the others).
//! Source: V. Mousseau, R. Slowinski and P. Zielniewicz, "ELECTRE TRI 2.0a: Methodological
//! Guide and User's Documentation", Document du LAMSADE 111 (1999).

use super::CUT_TOLERANCE;
use super::profiles::{self, ProfileError};
use crate::input;
use crate::number;

/// Thresholds of one criterion, in its own unit: 0 <= q <= p <= v.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// A difference up to here is indifferent.
    pub indifference: f64,
    /// A difference from here on is a strict preference.
    pub preference: f64,
    /// A difference from here on forbids outranking; none for no veto.
    pub veto: Option<f64>,
}

/// What the rows are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Boundary profiles, the worst first; category 1 lies below the first.
    pub profiles: Vec<Vec<f64>>,
    /// One weight per criterion; any scale.
    pub weights: Vec<f64>,
    /// One set of thresholds per criterion.
    pub thresholds: Vec<Thresholds>,
    /// Least credibility that counts as outranking, 0.5..=1.
    pub cut: f64,
}

/// How a row stands to a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The row is preferred.
    Preferred,
    /// The profile is preferred.
    Worse,
    /// Each outranks the other.
    Indifferent,
    /// Neither outranks the other.
    Incomparable,
}

/// One row against one profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Share of weight saying the row is at least as good.
    pub concordance_row: f64,
    /// Share of weight saying the profile is at least as good.
    pub concordance_profile: f64,
    /// The first, weakened by discordant criteria.
    pub credibility_row: f64,
    /// The second, weakened by discordant criteria.
    pub credibility_profile: f64,
    /// What follows at the cut.
    pub relation: Relation,
}

/// One row, sorted.
#[derive(Debug, Clone, PartialEq)]
pub struct Sorted {
    /// Against each profile, the worst first.
    pub comparisons: Vec<Comparison>,
    /// Category of the cautious rule, from 1 at the worst.
    pub pessimistic: usize,
    /// Category of the generous rule, from 1 at the worst.
    pub optimistic: usize,
}

/// Sorts every row.
pub fn sort(rows: &[Vec<f64>], model: &Model) -> Result<Vec<Sorted>, ProfileError> {
    profiles::check(rows, &model.profiles, &model.weights)?;
    input::length(
        "the thresholds",
        model.thresholds.len(),
        model.weights.len(),
        "criterion",
    )?;
    for (index, thresholds) in model.thresholds.iter().enumerate() {
        let top = thresholds.veto.unwrap_or(f64::INFINITY);
        let limits = [0.0, thresholds.indifference, thresholds.preference, top];
        if limits.iter().any(|limit| limit.is_nan()) || !limits.is_sorted() {
            return Err(ProfileError::Thresholds { criterion: index + 1 });
        }
    }
    if !(0.5..=1.0).contains(&model.cut) {
        return Err(ProfileError::Cut {
            what: "lambda cut",
            value: model.cut,
            low: 0.5,
            high: 1.0,
        });
    }
    let shares = input::normalised(&model.weights);
    Ok(rows.iter().map(|row| sort_row(row, model, &shares)).collect())
}

fn sort_row(row: &[f64], model: &Model, shares: &[f64]) -> Sorted {
    let comparisons: Vec<Comparison> = model
        .profiles
        .iter()
        .map(|profile| compare(row, profile, model, shares))
        .collect();
    // Downwards from the best profile: the first one that the row outranks.
    let outranked = |c: &Comparison| matches!(c.relation, Relation::Preferred | Relation::Indifferent);
    let pessimistic = comparisons.iter().rposition(outranked).map_or(1, |profile| profile + 2);
    // Upwards from the worst profile: the first one preferred to the row.
    let preferred = |c: &Comparison| c.relation == Relation::Worse;
    let optimistic = comparisons
        .iter()
        .position(preferred)
        .map_or(comparisons.len() + 1, |profile| profile + 1);
    Sorted {
        comparisons,
        pessimistic,
        optimistic,
    }
}

fn compare(row: &[f64], profile: &[f64], model: &Model, shares: &[f64]) -> Comparison {
    let (concordance_row, credibility_row) = outranking(row, profile, model, shares);
    let (concordance_profile, credibility_profile) = outranking(profile, row, model, shares);
    let cut = model.cut - CUT_TOLERANCE;
    let relation = match (credibility_row >= cut, credibility_profile >= cut) {
        (true, true) => Relation::Indifferent,
        (true, false) => Relation::Preferred,
        (false, true) => Relation::Worse,
        (false, false) => Relation::Incomparable,
    };
    Comparison {
        concordance_row,
        concordance_profile,
        credibility_row,
        credibility_profile,
        relation,
    }
}

/// Concordance and credibility of "first is at least as good as second".
fn outranking(first: &[f64], second: &[f64], model: &Model, shares: &[f64]) -> (f64, f64) {
    let behind: Vec<f64> = second.iter().zip(first).map(|(second, first)| second - first).collect();
    let agreed = behind
        .iter()
        .zip(&model.thresholds)
        .map(|(behind, limits)| agreement(*behind, limits));
    let concordance = number::sum(agreed.zip(shares).map(|(agreed, share)| agreed * share)).min(1.0);
    let credibility = behind
        .iter()
        .zip(&model.thresholds)
        .fold(concordance, |credibility, (behind, limits)| {
            let discordance = discordance(*behind, limits);
            if discordance > concordance {
                credibility * (1.0 - discordance) / (1.0 - concordance)
            } else {
                credibility
            }
        });
    (concordance, credibility)
}

/// 1 up to the indifference threshold, 0 from the preference threshold, linear between.
fn agreement(behind: f64, limits: &Thresholds) -> f64 {
    if behind <= limits.indifference {
        1.0
    } else if behind >= limits.preference {
        0.0
    } else {
        (limits.preference - behind) / (limits.preference - limits.indifference)
    }
}

/// 0 up to the preference threshold, 1 from the veto threshold, linear between.
fn discordance(behind: f64, limits: &Thresholds) -> f64 {
    match limits.veto {
        Some(veto) if behind >= veto && behind > limits.preference => 1.0,
        Some(veto) if behind > limits.preference => (behind - limits.preference) / (veto - limits.preference),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    /// The example of the ELECTRE TRI 2.0a documentation.
    fn documentation() -> (Vec<Vec<f64>>, Model) {
        let rows = vec![
            vec![-120.0, -284.0, 5.0, 3.5, 18.0],
            vec![-150.0, -269.0, 2.0, 4.5, 24.0],
            vec![-100.0, -413.0, 4.0, 5.5, 17.0],
            vec![-60.0, -596.0, 6.0, 8.0, 20.0],
            vec![-30.0, -1321.0, 8.0, 7.5, 16.0],
            vec![-80.0, -734.0, 5.0, 4.0, 21.0],
            vec![-45.0, -982.0, 7.0, 8.5, 13.0],
        ];
        let limits = [
            (15.0, 40.0, 100.0),
            (80.0, 350.0, 850.0),
            (1.0, 3.0, 5.0),
            (0.5, 3.5, 4.5),
            (1.0, 5.0, 8.0),
        ];
        let thresholds = limits.map(|(indifference, preference, veto)| Thresholds {
            indifference,
            preference,
            veto: Some(veto),
        });
        let model = Model {
            profiles: vec![
                vec![-100.0, -1000.0, 4.0, 4.0, 15.0],
                vec![-50.0, -500.0, 7.0, 7.0, 20.0],
            ],
            weights: vec![0.25, 0.45, 0.1, 0.12, 0.08],
            thresholds: thresholds.to_vec(),
            cut: 0.75,
        };
        (rows, model)
    }

    #[test]
    fn published_example() {
        let (rows, model) = documentation();
        let found = sort(&rows, &model).unwrap();
        assert_eq!(
            found.iter().map(|row| row.pessimistic).collect::<Vec<_>>(),
            [2, 1, 2, 3, 1, 2, 2]
        );
        assert_eq!(
            found.iter().map(|row| row.optimistic).collect::<Vec<_>>(),
            [2, 3, 2, 3, 2, 2, 2]
        );
        assert_close(
            &[found[4].comparisons[1].credibility_row],
            &[0.055_725_490_196_078_5],
            1e-12,
        );
    }

    #[test]
    fn the_generous_rule_is_never_below_the_cautious_one() {
        let (rows, mut model) = documentation();
        for step in 0..=10 {
            model.cut = 0.5 + number::of_count(step) / 20.0;
            assert!(
                sort(&rows, &model)
                    .unwrap()
                    .iter()
                    .all(|row| row.optimistic >= row.pessimistic)
            );
        }
    }

    #[test]
    fn a_better_row_never_falls() {
        let (mut rows, model) = documentation();
        let before = sort(&rows, &model).unwrap();
        for row in &mut rows {
            row[1] += 200.0;
        }
        let after = sort(&rows, &model).unwrap();
        assert!(
            before
                .iter()
                .zip(&after)
                .all(|(before, after)| after.pessimistic >= before.pessimistic)
        );
    }

    #[test]
    fn unusable_models_are_refused() {
        let (rows, mut model) = documentation();
        model.thresholds[2].preference = 0.5;
        assert_eq!(sort(&rows, &model), Err(ProfileError::Thresholds { criterion: 3 }));
        let (rows, mut model) = documentation();
        model.profiles.reverse();
        assert_eq!(
            sort(&rows, &model),
            Err(ProfileError::Order {
                profile: 1,
                criterion: 1
            })
        );
        let (rows, mut model) = documentation();
        model.cut = 0.3;
        assert!(matches!(sort(&rows, &model), Err(ProfileError::Cut { .. })));
    }
}
