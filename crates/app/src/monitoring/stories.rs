//! The six stories that a demo company is made to tell, each found in the data and never looked up by code.

use crate::evaluation::{Loaded, Reading, Seen};
use crate::party::SupplierName;
use crate::{Context, Error};
use domain::Decimal;
use domain::classification::Level;
use domain::evaluation::{NoData, Observation};
use domain::intake::ports::Limits;
use domain::party::Status;
use serde::Serialize;
use std::collections::BTreeMap;

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
    let year_before = match reading
        .periods
        .iter()
        .rev()
        .filter(|head| head.period.as_str() < reading.period())
        .nth(YEAR - 1)
    {
        Some(head) => reading.beside(cx, &head.period).await?,
        None => None,
    };
    let mut stories = Vec::new();
    stories.extend(rising(cx, reading).await?);
    if let Some(before) = &year_before {
        stories.extend(late_core(before, reading));
        stories.extend(price_creep(cx, before, reading).await?);
    }
    stories.extend(perfect_three(reading));
    stories.extend(ending_certificate(cx, reading).await?);
    Ok(stories)
}

fn shown(value: Decimal) -> String {
    text::points(value)
}

fn score(seen: &Seen<'_>) -> Option<Decimal> {
    seen.result?.total.composite.map(domain::number::Score::get)
}

