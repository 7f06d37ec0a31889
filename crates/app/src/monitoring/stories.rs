//! The six stories that a demo company is made to tell, each found in the data and never looked up by code.

use super::signals::{self, Who};
use crate::design::Shelf;
use crate::evaluation::{Reading, tried};
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

/// All stories that the data tell, in their order.
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
        let supplier = reading.supplier(&who.supplier).ok()?.supplier;
        let supplier = Some(SupplierName::of(supplier));
        Some(Story { id, supplier, figures })
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
    stories.extend(other_scheme(cx, reading).await?);
    Ok(stories)
}

fn shown(value: Decimal) -> String {
    text::points(value)
}

/// How many would stand elsewhere under another scheme, computed from the sums that are there.
async fn other_scheme(cx: &Context, reading: &Reading) -> Result<Option<Story>, Error> {
    let opened = reading.opened();
    let base = opened.loaded.computed.book.base.scheme().code.clone();
    let inputs = &opened.loaded.inputs;
    if base == OTHER_SCHEME || !inputs.schemes.contains_key(OTHER_SCHEME) {
        return Ok(None);
    }
    let shelf = Shelf {
        indicators: inputs.indicators.clone(),
        schemes: inputs.schemes.clone(),
        own: inputs.own.clone(),
    };
    let loaded = opened.loaded.clone();
    let earlier = match &inputs.earlier {
        Some(id) => Some(cx.kept.open(cx, id).await?),
        None => None,
    };
    let found = tokio::task::spawn_blocking(move || {
        let Ok(book) = crate::design::Book::open(&shelf, OTHER_SCHEME) else {
            return None;
        };
        // A scheme that needs sums which were never taken cannot be tried on this way.
        let tried = tried(&book, &loaded, earlier.as_ref().map(|earlier| &earlier.loaded)).ok()?;
        Some(domain::monitoring::movers(&loaded.computed.proposal, &tried.proposal))
    });
    let found = found
        .await
        .map_err(|error| Error::internal(format!("trying the scheme stopped: {error}")))?;
    let visible = found.map(|movers| movers.iter().filter(|mover| reading.sees(mover.supplier_id)).count());
    Ok(visible.filter(|count| *count > 0).map(|count| Story {
        id: "scheme-change",
        supplier: None,
        figures: vec![
            ("count", count.to_string()),
            ("base", opened.loaded.computed.proposal.base.to_string()),
            ("from", base),
            ("scheme", OTHER_SCHEME.to_owned()),
        ],
    }))
}
