//! A reading: one kept evaluation as one principal may see it. Screens and API read results only through it.

use super::kept::{Opened, that_count};
use crate::platform::Principal;
use crate::{Context, Error, party};
use domain::classification::Placement;
use domain::evaluation::SupplierResult;
use domain::intake::kinds;
use domain::intake::raw::View;
use domain::party::Supplier;
use domain::platform::access::{Permission, RowScope};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{EvaluationHead, EvaluationStatus, ResultRow};

/// One evaluation and the rows of it that somebody may see.
#[derive(Debug, Clone)]
pub struct Reading {
    opened: Arc<Opened>,
    /// `None` when nothing is hidden.
    visible: Option<Arc<BTreeSet<i64>>>,
    /// The evaluations that count, one per period, oldest first.
    pub periods: Arc<Vec<EvaluationHead>>,
}

/// One supplier with its result and its placement.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub supplier: &'a Supplier,
    pub result: Option<&'a SupplierResult>,
    pub placement: Option<&'a Placement>,
}

impl Reading {
    /// Opens a period (`2026Q3`), an evaluation (its id), or the latest period. `None` before the first evaluation.
    pub async fn open(cx: &Context, principal: &Principal, which: Option<&str>) -> Result<Option<Reading>, Error> {
        let mut heads = cx.store.evaluation_heads().await?;
        // A supplier reads what was published to it; a draft is still under discussion.
        if !principal.may(Permission::See) {
            heads.retain(|head| head.status == EvaluationStatus::Published);
        }
        let wanted = match which {
            Some(id) if id.parse::<domain::period::Quarter>().is_err() => {
                let known = heads.iter().find(|head| head.id == id).map(|head| head.id.clone());
                Some(known.ok_or_else(|| Error::not_found("no-evaluation").with("id", id))?)
            }
            _ => None,
        };
        let periods = Arc::new(that_count(heads));
        let id = match (wanted, which) {
            (Some(id), _) => id,
            (None, Some(period)) => match periods.iter().find(|head| head.period == period) {
                Some(head) => head.id.clone(),
                None => return Err(Error::not_found("not-evaluated-yet").with("period", period)),
            },
            // What is published counts before any draft, as at the command line.
            (None, None) => match periods
                .iter()
                .max_by_key(|head| (head.status == EvaluationStatus::Published, &head.period))
            {
                Some(head) => head.id.clone(),
                None => return Ok(None),
            },
        };
        let opened = cx.kept.open(cx, &id).await?;
        let visible = visible(cx, &opened, &principal.scope).await?;
        Ok(Some(Reading {
            opened,
            visible,
            periods,
        }))
    }

    /// Another evaluation under the same eyes; `None` when that period was not evaluated.
    pub async fn beside(&self, cx: &Context, period: &str) -> Result<Option<Reading>, Error> {
        let Some(head) = self.periods.iter().find(|head| head.period == period) else {
            return Ok(None);
        };
        Ok(Some(Reading {
            opened: cx.kept.open(cx, &head.id).await?,
            visible: self.visible.clone(),
            periods: Arc::clone(&self.periods),
        }))
    }

    /// The evaluation itself, for what is not about single suppliers.
    #[must_use]
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    #[must_use]
    pub fn period(&self) -> &str {
        &self.opened.loaded.header.period
    }

    /// The evaluated period before this one.
    #[must_use]
    pub fn before(&self) -> Option<&EvaluationHead> {
        self.periods
            .iter()
            .rev()
            .find(|head| head.period.as_str() < self.period())
    }

    #[must_use]
    pub fn sees(&self, supplier_id: i64) -> bool {
        self.visible
            .as_ref()
            .is_none_or(|visible| visible.contains(&supplier_id))
    }

