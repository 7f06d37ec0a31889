//! Tests of the classification: rounds as lines of text, levels as text, and what must hold for any round.

use super::grade::{GradeBasis, grade};
use super::importance::{profit_impact, spend_percentiles};
use super::*;
use crate::design::indicator::Dimension;
use crate::design::rules::LevelRules;
use crate::evaluation::testing::{PERIOD, decimal, supplier};
use crate::evaluation::{DimensionResult, Evaluation, GateEvent, Knockout, Scorecard, State, SupplierResult};
use crate::explain::{Explained, Explanation};
use crate::number::Score;
use crate::party::{Status, Supplier};
use crate::platform::TwoPersons;
use expect_test::{Expect, expect};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

pub(crate) mod sentences;
mod properties;

const AS_OF: Date = Date::constant(2026, 6, 30);

fn consent() -> TwoPersons {
    TwoPersons::new("Li Na", "Ana Ruiz", date(2026, 4, 1)).unwrap()
}

/// One round, owned.
struct Round {
    rules: LevelRules,
    suppliers: Vec<Supplier>,
    evaluation: Evaluation,
    earlier: Evaluation,
    held: BTreeMap<i64, HeldLevel>,
    is_first: bool,
    importance: BTreeMap<i64, ConfirmedImportance>,
    high_risks: BTreeSet<i64>,
    gates: BTreeMap<i64, Vec<GateEvent>>,
    failed_plans: BTreeSet<i64>,
    fast_track: BTreeMap<i64, FastTrack>,
}

impl Round {
    fn new() -> Round {
        let evaluation = |period| Evaluation {
            period,
            scheme: (Arc::from("small"), 1),
            suppliers: Vec::new(),
        };
        Round {
            rules: LevelRules {
                min_population: 0,
                ..LevelRules::default()
            },
            suppliers: Vec::new(),
            evaluation: evaluation(PERIOD),
            earlier: evaluation(PERIOD.previous()),
            held: BTreeMap::new(),
            is_first: true,
            importance: BTreeMap::new(),
            high_risks: BTreeSet::new(),
            gates: BTreeMap::new(),
            failed_plans: BTreeSet::new(),
            fast_track: BTreeMap::new(),
        }
    }

