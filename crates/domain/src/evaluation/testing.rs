//! A small world for tests: indicators of every kind, one scheme, and facts written as lines of text.

use super::*;
use crate::design::indicator::{Bilingual, Curve, Dimension, Direction, Indicator, Kind, Part, PartKind, Unit};
use crate::design::rules::LevelRules;
use crate::design::scheme::{DimensionWeight, IndicatorWeight, Scheme, Scope};
use crate::design::{ApprovedScheme, approve};
use crate::evaluation::observation::{ObserveQuery, PartSum};
use crate::number::BasisPoints;
use crate::party::{Status, Supplier};
use crate::period::Quarter;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal in a test")
}

pub(crate) fn curve(points: &[(&str, i64)]) -> Curve {
    Curve(points.iter().map(|(x, y)| (decimal(x), Decimal::from(*y))).collect())
}

fn part(name: &str, kind: PartKind, weight: i64, scale: i64) -> Part {
    Part {
        name: name.to_owned(),
        kind,
        weight: BasisPoints::new(weight).unwrap(),
        scale: Decimal::from(scale),
        curve: None,
        title: Bilingual::default(),
    }
}

fn indicator(code: &str, kind: Kind, unit: Unit, min_events: u64, parts: Vec<Part>) -> Indicator {
    Indicator {
        code: code.to_owned(),
        dimension: Dimension::from_name(code.split('.').next().unwrap()).unwrap(),
        kind,
        unit,
        direction: Direction::Up,
        min_events,
        curve: curve(&[("0", 0), ("100", 100)]),
        counted_owners: vec!["supplier".to_owned()],
        parameters: Vec::new(),
        needs: Vec::new(),
        name: Bilingual::default(),
        prose: Bilingual::default(),
        query: String::new(),
        parts,
        examples: Vec::new(),
    }
}

/// One indicator of each kind; all but the price index score as many points as their value.
pub(crate) fn indicators() -> BTreeMap<String, Indicator> {
    let rate = || vec![part("all", PartKind::Ratio, 10_000, 100)];
    let variation = PartKind::DispersionPenalty {
        from: decimal("0.1"),
        per: decimal("0.1"),
        points: Decimal::from(20),
    };
    let mut price = indicator(
        "cost.price_index",
        Kind::Ratio,
        Unit::Index,
        5,
        vec![part("all", PartKind::Ratio, 10_000, 100)],
    );
    price.direction = Direction::Down;
    price.curve = curve(&[("90", 100), ("97", 90), ("102", 75), ("108", 60), ("125", 0)]);
    let list = [
        indicator("quality.acceptance_rate", Kind::Ratio, Unit::Percent, 8, rate()),
        indicator(
            "quality.defect_handling",
            Kind::Parts,
            Unit::Points,
            2,
            vec![
                part("on_time", PartKind::Ratio, 5_000, 100),
                part("accepted", PartKind::Ratio, 3_000, 100),
                part("recurrence", PartKind::Ratio, 2_000, 100),
            ],
        ),
        price,
        indicator("delivery.otd", Kind::Ratio, Unit::Percent, 5, rate()),
        indicator("service.response", Kind::Ratio, Unit::Percent, 5, rate()),
        indicator(
            "risk.stability",
            Kind::Points,
            Unit::Points,
            8,
            vec![
                part("lead_time", variation, 10_000, 1),
                part("stock_out", PartKind::Penalty, 10_000, 1),
            ],
        ),
        indicator("risk.compliance", Kind::Ratio, Unit::Percent, 1, rate()),
    ];
    list.into_iter()
        .map(|indicator| (indicator.code.clone(), indicator))
        .collect()
}

