//! The frame around every screen: rail, title, the line that says which truth is shown, and the tools on the right.

use crate::assets::address;
use crate::posted::TOKEN;
use crate::visit::{Theme, Visit, encoded};
use domain::platform::access::Permission;
use maud::{DOCTYPE, Markup, html};
use text::Language;

/// A destination of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Home,
    Suppliers,
    Levels,
    Evaluations,
    Data,
    Settings,
}

impl Place {
    const ALL: [Place; 6] = [
        Place::Home,
        Place::Suppliers,
        Place::Levels,
        Place::Evaluations,
        Place::Data,
        Place::Settings,
    ];

    fn address(self) -> &'static str {
        match self {
            Place::Home => "/",
            Place::Suppliers => "/suppliers",
            Place::Levels => "/levels",
            Place::Evaluations => "/evaluations",
            Place::Data => "/data",
            Place::Settings => "/settings",
        }
    }

    /// The key after `g`.
    fn key(self) -> &'static str {
        match self {
            Place::Home => "h",
            Place::Suppliers => "s",
            Place::Levels => "t",
            Place::Evaluations => "e",
            Place::Data => "d",
            Place::Settings => ",",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Place::Home => "rail-home",
            Place::Suppliers => "rail-suppliers",
            Place::Levels => "rail-levels",
            Place::Evaluations => "rail-evaluations",
            Place::Data => "rail-data",
            Place::Settings => "rail-settings",
        }
    }

    /// The icon's outline in a 20 × 20 box.
    fn icon(self) -> &'static str {
        match self {
            Place::Home => "M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-4v-5H8v5H4a1 1 0 0 1-1-1z",
            Place::Suppliers => "M3 17V7l7-4 7 4v10M3 17h14M7 17v-4h6v4M7 9h.01M10 9h.01M13 9h.01",
            Place::Levels => "M10 3l3 4H7zM6 9h8l1.5 3h-11zM3.5 14h13L18 17H2z",
            Place::Evaluations => "M4 3h9l3 3v11H4zM7 9h6M7 12h6M7 15h3",
            Place::Data => {
                "M3 5c0-1.1 3.1-2 7-2s7 .9 7 2-3.1 2-7 2-7-.9-7-2zM3 5v10c0 1.1 3.1 2 7 2s7-.9 7-2V5M3 10c0 1.1 3.1 2 7 2s7-.9 7-2"
            }
            Place::Settings => {
                "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4"
            }
        }
    }
}

/// One screen's surroundings.
pub(crate) struct Frame<'a> {
    visit: &'a Visit,
    title: &'a str,
    place: Option<Place>,
    /// Scope · period · scheme version · computed at.
    truth: Option<String>,
    /// Drawn beside the title: period picker, buttons.
    tools: Option<Markup>,
    has_charts: bool,
    is_error: bool,
    /// Seconds after which a page without script loads itself again.
    refresh: Option<u8>,
}

impl<'a> Frame<'a> {
    pub(crate) fn new(visit: &'a Visit, title: &'a str) -> Frame<'a> {
        Frame {
            visit,
            title,
            place: None,
            truth: None,
            tools: None,
            has_charts: false,
            is_error: false,
            refresh: None,
        }
    }

    pub(crate) fn at(mut self, place: Place) -> Frame<'a> {
        self.place = Some(place);
        self
    }

    pub(crate) fn truth(mut self, line: impl Into<String>) -> Frame<'a> {
        self.truth = Some(line.into());
        self
    }

    pub(crate) fn tools(mut self, tools: Markup) -> Frame<'a> {
        self.tools = Some(tools);
        self
    }

    /// Loads the chart library; without script the table behind each chart stands in its place.
    pub(crate) fn charts(mut self) -> Frame<'a> {
        self.has_charts = true;
        self
    }

    /// The title then begins with "Error:", so that a screen reader says it first.
    pub(crate) fn error(mut self) -> Frame<'a> {
        self.is_error = true;
        self
    }

    /// Without script the page asks again and again how far a job is.
    pub(crate) fn refreshing(mut self, seconds: u8) -> Frame<'a> {
        self.refresh = Some(seconds);
        self
    }

    /// The whole page.
    pub(crate) fn page(self, body: &Markup) -> Markup {
        let visit = self.visit;
        let title = if self.is_error {
            visit.say("frame-error-title", &[("title", self.title)])
        } else {
            self.title.to_owned()
        };
        html! {
            (DOCTYPE)
            html lang=(visit.language.code()) data-theme=(visit.theme.name()) {
                (head(visit, &title, self.has_charts, self.refresh))
                body {
                    a.skip href="#main" { (visit.t("frame-skip")) }
                    @if visit.is_demo { p.ribbon { (visit.t("frame-demo")) } }
                    div.frame {
                        (rail(visit, self.place))
                        div.canvas {
                            header.top {
                                div.heading {
                                    h1 { (self.title) }
                                    @if let Some(truth) = &self.truth { p.truth { (truth) } }
                                }
                                div.tools {
                                    @if let Some(tools) = &self.tools { (tools) }
                                    (search(visit))
                                    (account(visit))
                                }
                            }
                            main #main tabindex="-1" { (body) }
                        }
                    }
                    (dialogs(visit))
                }
            }
        }
    }
}

/// A page without rail: signing in, and errors for people who are not signed in.
pub(crate) fn bare(visit: &Visit, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(visit.language.code()) data-theme=(visit.theme.name()) {
            (head(visit, title, false, None))
            body.bare {
                main #main {
                    p.brand { img src=(address("mark.svg")) alt="" width="28" height="28"; span { "Gradus" } }
                    (body)
                    footer.bare-foot { (language_switch(visit)) }
                }
            }
        }
    }
}

