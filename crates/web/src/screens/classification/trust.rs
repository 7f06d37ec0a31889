//! The trust page beside the first draft: what speaks for the levels, and what would change them.

use super::board::distance;
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{columns, csv, export_link, level, name, no_data, period_picker, points, truth};
use crate::screens::opened::{self, LEVEL_TABS, nothing_yet, read, tabs};
use crate::site::Site;
use crate::visit::Visit;
use app::classification::{EVENT_STEPS, SHIFT_POINTS, Sensitivity, TrustLine, TrustView, trust};
use app::platform::TableFile;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::Decimal;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Names that a reason is illustrated with.
const NAMED: usize = 6;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    period: String,
    export: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let address: Address = read(query.as_deref())?;
    let title = visit.t("trust-title");
    let Some(reading) = opened::opened(&site, &visit, &address.period).await? else {
        return Ok(nothing_yet(&visit, &title, Place::Levels));
    };
    let found = trust(&site, &reading, visit.language).await?;
    if !address.export.is_empty() {
        return csv(table(&visit, &found), "trust", reading.period());
    }
    let body = html! { (tabs(&visit, &LEVEL_TABS, "/levels/trust", &address.period)) (view(&visit, &found)) };
    let frame = Frame::new(&visit, &title)
        .at(Place::Levels)
        .truth(truth(&visit, &reading));
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body).into_response())
}

/// The page itself; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, found: &TrustView) -> Markup {
    html! {
        div.stack {
            p.lead { (lead(visit, found)) }
            div.columns {
                section.card {
                    h2 { (visit.t("trust-coverage")) }
                    p.muted { (coverage_sentence(visit, found)) }
                    (histogram(visit, &coverage_steps(visit), &found.coverage, &visit.t("trust-coverage")))
                }
                section.card {
                    h2 { (visit.t("trust-events")) }
                    p.muted { (visit.say("trust-events-lead", &[("median", &text::count(found.events_median.unwrap_or(0)))])) }
                    (histogram(visit, &event_steps(visit), &found.events, &visit.t("trust-events")))
                }
            }
            (sensitivity(visit, &found.sensitivity))
            div.columns {
                (end(visit, found, "trust-top", &found.top))
                (end(visit, found, "trust-bottom", &found.bottom))
            }
            div.columns {
                (near(visit, found))
                (not_classified(visit, found))
            }
            p.row { a.button href=(opened::address("/levels/agreement", &[("period", &found.period)])) { (visit.t("trust-own-list")) } (export_link(visit, "ends")) }
        }
    }
}

fn lead(visit: &Visit, found: &TrustView) -> String {
    visit.say(
        "trust-lead",
        &[
            ("suppliers", &text::count(found.suppliers)),
            ("official", &text::count(found.official)),
            ("provisional", &text::count(found.provisional)),
            ("near", &found.near.len().to_string()),
        ],
    )
}

fn coverage_sentence(visit: &Visit, found: &TrustView) -> String {
    let median = found.coverage_median.unwrap_or_default();
    visit.say(
        "trust-coverage-lead",
        &[("median", &text::percent(median, visit.language))],
    )
}

fn coverage_steps(visit: &Visit) -> Vec<String> {
    let step = |at: u8| {
        let from = u16::from(at) * 10;
        let to = if at == 9 { 100 } else { from + 9 };
        visit.say("trust-step", &[("from", &from.to_string()), ("to", &to.to_string())])
    };
    (0..10).map(step).collect()
}

fn event_steps(visit: &Visit) -> Vec<String> {
    let mut from = 0;
    let mut steps = Vec::new();
    for to in EVENT_STEPS {
        steps.push(if from == to {
            to.to_string()
        } else {
            visit.say("trust-step", &[("from", &text::count(from)), ("to", &text::count(to))])
        });
        from = to + 1;
    }
    steps.push(visit.say("trust-step-open", &[("from", &text::count(from))]));
    steps
}