/// Of the tenth with the best scores, the supplier with less spend than most whose score rose most since its first one.
async fn rising(cx: &Context, reading: &Reading) -> Result<Option<Story>, Error> {
    let history = reading.history(cx, 2 * YEAR).await?;
    let mut spends: Vec<Decimal> = reading
        .suppliers()
        .filter_map(|seen| Some(seen.result?.spend))
        .filter(|spend| !spend.is_zero())
        .collect();
    spends.sort_unstable();
    let Some(median) = spends.get(spends.len() / 2).copied() else {
        return Ok(None);
    };
    let mut scores: Vec<Decimal> = reading.suppliers().filter_map(|seen| score(&seen)).collect();
    scores.sort_unstable();
    let Some(top) = scores.get(scores.len() - scores.len().div_ceil(10)).copied() else {
        return Ok(None);
    };
    let mut best: Option<(Decimal, Seen<'_>, String, Decimal, Decimal)> = None;
    for seen in reading.suppliers() {
        let is_small = seen
            .result
            .is_some_and(|result| result.total.is_official() && result.spend < median);
        let first = history
            .iter()
            .find_map(|(period, rows)| Some((period, rows.get(&seen.supplier.id)?.score?)));
        let (Some(now), Some((period, then)), true) = (score(&seen), first, is_small) else {
            continue;
        };
        if now >= top && best.as_ref().is_none_or(|(rise, ..)| now - then > *rise) {
            best = Some((now - then, seen, period.clone(), then, now));
        }
    }
    Ok(best
        .filter(|(rise, ..)| *rise >= Decimal::TEN)
        .map(|(rise, seen, from, then, now)| Story {
            id: "rising",
            supplier: Some(SupplierName::of(seen.supplier)),
            figures: vec![
                ("rise", text::delta(rise)),
                ("from", from),
                ("then", shown(then)),
                ("now", shown(now)),
            ],
        }))
}

/// The value of an indicator over the categories of a supplier, the one with most events.
fn value(seen: &Seen<'_>, code: &str) -> Option<(Decimal, u64)> {
    let lines = seen.result?.categories.iter().flat_map(|category| &category.indicators);
    let measured = lines
        .filter(|line| line.code.as_ref() == code)
        .filter_map(|line| line.observation.measure());
    measured
        .max_by_key(|measure| measure.events)
        .map(|measure| (measure.value, measure.events))
}

/// The supplier that was core or key a year ago and whose on-time delivery fell most since.
fn late_core(before: &Reading, now: &Reading) -> Option<Story> {
    let mut falls: Vec<(Decimal, Seen<'_>, Decimal, Decimal)> = Vec::new();
    for then in before.suppliers() {
        let level = then.placement.and_then(|placement| placement.level());
        if !matches!(level, Some(Level::Core | Level::Key)) {
            continue;
        }
        let Ok(seen) = now.supplier(&then.supplier.code) else {
            continue;
        };
        let (Some((old, _)), Some((new, _))) = (value(&then, "delivery.otd"), value(&seen, "delivery.otd")) else {
            continue;
        };
        falls.push((old - new, seen, old, new));
    }
    let (fall, seen, old, new) = falls.into_iter().max_by_key(|(fall, ..)| *fall)?;
    (fall >= Decimal::TEN).then(|| Story {
        id: "plant-move",
        supplier: Some(SupplierName::of(seen.supplier)),
        figures: vec![
            ("then", shown(old)),
            ("now", shown(new)),
            ("from", before.period().to_owned()),
        ],
    })
}

/// The supplier whose price against its benchmark rose most although it costs the same in reporting currency.
async fn price_creep(cx: &Context, before: &Reading, now: &Reading) -> Result<Option<Story>, Error> {
    let paid = paid_against_last_year(cx, now).await?;
    let mut found: Option<(Decimal, Seen<'_>, Decimal, Decimal, Decimal)> = None;
    for seen in now.suppliers() {
        let Ok(then) = before.supplier(&seen.supplier.code) else {
            continue;
        };
        let (Some((old, _)), Some((new, _))) = (value(&then, "cost.price_index"), value(&seen, "cost.price_index"))
        else {
            continue;
        };
        let Some(paid) = paid.get(&seen.supplier.id).copied() else {
            continue;
        };
        // Flat in reporting currency: within two percent of a year ago.
        let is_flat = (paid - Decimal::ONE_HUNDRED).abs() <= Decimal::from(3);
        let rise = new - old;
        if is_flat && found.as_ref().is_none_or(|(most, ..)| rise > *most) {
            found = Some((rise, seen, old, new, paid));
        }
    }
    Ok(found
        .filter(|(rise, ..)| *rise > Decimal::TWO)
        .map(|(rise, seen, old, new, paid)| Story {
            id: "price-creep",
            supplier: Some(SupplierName::of(seen.supplier)),
            figures: vec![
                ("then", shown(old)),
                ("now", shown(new)),
                ("price", text::delta(rise)),
                ("fx", text::delta(paid - Decimal::ONE_HUNDRED - rise)),
                ("paid", text::delta(paid - Decimal::ONE_HUNDRED)),
            ],
        }))
}

/// What was paid in the period for items that were bought a year before, in percent of that price, by supplier.
async fn paid_against_last_year(cx: &Context, reading: &Reading) -> Result<BTreeMap<i64, Decimal>, Error> {
    let loaded = &reading.opened().loaded;
    let span = loaded.inputs.fiscal().bounds(loaded.inputs.quarter()?);
    let sql = format!(
        "select supplier_id, cast(sum(unit_price * quantity) as decimal(38,6)), \
         cast(sum(last_year_price * quantity) as decimal(38,6)) from order_lines \
         where last_year_price > 0 and unit_price > 0 and ordered_on >= date '{}' and ordered_on <= date '{}' \
         group by supplier_id",
        span.from, span.to
    );
    let files = loaded.record.files.clone();
    let limits = Limits {
        rows: 1_000_000,
        seconds: 30,
        memory_bytes: 512 << 20,
    };
    let answer = cx.blocking(move |facts, _| facts.select(&files, &sql, limits)).await?;
    let row = |row: &Vec<Option<String>>| match row.as_slice() {
        [Some(id), Some(paid), Some(last)] => {
            let (paid, last): (Decimal, Decimal) = (paid.parse().ok()?, last.parse().ok()?);
            Some((id.parse().ok()?, (paid * Decimal::ONE_HUNDRED).checked_div(last)?))
        }
        _ => None,
    };
    Ok(answer.rows.iter().filter_map(row).collect())
}

/// The supplier with a perfect record on so few lines that nothing may be concluded.
fn perfect_three(reading: &Reading) -> Option<Story> {
    let loaded = &reading.opened().loaded;
    let mut found: Option<(u64, Seen<'_>)> = None;
    for seen in reading.suppliers() {
        let Some(result) = seen.result else { continue };
        // Candidates of the reserve have few lines by nature.
        let is_approved = seen.supplier.status == Status::Approved;
        if result.total.is_official() || !is_approved {
            continue;
        }
        let lines = result.categories.iter().flat_map(|category| &category.indicators);
        let few = lines
            .filter(|line| line.code.as_ref() == "delivery.otd")
            .find_map(|line| match line.observation {
                Observation::NoData(NoData::TooFew { events, .. }) if events > 1 => Some(events),
                _ => None,
            });
        let Some(events) = few else { continue };
        let own = loaded
            .record
            .observations
            .iter()
            .filter(|sum| sum.supplier_id == seen.supplier.id);
        let judged = own.filter(|sum| {
            let code = loaded.record.queries.get(sum.query).map(String::as_str);
            matches!(code, Some("delivery.otd" | "quality.acceptance_rate"))
        });
        if judged.clone().all(|sum| sum.hits == sum.events && sum.excused == 0)
            && found.as_ref().is_none_or(|(most, _)| events > *most)
        {
            found = Some((events, seen));
        }
    }
    found.map(|(events, seen)| Story {
        id: "perfect-three",
        supplier: Some(SupplierName::of(seen.supplier)),
        figures: vec![("events", events.to_string())],
    })
}

/// The certificate that ends next without a renewal.
async fn ending_certificate(cx: &Context, reading: &Reading) -> Result<Option<Story>, Error> {
    let as_of = reading.opened().loaded.inputs.as_of;
    let all = reading.opened().expiring(cx).await?;
    Ok(all.iter().find_map(|one| {
        let supplier = reading
            .opened()
            .supplier_of_id(one.supplier_id)
            .filter(|supplier| reading.sees(supplier.id))?;
        let last: domain::Date = one.day.parse().ok()?;
        let days = domain::period::day_number(last) - domain::period::day_number(as_of);
        Some(Story {
            id: "expiring",
            supplier: Some(SupplierName::of(supplier)),
            figures: vec![
                ("certificate", one.kind.clone()),
                ("day", one.day.clone()),
                ("days", days.to_string()),
            ],
        })
    }))
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
