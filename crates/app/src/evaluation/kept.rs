//! Kept evaluations, opened once and shared: they never change, and opening one computes it from its sums.

use super::Reading;
use super::recompute::{Loaded, digest_of, load};
use crate::classification::{self, Sensitivity};
use crate::monitoring::{self, Expiry, Story};
use crate::{Context, Error};
use domain::classification::Placement;
use domain::evaluation::SupplierResult;
use domain::party::Supplier;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::{EvaluationHead, EvaluationStatus, ResultRow};

/// Evaluations held in memory at a time: a page compares two, the history of the last two years is eight.
const CAPACITY: usize = 8;
/// Result lists are small; they make up histories.
const RESULTS: usize = 64;

/// The evaluations that were opened lately.
#[derive(Debug, Default)]
pub struct Kept {
    /// The one used last stands last.
    opened: Mutex<Vec<Arc<Opened>>>,
    results: Mutex<Vec<(String, Arc<BTreeMap<i64, ResultRow>>)>>,
    /// Digests by evaluation: they stand in large documents and never change.
    digests: Mutex<BTreeMap<String, String>>,
    /// One opening at a time: two readers of the same evaluation wait for one computation.
    turn: tokio::sync::Mutex<()>,
}

/// An evaluation with what pages look up in it.
#[derive(Debug)]
pub struct Opened {
    pub loaded: Loaded,
    by_code: BTreeMap<String, usize>,
    by_id: BTreeMap<i64, usize>,
    placements: BTreeMap<i64, usize>,
    sensitivity: tokio::sync::OnceCell<Sensitivity>,
    stories: tokio::sync::OnceCell<Vec<Story>>,
    other_scheme: tokio::sync::OnceCell<Option<Story>>,
    expiring: tokio::sync::OnceCell<Vec<Expiry>>,
}

impl Opened {
    fn new(loaded: Loaded) -> Opened {
        let suppliers = loaded.computed.suppliers.iter().enumerate();
        let (mut by_code, mut by_id) = (BTreeMap::new(), BTreeMap::new());
        for (at, supplier) in suppliers {
            by_code.insert(supplier.code.clone(), at);
            by_id.insert(supplier.id, at);
        }
        let placements = loaded.computed.proposal.placements.iter().enumerate();
        let placements = placements.map(|(at, placement)| (placement.supplier_id, at)).collect();
        Opened {
            loaded,
            by_code,
            by_id,
            placements,
            sensitivity: tokio::sync::OnceCell::new(),
            stories: tokio::sync::OnceCell::new(),
            other_scheme: tokio::sync::OnceCell::new(),
            expiring: tokio::sync::OnceCell::new(),
        }
    }

    /// The stories that this evaluation's data tell to whoever sees everything; found once, because they read facts.
    pub async fn stories(&self, cx: &Context, reading: &Reading) -> Result<Vec<Story>, Error> {
        let found = self.stories.get_or_try_init(|| monitoring::stories(cx, reading));
        let mut stories = found.await?.clone();
        match self.other_scheme.get() {
            Some(story) => stories.extend(story.clone()),
            None => {
                let (cx, id) = (cx.clone(), self.loaded.id.clone());
                // Looked for aside; it is told from the next look on.
                tokio::spawn(async move {
                    let Ok(opened) = cx.kept.open(&cx, &id).await else {
                        return;
                    };
                    let story = opened
                        .other_scheme
                        .get_or_try_init(|| monitoring::other_scheme(&cx, &opened.loaded));
                    // What cannot be tried on is no story.
                    let _ = story.await;
                });
            }
        }
        Ok(stories)
    }

    /// Certificates that end soon after the period, of all suppliers; read once, because the facts of a kept
    /// evaluation never change.
    pub(crate) async fn expiring(&self, cx: &Context) -> Result<&[Expiry], Error> {
        let found = self.expiring.get_or_try_init(|| monitoring::expiring(cx, &self.loaded));
        Ok(found.await?)
    }

    /// What moving one weight would change; computed when first asked for, because it takes a dozen evaluations.
    pub async fn sensitivity(&self, cx: &Context) -> Result<Sensitivity, Error> {
        let found = self
            .sensitivity
            .get_or_try_init(|| classification::sensitivity(cx, &self.loaded));
        Ok(found.await?.clone())
    }

    #[must_use]
    pub fn supplier(&self, code: &str) -> Option<&Supplier> {
        self.by_code.get(code).map(|at| &self.loaded.computed.suppliers[*at])
    }

    #[must_use]
    pub fn supplier_of_id(&self, id: i64) -> Option<&Supplier> {
        self.by_id.get(&id).map(|at| &self.loaded.computed.suppliers[*at])
    }

    #[must_use]
    pub fn result(&self, supplier_id: i64) -> Option<&SupplierResult> {
        self.loaded.computed.evaluation.supplier(supplier_id)
    }

