//! Computes a kept evaluation again: from its stored sums, or with `deep` from the files it pinned.

use super::compute::{Computed, compute, compute_with, queries};
use super::explain::by_name;
use super::held::HeldRows;
use super::inputs::Inputs;
use super::scorecard;
use super::sums::sums;
use crate::design::Book;
use crate::{Context, Error};
use domain::evaluation::{BucketPlan, Evaluation};
use domain::period::Quarter;
use serde::{Deserialize, Serialize};
use store::{EvaluationHeader, EvaluationRecord, EvaluationStatus};

/// What is kept in the header of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Document {
    pub(super) inputs: Inputs,
    pub(super) digest: String,
    /// The levels as two people confirmed them.
    pub(super) held: Option<HeldRows>,
    /// Why levels that had been published already were published again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) reason: Option<String>,
}

impl Document {
    pub(super) fn to_text(&self) -> Result<String, Error> {
        Ok(serde_json::to_string(self)?)
    }

    pub(super) fn from_text(text: &str) -> Result<Document, Error> {
        Ok(serde_json::from_str(text)?)
    }
}

/// The digest alone, without reading the inputs that stand beside it.
pub(super) fn digest_of(text: &str) -> String {
    #[derive(Deserialize)]
    struct Digest {
        digest: String,
    }
    serde_json::from_str::<Digest>(text)
        .map(|found| found.digest)
        .unwrap_or_default()
}

/// A kept evaluation, computed again from its stored sums.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub id: String,
    pub header: EvaluationHeader,
    pub inputs: Inputs,
    pub record: EvaluationRecord,
    pub computed: Computed,
    /// The digest kept when it was made.
    pub digest: String,
}

/// Whether a computation gave the same bytes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recomputed {
    pub id: String,
    pub period: String,
    pub kept: String,
    pub again: String,
    /// Whether the sums were taken from the pinned files again.
    pub deep: bool,
}

impl Recomputed {
    #[must_use]
    pub fn same(&self) -> bool {
        self.kept == self.again
    }
}

/// The header of an id, or of a unique beginning of one.
pub(super) fn header<'a>(headers: &'a [EvaluationHeader], id: &str) -> Result<&'a EvaluationHeader, Error> {
    let mut matching = headers.iter().filter(|header| header.id.starts_with(id));
    let Some(header) = matching.next() else {
        return Err(Error::not_found("no-evaluation").with("id", id));
    };
    if matching.next().is_some() && header.id != id {
        return Err(Error::invalid("several-evaluations").with("id", id));
    }
    Ok(header)
}

/// The evaluation of an id, or of a unique beginning of one.
pub async fn load(cx: &Context, id: &str) -> Result<Loaded, Error> {
    let headers = cx.store.evaluations().await?;
    let header = header(&headers, id)?;
    let record = cx.store.evaluation(&header.id).await?;
    let record = record.ok_or_else(|| Error::not_found("no-evaluation").with("id", id))?;
    Box::pin(opened(cx, record)).await
}

/// The evaluation of a population that counts, of a period or of all: a published one before any draft, then the latest
/// period, then the latest made. Of a period that has not begun nothing counts. Without a unit the population is the
/// company.
pub async fn load_latest(
    cx: &Context,
    unit_id: Option<i64>,
    period: Option<&str>,
    scheme: Option<&str>,
) -> Result<Option<Loaded>, Error> {
    let headers = cx.store.evaluations().await?;
    let company = crate::party::company(cx).await?;
    let today = cx.clock.today();
    let has_begun = |header: &EvaluationHeader| {
        let period: Option<Quarter> = header.period.parse().ok();
        period.is_none_or(|period| company.fiscal.bounds(period).from <= today)
    };
    let wanted = headers
        .into_iter()
        .filter(|header| header.unit_id == unit_id)
        .filter(has_begun)
        .filter(|header| period.is_none_or(|period| header.period == period))
        .filter(|header| scheme.is_none_or(|scheme| header.scheme == scheme))
        .max_by_key(|header| {
            (
                header.status == EvaluationStatus::Published,
                header.period.clone(),
                header.created_at.clone(),
            )
        });
    match wanted {
        Some(header) => Ok(Some(load(cx, &header.id).await?)),
        None => Ok(None),
    }
}

async fn opened(cx: &Context, record: EvaluationRecord) -> Result<Loaded, Error> {
    let document = Document::from_text(&record.header.document)?;
    let earlier = match &document.inputs.earlier {
        Some(id) => Some(Box::pin(load(cx, id)).await?),
        None => None,
    };
    let queries = queries(&document.inputs.book()?)?;
    let earlier = earlier.as_ref().map(|earlier| &earlier.computed.evaluation);
    let computed = compute(&document.inputs, &queries, &record.observations, earlier)?;
    Ok(Loaded {
        id: record.header.id.clone(),
        header: record.header.clone(),
        inputs: document.inputs,
        digest: document.digest,
        computed,
        record,
    })
}

