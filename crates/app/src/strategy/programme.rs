//! Programme figures between two evaluations: computed from facts and levels, nothing entered.

use crate::evaluation::{Loaded, by_name, observe};
use crate::{Context, Error};
use domain::Decimal;
use domain::classification::Level;
use domain::evaluation::observation::ObserveQuery;
use domain::period::Span;
use domain::strategy::{SupplierFigures, acceptance_change, programme as figures_by_level};
use serde::Serialize;
use std::collections::BTreeMap;

/// What changed from one round to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammeView {
    pub from_period: String,
    pub to_period: String,
    /// Accepted of inspected quantity in percent, before and after; the mix-adjusted rate stands between.
    pub acceptance_before: Option<Decimal>,
    pub acceptance_after: Option<Decimal>,
    pub acceptance_mix_adjusted: Option<Decimal>,
    pub value_per_effort_change_percent: Option<Decimal>,
    pub effort_change_percent: Option<Decimal>,
    /// Spend with the suppliers that were core before, now against then.
    pub core_orders_change_percent: Option<Decimal>,
    pub core_and_key_spend_share: Option<Decimal>,
    pub joint_products: u64,
    pub reserve_entered: u64,
    pub reserve_now_key: u64,
    pub levels: Vec<LevelEffort>,
}

/// Effort against spend of one level in the later round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelEffort {
    pub level: Option<String>,
    pub suppliers: u64,
    pub spend: Decimal,
    pub effort: Decimal,
    pub effort_per_million: Option<Decimal>,
}

type BySupplier = BTreeMap<i64, (Decimal, Decimal)>;

/// Compares two rounds, each named by its quarter or evaluation id.
pub async fn programme(cx: &Context, from: &str, to: &str) -> Result<ProgrammeView, Error> {
    let (before, after) = (by_name(cx, from).await?, by_name(cx, to).await?);
    let (then, now) = (quarter(&before), quarter(&after));
    let (effort_then, effort_now) = (
        sums(cx, &after, EFFORT, then).await?,
        sums(cx, &after, EFFORT, now).await?,
    );
    let (lots_then, lots_now) = (sums(cx, &after, LOTS, then).await?, sums(cx, &after, LOTS, now).await?);
    let change = acceptance_change(&lots_then, &lots_now)?;
    let by_level = |loaded: &Loaded, effort: &BySupplier| {
        let figures: Vec<SupplierFigures> = loaded
            .computed
            .evaluation
            .suppliers
            .iter()
            .map(|result| SupplierFigures {
                level: loaded
                    .computed
                    .proposal
                    .placement(result.supplier_id)
                    .and_then(|placement| placement.level()),
                spend: result.spend,
                effort: effort
                    .get(&result.supplier_id)
                    .map_or(Decimal::ZERO, |(money, _)| *money),
            })
            .collect();
        figures_by_level(&figures).map_err(Error::from)
    };
    let (old, new) = (by_level(&before, &effort_then)?, by_level(&after, &effort_now)?);
    let joint = sums(
        cx,
        &after,
        JOINT,
        Span {
            from: next_day(then),
            to: now.to,
        },
    )
    .await?;
    Ok(ProgrammeView {
        from_period: before.header.period.clone(),
        to_period: after.header.period.clone(),
        acceptance_before: change.as_ref().map(|change| change.baseline),
        acceptance_after: change.as_ref().map(|change| change.now),
        acceptance_mix_adjusted: change.as_ref().map(|change| change.mix_adjusted),
        value_per_effort_change_percent: old.all.value_per_effort.zip(new.all.value_per_effort).and_then(growth),
        effort_change_percent: growth((old.all.effort, new.all.effort)),
        core_orders_change_percent: growth(core_orders(&before, &after)),
        core_and_key_spend_share: new.core_and_key_spend_share,
        joint_products: joint
            .values()
            .map(|(good, _)| *good)
            .sum::<Decimal>()
            .try_into()
            .unwrap_or(0),
        reserve_entered: count(&after, |supplier| supplier.reserve_from.is_some()),
        reserve_now_key: count(&after, |supplier| {
            let placement = after.computed.proposal.placement(supplier.id);
            supplier.reserve_from.is_some() && placement.and_then(|placement| placement.level()) == Some(Level::Key)
        }),
        levels: new
            .levels
            .iter()
            .map(|(level, figures)| LevelEffort {
                level: level.map(|level| level.name().to_owned()),
                suppliers: figures.suppliers,
                spend: figures.spend,
                effort: figures.effort,
                effort_per_million: figures.effort_per_million,
            })
            .collect(),
    })
}

