//! The level board: everybody by level with the distance to the nearest boundary, for the talk about who stands where.

use super::levels::{PyramidRow, pyramid};
use crate::evaluation::{Line, Reading, Seen, Words, state_name};
use crate::party::SupplierName;
use domain::Decimal;
use domain::classification::{Flag, Grade, Level, LevelProposal, Placement};
use domain::design::rules::LevelRules;
use serde::Serialize;
use text::Language;

/// Points on either side of a boundary in which people should look twice.
pub const ZONE_POINTS: u8 = 1;

/// The board of one evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardView {
    pub evaluation: String,
    pub period: String,
    /// `draft` or `published`.
    pub status: String,
    pub base: u64,
    /// Whether the reader sees a part of the suppliers only; shares are then left out.
    pub is_partial: bool,
    pub pyramid: Vec<PyramidRow>,
    /// Core first, "not classified" last.
    pub columns: Vec<BoardColumn>,
}

/// One level of the board.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardColumn {
    /// `None` is "not classified".
    pub level: Option<String>,
    pub suppliers: Vec<BoardRow>,
    /// Suppliers within a boundary zone.
    pub near: u64,
}

/// One supplier on the board.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardRow {
    #[serde(flatten)]
    pub supplier: SupplierName,
    pub level: Option<String>,
    pub held: Option<String>,
    pub grade: Option<String>,
    pub score: Option<Decimal>,
    pub coverage: Option<Decimal>,
    pub state: String,
    pub flags: Vec<String>,
    pub boundary: Option<Boundary>,
    pub why: Line,
}

/// The boundary that is nearest to a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Boundary {
    /// Points: above zero over it, below zero short of it.
    pub distance: Decimal,
    /// The level above the boundary.
    pub level: String,
    /// `grade` when a score decides, `place` when a quota does.
    pub by: &'static str,
    /// Whether it is within the zone.
    pub is_near: bool,
}

/// The board as somebody may see it.
#[must_use]
pub fn board(reading: &Reading, language: Language) -> BoardView {
    let loaded = &reading.opened().loaded;
    let computed = &loaded.computed;
    let (proposal, rules) = (&computed.proposal, &computed.book.base.scheme().rules);
    let words = Words { language, computed };
    let edges = Edges::new(proposal, rules);
    let row = |placement: &Placement| {
        let supplier = reading.opened().supplier_of_id(placement.supplier_id)?;
        let seen = reading.supplier(&supplier.code).ok()?;
        Some(board_row(seen, placement, &edges, words))
    };
    let columns = Level::ALL.into_iter().map(Some).chain([None]).map(|level| {
        let own = proposal
            .placements
            .iter()
            .filter(|placement| placement.level() == level);
        let mut suppliers: Vec<BoardRow> = own.filter_map(row).collect();
        suppliers.sort_by(|a, b| (b.score, &a.supplier.code).cmp(&(a.score, &b.supplier.code)));
        let near = suppliers.iter().filter(|row| row.is_near()).count();
        BoardColumn {
            level: level.map(|level| level.name().to_owned()),
            suppliers,
            near: u64::try_from(near).unwrap_or(0),
        }
    });
    BoardView {
        evaluation: loaded.id.clone(),
        period: loaded.header.period.clone(),
        status: loaded.header.status.name().to_owned(),
        base: proposal.base,
        is_partial: reading.is_partial(),
        pyramid: pyramid(proposal, rules, words),
        columns: columns.collect(),
    }
}

/// Suppliers within the zone of a boundary, as somebody may see them.
#[must_use]
pub fn near(reading: &Reading) -> usize {
    let computed = &reading.opened().loaded.computed;
    let edges = Edges::new(&computed.proposal, &computed.book.base.scheme().rules);
    let placements = reading.suppliers().filter_map(|seen| seen.placement);
    placements
        .filter(|placement| edges.nearest(placement).is_some_and(|boundary| boundary.is_near))
        .count()
}

impl BoardRow {
    #[must_use]
    pub fn is_near(&self) -> bool {
        self.boundary.as_ref().is_some_and(|boundary| boundary.is_near)
    }
}

fn board_row(seen: Seen<'_>, placement: &Placement, edges: &Edges<'_>, words: Words<'_>) -> BoardRow {
    let flags = placement.flags.iter().map(|flag| flag.name().to_owned());
    BoardRow {
        supplier: SupplierName::of(seen.supplier),
        level: placement.level().map(|level| level.name().to_owned()),
        held: placement.held.map(|level| level.name().to_owned()),
        grade: placement.grade.map(|grade| grade.name().to_owned()),
        score: placement.composite.map(|score| score.get()),
        coverage: seen.result.map(|result| result.total.coverage),
        state: seen
            .result
            .map_or("no_score", |result| state_name(&result.total))
            .to_owned(),
        flags: flags.collect(),
        boundary: edges.nearest(placement),
        why: words.line(placement.placed.because()),
    }
}

/// Where the levels end: by score where a floor decides, by rank where places do.
pub(super) struct Edges<'a> {
    rules: &'a LevelRules,
    /// For core and key: the lowest rank score inside, the highest outside of those who were ranked for it.
    places: [Option<(Decimal, Decimal)>; 2],
}

