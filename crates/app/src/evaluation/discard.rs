//! Drops a draft that nobody needs.

use super::recompute::{Document, header};
use crate::{Context, Error};
use store::EvaluationStatus;

/// Drops the draft of an id, or of a unique beginning of one, and gives its whole id.
///
/// What is published stays for good, and so does a draft that a later evaluation was computed with.
pub async fn discard(cx: &Context, id: &str) -> Result<String, Error> {
    let headers = cx.store.evaluations().await?;
    let wanted = header(&headers, id)?;
    if wanted.status == EvaluationStatus::Published {
        return Err(Error::conflict("published-stays")
            .with("id", &wanted.id)
            .with("period", &wanted.period));
    }
    for other in &headers {
        let document = Document::from_text(&other.document)?;
        if document.inputs.earlier.as_deref() == Some(wanted.id.as_str()) {
            return Err(Error::conflict("draft-in-use")
                .with("id", &other.id)
                .with("period", &other.period));
        }
    }
    cx.store
        .discard_evaluation(&wanted.id, &cx.actor, &cx.clock.now())
        .await?;
    Ok(wanted.id.clone())
}
