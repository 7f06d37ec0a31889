//! Runs an evaluation: snapshots, sums, scores, levels, and one transaction that keeps them.

use super::compute::{Computed, compute, queries};
use super::gates;
use super::gather::{self, Wanted};
use super::held::HeldRows;
use super::inputs::Inputs;
use super::periods::{self, Finality};
use super::recompute::load_latest;
use super::snapshots::refreshed_or_empty;
use super::sums::sums;
use super::{Refreshed, scorecard};
use crate::design::{self, Book, Shelf};
use crate::party::{self, Company};
use crate::{Context, Error};
use domain::classification::confirm;
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::evaluation::{BucketPlan, Evaluation};
use domain::intake::ports::SnapshotFile;
use domain::period::Quarter;
use domain::platform::TwoPersons;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use store::{Earlier, EvaluationHeader, EvaluationRecord, EvaluationStatus, ResultRow};
use uuid::Uuid;

/// What to evaluate.
#[derive(Debug, Clone)]
pub struct RunEvaluation {
    pub period: Quarter,
    /// Code of the business unit whose levels these are; the whole company when empty.
    pub unit: Option<String>,
    /// Scheme code; the workspace's own choice when empty.
    pub scheme: Option<String>,
    /// A scheme that is only tried: its code and text.
    pub draft: Option<(String, String)>,
    /// Computes and shows, keeps nothing.
    pub dry_run: bool,
    /// Two people who confirm the proposed levels as held from now on.
    pub confirmed_by: Option<Consent>,
    /// Why levels that are published already are published again.
    pub reason: Option<String>,
}

/// Names of the two people who confirm levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub first: String,
    pub second: String,
}

impl Consent {
    /// Who is one person only may not confirm.
    fn given(&self, cx: &Context) -> Result<TwoPersons, Error> {
        Ok(TwoPersons::new(&self.first, &self.second, cx.clock.today())?)
    }
}

/// What came out.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// `None` after a dry run.
    pub id: Option<String>,
    pub inputs: Inputs,
    pub computed: Computed,
    pub refreshed: Refreshed,
    /// SHA-256 over all scorecards and placements: equal numbers, equal digest.
    pub digest: String,
    /// How long each step took.
    pub steps: Vec<Step>,
}

/// One step of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub name: &'static str,
    pub took: Duration,
}

/// Evaluates every supplier for a quarter and keeps the result as a draft, or as confirmed when two people say so.
pub async fn run(cx: &Context, request: RunEvaluation) -> Result<Outcome, Error> {
    run_watched(cx, request, &|_| {}).await
}

/// The steps of a run in their order; `saved` comes only when something is kept.
pub const STEPS: [&str; 5] = ["snapshots", "inputs", "facts", "scores_and_levels", "saved"];

