//! Starting an evaluation from a screen: which periods have data, which schemes there are, and the job that computes.

use super::run::{RunEvaluation, STEPS, run_watched};
use crate::platform::Principal;
use crate::platform::jobs::{Ended, JobKind, NewJob, Teller};
use crate::{Context, Error, design, party};
use domain::Decimal;
use domain::design::scheme::Scope;
use domain::intake::{Class, KINDS};
use domain::period::Quarter;
use domain::platform::access::Permission;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Quarters offered, the latest first.
const OFFERED: i16 = 12;

/// What an evaluation can be started with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Offer {
    pub periods: Vec<OfferedPeriod>,
    pub schemes: Vec<OfferedScheme>,
    /// The scheme that is used when nobody chooses one.
    pub usual_scheme: String,
    /// Kinds of facts that are stored, with the latest day they speak of.
    pub facts: Vec<(String, String)>,
    pub suppliers: u64,
}

/// A quarter to evaluate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferedPeriod {
    pub period: String,
    /// Whether it has ended; one that has not changes with every import.
    pub is_over: bool,
    /// Evaluations of it that exist: how many, and whether one of them is published.
    pub evaluations: u64,
    pub is_published: bool,
}

/// A scheme to evaluate by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferedScheme {
    pub code: String,
    pub name_en: String,
    pub name_zh: String,
    pub version: u32,
    /// Made in this workspace, or shipped.
    pub own: bool,
    /// Dimensions with their weights in percent, in their order.
    pub weights: Vec<(String, Decimal)>,
}

/// What there is to choose from.
pub async fn offer(cx: &Context, principal: &Principal) -> Result<Offer, Error> {
    principal.demand(Permission::Import)?;
    let company = party::company(cx).await?;
    let mut facts = Vec::new();
    for kind in KINDS.iter().filter(|kind| kind.class == Class::Fact) {
        if let Some(newest) = cx.store.newest(kind).await? {
            facts.push((kind.name.to_owned(), newest.chars().take(10).collect::<String>()));
        }
    }
    let heads = cx.store.evaluation_heads().await?;
    let mut known: BTreeMap<String, (u64, bool)> = BTreeMap::new();
    for head in heads.into_iter().filter(|head| head.unit_id.is_none()) {
        let entry = known.entry(head.period).or_default();
        entry.0 += 1;
        entry.1 |= head.status == store::EvaluationStatus::Published;
    }
    let today = cx.clock.today();
    let latest = company.fiscal.quarter_of(today);
    let periods = (0..OFFERED).map(|back| {
        let quarter = latest.minus(back);
        let (evaluations, is_published) = known.get(&quarter.to_string()).copied().unwrap_or_default();
        OfferedPeriod {
            period: quarter.to_string(),
            is_over: company.fiscal.bounds(quarter).to < today,
            evaluations,
            is_published,
        }
    });
    let schemes = design::schemes(cx)
        .await?
        .into_iter()
        .filter(|(scheme, _)| scheme.base.is_none() && scheme.scope == Scope::Base);
    Ok(Offer {
        periods: periods.collect(),
        schemes: schemes
            .map(|(scheme, own)| OfferedScheme {
                weights: scheme
                    .dimensions
                    .iter()
                    .map(|dimension| {
                        (
                            dimension.dimension.name().to_owned(),
                            Decimal::new(i64::from(dimension.weight.get()), 2),
                        )
                    })
                    .collect(),
                code: scheme.code,
                name_en: scheme.name.en,
                name_zh: scheme.name.zh,
                version: scheme.version,
                own,
            })
            .collect(),
        usual_scheme: design::base_scheme_code(cx, None).await?,
        facts,
        suppliers: u64::try_from(party::suppliers(cx).await?.len()).unwrap_or(u64::MAX),
    })
}

/// Starts an evaluation that is kept as a draft and gives the job; what comes of the job is the id of the evaluation.
pub fn start(cx: &Context, principal: &Principal, period: Quarter, scheme: Option<String>) -> Result<String, Error> {
    principal.demand(Permission::Import)?;
    let own = cx.acting(principal);
    let job = NewJob {
        kind: JobKind::Evaluation,
        subject: period.to_string(),
        steps: STEPS.to_vec(),
        of: None,
        now: cx.clock.now(),
    };
    let request = RunEvaluation {
        period,
        unit: None,
        scheme,
        draft: None,
        dry_run: false,
        confirmed_by: None,
        reason: None,
    };
    let work = move |teller: Teller| async move {
        let done = |step: &'static str| {
            let next = STEPS.iter().skip_while(|name| **name != step).nth(1);
            next.into_iter().for_each(|next| teller.step(next));
        };
        let outcome = run_watched(&own, request, &done).await?;
        outcome.id.ok_or_else(|| Error::internal("an evaluation was not kept"))
    };
    let clock = Arc::clone(&cx.clock);
    let ended: Ended = Arc::new(move || clock.now());
    Ok(cx.jobs.start(principal, job, ended, work))
}