/// Bars with their figures: a table that can be read without seeing the bars.
fn histogram(visit: &Visit, steps: &[String], counts: &[u64], caption: &str) -> Markup {
    let largest = Decimal::from(counts.iter().max().copied().unwrap_or(1).max(1));
    html! {
        table.histogram {
            caption.visually-hidden { (caption) }
            thead.visually-hidden { tr { th scope="col" { (visit.t("trust-range")) } th scope="col" { (visit.t("trust-suppliers")) } } }
            tbody {
                @for (step, count) in steps.iter().zip(counts) {
                    tr {
                        th scope="row" { (step) }
                        td {
                            svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                                rect.fill width=((Decimal::from(*count * 100) / largest).round_dp(1)) height="8" rx="1" {}
                            }
                        }
                        td.num { (text::count(*count)) }
                    }
                }
            }
        }
    }
}

/// What moving one weight would change, as a sentence and as a table.
fn sensitivity(visit: &Visit, found: &Sensitivity) -> Markup {
    let by = SHIFT_POINTS.to_string();
    let sentence = match found.core.len() {
        0 => visit.say("trust-no-core", &[("points", &by)]),
        count => visit.say("trust-some-core", &[("points", &by), ("count", &count.to_string())]),
    };
    let most = found.shifts.iter().map(|shift| shift.moved).max().unwrap_or(0);
    html! {
        section.card {
            h2 { (sentence) }
            p.muted { (visit.say("trust-sensitivity-lead", &[("points", &by), ("unstable", &text::count(found.unstable_total)), ("most", &text::count(most))])) }
            div.columns.top-gap {
                div.table-wrap { table.compact {
                    caption.visually-hidden { (visit.t("trust-sensitivity")) }
                    thead { tr {
                        th scope="col" { (visit.t("trust-dimension")) }
                        @for sign in ["−", "+"] { th.num scope="col" { (sign) (by) " " (visit.t("trust-moved")) } th.num scope="col" { (visit.t("trust-core")) } }
                    } }
                    tbody {
                        @for pair in pairs(found) {
                            tr {
                                th scope="row" { (visit.t(&format!("word-dimension-{}", pair.0))) }
                                @for shift in pair.1 {
                                    @match shift {
                                        Some((moved, core)) => { td.num { (text::count(moved)) } td.num { (text::count(core)) } }
                                        None => { td.num { "—" } td.num { "—" } }
                                    }
                                }
                            }
                        }
                    }
                } }
                @if !found.unstable.is_empty() {
                    div {
                        h3 { (visit.t("trust-unstable")) }
                        ol.plain {
                            @for one in found.unstable.iter().take(NAMED * 2) {
                                li.board-line { (name::link(visit, &one.supplier, "")) span.muted { (visit.say("trust-times", &[("times", &one.times.to_string()), ("of", &found.shifts.len().to_string())])) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Per dimension: moved and core of the shift down and of the shift up.
fn pairs(found: &Sensitivity) -> Vec<(&str, [Option<(u64, u64)>; 2])> {
    let mut pairs: Vec<(&str, [Option<(u64, u64)>; 2])> = Vec::new();
    for shift in &found.shifts {
        let at = usize::from(shift.by > 0);
        match pairs.iter_mut().find(|(dimension, _)| *dimension == shift.dimension) {
            Some((_, both)) => both[at] = Some((shift.moved, shift.core)),
            None => {
                let mut both = [None; 2];
                both[at] = Some((shift.moved, shift.core));
                pairs.push((&shift.dimension, both));
            }
        }
    }
    pairs
}

fn end(visit: &Visit, found: &TrustView, title: &str, lines: &[TrustLine]) -> Markup {
    html! {
        section.card {
            h2 { (visit.t(title)) }
            @if lines.is_empty() { p.muted { (visit.t("trust-no-official")) } }
            ol.ends {
                @for line in lines {
                    li {
                        div.board-line { span.board-name { (name::link(visit, &line.supplier, &found.period)) } span.row { (level(visit, line.level.as_deref())) span.num { (points(visit, line.score)) } } }
                        p.why { (reason(visit, line)) }
                    }
                }
            }
        }
    }
}

/// "Quality lifts it by 3.1, Cost pulls it by 0.4."
fn reason(visit: &Visit, line: &TrustLine) -> String {
    let part = |id: &str, gap: &(String, Decimal)| {
        let dimension = visit.t(&format!("word-dimension-{}", gap.0));
        visit.say(id, &[("dimension", &dimension), ("points", &text::points(gap.1.abs()))])
    };
    let both = [
        line.lift.as_ref().map(|gap| part("trust-lift", gap)),
        line.pull.as_ref().map(|gap| part("trust-pull", gap)),
    ];
    both.into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(&visit.t("trust-join"))
}

fn near(visit: &Visit, found: &TrustView) -> Markup {
    html! {
        section.card {
            h2 { (visit.say("trust-near", &[("count", &found.near.len().to_string())])) }
            p.muted { (visit.t("trust-near-lead")) }
            ul.ends {
                @for row in found.near.iter().take(12) {
                    li.board-line {
                        span.board-name { (name::link(visit, &row.supplier, &found.period)) }
                        span.row { (level(visit, row.level.as_deref())) (distance(visit, row)) }
                    }
                }
            }
            @if found.near.len() > 12 {
                p.foot { a href=(opened::address("/levels", &[("period", &found.period), ("only", "near")])) { (visit.say("trust-near-all", &[("count", &found.near.len().to_string())])) } }
            }
        }
    }
}

fn not_classified(visit: &Visit, found: &TrustView) -> Markup {
    let count: usize = found.not_classified.iter().map(|one| one.suppliers.len()).sum();
    html! {
        section.card {
            h2 { (visit.say("trust-none", &[("count", &count.to_string())])) }
            @if found.not_classified.is_empty() { p { (no_data(visit)) } }
            ul.ends {
                @for one in &found.not_classified {
                    li {
                        p { strong.num { (one.suppliers.len()) } " · " (one.why.text) }
                        p.why {
                            @for (at, supplier) in one.suppliers.iter().take(NAMED).enumerate() {
                                @if at > 0 { " · " } (name::link(visit, supplier, &found.period))
                            }
                            @if one.suppliers.len() > NAMED { " " (visit.say("trust-more", &[("count", &(one.suppliers.len() - NAMED).to_string())])) }
                        }
                    }
                }
            }
        }
    }
}

fn table(visit: &Visit, found: &TrustView) -> TableFile {
    let mut table = TableFile::new(columns(
        visit,
        &[
            "trust-list",
            "board-code",
            "suppliers-name",
            "suppliers-level",
            "suppliers-score",
            "board-why",
        ],
    ));
    for (list, lines) in [("trust-top", &found.top), ("trust-bottom", &found.bottom)] {
        for line in lines {
            table.push(vec![
                visit.t(list).into(),
                line.supplier.code.clone().into(),
                name::plain(visit, &line.supplier).into(),
                visit
                    .t(&format!("word-level-{}", line.level.as_deref().unwrap_or("none")))
                    .into(),
                line.score.into(),
                reason(visit, line).into(),
            ]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::{golden, named};
    use app::classification::{NotClassified, Shift, Unstable};
    use app::evaluation::Line;

    fn sample() -> TrustView {
        let line = TrustLine {
            supplier: named("S10012"),
            level: Some("core".to_owned()),
            score: Some(Decimal::new(934, 1)),
            lift: Some(("quality".to_owned(), Decimal::new(31, 1))),
            pull: Some(("cost".to_owned(), Decimal::new(-4, 1))),
        };
        let shift = |by, moved| Shift {
            dimension: "quality".to_owned(),
            by,
            moved,
            core: 0,
        };
        TrustView {
            period: "2026Q3".to_owned(),
            status: "draft".to_owned(),
            suppliers: 400,
            coverage: vec![0, 0, 0, 2, 5, 10, 30, 80, 120, 153],
            coverage_median: Some(Decimal::from(88)),
            official: 363,
            provisional: 30,
            events: vec![3, 4, 10, 100, 200, 83],
            events_median: Some(188),
            top: vec![line.clone()],
            bottom: vec![line],
            near: Vec::new(),
            not_classified: vec![NotClassified {
                why: Line {
                    code: "none.reserve".to_owned(),
                    text: "<b>reserve</b>".to_owned(),
                    because: Vec::new(),
                },
                suppliers: vec![named("S1")],
            }],
            sensitivity: Sensitivity {
                shifts: vec![shift(-5, 3), shift(5, 2)],
                core: Vec::new(),
                unstable: vec![Unstable {
                    supplier: named("S2"),
                    times: 2,
                }],
                unstable_total: 1,
            },
        }
    }

    #[test]
    fn the_trust_page_stands_in_both_languages() {
        golden("trust", |visit| view(visit, &sample()));
    }
}
