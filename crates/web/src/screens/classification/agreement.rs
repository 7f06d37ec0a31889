//! Agreement with a list of one's own: pasted or uploaded, compared, never stored.

use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::parts::{Problem, error_summary, field, level, name, period_picker, points, truth};
use crate::posted::{TOKEN, check_token};
use crate::screens::opened::{LEVEL_TABS, nothing_yet, opened, read, tabs};
use crate::site::Site;
use crate::visit::Visit;
use app::classification::{AgreementView, Disagreement, own_list};
use app::evaluation::Reading;
use axum::extract::{Multipart, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Unread lines that are shown.
const UNREAD: usize = 10;
const LEVELS: [Option<&str>; 5] = [Some("core"), Some("key"), Some("qualified"), Some("restricted"), None];

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    period: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let address: Address = read(query.as_deref())?;
    let Some(reading) = opened(&site, &visit, &address.period).await? else {
        return Ok(nothing_yet(&visit, &visit.t("agreement-title"), Place::Levels));
    };
    Ok(framed(&visit, &address, &reading, &form(&visit, "", &[])))
}

pub(crate) async fn compare(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
    fields: Multipart,
) -> Result<Response, Fault> {
    let address: Address = read(query.as_deref())?;
    let (token, pasted, uploaded) = parts(fields).await?;
    check_token(&visit, token.as_deref())?;
    let Some(reading) = opened(&site, &visit, &address.period).await? else {
        return Ok(nothing_yet(&visit, &visit.t("agreement-title"), Place::Levels));
    };
    let Ok(uploaded) = String::from_utf8(uploaded) else {
        return Ok(refused(
            &visit,
            &address,
            &reading,
            &pasted,
            visit.t("agreement-not-text"),
        ));
    };
    let list = if pasted.trim().is_empty() { uploaded } else { pasted };
    if list.trim().is_empty() {
        return Ok(refused(&visit, &address, &reading, "", visit.t("agreement-empty")));
    }
    let found = own_list(&reading, &list, visit.language)?;
    if found.compared == 0 {
        return Ok(refused(&visit, &address, &reading, &list, visit.t("agreement-nothing")));
    }
    let body = html! { (result(&visit, reading.period(), &found)) details.card { summary { (visit.t("agreement-again")) } (form(&visit, &list, &[])) } };
    Ok(framed(&visit, &address, &reading, &body))
}

/// The token, the pasted text and the uploaded bytes.
async fn parts(mut fields: Multipart) -> Result<(Option<String>, String, Vec<u8>), Fault> {
    let unreadable = |error: axum::extract::multipart::MultipartError| Fault::new(error.status(), error.body_text());
    let (mut token, mut pasted, mut uploaded) = (None, String::new(), Vec::new());
    while let Some(field) = fields.next_field().await.map_err(unreadable)? {
        match field.name().unwrap_or_default() {
            TOKEN => token = Some(field.text().await.map_err(unreadable)?),
            "list" => pasted = field.text().await.map_err(unreadable)?,
            "file" => uploaded = field.bytes().await.map_err(unreadable)?.to_vec(),
            _ => {}
        }
    }
    Ok((token, pasted, uploaded))
}

fn refused(visit: &Visit, address: &Address, reading: &Reading, pasted: &str, message: String) -> Response {
    let problems = [Problem { field: "list", message }];
    let body = form(visit, pasted, &problems);
    (StatusCode::UNPROCESSABLE_ENTITY, framed(visit, address, reading, &body)).into_response()
}

fn framed(visit: &Visit, address: &Address, reading: &Reading, body: &Markup) -> Response {
    let title = visit.t("agreement-title");
    let body = html! { (tabs(visit, &LEVEL_TABS, "/levels/agreement", &address.period)) div.stack { (body) } };
    let frame = Frame::new(visit, &title).at(Place::Levels).truth(truth(visit, reading));
    frame.tools(period_picker(visit, reading)).page(&body).into_response()
}

/// The form; also the first sample of the golden page.
pub(crate) fn form(visit: &Visit, pasted: &str, problems: &[Problem]) -> Markup {
    html! {
        (error_summary(visit, problems))
        form.fields.wide-fields method="post" enctype="multipart/form-data" action=(visit.address) data-keep="agreement" {
            p { (visit.t("agreement-lead")) }
            (form_token(visit))
            (field("list", &visit.t("agreement-paste"), Some(&visit.t("agreement-paste-hint")), problems, &html! {
                textarea #list name="list" rows="8" aria-describedby="list-hint" placeholder=(visit.t("agreement-example")) { (pasted) }
            }))
            (field("file", &visit.t("agreement-file"), Some(&visit.t("agreement-file-hint")), problems, &html! {
                input #file type="file" name="file" accept=".csv,.tsv,.txt,text/csv,text/plain" aria-describedby="file-hint";
            }))
            p { button.primary type="submit" { (visit.t("agreement-compare")) } }
        }
    }
}

