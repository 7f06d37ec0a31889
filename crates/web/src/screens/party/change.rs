//! W5b Why did it change: the way from one score to another, cause by cause, with the raw values of both sides.

use super::{Tab, identity, own_name, tabs};
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{blank, change as delta, level, no_data, not_evaluated, truth, waterfall};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::evaluation::{Reading, card};
use app::monitoring::{ChangeRow, ChangeView, Side, cause_word, change};
use axum::extract::{Path, Query, State};
use domain::Decimal;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    from: String,
    to: String,
    /// Other pages about the supplier name one period: the later one here.
    period: String,
}

pub(super) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    let to = [&address.to, &address.period].into_iter().find(|one| !one.is_empty());
    let Some(after) = Reading::open(&site, visit.principal()?, to.map(String::as_str)).await? else {
        let title = visit.t("supplier-tab-change");
        return Ok(Frame::new(&visit, &title)
            .at(Place::Suppliers)
            .page(&not_evaluated(&visit)));
    };
    let seen = after.supplier(&code)?;
    let name = own_name(visit.language, &seen.supplier.name, seen.supplier.name_latin.as_deref()).to_owned();
    let from = match address.from.as_str() {
        "" => after.before().map(|head| head.period.clone()),
        period => Some(period.to_owned()),
    };
    let before = match &from {
        Some(period) => after.beside(&site, period).await?,
        None => None,
    };
    let body = match &before {
        Some(before) => {
            let found = change(&site, before, &after, &code, visit.language).await?;
            let periods: Vec<String> = after.periods.iter().map(|head| head.period.clone()).collect();
            view(&visit, &found, &periods)
        }
        // With one period there is no change yet: what the score is made of stands in its place.
        None => html! {
            p.note { (visit.t("why-one-period")) }
            @match card(&after, seen, visit.language) {
                Some(card) => { (super::scorecard::view(&visit, &card)) }
                None => { (blank(&visit.t("supplier-no-score"), &visit.t("supplier-not-evaluated"), None)) }
            }
        },
    };
    let frame = Frame::new(&visit, &name)
        .at(Place::Suppliers)
        .truth(truth(&visit, &after));
    Ok(frame.page(&body))
}

/// The change; also the sample of the golden page.
pub(super) fn view(visit: &Visit, found: &ChangeView, periods: &[String]) -> Markup {
    html! {
        (tabs(visit, &found.supplier, &found.to_period, Tab::Change))
        div.stack.wide-gap {
            (identity(visit, &found.supplier, (&found.name, found.name_latin.as_deref()), None))
            (pickers(visit, found, periods))
            @if found.change.is_none() {
                (blank(&visit.t("why-no-score"), &visit.t("why-no-score-why"), None))
            } @else {
                (picture(visit, found))
            }
            (indicators(visit, found))
        }
    }
}

/// The two periods, and the way to their neighbours by [ and ].
fn pickers(visit: &Visit, found: &ChangeView, periods: &[String]) -> Markup {
    let at = periods.iter().position(|period| *period == found.to_period);
    let near = |step: isize| {
        let to = at?.checked_add_signed(step)?;
        let from = to.checked_sub(1)?;
        let (from, to) = (periods.get(from)?, periods.get(to)?);
        Some(format!(
            "/suppliers/{}/change?from={from}&to={to}",
            encoded(&found.supplier)
        ))
    };
    let select = |id: &'static str, chosen: &str| {
        html! {
            select id=(id) name=(id) {
                @for period in periods.iter().rev() {
                    option value=(period) selected[period == chosen] { (text::quarter(period, visit.language)) }
                }
            }
        }
    };
    html! {
        form.row.no-print method="get" action=(format!("/suppliers/{}/change", encoded(&found.supplier))) data-auto="" {
            @if let Some(address) = near(-1) { a.button href=(address) data-key="[" aria-label=(visit.t("why-earlier")) { "‹" } }
            label.row { (visit.t("why-from")) (select("from", &found.from_period)) }
            label.row { (visit.t("why-to")) (select("to", &found.to_period)) }
            @if let Some(address) = near(1) { a.button href=(address) data-key="]" aria-label=(visit.t("why-later")) { "›" } }
            noscript { button type="submit" { (visit.t("truth-show")) } }
        }
    }
}

