//! The rules that turn scores into grades and levels; every figure can be edited.

use crate::classification::Grade;
use rust_decimal::Decimal;

/// Level rules with their defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelRules {
    /// Lower bounds of grades A, B and C.
    pub grade_bounds: [Decimal; 3],
    /// A dimension below this allows grade C at most.
    pub dimension_floor_c: Decimal,
    /// A dimension below this allows grade B at most.
    pub dimension_floor_b: Decimal,
    /// Coverage from which a score is official, in percent of the original weight.
    pub official_coverage: Decimal,
    /// Coverage from which a score is provisional.
    pub provisional_coverage: Decimal,
    /// Pseudo-events of the category mean in `rank_score`.
    pub shrinkage_events: Decimal,
    /// Target share of the base for core and key, in percent.
    pub core_share: Decimal,
    pub key_share: Decimal,
    /// Allowed ranges in percent of the base: core, key, qualified, restricted.
    pub ranges: [(Decimal, Decimal); 4],
    /// Below this base the quotas are off.
    pub min_population: u64,
    pub core_min_grade: Grade,
    pub key_min_grade: Grade,
    pub qualified_min_grade: Grade,
    /// Importance from which a supplier may be core, 0 to 100.
    pub core_importance: Decimal,
    /// Months of history that core needs.
    pub core_history_months: u32,
    /// Risk dimension below this is "risk high".
    pub high_risk_below: Decimal,
    /// Head start of those who hold the level, in points.
    pub hysteresis_points: Decimal,
    /// Quarters a challenger must lead.
    pub challenger_quarters: u32,
    /// Quarters without a further move after a move.
    pub cool_down_quarters: u32,
}

impl Default for LevelRules {
    fn default() -> LevelRules {
        let d = |number: i64| Decimal::from(number);
        LevelRules {
            grade_bounds: [d(90), d(75), d(60)],
            dimension_floor_c: d(50),
            dimension_floor_b: d(60),
            official_coverage: d(70),
            provisional_coverage: d(50),
            shrinkage_events: d(20),
            core_share: Decimal::new(125, 1),
            key_share: d(25),
            ranges: [(d(10), d(15)), (d(20), d(30)), (d(40), d(50)), (d(5), d(10))],
            min_population: 20,
            core_min_grade: Grade::A,
            key_min_grade: Grade::B,
            qualified_min_grade: Grade::C,
            core_importance: d(70),
            core_history_months: 12,
            high_risk_below: d(60),
            hysteresis_points: d(2),
            challenger_quarters: 2,
            cool_down_quarters: 2,
        }
    }
}