/// The queries of this page.
pub(crate) const QUERIES: [&str; 3] = [EFFORT, LOTS, JOINT];
const EFFORT: &str = "select supplier_id, category_id, unit_id, row_id, day as on_date, 'all' as part, \
                      coalesce(amount, cast(0 as decimal(18,6))) as good, 0 as n from efforts";
const LOTS: &str = "select supplier_id, category_id, unit_id, row_id, received_on as on_date, 'all' as part, \
                    case when sample > 0 then cast(quantity as decimal(38,9)) * (sample - rejected) / sample else 0 end as good, \
                    quantity as n from inspection_lots where pre_series = 0 and stage = 'incoming'";
const JOINT: &str = "select supplier_id, category_id, unit_id, row_id, done_on as on_date, 'all' as part, \
                     1 as good, 1 as n from project_milestones where joint_product = 1 and done_on is not null";

async fn sums(cx: &Context, loaded: &Loaded, sql: &str, span: Span) -> Result<BySupplier, Error> {
    let query = ObserveQuery {
        indicator: "programme".to_owned(),
        sql: sql.to_owned(),
        parameters: Vec::new(),
        // Whoever caused it: the programme looks at the whole.
        counted_owners: domain::intake::kinds::FAULT_OWNERS
            .iter()
            .map(|owner| (*owner).to_owned())
            .collect(),
    };
    let sums = observe(cx, &loaded.record.files, vec![query], vec![span], (span.to, None)).await?;
    let mut all = BySupplier::new();
    for sum in sums {
        let (good, n) = all.entry(sum.supplier_id).or_default();
        *good += sum.good;
        *n += sum.n;
    }
    Ok(all)
}

fn quarter(loaded: &Loaded) -> Span {
    loaded.record.buckets.last().copied().unwrap_or(Span {
        from: loaded.inputs.as_of,
        to: loaded.inputs.as_of,
    })
}

fn next_day(span: Span) -> domain::Date {
    span.to.tomorrow().unwrap_or(span.to)
}

/// Spend of the later and the earlier quarter with the suppliers that were core in the earlier one.
fn core_orders(before: &Loaded, after: &Loaded) -> (Decimal, Decimal) {
    let core: Vec<i64> = before
        .computed
        .proposal
        .placements
        .iter()
        .filter(|placement| placement.level() == Some(Level::Core))
        .map(|placement| placement.supplier_id)
        .collect();
    let spend = |loaded: &Loaded| {
        core.iter()
            .filter_map(|id| loaded.computed.evaluation.supplier(*id))
            .map(|result| result.spend)
            .sum::<Decimal>()
    };
    (spend(before), spend(after))
}

/// Percent from the first to the second; empty when there was nothing before.
fn growth((before, now): (Decimal, Decimal)) -> Option<Decimal> {
    ((now - before) * Decimal::ONE_HUNDRED)
        .checked_div(before)
        .map(|percent| percent.round_dp(1))
}

fn count(loaded: &Loaded, holds: impl Fn(&domain::party::Supplier) -> bool) -> u64 {
    u64::try_from(
        loaded
            .computed
            .suppliers
            .iter()
            .filter(|supplier| holds(supplier))
            .count(),
    )
    .unwrap_or(u64::MAX)
}