/// The same, and tells each step of [`STEPS`] as it is done.
pub async fn run_watched(
    cx: &Context,
    request: RunEvaluation,
    done: &(dyn Fn(&'static str) + Send + Sync),
) -> Result<Outcome, Error> {
    let unit_id = party::unit_id(cx, request.unit.as_deref()).await?;
    refuse_second(cx, &request, unit_id).await?;
    let consent = request.confirmed_by.map(|consent| consent.given(cx)).transpose()?;
    let mut steps = Vec::new();
    let mut clock = Stopwatch::start(done);
    let company = party::company(cx).await?;
    let standing = periods::standing(cx, &company, request.period).await?;
    let (files, refreshed) = refreshed_or_empty(cx).await?;
    clock.lap("snapshots", &mut steps);
    let base = design::base_scheme_code(cx, request.scheme.as_deref()).await?;
    let mut shelf = design::shelf(cx).await?;
    shelf.schemes.extend(request.draft);
    let book = Book::open(&shelf, &base)?;
    let shelf = only_used(shelf, &book);
    let held = held_before(cx, request.period, unit_id).await?;
    let before = Before {
        period: request.period.previous(),
        unit_id,
        base: &base,
        shelf: &shelf,
        keep: !request.dry_run,
    };
    let earlier = match &held {
        Some(_) => Some(earlier(cx, &company, &files, before).await?),
        None => None,
    };
    let (earlier, earlier_id) = earlier.map_or((None, None), |(evaluation, id)| (Some(evaluation), id));
    let wanted = Wanted {
        period: request.period,
        standing,
        unit_id,
        base_scheme: base,
        shelf,
        files: &files,
        held,
        earlier: earlier_id,
    };
    let mut inputs = gather::inputs(cx, &company, wanted).await?;
    if consent.is_some() && !inputs.finality.is_final() {
        return Err(not_final(&inputs));
    }
    clock.lap("inputs", &mut steps);
    let facts = Facts::gather(cx, &company, files, &mut inputs).await?;
    clock.lap("facts", &mut steps);
    let computed = compute(&inputs, &facts.queries, &facts.sums, earlier.as_ref())?;
    if computed.proposal.base == 0 {
        return Err(nobody_approved(&inputs));
    }
    clock.lap("scores_and_levels", &mut steps);
    let digest = scorecard::digest(&computed);
    let mut outcome = Outcome {
        id: None,
        inputs,
        computed,
        refreshed,
        digest,
        steps,
    };
    if !request.dry_run {
        let publish = consent.map(|consent| (consent, request.reason));
        outcome.id = Some(save(cx, &outcome, facts, publish).await?);
        clock.lap("saved", &mut outcome.steps);
    }
    Ok(outcome)
}

/// The facts that an evaluation was computed from.
struct Facts {
    files: Vec<SnapshotFile>,
    queries: Vec<ObserveQuery>,
    sums: Vec<PartSum>,
    plan: BucketPlan,
}

impl Facts {
    /// Sums the facts, and names those behind a limit among the inputs.
    async fn gather(
        cx: &Context,
        company: &Company,
        files: Vec<SnapshotFile>,
        inputs: &mut Inputs,
    ) -> Result<Facts, Error> {
        let queries = queries(&inputs.book()?)?;
        let plan = BucketPlan::new(company.fiscal, inputs.quarter()?);
        let scope = gates::Scope {
            as_of: inputs.as_of,
            span: plan.buckets[BucketPlan::QUARTER],
            unit_id: inputs.unit_id,
        };
        let sums = sums(
            cx,
            &files,
            &queries,
            (&plan, company.fiscal),
            (scope.as_of, scope.unit_id),
        )
        .await?;
        inputs.gates = gates::gather(cx, &files, (&queries, &sums), scope).await?;
        Ok(Facts {
            files,
            queries,
            sums,
            plan,
        })
    }
}

/// Why levels of this period cannot be confirmed yet.
fn not_final(inputs: &Inputs) -> Error {
    let code = match inputs.finality {
        Finality::Open => "period-open",
        Finality::Closing => "period-closing",
        Finality::Partial | Finality::Closed => "period-partial",
    };
    let closes_on = inputs.closes_on.map_or_else(String::new, |day| day.to_string());
    Error::conflict(code)
        .with("period", &inputs.period)
        .with("closes_on", closes_on)
}

/// Nobody to evaluate: who there is instead, by status.
fn nobody_approved(inputs: &Inputs) -> Error {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for supplier in inputs.suppliers.iter().filter(|supplier| !supplier.internal) {
        *counts.entry(&supplier.status).or_default() += 1;
    }
    let counted: Vec<String> = counts
        .iter()
        .map(|(status, count)| format!("{count} {status}"))
        .collect();
    if counted.is_empty() {
        return Error::conflict("no-suppliers");
    }
    Error::conflict("nobody-approved").with("counts", counted.join(", "))
}

/// A period whose levels are published keeps them; only somebody with a reason publishes another version.
async fn refuse_second(cx: &Context, request: &RunEvaluation, unit_id: Option<i64>) -> Result<(), Error> {
    let reason = request.reason.as_deref().map(str::trim).unwrap_or_default();
    if request.confirmed_by.is_none() || !reason.is_empty() {
        return Ok(());
    }
    let period = request.period.to_string();
    let headers = cx.store.evaluations().await?;
    let published = headers.iter().find(|header| {
        header.unit_id == unit_id && header.period == period && header.status == EvaluationStatus::Published
    });
    match published {
        None => Ok(()),
        Some(header) => Err(Error::conflict("published-already")
            .with("period", &period)
            .with("id", &header.id)),
    }
}

async fn save(
    cx: &Context,
    outcome: &Outcome,
    facts: Facts,
    publish: Option<(TwoPersons, Option<String>)>,
) -> Result<String, Error> {
    let now = cx.clock.now();
    let status = match publish {
        Some(_) => EvaluationStatus::Published,
        None => EvaluationStatus::Draft,
    };
    let (consent, reason) = publish.map_or((None, None), |(consent, reason)| (Some(consent), reason));
    let held = consent.map(|consent| held_after(outcome, consent)).transpose()?;
    let document = super::recompute::Document {
        inputs: outcome.inputs.clone(),
        digest: outcome.digest.clone(),
        held,
        reason,
    };
    let scheme = outcome.computed.book.base.scheme();
    let id = Uuid::now_v7().to_string();
    let record = EvaluationRecord {
        header: EvaluationHeader {
            id: id.clone(),
            period: outcome.inputs.period.clone(),
            scheme: scheme.code.clone(),
            scheme_version: scheme.version,
            as_of: outcome.inputs.as_of,
            unit_id: outcome.inputs.unit_id,
            status,
            created_at: now.clone(),
            created_by: cx.actor.clone(),
            document: document.to_text()?,
        },
        files: facts.files,
        queries: facts.queries.iter().map(|query| query.indicator.clone()).collect(),
        buckets: facts.plan.buckets.to_vec(),
        observations: facts.sums,
        results: result_rows(&outcome.computed),
    };
    cx.store
        .save_evaluation(&record, Earlier::Keep, &cx.actor, &now)
        .await?;
    Ok(id)
}

/// One line per supplier for lists; scorecards are computed again from the observations.
fn result_rows(computed: &Computed) -> Vec<ResultRow> {
    let results = computed.evaluation.suppliers.iter();
    results
        .map(|result| {
            let placement = computed.proposal.placement(result.supplier_id);
            ResultRow {
                supplier_id: result.supplier_id,
                category_id: 0,
                subject: String::new(),
                value: Some(result.spend),
                score: result.total.composite.map(|score| score.get()),
                rank_score: result.total.rank_score.map(|score| score.get()),
                state: scorecard::state_name(&result.total).to_owned(),
                grade: result.total.grade.as_ref().map(|grade| grade.value().name().to_owned()),
                level: placement
                    .and_then(|placement| placement.level())
                    .map(|level| level.name().to_owned()),
                detail: String::new(),
            }
        })
        .collect()
}

fn held_after(outcome: &Outcome, consent: TwoPersons) -> Result<HeldRows, Error> {
    let before = outcome.inputs.held.as_ref().map(HeldRows::to_domain).transpose()?;
    let levels = confirm::confirm(&outcome.computed.proposal, before.as_ref(), &[], consent)?;
    Ok(HeldRows::from_domain(&levels))
}

/// The levels of the population's latest confirmed round before the period; none in its first round.
async fn held_before(cx: &Context, period: Quarter, unit_id: Option<i64>) -> Result<Option<HeldRows>, Error> {
    let headers = cx.store.evaluations().await?;
    let latest = headers
        .into_iter()
        .filter(|header| header.status == EvaluationStatus::Published && header.unit_id == unit_id)
        .filter_map(|header| {
            Some((
                header
                    .period
                    .parse::<Quarter>()
                    .ok()
                    .filter(|quarter| *quarter < period)?,
                header,
            ))
        })
        .max_by(|(left, a), (right, b)| left.cmp(right).then(a.created_at.cmp(&b.created_at)));
    let Some((_, header)) = latest else { return Ok(None) };
    Ok(super::recompute::Document::from_text(&header.document)?.held)
}

/// Which earlier quarter is wanted, and under which scheme.
#[derive(Clone, Copy)]
struct Before<'a> {
    period: Quarter,
    unit_id: Option<i64>,
    base: &'a str,
    shelf: &'a Shelf,
    /// Whether one that has to be computed is kept; a dry run keeps nothing.
    keep: bool,
}

/// The quarter before under today's scheme, with its id: the one that is kept, or one that is computed now.
async fn earlier(
    cx: &Context,
    company: &Company,
    files: &[SnapshotFile],
    before: Before<'_>,
) -> Result<(Evaluation, Option<String>), Error> {
    let Before {
        period,
        unit_id,
        base,
        shelf,
        keep,
    } = before;
    if let Some(loaded) = load_latest(cx, unit_id, Some(&period.to_string()), Some(base)).await?
        && loaded.inputs.schemes == shelf.schemes
        && loaded.inputs.indicators == shelf.indicators
    {
        return Ok((loaded.computed.evaluation, Some(loaded.id)));
    }
    let wanted = Wanted {
        period,
        standing: periods::standing(cx, company, period).await?,
        unit_id,
        base_scheme: base.to_owned(),
        shelf: shelf.clone(),
        files,
        held: None,
        earlier: None,
    };
    let mut inputs = gather::inputs(cx, company, wanted).await?;
    let facts = Facts::gather(cx, company, files.to_vec(), &mut inputs).await?;
    let computed = compute(&inputs, &facts.queries, &facts.sums, None)?;
    let evaluation = computed.evaluation.clone();
    if !keep {
        return Ok((evaluation, None));
    }
    let digest = scorecard::digest(&computed);
    let outcome = Outcome {
        id: None,
        inputs,
        computed,
        refreshed: Refreshed::default(),
        digest,
        steps: Vec::new(),
    };
    let id = save(cx, &outcome, facts, None).await?;
    Ok((evaluation, Some(id)))
}

/// The documents that the book really uses, so that others may change without touching what is kept.
fn only_used(shelf: Shelf, book: &Book) -> Shelf {
    let mut schemes: Vec<&str> = book.all().iter().map(|scheme| scheme.scheme().code.as_str()).collect();
    let bases: Vec<&str> = book
        .all()
        .iter()
        .filter_map(|scheme| scheme.scheme().base.as_deref())
        .collect();
    schemes.extend(bases);
    Shelf {
        indicators: shelf
            .indicators
            .into_iter()
            .filter(|(code, _)| book.indicators.contains_key(code))
            .collect(),
        schemes: shelf
            .schemes
            .into_iter()
            .filter(|(code, _)| schemes.contains(&code.as_str()))
            .collect(),
        own: shelf
            .own
            .into_iter()
            .filter(|code| schemes.contains(&code.as_str()))
            .collect(),
    }
}

/// Measures steps on the monotonic clock.
struct Stopwatch<'a>(Instant, &'a (dyn Fn(&'static str) + Send + Sync));

impl<'a> Stopwatch<'a> {
    fn start(done: &'a (dyn Fn(&'static str) + Send + Sync)) -> Stopwatch<'a> {
        Stopwatch(Instant::now(), done)
    }

    fn lap(&mut self, name: &'static str, steps: &mut Vec<Step>) {
        let now = Instant::now();
        steps.push(Step {
            name,
            took: now - self.0,
        });
        self.0 = now;
        (self.1)(name);
    }
}
