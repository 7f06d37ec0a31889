//! What an evaluation is given: a period cut into buckets, schemes, indicators and the sums of the facts.

use super::exact::Overflow;
use super::observation::{ObserveQuery, PartSum};
use crate::design::ApprovedScheme;
use crate::design::indicator::Indicator;
use crate::design::scheme::IndicatorWeight;
use crate::party::Supplier;
use crate::period::{FiscalCalendar, Quarter, Span};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Everything one evaluation reads.
#[derive(Debug, Clone, Copy)]
pub struct EvaluationInput<'a> {
    pub period: Quarter,
    pub population: Population,
    pub schemes: &'a SchemeBook<'a>,
    pub indicators: &'a BTreeMap<String, Indicator>,
    /// The queries that were run, in the order that [`PartSum::query`] counts.
    pub queries: &'a [ObserveQuery],
    /// Sums over the buckets of a [`BucketPlan`]; suppliers that are not listed below are left out.
    pub sums: &'a [PartSum],
    /// Internal depots are skipped; everyone else gets a result, the reserve included.
    pub suppliers: &'a [Supplier],
    /// Supplier and category pairs that have an approval, evaluated even without any fact.
    pub assigned: &'a BTreeSet<(i64, i64)>,
    /// Spend of the period in reporting currency, by supplier and category.
    pub spend: &'a BTreeMap<(i64, i64), Decimal>,
    /// What is known about missing data, by supplier, category (0 for all) and indicator code.
    pub absences: &'a BTreeMap<(i64, i64, String), Absence>,
}

/// The three stretches of time that an evaluation of a quarter needs, for the request to the facts.
///
/// The quarter itself; the three quarters before it, which widen it to twelve months; and the quarter before
/// those. The last two together are the four quarters before the period, from which category means are frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketPlan {
    pub period: Quarter,
    /// Ascending and disjoint, as the request wants them: [`BucketPlan::FOURTH_BEFORE`],
    /// [`BucketPlan::THREE_BEFORE`], [`BucketPlan::QUARTER`].
    pub buckets: [Span; 3],
}

impl BucketPlan {
    /// The quarter four quarters before the period.
    pub const FOURTH_BEFORE: usize = 0;
    /// The three quarters before the period.
    pub const THREE_BEFORE: usize = 1;
    /// The period.
    pub const QUARTER: usize = 2;
    /// The quarter before the period as it stood at its own end; the three before it follow, the latest first. Only
    /// queries that look at the last day have sums there, from requests of their own: see [`BucketPlan::stood_before`].
    pub const STOOD_BEFORE: usize = 3;
    /// How many buckets a sum may name.
    pub const BUCKETS: usize = 7;

    #[must_use]
    pub fn new(calendar: FiscalCalendar, period: Quarter) -> BucketPlan {
        let bounds = |back: i16| calendar.bounds(period.minus(back));
        let three = Span {
            from: bounds(3).from,
            to: bounds(1).to,
        };
        BucketPlan {
            period,
            buckets: [bounds(4), three, bounds(0)],
        }
    }

    /// The four quarters before the period with the bucket of each, for queries that look at the last day: a
    /// certificate that was valid a year ago is no event of today.
    #[must_use]
    pub fn stood_before(&self, calendar: FiscalCalendar) -> [(usize, Span); 4] {
        [0_i16, 1, 2, 3].map(|back| {
            let bucket = BucketPlan::STOOD_BEFORE + usize::from(back.unsigned_abs());
            (bucket, calendar.bounds(self.period.minus(back + 1)))
        })
    }
}

/// Over which facts one evaluation runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    /// The company: all business units.
    Company,
    /// One business unit.
    Unit(i64),
}

/// Which approved scheme applies: the base, unless a supplier and category has an exception.
#[derive(Debug, Clone)]
pub struct SchemeBook<'a> {
    pub base: &'a ApprovedScheme,
    /// By supplier and category.
    pub exceptions: BTreeMap<(i64, i64), &'a ApprovedScheme>,
}

impl<'a> SchemeBook<'a> {
    /// The same scheme everywhere.
    #[must_use]
    pub fn only(base: &'a ApprovedScheme) -> SchemeBook<'a> {
        SchemeBook {
            base,
            exceptions: BTreeMap::new(),
        }
    }

    #[must_use]
    pub fn of(&self, supplier_id: i64, category_id: i64) -> &'a ApprovedScheme {
        self.exceptions
            .get(&(supplier_id, category_id))
            .copied()
            .unwrap_or(self.base)
    }

