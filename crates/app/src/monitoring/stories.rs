//! The six stories that a demo company is made to tell, each found in the data and never looked up by code.

use super::signals::{self, Who};
use crate::evaluation::{Loaded, Reading};
use crate::party::SupplierName;
use crate::{Context, Error};
use domain::{Date, Decimal, period};
use serde::Serialize;

/// Quarters that a story looks back.
const YEAR: usize = 4;
/// The scheme that the last story tries on.
const OTHER_SCHEME: &str = "four-dimensions";

/// One story with its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// `rising`, `plant-move`, `price-creep`, `perfect-three`, `expiring` or `scheme-change`.
    pub id: &'static str,
    pub supplier: Option<SupplierName>,
    /// Names and values of what its sentence says.
    pub figures: Vec<(&'static str, String)>,
}

/// The stories that the kept data tell, in their order; the last one, of another scheme, is told apart.
pub async fn stories(cx: &Context, reading: &Reading) -> Result<Vec<Story>, Error> {
    let before = match reading
        .periods
        .iter()
        .rev()
        .filter(|head| head.period.as_str() < reading.period())
        .nth(YEAR - 1)
    {
        Some(head) => reading.beside(cx, &head.period).await?,
        None => None,
    };
    let before = before.as_ref().map(|before| &before.opened().loaded);
    let loaded = &reading.opened().loaded;
    let found = signals::between(cx, before, loaded).await?;
    // The clearest of each kind that may be seen.
    let story = |id, who: &Who, figures| {
        let supplier = reading.opened().supplier(&who.supplier);
        let supplier = supplier.filter(|supplier| reading.sees(supplier.id))?;
        Some(Story {
            id,
            supplier: Some(SupplierName::of(supplier)),
            figures,
        })
    };
    let mut stories = Vec::new();
    stories.extend(found.rising.iter().find_map(|rise| {
        let figures = vec![
            ("rise", text::delta(rise.score_after - rise.score_before)),
            ("from", found.start.clone()),
            ("then", shown(rise.score_before)),
            ("now", shown(rise.score_after)),
        ];
        story("rising", &rise.who, figures)
    }));
    stories.extend(found.collapsed.iter().find_map(|one| {
        let figures = vec![
            ("then", shown(one.before)),
            ("now", shown(one.after)),
            ("from", found.from.clone()),
        ];
        story("plant-move", &one.who, figures)
    }));
    stories.extend(found.price_creep.iter().find_map(|one| {
        let figures = vec![
            ("price", text::delta(one.price_percent)),
            ("fx", text::delta(one.exchange_percent)),
            ("paid", text::delta(one.paid_percent)),
        ];
        story("price-creep", &one.who, figures)
    }));
    stories.extend(
        found
            .perfect
            .iter()
            .find_map(|one| story("perfect-three", &one.who, vec![("events", one.lines.to_string())])),
    );
    stories.extend(found.expiring.iter().find_map(|one| {
        let last: Date = one.valid_to.parse().ok()?;
        let days = period::day_number(last) - period::day_number(loaded.inputs.as_of);
        let figures = vec![
            ("certificate", one.certificate.clone()),
            ("day", one.valid_to.clone()),
            ("days", days.to_string()),
        ];
        story("expiring", &one.who, figures)
    }));
    Ok(stories)
}

fn shown(value: Decimal) -> String {
    text::points(value)
}

/// How many would stand elsewhere under another scheme. It may need sums that were never taken, so the facts are read
/// again; that takes seconds, and whoever asks first does not wait for it.
pub(crate) async fn other_scheme(cx: &Context, loaded: &Loaded) -> Result<Option<Story>, Error> {
    let base = loaded.computed.book.base.scheme().code.clone();
    let Some(text) = loaded.inputs.schemes.get(OTHER_SCHEME).filter(|_| base != OTHER_SCHEME) else {
        return Ok(None);
    };
    let period = loaded.inputs.quarter()?;
    let tried = crate::design::simulate(cx, OTHER_SCHEME, text, period, text::Language::En).await?;
    let count = tried.movers.len();
    Ok((count > 0).then(|| Story {
        id: "scheme-change",
        supplier: None,
        figures: vec![
            ("count", count.to_string()),
            ("base", loaded.computed.proposal.base.to_string()),
            ("from", base),
            ("scheme", OTHER_SCHEME.to_owned()),
        ],
    }))
}