fn head(visit: &Visit, title: &str, has_charts: bool, refresh: Option<u8>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content=(match visit.theme { Theme::Device => "light dark", theme => theme.name() });
            meta name="htmx-config" content=r#"{"includeIndicatorCSS":false,"history":true}"#;
            @if let Some(seconds) = refresh { noscript { meta http-equiv="refresh" content=(seconds); } }
            title { (title) " · Gradus" }
            link rel="icon" href=(address("mark.svg")) type="image/svg+xml";
            link rel="preload" href=(address("inter.woff2")) as="font" type="font/woff2" crossorigin;
            link rel="stylesheet" href=(address("gradus.css"));
            script src=(address("htmx.js")) defer {}
            script src=(address("gradus.js")) defer {}
            @if has_charts {
                script src=(address("echarts.js")) defer {}
                script src=(address("charts.js")) defer {}
            }
        }
    }
}

fn rail(visit: &Visit, place: Option<Place>) -> Markup {
    let may = |permission| {
        visit
            .principal
            .as_ref()
            .is_some_and(|principal| principal.may(permission))
    };
    let shown = Place::ALL.into_iter().filter(|place| match place {
        Place::Home => true,
        Place::Settings => may(Permission::Administer) || may(Permission::Method) || may(Permission::See),
        _ => may(Permission::See),
    });
    html! {
        nav.rail aria-label=(visit.t("frame-navigation")) {
            a.brand href="/" { img src=(address("mark.svg")) alt="" width="24" height="24"; span { "Gradus" } }
            ul {
                @for item in shown {
                    li {
                        a href=(item.address()) aria-current=[(place == Some(item)).then_some("page")] data-go=(item.key()) {
                            svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" { path d=(item.icon()) {} }
                            span { (visit.t(item.word())) }
                        }
                    }
                }
            }
        }
    }
}

fn search(visit: &Visit) -> Markup {
    html! {
        form.search action="/search" method="get" role="search" {
            label.visually-hidden for="search" { (visit.t("frame-search")) }
            input #search type="search" name="q" placeholder=(visit.t("frame-search-hint")) autocomplete="off"
                aria-keyshortcuts="Control+K Meta+K";
        }
    }
}

fn account(visit: &Visit) -> Markup {
    let name = visit
        .principal
        .as_ref()
        .map(|principal| principal.name.clone())
        .unwrap_or_default();
    html! {
        details.menu {
            summary aria-label=(visit.t("frame-account")) { span.avatar aria-hidden="true" { (initial(&name)) } }
            div.menu-panel {
                p.menu-name { (name) }
                (language_switch(visit))
                (theme_switch(visit))
                p { a href="/account" { (visit.t("frame-own-account")) } }
                form method="post" action="/sign-out" {
                    (form_token(visit))
                    button.plain type="submit" { (visit.t("frame-sign-out")) }
                }
            }
        }
    }
}

fn initial(name: &str) -> String {
    name.chars()
        .next()
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default()
}

/// Both languages, each written in itself.
pub(crate) fn language_switch(visit: &Visit) -> Markup {
    let back = encoded(&visit.address);
    html! {
        p.switch aria-label=(visit.t("frame-language")) role="group" {
            @for language in Language::ALL {
                a href=(format!("/preferences?language={}&next={back}", language.code())) lang=(language.code())
                    aria-current=[(language == visit.language).then_some("true")] {
                    (text::message(language, "language-own-name", &[]))
                }
            }
        }
    }
}

fn theme_switch(visit: &Visit) -> Markup {
    let back = encoded(&visit.address);
    html! {
        p.switch aria-label=(visit.t("frame-theme")) role="group" {
            @for theme in [Theme::Device, Theme::Light, Theme::Dark] {
                a href=(format!("/preferences?theme={}&next={back}", theme.name()))
                    aria-current=[(theme == visit.theme).then_some("true")] {
                    (visit.t(&format!("frame-theme-{}", theme.name())))
                }
            }
        }
    }
}

/// The hidden field that every form which changes something carries.
pub(crate) fn form_token(visit: &Visit) -> Markup {
    html! { input type="hidden" name=(TOKEN) value=(visit.form_token()); }
}

/// The command menu and the list of keys, opened by keys and closed by Esc.
fn dialogs(visit: &Visit) -> Markup {
    html! {
        dialog #command aria-label=(visit.t("frame-search")) {
            form method="get" action="/search" {
                input type="search" name="q" placeholder=(visit.t("frame-search-hint")) autocomplete="off"
                    hx-get="/search" hx-trigger="input changed delay:120ms" hx-target="#command-results"
                    aria-controls="command-results";
            }
            div #command-results aria-live="polite" {}
        }
        dialog #keys aria-label=(visit.t("keys-title")) {
            h2 { (visit.t("keys-title")) }
            dl {
                @for (key, word) in [("⌘ K / Ctrl K", "keys-search"), ("/", "keys-filter"), ("g h s t e d", "keys-go"), ("j k", "keys-rows"),
                    ("Enter", "keys-open"), ("Space", "keys-peek"), ("x", "keys-select"), ("Esc", "keys-back"), ("?", "keys-help")] {
                    dt { kbd { (key) } } dd { (visit.t(word)) }
                }
            }
            form method="dialog" { button type="submit" { (visit.t("keys-close")) } }
        }
    }
}