    /// Every scheme in use, the base first, each once.
    #[must_use]
    pub fn schemes(&self) -> Vec<&'a ApprovedScheme> {
        let mut all = vec![self.base];
        for scheme in self.exceptions.values() {
            if !all.iter().any(|seen| std::ptr::eq(*seen, *scheme)) {
                all.push(scheme);
            }
        }
        all
    }
}

/// The queries that the schemes need, each set of settings once, ready for the request to the facts.
pub fn queries(
    schemes: &[&ApprovedScheme],
    indicators: &BTreeMap<String, Indicator>,
) -> Result<Vec<ObserveQuery>, EvaluationError> {
    let mut queries: Vec<ObserveQuery> = Vec::new();
    for scheme in schemes {
        for used in scheme
            .scheme()
            .dimensions
            .iter()
            .flat_map(|dimension| &dimension.indicators)
        {
            let indicator = indicators
                .get(&used.code)
                .ok_or_else(|| EvaluationError::UnknownIndicator {
                    scheme: scheme.scheme().code.clone(),
                    indicator: used.code.clone(),
                })?;
            let query = query(indicator, used);
            if !queries.contains(&query) {
                queries.push(query);
            }
        }
    }
    Ok(queries)
}

/// The query of an indicator with the settings of a scheme.
pub(super) fn query(indicator: &Indicator, used: &IndicatorWeight) -> ObserveQuery {
    let setting = |name: &String| {
        used.parameters
            .iter()
            .find(|(changed, _)| changed == name)
            .map(|(_, value)| value)
    };
    let mut parameters: Vec<_> = indicator
        .parameters
        .iter()
        .map(|declared| {
            (
                declared.name.clone(),
                setting(&declared.name).unwrap_or(&declared.default).clone(),
            )
        })
        .collect();
    parameters.sort_by(|(name, _), (other, _)| name.cmp(other));
    ObserveQuery {
        indicator: indicator.code.clone(),
        sql: indicator.query.clone(),
        parameters,
        counted_owners: used
            .counted_owners
            .clone()
            .unwrap_or_else(|| indicator.counted_owners.clone()),
    }
}

/// What is known about an indicator that has no events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// It makes no sense here, such as technology for a commodity; it leaves the denominator of coverage.
    NotApplicable,
    /// It was asked and stayed without answer.
    NotAnswered,
}

impl Absence {
    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Absence::NotApplicable => "not_applicable",
            Absence::NotAnswered => "not_answered",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Absence> {
        [Absence::NotApplicable, Absence::NotAnswered]
            .into_iter()
            .find(|absence| absence.name() == name)
    }
}

/// Why an evaluation cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    #[error("scheme {scheme} names the indicator {indicator}, which the catalogue does not have")]
    UnknownIndicator { scheme: String, indicator: String },
    #[error(
        "scheme {scheme} needs {indicator} with its own settings, but no such query was run; run one query for each \
         set of settings in use"
    )]
    NotObserved { scheme: String, indicator: String },
    #[error("{indicator}: its curve has no breakpoints; give at least one value with its points")]
    EmptyCurve { indicator: String },
    #[error("{indicator}: a fact names the part {part:?}, which its file does not declare")]
    UnknownPart { indicator: String, part: String },
    #[error("a sum names query {query}, but only {queries} queries were run")]
    UnknownQuery { query: usize, queries: usize },
    #[error("a sum of {indicator} names bucket {bucket}; a quarter has the buckets 0 to 6")]
    UnknownBucket { indicator: String, bucket: usize },
    #[error("{indicator} of supplier {supplier_id}: a number leaves the range of exact decimals; nothing was scored")]
    Overflow { indicator: String, supplier_id: i64 },
    #[error("the composite of supplier {supplier_id} leaves the range of exact decimals; nothing was scored")]
    CompositeOverflow { supplier_id: i64 },
}

impl EvaluationError {
    pub(super) fn overflow(indicator: &str, supplier_id: i64) -> impl FnOnce(Overflow) -> EvaluationError {
        let indicator = indicator.to_owned();
        move |Overflow| EvaluationError::Overflow { indicator, supplier_id }
    }
}