impl<'a> Edges<'a> {
    pub(super) fn new(proposal: &LevelProposal, rules: &'a LevelRules) -> Edges<'a> {
        let edge = |level: Level| {
            let ranked = || {
                let all = proposal.placements.iter().filter(move |placement| {
                    placement.place.is_some_and(|place| place.level == level)
                        && !placement.flags.contains(&Flag::Knockout)
                });
                all.filter_map(|placement| Some((placement.level(), placement.rank_score?.get())))
            };
            let inside = ranked()
                .filter(|(at, _)| *at == Some(level))
                .map(|(_, score)| score)
                .min();
            let outside = ranked()
                .filter(|(at, _)| *at != Some(level))
                .map(|(_, score)| score)
                .max();
            inside.zip(outside)
        };
        Edges {
            rules,
            places: [edge(Level::Core), edge(Level::Key)],
        }
    }

    /// The nearest boundary above or below; `None` without an official score or when people decided.
    pub(super) fn nearest(&self, placement: &Placement) -> Option<Boundary> {
        let level = placement.level()?;
        let composite = placement.composite?.get();
        let mut all = Vec::new();
        for (at, is_above) in [(level, false), (level.up(), true)] {
            if is_above && at == level {
                continue;
            }
            if let Some(bound) = self.bound(at) {
                let distance = composite - bound;
                // Over a bound that is not reached for other reasons, the score is not what decides.
                if (distance < Decimal::ZERO) == is_above {
                    all.push((distance, at, "grade"));
                }
            }
            if let (Some(place), Some(rank)) = (placement.place, placement.rank_score)
                && place.level == at
                && let Some((inside, outside)) = self.edge(at)
            {
                let distance = if is_above {
                    rank.get() - inside
                } else {
                    rank.get() - outside
                };
                if (distance < Decimal::ZERO) == is_above {
                    all.push((distance, at, "place"));
                }
            }
        }
        // Above, whatever is furthest away holds a supplier back; below, whatever is nearest lets it fall.
        let up = all.iter().filter(|(distance, _, _)| *distance < Decimal::ZERO).min();
        let down = all.iter().filter(|(distance, _, _)| *distance >= Decimal::ZERO).min();
        let (distance, level, by) = [up, down]
            .into_iter()
            .flatten()
            .min_by_key(|(distance, _, _)| distance.abs())?;
        Some(Boundary {
            distance: distance.round_dp(2),
            level: level.name().to_owned(),
            by,
            is_near: distance.abs() <= Decimal::from(ZONE_POINTS),
        })
    }

    fn edge(&self, level: Level) -> Option<(Decimal, Decimal)> {
        match level {
            Level::Core => self.places[0],
            Level::Key => self.places[1],
            Level::Qualified | Level::Restricted => None,
        }
    }

    /// The score that a level asks for.
    fn bound(&self, level: Level) -> Option<Decimal> {
        let needed = match level {
            Level::Core => self.rules.core_min_grade,
            Level::Key => self.rules.key_min_grade,
            Level::Qualified => self.rules.qualified_min_grade,
            Level::Restricted => return None,
        };
        match needed {
            Grade::A => Some(self.rules.grade_bounds[0]),
            Grade::B => Some(self.rules.grade_bounds[1]),
            Grade::C => Some(self.rules.grade_bounds[2]),
            Grade::D => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::classification::Place;
    use domain::explain::{Explained, Explanation};
    use domain::number::Score;

    fn placement(supplier_id: i64, level: Option<Level>, composite: i64, place: Option<(Level, u64)>) -> Placement {
        let score = Some(Score::clamped(Decimal::new(composite, 1)));
        Placement {
            supplier_id,
            placed: Explained::new(level, Explanation::new("level.rest")),
            held: level,
            grade: None,
            composite: score,
            rank_score: score,
            place: place.map(|(level, place)| Place { level, place, quota: 1 }),
            flags: Vec::new(),
        }
    }

    fn nearest(placements: Vec<Placement>, supplier_id: i64) -> Option<(String, String, &'static str, bool)> {
        let rules = LevelRules::default();
        let proposal = LevelProposal {
            period: "2026Q3".parse().unwrap(),
            base: 4,
            first_round: false,
            quotas: None,
            placements,
            ranges: Vec::new(),
        };
        let edges = Edges::new(&proposal, &rules);
        let found = edges.nearest(proposal.placement(supplier_id)?)?;
        Some((
            found.distance.normalize().to_string(),
            found.level,
            found.by,
            found.is_near,
        ))
    }

    #[test]
    fn a_floor_is_the_boundary_where_the_score_decides() {
        let below = vec![placement(1, Some(Level::Qualified), 746, None)];
        assert_eq!(
            nearest(below, 1),
            Some(("-0.4".to_owned(), "key".to_owned(), "grade", true))
        );
        let above = vec![placement(1, Some(Level::Qualified), 615, None)];
        assert_eq!(
            nearest(above, 1),
            Some(("1.5".to_owned(), "qualified".to_owned(), "grade", false))
        );
    }

    #[test]
    fn the_last_place_is_the_boundary_where_a_quota_decides() {
        let all = || {
            vec![
                placement(1, Some(Level::Core), 938, Some((Level::Core, 1))),
                placement(2, Some(Level::Key), 933, Some((Level::Core, 2))),
            ]
        };
        assert_eq!(
            nearest(all(), 1),
            Some(("0.5".to_owned(), "core".to_owned(), "place", true))
        );
        assert_eq!(
            nearest(all(), 2),
            Some(("-0.5".to_owned(), "core".to_owned(), "place", true))
        );
    }

    #[test]
    fn whoever_has_no_level_is_near_to_none() {
        assert_eq!(nearest(vec![placement(1, None, 746, None)], 1), None);
    }
}