    /// Reads one supplier a line: id, composite (or `–`), and words such as `rank=88 before=91 importance=80 risk=55
    /// held=key moved=2026Q1 lapsed=core provisional knockout reserve track new failed_plan high_risk not_answered`.
    /// A line `rules core=50 key=50 …` changes the rules. Importance is 100 unless given as `importance=none`.
    fn read(given: &str) -> Round {
        let mut round = Round::new();
        for line in given.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            if words[0] == "rules" {
                words[1..].iter().for_each(|word| round.rule(word));
            } else {
                round.supplier(words[0].parse().unwrap(), words[1], &words[2..]);
            }
        }
        round
    }

    fn rule(&mut self, word: &str) {
        match word.split_once('=') {
            Some(("core", share)) => self.rules.core_share = decimal(share),
            Some(("key", share)) => self.rules.key_share = decimal(share),
            Some(("core_max", share)) => self.rules.ranges[0].1 = decimal(share),
            Some(("key_max", share)) => self.rules.ranges[1].1 = decimal(share),
            Some(("min_population", count)) => self.rules.min_population = count.parse().unwrap(),
            None if word == "later" => self.is_first = false,
            _ => panic!("{word:?} is not a rule of the tests"),
        }
    }

    fn supplier(&mut self, id: i64, composite: &str, words: &[&str]) {
        let mut row = supplier(id);
        let mut result = result(id, composite.parse().ok());
        let mut importance = Some(Decimal::ONE_HUNDRED);
        for word in words {
            match word.split_once('=') {
                Some(("rank", value)) => result.total.rank_score = Some(Score::clamped(decimal(value))),
                Some(("before", value)) => self.earlier.suppliers.push(self::result(id, value.parse().ok())),
                Some(("importance", value)) => importance = value.parse().ok(),
                Some(("spend", value)) => result.spend = decimal(value),
                Some(("held", value)) => self.held.entry(id).or_default().level = Level::from_name(value),
                Some(("moved", value)) => self.held.entry(id).or_default().moved_in = value.parse().ok(),
                Some(("lapsed", value)) => {
                    self.held.entry(id).or_default().lapsed = Level::from_name(value).zip(Some(PERIOD.previous()));
                }
                Some((dimension, value)) => {
                    let score = Some(Score::clamped(decimal(value)));
                    let dimension = Dimension::from_name(dimension).unwrap();
                    result
                        .total
                        .dimensions
                        .iter_mut()
                        .find(|d| d.dimension == dimension)
                        .unwrap()
                        .score = score;
                }
                None => self.word(&mut row, &mut result, word),
            }
        }
        self.importance
            .extend(importance.map(|score| (id, ConfirmedImportance::stored(score, consent()))));
        self.suppliers.push(row);
        self.evaluation.suppliers.push(result);
    }

    fn word(&mut self, row: &mut Supplier, result: &mut SupplierResult, word: &str) {
        let state = |state| Explained::new(state, Explanation::new("score.none.no_data"));
        match word {
            "provisional" => result.total.state = state(State::Provisional),
            "knockout" => result.total.knockout = Some(Knockout::Supplier),
            "blocked" => result.total.knockout = Some(Knockout::Category),
            "not_answered" => result.total.not_answered = true,
            "reserve" => row.status = Status::Reserve,
            "new" => row.first_activity = Some(date(2026, 1, 2)),
            "failed_plan" => drop(self.failed_plans.insert(row.id)),
            "high_risk" => drop(self.high_risks.insert(row.id)),
            "track" => {
                let track = FastTrack {
                    potential_analysis_green: true,
                    trial_lots_passed: true,
                    consent: Some(consent()),
                };
                self.fast_track.insert(row.id, track);
            }
            _ => panic!("{word:?} is not a word of the tests"),
        }
    }

    fn propose(&self) -> LevelProposal {
        let held = ConfirmedLevels::stored(PERIOD.previous(), consent(), self.held.clone());
        let earlier = [&self.earlier];
        propose(&LevelInput {
            earlier: &earlier,
            held: (!self.is_first).then_some(&held),
            ..self.input()
        })
    }

    /// Without a past.
    fn input(&self) -> LevelInput<'_> {
        LevelInput {
            rules: &self.rules,
            suppliers: &self.suppliers,
            evaluation: &self.evaluation,
            earlier: &[],
            as_of: AS_OF,
            held: None,
            importance: &self.importance,
            high_risks: &self.high_risks,
            failed_plans: Some(&self.failed_plans),
            gates: &self.gates,
            fast_track: &self.fast_track,
        }
    }
}

/// A supplier that scores the same everywhere.
fn result(id: i64, composite: Option<Decimal>) -> SupplierResult {
    let score = composite.map(Score::clamped);
    let dimensions = [Dimension::Quality, Dimension::Delivery, Dimension::Risk];
    let state = if score.is_some() {
        State::Official
    } else {
        State::NoScore
    };
    let total = Scorecard {
        composite: score,
        rank_score: score,
        coverage: Decimal::ONE_HUNDRED,
        state: Explained::new(state, Explanation::new("score.none.no_data")),
        grade: None,
        dimensions: dimensions
            .map(|dimension| DimensionResult {
                dimension,
                weight: Decimal::ZERO,
                effective: Decimal::ZERO,
                score,
                contribution: Decimal::ZERO,
            })
            .to_vec(),
        cap_effect: Decimal::ZERO,
        cap: None,
        knockout: None,
        not_answered: false,
    };
    SupplierResult {
        supplier_id: id,
        spend: Decimal::ZERO,
        total,
        categories: Vec::new(),
    }
}

/// One line a supplier: id, level, place, flags, and the codes of its reasons.
fn print(proposal: &LevelProposal) -> String {
    let mut text = String::new();
    for placement in &proposal.placements {
        let level = placement.level().map_or("none", Level::name);
        write!(text, "{} {level}", placement.supplier_id).unwrap();
        if let Some(place) = placement.place {
            write!(text, " {} {}/{}", place.level.name(), place.place, place.quota).unwrap();
        }
        for flag in &placement.flags {
            write!(text, " [{}]", flag.name()).unwrap();
        }
        let mut codes = Vec::new();
        placement
            .placed
            .because()
            .causes
            .iter()
            .for_each(|cause| flatten(cause, &mut codes));
        writeln!(text, ": {}", codes.join(" ")).unwrap();
    }
    text
}

