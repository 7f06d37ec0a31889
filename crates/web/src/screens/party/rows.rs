//! The source rows behind one indicator of a supplier, each with the file it came from.

use super::{below, own_name};
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{blank, not_applicable, not_evaluated, period_picker, truth};
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::{Reading, SourceRow, source_rows_of};
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Rows on the page; more are counted in the formula, not listed.
const LIMIT: usize = 500;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    indicator: String,
    period: String,
}

/// What the page shows.
pub(super) struct Content {
    pub(super) code: String,
    pub(super) period: String,
    pub(super) indicator: String,
    pub(super) rows: Vec<SourceRow>,
}

pub(super) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    let period = Some(address.period.as_str()).filter(|period| !period.is_empty());
    let Some(reading) = Reading::open(&site, visit.principal()?, period).await? else {
        let title = visit.t("rows-title-plain");
        return Ok(Frame::new(&visit, &title)
            .at(Place::Suppliers)
            .page(&not_evaluated(&visit)));
    };
    let supplier = reading.supplier(&code)?.supplier;
    let loaded = &reading.opened().loaded;
    let rows = source_rows_of(&site, loaded, supplier.id, (&address.indicator, LIMIT)).await?;
    let definition = loaded.computed.book.indicators.get(&address.indicator);
    let indicator = definition.map_or_else(
        || address.indicator.clone(),
        |one| visit.language.pick(&one.name.en, &one.name.zh).to_owned(),
    );
    let name = own_name(visit.language, &supplier.name, supplier.name_latin.as_deref());
    let title = visit.say("rows-title", &[("indicator", &indicator), ("supplier", name)]);
    let content = Content {
        code: supplier.code.clone(),
        period: reading.period().to_owned(),
        indicator,
        rows,
    };
    let frame = Frame::new(&visit, &title)
        .at(Place::Suppliers)
        .truth(truth(&visit, &reading));
    Ok(frame
        .tools(period_picker(&visit, &reading))
        .page(&view(&visit, &content)))
}

/// The rows; also the sample of the golden page.
pub(super) fn view(visit: &Visit, content: &Content) -> Markup {
    let rows = &content.rows;
    let counted = rows.iter().filter(|row| row.counted).count();
    let number = |count: usize| text::count(u64::try_from(count).unwrap_or(u64::MAX));
    html! {
        p { a href=(below(&content.code, "/scorecard", &content.period)) { "← " (visit.t("rows-back")) } }
        @if rows.is_empty() {
            (blank(&visit.t("rows-none"), &visit.say("rows-none-why", &[("indicator", &content.indicator)]), None))
        } @else {
            div.stack {
                p.count { (visit.say("rows-count", &[("rows", &number(rows.len())), ("counted", &number(counted))]))
                    @if rows.len() >= LIMIT { " " (visit.say("rows-limit", &[("limit", &number(LIMIT))])) } }
                div.table-wrap {
                    table.compact {
                        thead { tr {
                            th scope="col" { (visit.t("rows-day")) }
                            th scope="col" { (visit.t("rows-key")) }
                            th scope="col" { (visit.t("rows-part")) }
                            th.num scope="col" { (visit.t("rows-good")) }
                            th.num scope="col" { (visit.t("rows-n")) }
                            th scope="col" { (visit.t("rows-counted")) }
                            th scope="col" { (visit.t("evidence-source")) }
                        } }
                        tbody data-rows="" { @for row in rows { (line(visit, row)) } }
                    }
                }
            }
        }
    }
}

fn line(visit: &Visit, row: &SourceRow) -> Markup {
    html! {
        tr {
            td { (row.on_date) }
            th scope="row" { @match &row.key { Some(key) => { (key) } None => { (not_applicable(visit)) } } }
            td { @if row.part == "all" { (not_applicable(visit)) } @else { (row.part) } }
            td.num { (text::exact(row.good, 4)) }
            td.num { (text::exact(row.n, 4)) }
            td {
                @if row.counted { (visit.t("rows-yes")) }
                @else {
                    span.tag { (visit.t("rows-excused")) }
                    @if let Some(owner) = &row.fault_owner { " " (visit.t(&format!("rows-owner-{}", owner.replace('_', "-")))) }
                }
            }
            td.muted {
                @match (&row.file, row.file_row) {
                    (Some(file), Some(at)) => { (visit.say("evidence-row", &[("file", file), ("row", &at.to_string())])) }
                    _ => { (visit.t("rows-gone")) }
                }
            }
        }
    }
}