/// The comparison; also the second sample of the golden page.
pub(crate) fn result(visit: &Visit, period: &str, found: &AgreementView) -> Markup {
    let share = found
        .share
        .map(|share| text::percent(share, visit.language))
        .unwrap_or_default();
    html! {
        section.card {
            h2 { (visit.say("agreement-sentence", &[("same", &found.same.to_string()), ("compared", &found.compared.to_string()), ("differ", &found.differ.len().to_string())])) }
            dl.keys.top-gap {
                div { dt { (visit.t("agreement-share")) } dd { (share) } }
                div { dt { (visit.t("agreement-kappa")) } dd { @match found.kappa { Some(kappa) => { (text::exact(kappa, 2)) } None => { "—" } } " " small { (kappa_words(visit, found)) } } }
                div { dt { (visit.t("agreement-only-ours")) } dd { (text::count(found.only_ours)) } }
            }
            (matrix(visit, found))
        }
        @if !found.differ.is_empty() { (disagreements(visit, period, &found.differ)) }
        @if !found.unread.is_empty() {
            section.note.warn {
                h2 { (visit.say("agreement-unread", &[("count", &found.unread.len().to_string())])) }
                ul {
                    @for line in found.unread.iter().take(UNREAD) {
                        li { (visit.say("agreement-line", &[("line", &line.line.to_string()), ("text", &line.text)])) " " (visit.t(&format!("agreement-problem-{}", line.problem))) }
                    }
                }
                @if found.unread.len() > UNREAD { p { (visit.say("trust-more", &[("count", &(found.unread.len() - UNREAD).to_string())])) } }
            }
        }
    }
}

/// Landis and Koch's words for a kappa.
fn kappa_words(visit: &Visit, found: &AgreementView) -> String {
    let Some(kappa) = found.kappa else {
        return visit.t("agreement-kappa-none");
    };
    let steps = [
        (20, "slight"),
        (40, "fair"),
        (60, "moderate"),
        (80, "substantial"),
        (100, "almost"),
    ];
    let word = steps
        .iter()
        .find(|(to, _)| kappa * domain::Decimal::ONE_HUNDRED <= domain::Decimal::from(*to));
    visit.t(&format!("agreement-kappa-{}", word.map_or("almost", |(_, word)| word)))
}

fn matrix(visit: &Visit, found: &AgreementView) -> Markup {
    html! {
        div.table-wrap.matrix { table {
            caption { (visit.t("agreement-matrix")) }
            thead { tr {
                th scope="col" { (visit.t("agreement-theirs")) }
                @for own in LEVELS { th.num scope="col" { (level(visit, own)) } }
            } }
            tbody {
                @for (at, (their, row)) in LEVELS.iter().zip(&found.matrix).enumerate() {
                    tr {
                        th scope="row" { (level(visit, *their)) }
                        @for (column, count) in row.iter().enumerate() {
                            td.num.same[column == at].differs[column != at && *count > 0] { @if *count == 0 { span.missing { "·" } } @else { (text::count(*count)) } }
                        }
                    }
                }
            }
        } }
    }
}

fn disagreements(visit: &Visit, period: &str, differ: &[Disagreement]) -> Markup {
    html! {
        section {
            h2 { (visit.say("agreement-differ", &[("count", &differ.len().to_string())])) }
            div.table-wrap { table.pinned.cards {
                thead { tr {
                    th scope="col" { (visit.t("suppliers-name")) }
                    th scope="col" { (visit.t("agreement-their-level")) }
                    th scope="col" { (visit.t("agreement-our-level")) }
                    th.num scope="col" { (visit.t("suppliers-score")) }
                    th scope="col" { (visit.t("board-why")) }
                } }
                tbody data-rows="" {
                    @for one in differ {
                        tr {
                            th scope="row" { (name::named(visit, &one.supplier, period)) }
                            td data-label=(visit.t("agreement-their-level")) { (level(visit, one.theirs.as_deref())) }
                            td data-label=(visit.t("agreement-our-level")) { (level(visit, one.ours.as_deref())) }
                            td.num data-label=(visit.t("suppliers-score")) { (points(visit, one.score)) }
                            td { span.why { (one.why.text) } @for cause in &one.why.because { p.why { (cause.text) } } }
                        }
                    }
                }
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::{golden, named};
    use app::classification::UnreadLine;
    use app::evaluation::Line;
    use domain::Decimal;

    fn sample() -> AgreementView {
        let mut matrix = vec![vec![0; 5]; 5];
        matrix[0][0] = 39;
        matrix[0][1] = 11;
        AgreementView {
            compared: 50,
            same: 39,
            share: Some(Decimal::from(78)),
            kappa: Some(Decimal::new(62, 2)),
            matrix,
            differ: vec![Disagreement {
                supplier: named("S10012"),
                theirs: Some("core".to_owned()),
                ours: Some("key".to_owned()),
                score: Some(Decimal::new(881, 1)),
                coverage: Some(Decimal::from(91)),
                why: Line {
                    code: "higher.floors".to_owned(),
                    text: "<b>floor</b>".to_owned(),
                    because: Vec::new(),
                },
            }],
            unread: vec![UnreadLine {
                line: 7,
                text: "<b>Nobody</b>, A".to_owned(),
                problem: "supplier",
            }],
            only_ours: 350,
        }
    }

    #[test]
    fn the_form_and_the_comparison_stand_in_both_languages() {
        golden("agreement-form", |visit| {
            let message = visit.t("agreement-empty");
            form(visit, "<b>", &[Problem { field: "list", message }])
        });
        golden("agreement", |visit| result(visit, "2026Q3", &sample()));
    }
}