fn flatten(explanation: &Explanation, codes: &mut Vec<&'static str>) {
    codes.push(explanation.code);
    explanation.causes.iter().for_each(|cause| flatten(cause, codes));
}

fn check(given: &str, expected: &Expect) {
    expected.assert_eq(&print(&Round::read(given).propose()));
}

#[test]
fn the_reference_case_comes_out_by_arithmetic() {
    let mut round = Round::new();
    round.rules = LevelRules {
        core_share: decimal("15"),
        key_share: decimal("22.5"),
        ..LevelRules::default()
    };
    for id in 1..=400 {
        let score = if id <= 20 {
            "50".to_owned()
        } else {
            format!("{}", 90 + id % 7)
        };
        let words: &[&str] = if id > 350 { &["provisional"] } else { &[] };
        round.supplier(id, &score, words);
        // Nobody shares a place: the rank differs in the fourth decimal.
        if id > 20 {
            round.evaluation.suppliers.last_mut().unwrap().total.rank_score =
                Some(Score::clamped(Decimal::from(90) + Decimal::new(id, 4)));
        }
    }
    let proposal = round.propose();
    let counts: Vec<usize> = Level::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(|level| proposal.count(level))
        .collect();
    assert_eq!((proposal.base, counts), (400, vec![60, 90, 180, 20, 50]));
    assert_eq!(proposal.quotas, Some(Quotas { core: 60, key: 90 }));
    assert!(
        proposal
            .ranges
            .iter()
            .all(|range| range.status == RangeStatus::Within && range.causes.is_empty())
    );
}

#[test]
fn a_knock_out_and_a_cap_name_the_facts_behind_them() {
    let mut round = Round::read("1 95 knockout\n2 59\n3 80\n4 80 high_risk");
    let event = |supplier_id, cap, on| GateEvent {
        supplier_id,
        category_id: 0,
        indicator: "risk.compliance".to_owned(),
        cap,
        kind: "risk_event".to_owned(),
        source: "erp".to_owned(),
        key: format!("RE-{supplier_id}"),
        what: "licence_lost".to_owned(),
        on,
    };
    let happened = Some(date(2026, 2, 11));
    for gate in [
        event(1, None, happened),
        event(2, Some(59), None),
        event(3, Some(59), happened),
        event(4, Some(59), happened),
    ] {
        // The same fact may count in several categories; it is told once.
        round.gates.insert(gate.supplier_id, vec![gate.clone(), gate]);
    }
    for supplier in [1, 2] {
        round.evaluation.suppliers[supplier].total.cap_effect = decimal("-30");
    }
    let proposal = round.propose();
    let codes = |supplier| {
        let placement = proposal.placement(supplier).unwrap();
        sentences::assert_all(placement.placed.because());
        let mut codes = Vec::new();
        flatten(placement.placed.because(), &mut codes);
        codes
            .into_iter()
            .filter(|code| code.starts_with("gate."))
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(1), ["gate.knockout"]);
    assert_eq!(codes(2), ["gate.cap_missing"]);
    assert_eq!(codes(3), ["gate.cap"]);
    assert_eq!(codes(4), ["gate.cap"]);
}

#[test]
fn an_improvement_plan_that_nobody_records_restricts_nobody_and_is_said() {
    let round = Round::read("rules later\n1 65 before=65 held=qualified");
    let held = ConfirmedLevels::stored(PERIOD.previous(), consent(), round.held.clone());
    let earlier = [&round.earlier];
    let proposal = propose(&LevelInput {
        earlier: &earlier,
        held: Some(&held),
        failed_plans: None,
        ..round.input()
    });
    let placement = proposal.placement(1).unwrap();
    assert_eq!(placement.level(), Some(Level::Qualified));
    let mut codes = Vec::new();
    flatten(placement.placed.because(), &mut codes);
    assert!(codes.contains(&"held.plans_unknown"), "{codes:?}");
    sentences::assert_all(placement.placed.because());
}