    #[must_use]
    pub fn placement(&self, supplier_id: i64) -> Option<&Placement> {
        let at = self.placements.get(&supplier_id)?;
        Some(&self.loaded.computed.proposal.placements[*at])
    }
}

impl Kept {
    /// The evaluation of an id.
    pub async fn open(&self, cx: &Context, id: &str) -> Result<Arc<Opened>, Error> {
        if let Some(opened) = self.remembered(id) {
            return Ok(opened);
        }
        let _turn = self.turn.lock().await;
        if let Some(opened) = self.remembered(id) {
            return Ok(opened);
        }
        let (inside, wanted) = (cx.clone(), id.to_owned());
        // In a task of its own: a reader that goes away does not throw the work of the others away.
        let loading = tokio::spawn(async move { load(&inside, &wanted).await });
        let loaded = loading
            .await
            .map_err(|error| Error::internal(format!("opening the evaluation stopped: {error}")))??;
        let opened = Arc::new(Opened::new(loaded));
        let mut all = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= CAPACITY {
            all.remove(0);
        }
        all.push(Arc::clone(&opened));
        Ok(opened)
    }

    /// Score, grade and level of every supplier in an evaluation, by supplier id.
    pub async fn results(&self, cx: &Context, id: &str) -> Result<Arc<BTreeMap<i64, ResultRow>>, Error> {
        let known = |all: &Vec<(String, Arc<BTreeMap<i64, ResultRow>>)>| {
            all.iter()
                .find(|(known, _)| known == id)
                .map(|(_, rows)| Arc::clone(rows))
        };
        if let Some(rows) = known(&self.results.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(rows);
        }
        let rows = cx.store.evaluation_results(id).await?;
        let totals = rows
            .into_iter()
            .filter(|row| row.category_id == 0 && row.subject.is_empty());
        let rows: Arc<BTreeMap<i64, ResultRow>> = Arc::new(totals.map(|row| (row.supplier_id, row)).collect());
        let mut all = self.results.lock().unwrap_or_else(PoisonError::into_inner);
        if known(&all).is_none() {
            if all.len() >= RESULTS {
                all.remove(0);
            }
            all.push((id.to_owned(), Arc::clone(&rows)));
        }
        Ok(rows)
    }

    /// The digest of every evaluation named, by id.
    pub async fn digests(&self, cx: &Context, ids: &[&str]) -> Result<BTreeMap<String, String>, Error> {
        let known = self.digests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if ids.iter().all(|id| known.contains_key(*id)) {
            return Ok(known);
        }
        let headers = cx.store.evaluations().await?;
        let read = headers
            .into_iter()
            .map(|header| (header.id, digest_of(&header.document)));
        let found: BTreeMap<String, String> = read.collect();
        self.digests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&found);
        Ok(found)
    }

    fn remembered(&self, id: &str) -> Option<Arc<Opened>> {
        let mut all = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|opened| opened.loaded.id == id)?;
        let opened = all.remove(at);
        all.push(Arc::clone(&opened));
        Some(opened)
    }
}

/// The company's evaluation that counts in each period, oldest period first: a confirmed one before a draft, then the
/// latest made. Those of business units are other populations.
#[must_use]
pub(super) fn that_count(heads: Vec<EvaluationHead>) -> Vec<EvaluationHead> {
    let mut best: BTreeMap<String, EvaluationHead> = BTreeMap::new();
    let rank = |head: &EvaluationHead| (head.status == EvaluationStatus::Published, head.created_at.clone());
    for head in heads.into_iter().filter(|head| head.unit_id.is_none()) {
        match best.get(&head.period) {
            Some(known) if rank(known) >= rank(&head) => {}
            _ => {
                best.insert(head.period.clone(), head);
            }
        }
    }
    best.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(id: &str, unit_id: Option<i64>, status: EvaluationStatus) -> EvaluationHead {
        EvaluationHead {
            id: id.to_owned(),
            period: "2026Q3".to_owned(),
            scheme: "six-dimensions".to_owned(),
            scheme_version: 1,
            as_of: "2026-09-30".parse().unwrap(),
            unit_id,
            status,
            created_at: format!("2026-10-0{}T08:00:00.000000Z", id.len()),
            created_by: "tester".to_owned(),
        }
    }

    #[test]
    fn levels_of_a_business_unit_never_stand_for_those_of_the_company() {
        let heads = vec![
            head("a", None, EvaluationStatus::Draft),
            head("bb", Some(1), EvaluationStatus::Published),
            head("ccc", Some(2), EvaluationStatus::Draft),
        ];
        let counting = that_count(heads);
        assert_eq!(counting.iter().map(|head| head.id.as_str()).collect::<Vec<_>>(), ["a"]);
        assert!(that_count(vec![head("a", Some(1), EvaluationStatus::Published)]).is_empty());
    }
}
