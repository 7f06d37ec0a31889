//! Computes a kept evaluation again: from its stored sums, or with `deep` from the files it pinned.

use super::compute::{Computed, compute, queries};
use super::gather::observe;
use super::inputs::{HeldRows, Inputs};
use super::scorecard;
use crate::{Context, Error, ErrorKind};
use domain::evaluation::BucketPlan;
use serde::{Deserialize, Serialize};
use store::{EvaluationHeader, EvaluationRecord, EvaluationStatus};

/// What is kept in the header of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Document {
    pub(super) inputs: Inputs,
    pub(super) digest: String,
    /// The levels as two people confirmed them.
    pub(super) held: Option<HeldRows>,
}

impl Document {
    pub(super) fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|error| Error::from_source(ErrorKind::Internal, error))
    }

    pub(super) fn from_text(text: &str) -> Result<Document, Error> {
        serde_json::from_str(text).map_err(|error| Error::from_source(ErrorKind::Internal, error))
    }
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

/// The evaluation of an id, or of a unique beginning of one.
pub async fn load(cx: &Context, id: &str) -> Result<Loaded, Error> {
    let headers = cx.store.evaluations().await?;
    let mut matching = headers.iter().filter(|header| header.id.starts_with(id));
    let Some(header) = matching.next() else {
        return Err(Error::not_found(format!("there is no evaluation {id:?}"))
            .cure("gradus evaluate --list shows all evaluations"));
    };
    if matching.next().is_some() && header.id != id {
        return Err(Error::invalid(format!("several evaluations begin with {id:?}")).cure("give more of the id"));
    }
    let record = cx.store.evaluation(&header.id).await?;
    let record = record.ok_or_else(|| Error::not_found(format!("there is no evaluation {id:?}")))?;
    Box::pin(opened(cx, record)).await
}

/// The evaluation of a population's period that counts (of the latest period when none is named): a confirmed one
/// before a draft, then the latest made. Without a unit the population is the company.
pub async fn load_latest(
    cx: &Context,
    unit_id: Option<i64>,
    period: Option<&str>,
    scheme: Option<&str>,
) -> Result<Option<Loaded>, Error> {
    let headers = cx.store.evaluations().await?;
    let wanted = headers
        .into_iter()
        .filter(|header| header.unit_id == unit_id)
        .filter(|header| period.is_none_or(|period| header.period == period))
        .filter(|header| scheme.is_none_or(|scheme| header.scheme == scheme))
        .max_by_key(|header| {
            (
                header.period.clone(),
                header.status == EvaluationStatus::Published,
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

/// Computes an evaluation again and compares digests.
pub async fn recompute(cx: &Context, id: &str, deep: bool) -> Result<Recomputed, Error> {
    let loaded = load(cx, id).await?;
    let again = if deep {
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
    let sums = observe(cx, &loaded.record.files, queries.clone(), plan.buckets.to_vec(), scope).await?;
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
    let sums = observe(cx, &from.record.files, queries.clone(), plan.buckets.to_vec(), scope).await?;
    compute(&inputs, &queries, &sums, None)
}