fn picture(visit: &Visit, found: &ChangeView) -> Markup {
    let (Some(from), Some(to)) = (found.from, found.to) else {
        return html! {};
    };
    let (from_word, to_word) = (
        text::quarter(&found.from_period, visit.language),
        text::quarter(&found.to_period, visit.language),
    );
    html! {
        figure.card {
            figcaption {
                h2 { (found.sentence) }
                p.row {
                    (level(visit, found.from_level.as_deref())) span aria-hidden="true" { "→" } (level(visit, found.to_level.as_deref()))
                    span { (visit.say("why-schemes", &[("from", &scheme(&found.from_scheme)), ("to", &scheme(&found.to_scheme))])) }
                }
            }
            div.hide-narrow { (waterfall(visit, [(&from_word, from), (&to_word, to)], &found.bars, &found.sentence)) }
            div.only-narrow { (causes(visit, found, (&from_word, from), (&to_word, to))) }
            details.chart-table.hide-narrow { summary { (visit.t("chart-table")) } (causes(visit, found, (&from_word, from), (&to_word, to))) }
        }
    }
}

fn scheme((code, version): &(String, u32)) -> String {
    format!("{code} v{version}")
}

/// The signed list: both ends and every cause, zeros too.
fn causes(visit: &Visit, found: &ChangeView, from: (&str, Decimal), to: (&str, Decimal)) -> Markup {
    html! {
        table.compact {
            thead { tr { th scope="col" { (visit.t("why-cause-head")) } th.num scope="col" { (visit.t("why-points-head")) } } }
            tbody {
                tr { th scope="row" { (from.0) } td.num { (text::points(from.1)) } }
                @for bar in &found.bars { tr { th scope="row" { (cause_word(visit.language, &bar.cause)) } td.num { (delta(Some(bar.shown))) } } }
                tr { th scope="row" { strong { (to.0) } } td.num { strong { (text::points(to.1)) } } }
            }
        }
    }
}

fn indicators(visit: &Visit, found: &ChangeView) -> Markup {
    html! {
        section {
            h2 { (visit.t("why-indicators")) }
            @if found.rows.is_empty() { p.muted { (visit.t("why-no-indicators")) } } @else {
                div.table-wrap {
                    table.compact {
                        thead { tr {
                            th scope="col" { (visit.t("why-indicator")) }
                            th.num scope="col" { (text::quarter(&found.from_period, visit.language)) }
                            th.num scope="col" { (text::quarter(&found.to_period, visit.language)) }
                            th.num scope="col" { (visit.t("why-points")) }
                            th.num scope="col" { (visit.t("why-weight")) }
                            th.num scope="col" { (visit.t("why-by-result")) }
                            th.num scope="col" { (visit.t("why-by-weight")) }
                        } }
                        tbody data-rows="" { @for row in &found.rows { (line(visit, found, row)) } }
                    }
                }
                p.count { (visit.t("why-how")) }
            }
        }
    }
}

fn line(visit: &Visit, found: &ChangeView, row: &ChangeRow) -> Markup {
    let rows = format!(
        "/suppliers/{}/rows?indicator={}&period={}",
        encoded(&found.supplier),
        encoded(&row.indicator),
        found.to_period
    );
    let raw = |side: Option<Side>| {
        html! {
            @match side {
                Some(side) => { (text::valued(side.value, &row.unit, visit.language)) " " span.count { "n=" (text::count(side.events)) } }
                None => { (no_data(visit)) }
            }
        }
    };
    let part = |figure: fn(&Side) -> Decimal, shown: &dyn Fn(Decimal) -> String| {
        let one = |side: Option<Side>| side.map_or_else(|| "—".to_owned(), |side| shown(figure(&side)));
        let (before, after) = (one(row.before), one(row.after));
        if before == after {
            before
        } else {
            format!("{before} → {after}")
        }
    };
    html! {
        tr {
            th scope="row" { a href=(rows) { (row.name) } div.other-name { (visit.t(&format!("word-dimension-{}", row.dimension))) " · " (row.category_name) } }
            td.num { (raw(row.before)) }
            td.num { (raw(row.after)) }
            td.num { (part(|side| side.points, &|value| text::points(value))) }
            td.num { (part(|side| side.weight, &|value| text::percent(value, visit.language))) }
            td.num { (delta(Some(row.result))) }
            td.num { (delta(Some(row.weight))) }
        }
    }
}