/// Quality 40 % (70 : 30), cost 10 %, delivery 30 %, service 10 %, risk 10 % (half and half).
pub(crate) fn scheme() -> ApprovedScheme {
    let weights = |list: &[(&str, i64)]| {
        list.iter()
            .map(|(code, weight)| IndicatorWeight {
                code: (*code).to_owned(),
                weight: BasisPoints::new(*weight).unwrap(),
                curve: None,
                min_events: None,
                counted_owners: None,
                parameters: Vec::new(),
            })
            .collect()
    };
    let dimension = |dimension, weight, list: &[(&str, i64)]| DimensionWeight {
        dimension,
        weight: BasisPoints::new(weight).unwrap(),
        indicators: weights(list),
    };
    let scheme = Scheme {
        code: "small".to_owned(),
        version: 1,
        name: Bilingual::default(),
        prose: Bilingual::default(),
        base: None,
        scope: Scope::Base,
        dimensions: vec![
            dimension(
                Dimension::Quality,
                4_000,
                &[("quality.acceptance_rate", 7_000), ("quality.defect_handling", 3_000)],
            ),
            dimension(Dimension::Cost, 1_000, &[("cost.price_index", 10_000)]),
            dimension(Dimension::Delivery, 3_000, &[("delivery.otd", 10_000)]),
            dimension(Dimension::Service, 1_000, &[("service.response", 10_000)]),
            dimension(
                Dimension::Risk,
                1_000,
                &[("risk.stability", 5_000), ("risk.compliance", 5_000)],
            ),
        ],
        rules: LevelRules::default(),
    };
    approve(scheme).unwrap()
}

pub(crate) fn supplier(id: i64) -> Supplier {
    Supplier {
        id,
        code: format!("S{id:03}"),
        name: format!("Supplier {id}"),
        name_latin: None,
        country: None,
        status: Status::Approved,
        internal: false,
        family: None,
        owner: None,
        reserve_from: None,
        approved_from: None,
        first_activity: Some(jiff::civil::date(2020, 1, 1)),
    }
}

pub(crate) const PERIOD: Quarter = Quarter { year: 2026, quarter: 2 };

/// What an evaluation reads, owned.
pub(crate) struct World {
    pub(crate) scheme: ApprovedScheme,
    pub(crate) indicators: BTreeMap<String, Indicator>,
    pub(crate) queries: Vec<ObserveQuery>,
    pub(crate) sums: Vec<PartSum>,
    pub(crate) suppliers: Vec<Supplier>,
    pub(crate) spend: BTreeMap<(i64, i64), Decimal>,
    pub(crate) absences: BTreeMap<(i64, i64, String), Absence>,
}

impl World {
    pub(crate) fn new(scheme: ApprovedScheme) -> World {
        let indicators = indicators();
        let queries = queries(&[&scheme], &indicators).unwrap();
        World {
            scheme,
            indicators,
            queries,
            sums: Vec::new(),
            suppliers: Vec::new(),
            spend: BTreeMap::new(),
            absences: BTreeMap::new(),
        }
    }

    /// Reads lines such as
    ///
    /// ```text
    /// 1/10 delivery.otd 8/10                 8 good of 10 in the quarter, one event each
    /// 1/10 quality.defect_handling:on_time year 3/4
    /// 1/10 risk.stability:lead_time 200/10 squares=4100 events=10
    /// 1/0  risk.compliance 3/4 cap=59 knockout
    /// spend 1/10 500
    /// absent 1/10 service.response not_answered
    /// ```
    ///
    /// `year` and `before` stand for the three quarters before and the one before those.
    pub(crate) fn read(given: &str) -> World {
        let mut world = World::new(scheme());
        for line in given.lines().map(str::trim).filter(|line| !line.is_empty()) {
            world.line(line);
        }
        let ids: BTreeSet<i64> = world
            .sums
            .iter()
            .map(|sum| sum.supplier_id)
            .chain(world.spend.keys().map(|k| k.0))
            .collect();
        world.suppliers = ids.into_iter().map(supplier).collect();
        world
    }

    fn line(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let pair = |text: &str| {
            let (supplier, category) = text.split_once('/').unwrap();
            (supplier.parse::<i64>().unwrap(), category.parse::<i64>().unwrap())
        };
        match words[..] {
            ["spend", of, amount] => {
                self.spend.insert(pair(of), decimal(amount));
            }
            ["absent", of, code, why] => {
                let (supplier, category) = pair(of);
                let absence = if why == "not_answered" {
                    Absence::NotAnswered
                } else {
                    Absence::NotApplicable
                };
                self.absences.insert((supplier, category, code.to_owned()), absence);
            }
            [of, code, ref rest @ ..] => {
                let (code, part) = code.split_once(':').unwrap_or((code, "all"));
                let query = self.queries.iter().position(|query| query.indicator == code).unwrap();
                let (supplier_id, category_id) = pair(of);
                let mut sum = PartSum {
                    query,
                    supplier_id,
                    category_id,
                    unit_id: 0,
                    bucket: BucketPlan::QUARTER,
                    part: part.to_owned(),
                    good: Decimal::ZERO,
                    n: Decimal::ZERO,
                    good_squared: Decimal::ZERO,
                    events: 0,
                    hits: 0,
                    excused: 0,
                    cap: None,
                    knockouts: 0,
                };
                for word in rest {
                    set(&mut sum, word);
                }
                self.sums.push(sum);
            }
            [] | [_] => panic!("{line:?} says nothing"),
        }
    }