/// Computes the evaluation of an id or a quarter again and compares digests.
pub async fn recompute(cx: &Context, which: &str, deep: bool) -> Result<Recomputed, Error> {
    let loaded = by_name(cx, which).await?;
    let again = if deep {
        cx.blocking(|_, snapshots| snapshots.forget_sums()).await?;
        from_files(cx, &loaded).await?
    } else {
        loaded.computed.clone()
    };
    Ok(Recomputed {
        id: loaded.id,
        period: loaded.header.period,
        kept: loaded.digest,
        again: scorecard::digest(&again),
        deep,
    })
}

async fn from_files(cx: &Context, loaded: &Loaded) -> Result<Computed, Error> {
    let queries = queries(&loaded.computed.book)?;
    let plan = BucketPlan::new(loaded.inputs.fiscal(), loaded.inputs.quarter()?);
    let scope = (loaded.inputs.as_of, loaded.inputs.unit_id);
    let calendar = (&plan, loaded.inputs.fiscal());
    let sums = sums(cx, &loaded.record.files, &queries, calendar, scope).await?;
    let earlier = match &loaded.inputs.earlier {
        Some(id) => Some(load(cx, id).await?),
        None => None,
    };
    compute(
        &loaded.inputs,
        &queries,
        &sums,
        earlier.as_ref().map(|earlier| &earlier.computed.evaluation),
    )
}

/// The first evaluation's period under the second one's scheme, from the files the first one read.
pub(crate) async fn restate(cx: &Context, from: &Loaded, to: &Loaded) -> Result<Computed, Error> {
    let mut inputs = from.inputs.clone();
    inputs.schemes.clone_from(&to.inputs.schemes);
    inputs.indicators.clone_from(&to.inputs.indicators);
    inputs.own.clone_from(&to.inputs.own);
    inputs.base_scheme.clone_from(&to.inputs.base_scheme);
    let queries = queries(&inputs.book()?)?;
    let plan = BucketPlan::new(inputs.fiscal(), inputs.quarter()?);
    let scope = (inputs.as_of, inputs.unit_id);
    let calendar = (&plan, inputs.fiscal());
    let sums = sums(cx, &from.record.files, &queries, calendar, scope).await?;
    compute(&inputs, &queries, &sums, None)
}

/// A kept evaluation under the text of another scheme, from the same sums; `None` when that scheme asks other
/// questions of the facts than were kept.
pub(crate) async fn recompute_under(
    cx: &Context,
    loaded: &Loaded,
    code: &str,
    text: &str,
) -> Result<Option<Computed>, Error> {
    let changed = |inputs: &Inputs| {
        let mut inputs = inputs.clone();
        inputs.schemes.insert(code.to_owned(), text.to_owned());
        code.clone_into(&mut inputs.base_scheme);
        inputs
    };
    let inputs = changed(&loaded.inputs);
    let Ok(book) = inputs.book() else {
        // An indicator that the kept inputs do not hold.
        return Ok(None);
    };
    let asked = queries(&book)?;
    if asked != queries(&loaded.computed.book)? {
        return Ok(None);
    }
    let earlier = match &loaded.inputs.earlier {
        Some(id) => {
            let opened = cx.kept.open(cx, id).await?;
            let inputs = changed(&opened.loaded.inputs);
            Some(compute(&inputs, &asked, &opened.loaded.record.observations, None)?)
        }
        None => None,
    };
    let earlier = earlier.as_ref().map(|earlier| &earlier.evaluation);
    compute(&inputs, &asked, &loaded.record.observations, earlier).map(Some)
}

/// An evaluation under another book, the quarter before it as well, from the sums that are kept with both. A book that
/// needs a sum that was never taken is refused.
pub(crate) fn tried(book: &Book, loaded: &Loaded, earlier: Option<&Loaded>) -> Result<Computed, Error> {
    let under = |loaded: &Loaded, earlier: Option<&Evaluation>| {
        let asked = queries(&loaded.computed.book)?;
        compute_with(
            book.clone(),
            &loaded.inputs,
            (&asked, &loaded.record.observations),
            earlier,
        )
    };
    let before = earlier.map(|earlier| under(earlier, None)).transpose()?;
    under(loaded, before.as_ref().map(|before| &before.evaluation))
}
