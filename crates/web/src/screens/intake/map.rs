//! W21, step 2: their column, our field, samples and the reason; what is open about dates and numbers is asked once.

use super::{field_name, find, truth, wizard};
use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::parts::{Problem, blank, error_summary};
use crate::posted::Posted;
use crate::site::Site;
use crate::visit::Visit;
use app::intake::{Choice, ColumnsView, Dates, Decimals, FieldView, Reason, Upload, columns, sentence, start_check};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let upload = find(&site, &visit, &id)?;
    if let Some(import) = upload.import_id {
        return Ok(Redirect::to(&format!("/data/imports/{import}")).into_response());
    }
    let found = columns(&site, &upload).await?;
    Ok(shown(&visit, &upload, &found, &[]).into_response())
}

fn shown(visit: &Visit, upload: &Upload, found: &ColumnsView, problems: &[Problem]) -> Markup {
    let title = visit.t("import-map-title");
    let frame = Frame::new(visit, &title).at(Place::Data).truth(truth(visit, upload));
    let frame = if problems.is_empty() { frame } else { frame.error() };
    frame.page(&view(visit, upload, found, problems))
}

/// Keeps the choice and starts the check; or reads the file again from another sheet or row.
pub(crate) async fn choose(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let upload = find(&site, &visit, &id)?;
    if let Some(import) = upload.import_id {
        return Ok(Redirect::to(&format!("/data/imports/{import}")).into_response());
    }
    let typed = Typed(pairs);
    let mut shape = typed.shape();
    if typed.one("again").is_some() && typed.one("header_row") == typed.one("shown_row") {
        // Nobody asked for that row: another sheet may have its header elsewhere.
        shape.header_row = None;
    }
    if typed.one("again").is_some() {
        app::intake::choose(&site, &upload, shape)?;
        return Ok(Redirect::to(&format!("/data/import/{id}/map")).into_response());
    }
    // The file is read as it was shown: the choice names positions, the mapping names headers.
    let as_shown = Upload {
        choice: Some(shape.clone()),
        ..upload.clone()
    };
    let mut found = columns(&site, &as_shown).await?;
    let (choice, problems) = typed.choice(&visit, &mut found, shape);
    if !problems.is_empty() {
        let page = shown(&visit, &as_shown, &found, &problems);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let upload = app::intake::choose(&site, &upload, choice)?;
    start_check(&site, visit.principal()?, &upload)?;
    Ok(Redirect::to(&format!("/data/import/{id}/check")).into_response())
}

/// The form as it was sent.
struct Typed(Vec<(String, String)>);

impl Typed {
    fn one(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// What was said about the file as a whole.
    fn shape(&self) -> Choice {
        Choice {
            sheet: self.one("sheet").map(str::to_owned),
            header_row: self
                .one("header_row")
                .and_then(|row| row.parse().ok())
                .filter(|row| *row > 0),
            dates: match self.one("dates") {
                Some("day_first") => Dates::DayFirst,
                Some("month_first") => Dates::MonthFirst,
                _ => Dates::Found,
            },
            decimal: match self.one("decimal") {
                Some("point") => Decimals::Point,
                Some("comma") => Decimals::Comma,
                _ => Decimals::Found,
            },
            time_zone: self.one("time_zone").map(str::to_owned),
            source: self.one("source").map(str::to_owned),
            ..Choice::default()
        }
    }

    /// Which column fills which field; what was chosen is put into `found` as well, so that the form can be shown again.
    fn choice(&self, visit: &Visit, found: &mut ColumnsView, shape: Choice) -> (Choice, Vec<Problem>) {
        let mut fields: BTreeMap<String, String> = BTreeMap::new();
        let mut problems = Vec::new();
        let known: Vec<String> = found.fields.iter().map(|field| field.name.clone()).collect();
        for (position, column) in found.columns.iter_mut().enumerate() {
            let wanted = self
                .one(&format!("field.{position}"))
                .filter(|wanted| known.iter().any(|name| name == wanted));
            column.reason = wanted.map(|_| Reason::Chosen);
            column.field = wanted.map(str::to_owned);
            let Some(field) = wanted.filter(|_| !column.header.is_empty()) else {
                continue;
            };
            if let Some(other) = fields.insert(field.to_owned(), column.header.clone()) {
                let names = [
                    ("field", field),
                    ("one", other.as_str()),
                    ("other", column.header.as_str()),
                ];
                problems.push(Problem {
                    field: "columns",
                    message: visit.say("import-chosen-twice", &names),
                });
            }
        }
        if let Some(zone) = &shape.time_zone
            && jiff::tz::TimeZone::get(zone).is_err()
        {
            problems.push(Problem {
                field: "time_zone",
                message: visit.say("import-no-zone", &[("zone", zone)]),
            });
        }
        if fields.is_empty() && problems.is_empty() {
            problems.push(Problem {
                field: "columns",
                message: visit.t("import-nothing-chosen"),
            });
        }
        let constants = known
            .iter()
            .filter(|name| !fields.contains_key(*name))
            .filter_map(|name| {
                let value = self.one(&format!("constant.{name}"))?;
                Some((name.clone(), value.to_owned()))
            });
        let constants = constants.collect();
        (
            Choice {
                fields,
                constants,
                ..shape
            },
            problems,
        )
    }
}

pub(crate) fn view(visit: &Visit, upload: &Upload, found: &ColumnsView, problems: &[Problem]) -> Markup {
    let action = format!("/data/import/{}/map", upload.id);
    let default = Choice::default();
    let choice = upload.choice.as_ref().unwrap_or(&default);
    html! {
        div.stack {
            (wizard(visit, Some(upload), 1))
            (error_summary(visit, problems))
            form.stack #map-form method="post" action=(action) {
                (form_token(visit))
                @if let Some(problem) = &found.problem {
                    (blank(&visit.t("import-unreadable"), &sentence(visit.language, problem), None))
                    @if !found.sheets.is_empty() || problem.code.number() == "E407" { (shape(visit, found, choice)) }
                } @else {
                    (shape(visit, found, choice))
                    (table(visit, found))
                    (missing(visit, found, choice))
                    (settings(visit, found, choice))
                    p.row { button.primary type="submit" { (visit.t("import-check-do")) } span.small.muted { (visit.t("import-check-hint")) } }
                }
            }
            form method="post" action=(format!("/data/import/{}/drop", upload.id)) {
                (form_token(visit)) button.plain type="submit" { (visit.t("import-drop-it")) }
            }
        }
    }
}

/// What the file is, and where its table begins.
fn shape(visit: &Visit, found: &ColumnsView, choice: &Choice) -> Markup {
    html! {
           div.filters {
               @if !found.sheets.is_empty() {
                   label { (visit.t("import-sheet"))
                       select name="sheet" { @for sheet in &found.sheets { option value=(sheet) selected[found.sheet.as_ref() == Some(sheet)] { (sheet) } } }
                   }
               }
               label { (visit.t("import-header-row"))
                   input type="number" name="header_row" min="1" max="1000" inputmode="numeric" value=[choice.header_row.or(Some(found.header_row)).filter(|row| *row > 0)];
               }
    @if found.header_row > 0 { input type="hidden" name="shown_row" value=(found.header_row); }
               button type="submit" name="again" value="yes" formnovalidate { (visit.t("import-read-again")) }
               @if !found.shape.is_empty() { span.small.muted.shape { (found.shape) } }
           }
       }
}

fn table(visit: &Visit, found: &ColumnsView) -> Markup {
    let taken = found.columns.iter().filter(|column| column.field.is_some()).count();
    html! {
        section {
            h2 #columns { (visit.say("import-mapped", &[("mapped", &taken.to_string()), ("all", &found.columns.len().to_string())])) }
            div.table-wrap { table.cards.mapping {
                caption.visually-hidden { (visit.t("import-map-title")) }
                thead { tr {
                    th scope="col" { (visit.t("import-their-column")) } th scope="col" { (visit.t("import-samples")) }
                    th scope="col" { (visit.t("import-our-field")) } th scope="col" { (visit.t("import-reason")) }
                } }
                tbody data-rows="" {
                    @for (position, column) in found.columns.iter().enumerate() {
                        tr {
                            th scope="row" {
                                div.pick { span.letters { (column.letters) }
                                    @if column.header.is_empty() { span.missing { (visit.t("import-no-header")) } } @else { strong { (column.header) } } }
                            }
                            td.samples {
                                @if column.samples.is_empty() { span.missing { (visit.t("import-all-empty")) } }
                                @else { @for sample in &column.samples { span.sample { (sample) } } }
                            }
                            td {
                                @if column.header.is_empty() { (visit.t("import-ignored")) } @else {
                                    select name=(format!("field.{position}")) aria-label=(visit.say("import-field-of", &[("column", &column.header)])) {
                                        option value="" { (visit.t("import-ignored")) }
                                        @for field in &found.fields {
                                            option value=(field.name) selected[column.field.as_ref() == Some(&field.name)] {
                                                (field_name(visit, &field.name, field.chinese)) @if field.required { " *" }
                                            }
                                        }
                                    }
                                }
                            }
                            td.why { (reason(visit, column.reason.as_ref())) }
                        }
                    }
                }
            } }
        }
    }
}

fn reason(visit: &Visit, reason: Option<&Reason>) -> Markup {
    html! {
        @match reason {
            Some(Reason::SameName) => { span.tag.good { (visit.t("import-sure")) } " " (visit.t("import-same-name")) }
            Some(Reason::Remembered(import)) => { span.tag.good { (visit.t("import-sure")) } " " a href=(format!("/data/imports/{import}")) { (visit.say("import-remembered", &[("import", &import.to_string())])) } }
            Some(Reason::Synonym) => { span.tag.info { (visit.t("import-likely")) } " " (visit.t("import-synonym")) }
            Some(Reason::Chosen) => { span.tag { (visit.t("import-chosen")) } }
            None => { span.muted { (visit.t("import-not-known")) } }
        }
    }
}

/// Fields that no column fills: those that must be, and a value for all rows where one is known.
fn missing(visit: &Visit, found: &ColumnsView, choice: &Choice) -> Markup {
    let is_open = |field: &&FieldView| {
        !found
            .columns
            .iter()
            .any(|column| column.field.as_ref() == Some(&field.name))
    };
    let open: Vec<&FieldView> = found.fields.iter().filter(is_open).collect();
    let required: Vec<String> = open
        .iter()
        .filter(|field| field.required && !choice.constants.contains_key(&field.name))
        .map(|field| field_name(visit, &field.name, field.chinese))
        .collect();
    let is_unfolded = !choice.constants.is_empty();
    html! {
        @if !required.is_empty() {
            div.note.warn { p { (visit.say("import-missing", &[("fields", &required.join(if visit.language == text::Language::Zh { "\u{3001}" } else { ", " }))])) } }
        }
        @if !open.is_empty() {
            details.card open[is_unfolded || !required.is_empty()] {
                summary { h3 { (visit.t("import-constants")) } }
                p.small.muted { (visit.t("import-constants-hint")) }
                div.constants {
                    @for field in open {
                        label { span { (field_name(visit, &field.name, field.chinese)) @if field.required { " *" } }
                            input name=(format!("constant.{}", field.name)) value=[choice.constants.get(&field.name)] autocomplete="off";
                            span.small.muted { (super::start::type_words(visit, &field.ty)) }
                        }
                    }
                }
            }
        }
    }
}

fn settings(visit: &Visit, found: &ColumnsView, choice: &Choice) -> Markup {
    let has_moments = found.fields.iter().any(FieldView::is_moment);
    let zone = choice
        .time_zone
        .clone()
        .or_else(|| visit.zone.iana_name().map(str::to_owned));
    html! {
        section.card {
            h3 { (visit.t("import-settings")) }
            div.filters {
                label { (visit.t("import-dates"))
                    select name="dates" {
                        @for (value, word, is_on) in [("", "import-found", choice.dates == Dates::Found), ("day_first", "import-day-first", choice.dates == Dates::DayFirst),
                            ("month_first", "import-month-first", choice.dates == Dates::MonthFirst)] {
                            option value=(value) selected[is_on] { (visit.t(word)) }
                        }
                    }
                }
                label { (visit.t("import-decimal"))
                    select name="decimal" {
                        @for (value, word, is_on) in [("", "import-found", choice.decimal == Decimals::Found), ("point", "import-point", choice.decimal == Decimals::Point),
                            ("comma", "import-comma", choice.decimal == Decimals::Comma)] {
                            option value=(value) selected[is_on] { (visit.t(word)) }
                        }
                    }
                }
                @if has_moments { label { (visit.t("import-zone")) input #time_zone name="time_zone" value=[zone] autocomplete="off" spellcheck="false"; } }
                label { (visit.t("import-source")) input name="source" value=[choice.source.as_ref()] placeholder="file" autocomplete="off"; }
            }
            p.foot { (visit.t("import-source-hint")) }
        }
    }
}