    pub(crate) fn evaluate(&self) -> Result<Evaluation, EvaluationError> {
        let book = SchemeBook::only(&self.scheme);
        evaluate(&EvaluationInput {
            period: PERIOD,
            population: Population::Company,
            schemes: &book,
            indicators: &self.indicators,
            queries: &self.queries,
            sums: &self.sums,
            suppliers: &self.suppliers,
            assigned: &BTreeSet::new(),
            spend: &self.spend,
            absences: &self.absences,
        })
    }
}

fn set(sum: &mut PartSum, word: &str) {
    match word.split_once('=') {
        Some(("squares", value)) => sum.good_squared = decimal(value),
        Some(("events", value)) => sum.events = value.parse().unwrap(),
        Some(("hits", value)) => sum.hits = value.parse().unwrap(),
        Some(("excused", value)) => sum.excused = value.parse().unwrap(),
        Some(("cap", value)) => sum.cap = Some(value.parse().unwrap()),
        None if word == "knockout" => sum.knockouts = 1,
        None if word == "stood" => sum.bucket = BucketPlan::STOOD_BEFORE,
        None if word == "year" => sum.bucket = BucketPlan::THREE_BEFORE,
        None if word == "before" => sum.bucket = BucketPlan::FOURTH_BEFORE,
        None => {
            let (good, n) = word.split_once('/').unwrap();
            (sum.good, sum.n) = (decimal(good), decimal(n));
            sum.events = n.parse().unwrap_or(1);
            sum.hits = good.parse().unwrap_or(0);
        }
        Some(_) => panic!("{word:?} is not a word of the facts"),
    }
}

/// The results as text, a line for each scorecard, dimension and indicator.
pub(crate) fn print(evaluation: &Evaluation) -> String {
    let mut text = String::new();
    for supplier in &evaluation.suppliers {
        writeln!(text, "{} {}", supplier.supplier_id, card(&supplier.total)).unwrap();
        for category in &supplier.categories {
            writeln!(
                text,
                "  /{} share {} {}",
                category.category_id,
                category.share,
                card(&category.card)
            )
            .unwrap();
            for indicator in &category.indicators {
                writeln!(text, "    {}", line(indicator)).unwrap();
            }
        }
    }
    text
}

fn card(card: &Scorecard) -> String {
    let score = |score: Option<crate::number::Score>| score.map_or("–".to_owned(), |score| score.get().to_string());
    let mut text = format!(
        "{} composite {} rank {} grade {} coverage {}",
        card.state.value().name(),
        score(card.composite),
        score(card.rank_score),
        card.grade().map_or("–", crate::classification::Grade::name),
        card.coverage
    );
    for dimension in card.dimensions.iter().filter(|dimension| dimension.score.is_some()) {
        write!(text, " {}={}", dimension.dimension.name(), score(dimension.score)).unwrap();
    }
    if let Some(cap) = card.cap {
        write!(text, " cap {cap} ({})", card.cap_effect).unwrap();
    }
    if let Some(knockout) = card.knockout {
        write!(text, " knockout {knockout:?}").unwrap();
    }
    text
}

fn line(indicator: &IndicatorResult) -> String {
    match &indicator.observation {
        Observation::NoData(why) => format!("{} {why:?}", indicator.code),
        Observation::Measured(measure) => format!(
            "{} {} ({}/{}, {} events, {}) points {} weight {} → {} adds {}",
            indicator.code,
            measure.value,
            measure.good,
            measure.n,
            measure.events,
            measure.window.name(),
            indicator.points.map_or(Decimal::ZERO, crate::number::Score::get),
            indicator.weight,
            indicator.effective,
            indicator.contribution
        ),
    }
}