    /// Whether some suppliers are hidden from this principal: shares and ranks of the whole are then not theirs to see.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.visible.is_some()
    }

    /// A supplier by code. One that must not be seen is as absent as one that does not exist.
    pub fn supplier(&self, code: &str) -> Result<Seen<'_>, Error> {
        let found = self.opened.supplier(code).filter(|supplier| self.sees(supplier.id));
        let found = found.ok_or_else(|| {
            let codes = self.suppliers().map(|seen| seen.supplier.code.as_str());
            Error::not_found("no-supplier")
                .with("supplier", code)
                .nearest(party::nearest(codes, code))
        })?;
        Ok(self.seen(found))
    }

    /// All suppliers that may be seen, by code.
    pub fn suppliers(&self) -> impl Iterator<Item = Seen<'_>> {
        let all = self.opened.loaded.computed.suppliers.iter();
        all.filter(|supplier| self.sees(supplier.id) && !supplier.internal)
            .map(|supplier| self.seen(supplier))
    }

    /// Score, grade and level in the evaluations that count up to this one, oldest first, at most `periods`.
    pub async fn history(&self, cx: &Context, periods: usize) -> Result<Vec<PeriodResults>, Error> {
        let heads = self.periods.iter().filter(|head| head.period.as_str() <= self.period());
        let heads: Vec<&EvaluationHead> = heads.collect();
        let mut history = Vec::new();
        for head in &heads[heads.len().saturating_sub(periods)..] {
            history.push((head.period.clone(), cx.kept.results(cx, &head.id).await?));
        }
        Ok(history)
    }

    fn seen<'a>(&'a self, supplier: &'a Supplier) -> Seen<'a> {
        Seen {
            supplier,
            result: self.opened.result(supplier.id),
            placement: self.opened.placement(supplier.id),
        }
    }
}

/// A period with the results of its suppliers, by supplier id.
pub type PeriodResults = (String, Arc<BTreeMap<i64, ResultRow>>);

/// The suppliers within a row scope; `None` for everything.
async fn visible(cx: &Context, opened: &Opened, scope: &RowScope) -> Result<Option<Arc<BTreeSet<i64>>>, Error> {
    if scope.is_everything() {
        return Ok(None);
    }
    let computed = &opened.loaded.computed;
    if let Some(code) = &scope.supplier {
        let own = opened.supplier(code).map(|supplier| supplier.id);
        return Ok(Some(Arc::new(own.into_iter().collect())));
    }
    let mut visible: BTreeSet<i64> = computed.suppliers.iter().map(|supplier| supplier.id).collect();
    if !scope.categories.is_empty() {
        let within = |category: i64| {
            let path = computed.categories.path(category);
            path.iter().any(|above| scope.categories.contains(&above.code))
        };
        let assigned = opened.loaded.inputs.assigned.iter();
        let mut inside: BTreeSet<i64> = assigned
            .filter(|(_, c)| within(*c))
            .map(|(supplier, _)| *supplier)
            .collect();
        for result in &computed.evaluation.suppliers {
            if result.categories.iter().any(|category| within(category.category_id)) {
                inside.insert(result.supplier_id);
            }
        }
        visible.retain(|id| inside.contains(id));
    }
    if !scope.sites.is_empty() {
        let table = cx.store.table(&kinds::SITE).await?;
        let view = View::new(&kinds::SITE, Some(&table));
        let rows =
            (0..view.rows()).filter(|row| view.text("code", *row).is_some_and(|code| scope.sites.contains(code)));
        let inside: BTreeSet<i64> = rows.filter_map(|row| view.int("supplier", row)).collect();
        visible.retain(|id| inside.contains(id));
    }
    if !scope.units.is_empty() {
        let units = cx.store.table(&kinds::BUSINESS_UNIT).await?;
        let units = View::new(&kinds::BUSINESS_UNIT, Some(&units));
        let wanted: BTreeSet<i64> = (0..units.rows())
            .filter(|row| units.text("code", *row).is_some_and(|code| scope.units.contains(code)))
            .map(|row| units.id(row))
            .collect();
        let sums = opened.loaded.record.observations.iter();
        let inside: BTreeSet<i64> = sums
            .filter(|sum| wanted.contains(&sum.unit_id))
            .map(|sum| sum.supplier_id)
            .collect();
        visible.retain(|id| inside.contains(id));
    }
    Ok(Some(Arc::new(visible)))
}