#[test]
fn quotas_round_a_half_up_and_overflow_falls_one_level() {
    check(
        "
        rules core=12.5 key=25
        1 99
        2 98
        3 97
        4 96
        ",
        &expect![[r#"
            1 core core 1/1: 
            2 key key 1/1: higher.quota_full
            3 qualified key 2/1: higher.quota_full
            4 qualified key 3/1: higher.quota_full
        "#]],
    );
}

#[test]
fn floors_come_before_quotas_and_say_what_is_missing() {
    check(
        "
        rules core=100 core_max=100 key=100 key_max=100
        1 95
        2 89.9
        3 95 importance=69
        4 95 importance=none
        5 95 risk=59
        6 95 new
        7 95 blocked
        8 95 not_answered
        ",
        &expect![[r#"
            1 core core 1/8: 
            3 key key 1/8: higher.floors floor.importance
            4 key key 1/8: higher.floors floor.importance_missing
            6 key key 1/8 [new]: higher.floors floor.history
            7 key key 1/8 [knockout]: higher.floors floor.blocked_category
            8 key key 1/8: higher.floors floor.grade_limited grade.limited grade.limit.not_answered
            5 key key 1/8: higher.floors floor.grade_limited grade.limited grade.limit.dimension floor.risk
            2 key key 7/8: higher.floors floor.grade grade.reached
        "#]],
    );
}

#[test]
fn nobody_is_restricted_without_a_reason() {
    check(
        "
        rules later
        1 95 knockout
        2 59 before=70
        3 65 before=62 failed_plan
        4 65 before=80 failed_plan
        5 95 high_risk
        6 – knockout
        7 – high_risk
        8 59 provisional
        ",
        &expect![[r#"
            4 qualified: higher.floors floor.grade grade.reached
            1 restricted [knockout]: restricted.knockout
            5 restricted: restricted.high_risk
            3 restricted: restricted.failed_plan
            2 restricted: restricted.grade grade.below_all grade.limit.dimension grade.limit.dimension grade.limit.dimension
            6 restricted [knockout] [not_official]: restricted.knockout
            7 restricted [not_official]: restricted.high_risk
            8 none [not_official]: none.no_official_score score.none.no_data
        "#]],
    );
}

#[test]
fn without_an_official_score_there_is_no_level_but_the_supplier_stays_in_the_base() {
    let round = Round::read("1 95 provisional\n2 –\n3 95\n4 80 reserve");
    let proposal = round.propose();
    assert_eq!((proposal.base, proposal.count(None)), (3, 2));
    assert_eq!(proposal.placement(4), None);
}

#[test]
fn a_tie_over_the_last_place_enters_whole_when_the_range_allows() {
    check(
        "rules core=25 core_max=50 key=0\n1 95\n2 95\n3 91\n4 91",
        &expect![[r#"
        1 core core 1/1 [tie]: held.tie
        2 core core 1/1 [tie]: held.tie
        3 qualified key 1/0: higher.quota_full
        4 qualified key 1/0: higher.quota_full
    "#]],
    );
}

#[test]
fn a_tie_over_the_last_place_stays_out_whole_when_the_range_does_not_allow() {
    check(
        "rules core=50 core_max=50 key=50 key_max=50\n1 96\n2 95\n3 95\n4 91",
        &expect![[r#"
        1 core core 1/2: 
        2 key key 1/2 [tie]: higher.tie
        3 key key 1/2 [tie]: higher.tie
        4 qualified key 3/2: higher.quota_full
    "#]],
    );
}

#[test]
fn a_challenger_enters_after_leading_in_two_quarters() {
    check(
        "
        rules later core=0 key=50
        1 80 held=key before=80
        2 83 held=qualified before=83
        3 81 held=qualified before=70
        4 79 held=qualified before=79
        ",
        &expect![[r#"
            2 key key 1/2: higher.floors floor.grade grade.reached
            1 key key 2/2 [head_start]: held.head_start higher.floors floor.grade grade.reached
            3 qualified key 3/2: higher.quota_full
            4 qualified key 4/2: higher.quota_full
        "#]],
    );
    check(
        "
        rules later core=0 key=50
        1 80 held=key before=80
        2 83 held=qualified before=79
        3 81 held=qualified before=81
        4 79 held=qualified before=82.1
        ",
        &expect![[r#"
            1 key key 2/2 [head_start]: held.head_start higher.floors floor.grade grade.reached
            2 qualified key 1/2 [waiting]: higher.waiting
            3 qualified key 3/2: higher.quota_full
            4 qualified key 4/2: higher.quota_full
        "#]],
    );
}

#[test]
fn a_holder_keeps_its_place_with_two_points_of_head_start() {
    check(
        "
        rules later core=0 key=50
        1 80 held=key before=80
        2 81.9 held=qualified before=81.9
        ",
        &expect![[r#"
            1 key key 1/1 [head_start]: held.head_start higher.floors floor.grade grade.reached
            2 qualified key 2/1: higher.quota_full
        "#]],
    );
    check(
        "
        rules later core=0 key=50
        1 80 held=key before=80
        2 82.1 held=qualified before=82.1
        ",
        &expect![[r#"
            2 key key 1/1: higher.floors floor.grade grade.reached
            1 qualified key 2/1: higher.quota_full
        "#]],
    );
}

#[test]
fn a_floor_is_lost_two_points_below_at_once_or_after_two_quarters_below() {
    check(
        "
        rules later core=0 core_max=0 key=100 key_max=100
        1 73.1 held=key before=76
        2 73 held=key before=76
        3 74.9 held=key before=74.9
        4 74.9 held=key
        5 58.5 held=qualified before=61
        6 57.6 held=qualified before=68.3
        7 74.9 held=qualified before=76
        ",
        &expect![[r#"
            4 key key 1/7 [margin]: held.margin floor.grade grade.reached higher.floors floor.grade grade.reached
            1 key key 2/7 [margin]: held.margin floor.grade grade.reached higher.floors floor.grade grade.reached
            3 qualified: higher.floors floor.grade grade.reached
            7 qualified: higher.floors floor.grade grade.reached
            2 qualified: higher.floors floor.grade grade.reached
            5 qualified [margin]: held.margin floor.grade grade.below_all grade.limit.dimension grade.limit.dimension grade.limit.dimension higher.floors floor.grade grade.below_all grade.limit.dimension grade.limit.dimension grade.limit.dimension
            6 restricted: restricted.grade grade.below_all grade.limit.dimension grade.limit.dimension grade.limit.dimension
        "#]],
    );
}

#[test]
fn a_move_is_one_step_unless_a_floor_is_lost() {
    check(
        "
        rules later core=20 key=20
        1 99 held=qualified before=99
        2 91 held=core before=91
        3 98 held=core before=98
        4 70 held=core before=95
        5 97 held=restricted before=97
        ",
        &expect![[r#"
            3 core core 1/1: 
            2 key key 2/1 [one_step]: held.one_step higher.quota_full
            1 qualified key 1/1: higher.places_kept
            5 qualified: higher.one_step
            4 qualified: higher.floors floor.grade grade.reached
        "#]],
    );
}

#[test]
fn nobody_moves_by_quota_in_the_two_quarters_after_a_move() {
    check(
        "
        rules later core=0 core_max=0 key=25
        1 80 held=key moved=2026Q1 before=80
        2 99 held=key before=99
        3 98 held=qualified moved=2025Q4 before=98
        4 97 held=restricted moved=2025Q4 before=97
        5 96 held=qualified moved=2025Q3 before=96
        6 70 held=key moved=2026Q1 before=80
        ",
        &expect![[r#"
            2 key key 1/2: higher.quota_full
            1 key key 3/2 [cool_down]: held.cool_down higher.floors floor.grade grade.reached
            3 qualified [cool_down]: held.cool_down higher.cool_down
            5 qualified key 2/2: higher.places_kept
            6 qualified: higher.floors floor.grade grade.reached
            4 restricted [cool_down]: restricted.cool_down
        "#]],
    );
}

#[test]
fn newcomers_enter_at_qualified_and_a_lapsed_level_may_be_taken_up_again() {
    check(
        "
        rules later core=50 key=50
        1 99
        2 98 lapsed=core
        3 97 lapsed=key
        4 96 lapsed=restricted
        ",
        &expect![[r#"
            2 core core 1/2: 
            3 key key 1/2: higher.lapsed
            1 qualified: higher.entry
            4 qualified: higher.entry
        "#]],
    );
}

#[test]
fn the_fast_track_leads_from_the_reserve_to_key_when_all_its_conditions_hold() {
    let mut round = Round::read(
        "
        rules later core=0 key=50 key_max=50
        1 80 held=key before=80
        2 70 held=qualified before=70
        3 70 held=qualified before=70
        4 70 held=qualified before=70
        11 90 reserve track
        12 74 reserve track
        13 90 reserve
        14 95 reserve track
        ",
    );
    round.fast_track.get_mut(&14).unwrap().consent = None;
    expect![[r#"
        11 key key 1/2 [fast_track]: held.fast_track higher.fast_track
        1 key key 2/2: higher.floors floor.grade grade.reached
        2 qualified: higher.floors floor.grade grade.reached
        3 qualified: higher.floors floor.grade grade.reached
        4 qualified: higher.floors floor.grade grade.reached
        14 none: none.fast_track fast_track.consent
        12 none: none.fast_track floor.grade grade.reached
    "#]]
    .assert_eq(&print(&round.propose()));
}

#[test]
fn a_candidate_of_the_fast_track_without_a_place_stays_in_the_reserve() {
    check(
        "rules later core=0 key=50\n1 90 held=key before=90\n2 70\n11 85 reserve track",
        &expect![[r#"
        1 key key 1/1: higher.quota_full
        2 qualified: higher.floors floor.grade grade.reached
        11 none key 2/1 [fast_track]: higher.quota_full
    "#]],
    );
}

#[test]
fn quotas_are_off_below_the_minimum_population() {
    let round = Round::read("rules min_population=4 core=0 key=0\n1 95\n2 94\n3 80");
    let proposal = round.propose();
    assert_eq!(proposal.quotas, None);
    expect![[r#"
        1 core: 
        2 core: 
        3 key: higher.floors floor.grade grade.reached
    "#]]
    .assert_eq(&print(&proposal));
    let causes: Vec<_> = proposal
        .ranges
        .iter()
        .map(|range| (range.status, range.causes[0].code))
        .collect();
    assert_eq!(
        causes,
        [
            (RangeStatus::Above, "range.quotas_off"),
            (RangeStatus::Above, "range.quotas_off"),
            (RangeStatus::Below, "range.remainder"),
            (RangeStatus::Below, "range.by_reason"),
        ]
    );
}

#[test]
fn a_range_that_cannot_be_met_is_reported_and_never_forced() {
    let proposal = Round::read("rules core=50 core_max=50 key=25\n1 95\n2 70\n3 70\n4 70").propose();
    let report: Vec<String> = proposal
        .ranges
        .iter()
        .map(|range| {
            format!(
                "{} {} {:?} {}",
                range.level.name(),
                range.share,
                range.status,
                codes(&range.causes)
            )
        })
        .collect();
    expect![[r#"
        core 25 Within 
        key 0 Below range.floors
        qualified 75 Above range.remainder
        restricted 0 Below range.by_reason"#]]
    .assert_eq(&report.join("\n"));
}

fn codes(causes: &[Explanation]) -> String {
    causes.iter().map(|cause| cause.code).collect::<Vec<_>>().join(" ")
}

#[test]
fn ties_on_paper_are_ordered_by_quality_delivery_risk_spend_and_code() {
    let proposal = Round::read(
        "
        rules core=100 core_max=100
        1 95
        2 95 spend=10
        3 95 risk=96
        4 95 delivery=96
        5 95 quality=96
        ",
    )
    .propose();
    let order: Vec<i64> = proposal
        .placements
        .iter()
        .map(|placement| placement.supplier_id)
        .collect();
    assert_eq!(order, [5, 4, 3, 2, 1]);
    assert!(
        proposal
            .placements
            .iter()
            .all(|placement| placement.place.unwrap().place == 1)
    );
}

#[test]
fn grades_follow_bounds_floors_and_limits() {
    let of = |composite: &str, delivery: &str, knocked_out: bool, not_answered: bool, slack: &str| {
        let basis = GradeBasis {
            composite: composite.parse().ok(),
            dimensions: vec![(Dimension::Delivery, decimal(delivery))],
            knocked_out,
            not_answered,
        };
        grade(&basis, &LevelRules::default(), decimal(slack)).map(|grade| *grade.value())
    };
    for (composite, delivery, expected) in [
        ("90", "90", Grade::A),
        ("89.999999999999", "90", Grade::B),
        ("75", "90", Grade::B),
        ("74.96", "90", Grade::C),
        ("60", "90", Grade::C),
        ("59.999999999999", "90", Grade::D),
        ("95", "60", Grade::A),
        ("95", "59.9", Grade::B),
        ("95", "50", Grade::B),
        ("95", "49.9", Grade::C),
        ("61", "59", Grade::C),
    ] {
        assert_eq!(
            of(composite, delivery, false, false, "0"),
            Some(expected),
            "{composite} {delivery}"
        );
    }
    assert_eq!(of("95", "90", true, false, "0"), Some(Grade::D));
    assert_eq!(of("95", "90", false, true, "0"), Some(Grade::B));
    assert_eq!(of("–", "90", false, false, "0"), None);
    assert_eq!(of("–", "90", true, false, "0"), Some(Grade::D));
    assert_eq!(
        (of("88", "90", false, false, "2"), of("88.1", "58.1", false, false, "2")),
        (Some(Grade::B), Some(Grade::A))
    );
}

#[test]
fn importance_has_three_parts_and_lasts_twelve_months() {
    let importance = Importance {
        profit_impact: decimal("80"),
        sole_source_share: decimal("0.5"),
        days_to_switch: 120,
        days_of_cover: 30,
        roadmap_fit: decimal("60"),
    };
    assert_eq!(importance.score().value(), &decimal("69"));
    let covered = Importance {
        days_to_switch: 20,
        ..importance
    };
    assert_eq!(covered.score().value(), &decimal("54"));
    let confirmed = ConfirmedImportance::new(&importance, consent());
    assert!(confirmed.is_valid_on(date(2027, 3, 31)) && !confirmed.is_valid_on(date(2027, 4, 1)));
}

#[test]
fn the_spend_percentile_counts_the_categories_with_less() {
    let spend = BTreeMap::from([
        (1, decimal("10")),
        (2, decimal("20")),
        (3, decimal("20")),
        (4, decimal("90")),
        (5, decimal("5")),
    ]);
    let percentiles = spend_percentiles(&spend);
    let listed: Vec<String> = percentiles
        .values()
        .map(|value| value.normalize().to_string())
        .collect();
    assert_eq!(listed, ["25", "62.5", "62.5", "100", "0"]);
    let own = BTreeMap::from([(1, decimal("1")), (4, decimal("3"))]);
    assert_eq!(profit_impact(&own, &percentiles).unwrap(), Some(decimal("81.25")));
    assert_eq!(profit_impact(&BTreeMap::new(), &percentiles).unwrap(), None);
    assert_eq!(
        spend_percentiles(&BTreeMap::from([(7, Decimal::ONE)]))[&7],
        Decimal::ONE_HUNDRED
    );
}

#[test]
fn confirmation_needs_a_reason_for_every_change_and_remembers_moves() {
    let mut round =
        Round::read("rules later core=0 key=50\n1 80 held=key before=80\n2 85 held=qualified before=85\n3 –  held=key");
    round.held.get_mut(&3).unwrap().moved_in = "2025Q1".parse().ok();
    let proposal = round.propose();
    let before = ConfirmedLevels::stored(PERIOD.previous(), consent(), round.held.clone());
    let change = |supplier_id, reason: &str| Override {
        supplier_id,
        level: Some(Level::Key),
        reason: reason.to_owned(),
        evidence: "minutes of 2 July".to_owned(),
        expires_on: date(2026, 12, 31),
    };
    let with = |changes: &[Override]| confirm(&proposal, Some(&before), changes, consent());
    assert!(matches!(
        with(&[change(1, " ")]),
        Err(ConfirmError::Unexplained {
            supplier_id: 1,
            what: "reason"
        })
    ));
    assert!(matches!(
        with(&[change(9, "why")]),
        Err(ConfirmError::NotProposed { supplier_id: 9, .. })
    ));
    assert!(matches!(
        with(&[change(1, "a"), change(1, "b")]),
        Err(ConfirmError::Twice { supplier_id: 1 })
    ));
    let over = Override {
        expires_on: date(2026, 4, 1),
        ..change(1, "why")
    };
    assert!(matches!(
        with(&[over]),
        Err(ConfirmError::Expired { supplier_id: 1, .. })
    ));

    let levels = with(&[change(1, "kept for the ramp-up")]).unwrap();
    assert_eq!(
        (levels.level(1), levels.get(1).unwrap().moved_in),
        (Some(Level::Key), None)
    );
    assert_eq!(
        (levels.level(2), levels.get(2).unwrap().moved_in),
        (Some(Level::Key), Some(PERIOD))
    );
    let lapsed = levels.get(3).unwrap();
    assert_eq!(
        (lapsed.level, lapsed.moved_in, lapsed.lapsed),
        (None, "2025Q1".parse().ok(), Some((Level::Key, PERIOD)))
    );
    assert_eq!(levels.period(), PERIOD);
    assert_eq!(levels.iter().count(), 3);
}

/// Supplier 1 was proposed as qualified and put at key until a day.
fn overridden_until(expires_on: Date) -> ConfirmedLevels {
    let round = Round::read("rules later core=0 key=0\n1 80 held=qualified before=80\n2 80 held=qualified before=80");
    let before = ConfirmedLevels::stored(PERIOD.previous(), consent(), round.held.clone());
    let change = Override {
        supplier_id: 1,
        level: Some(Level::Key),
        reason: "ramp-up".to_owned(),
        evidence: "minutes of 2 July".to_owned(),
        expires_on,
    };
    confirm(&round.propose(), Some(&before), &[change], consent()).unwrap()
}

#[test]
fn an_override_holds_until_it_expires_and_not_a_day_longer() {
    let levels = overridden_until(date(2026, 12, 31));
    let held = levels.get(1).unwrap();
    assert_eq!(held.on(date(2026, 12, 30)).level, Some(Level::Key));
    let after = held.on(date(2026, 12, 31));
    assert_eq!(
        (after.level, after.moved_in, &after.override_),
        (Some(Level::Qualified), None, &None)
    );
    assert_eq!(levels.get(2).unwrap().override_, None);
}

#[test]
fn an_expired_override_gives_no_head_start_and_no_cool_down() {
    let propose = |until: Date| {
        let mut round = Round::read("rules later core=0 key=0\n1 80 before=80\n2 80 before=80");
        round.evaluation.period = PERIOD.minus(-1);
        round.earlier.period = PERIOD;
        let held = overridden_until(until);
        let proposal = propose(&LevelInput {
            as_of: date(2026, 9, 30),
            held: Some(&held),
            ..round.input()
        });
        (
            proposal.placement(1).unwrap().clone(),
            confirm(&proposal, Some(&held), &[], consent()).unwrap(),
        )
    };
    let (placement, levels) = propose(date(2026, 12, 31));
    assert_eq!(placement.level(), Some(Level::Key), "in force, with its cool-down");
    assert!(levels.get(1).unwrap().override_.is_some(), "and it goes on");

    let (placement, levels) = propose(date(2026, 9, 30));
    assert_eq!(placement.level(), Some(Level::Qualified));
    let codes: Vec<&str> = placement
        .placed
        .because()
        .causes
        .iter()
        .map(|cause| cause.code)
        .collect();
    assert!(codes.contains(&"held.override_ended"), "{codes:?}");
    let held = levels.get(1).unwrap();
    assert_eq!(
        (held.level, held.moved_in, &held.override_),
        (Some(Level::Qualified), None, &None)
    );
}

#[test]
fn who_is_kept_beyond_the_quota_has_no_place_of_it() {
    let round = Round::read(
        "rules later core=0 key=34\n1 95 held=key before=95\n2 90 held=core before=90\n3 76 held=core before=76",
    );
    let proposal = round.propose();
    let code = |id| proposal.placement(id).unwrap().placed.because().code;
    assert_eq!(proposal.quotas.unwrap().key, 1);
    let beyond: Vec<i64> = [1, 2, 3]
        .into_iter()
        .filter(|id| code(*id) == "level.placed_beyond")
        .collect();
    for placement in &proposal.placements {
        let is_beyond =
            placement.level() == Some(Level::Key) && placement.place.is_some_and(|place| place.place > place.quota);
        assert_eq!(
            is_beyond,
            beyond.contains(&placement.supplier_id),
            "{}",
            placement.supplier_id
        );
    }
    assert!(!beyond.is_empty());
}

#[test]
fn agreement_counts_what_both_lists_name() {
    let theirs = BTreeMap::from([
        (1, Some(Level::Core)),
        (2, Some(Level::Core)),
        (3, None),
        (4, Some(Level::Key)),
    ]);
    let ours = BTreeMap::from([(1, Some(Level::Core)), (2, Some(Level::Key)), (3, None), (5, None)]);
    let agreement = agreement(&theirs, &ours);
    assert_eq!((agreement.same, agreement.compared), (2, 3));
    assert_eq!(agreement.differ, [(2, Some(Level::Core), Some(Level::Key))]);
    assert_eq!(agreement.counts[&(Some(Level::Core), Some(Level::Key))], 1);
    assert_eq!((agreement.only_theirs, agreement.only_ours), (vec![4], vec![5]));
}
