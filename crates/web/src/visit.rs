//! A visit: who came, in which language and theme, and to which address. Made once per request, before anything else.

use crate::fault::{self, Fault};
use crate::site::Site;
use app::platform::{Credential, Principal, identity};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use std::sync::Arc;
use text::{Language, message};

/// Who asks for what, and how they read.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) principal: Option<Principal>,
    /// The reference in the session's cookie, for signing out and for the forms' token.
    pub(crate) session: Option<String>,
    pub(crate) language: Language,
    pub(crate) theme: Theme,
    /// Path and query as the browser asked for them.
    pub(crate) address: String,
    /// Whether htmx asked: a part of the page is enough then.
    pub(crate) is_partial: bool,
    pub(crate) is_demo: bool,
    /// Instants are shown in it.
    pub(crate) zone: TimeZone,
    /// The address the request came from.
    pub(crate) from: String,
}

/// The colours somebody reads in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Theme {
    /// As the device says.
    #[default]
    Device,
    Light,
    Dark,
}

impl Theme {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Theme::Device => "device",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub(crate) fn from_name(name: &str) -> Theme {
        match name {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Device,
        }
    }
}

impl Visit {
    /// A sentence in the reader's language.
    pub(crate) fn say(&self, id: &str, variables: &[(&str, &str)]) -> String {
        message(self.language, id, variables)
    }

    /// A sentence without variables.
    pub(crate) fn t(&self, id: &str) -> String {
        message(self.language, id, &[])
    }

    /// Whoever is signed in. Behind a gate that demands it there always is somebody.
    pub(crate) fn principal(&self) -> Result<&Principal, Fault> {
        self.principal.as_ref().ok_or_else(Fault::unauthorized)
    }

    pub(crate) fn is_api(&self) -> bool {
        self.address.starts_with("/api/")
    }

    /// Path without the query.
    pub(crate) fn path(&self) -> &str {
        self.address.split('?').next().unwrap_or_default()
    }

    /// Where to sign in and come back from.
    pub(crate) fn sign_in_address(&self) -> String {
        if self.address == "/" {
            "/sign-in".to_owned()
        } else {
            format!("/sign-in?next={}", encoded(&self.address))
        }
    }

    /// What a form of this session must carry: another site cannot know it.
    pub(crate) fn form_token(&self) -> String {
        let session = self.session.as_deref().unwrap_or_default();
        identity::hash_of(&format!("form {session}"))
    }
}

/// A text as it stands in a query.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visit, Fault> {
        let visit = parts.extensions.get::<Visit>().cloned();
        visit.ok_or_else(|| Fault::internal("a request came without its visit"))
    }
}

/// The other end of the connection, put into each request by the listener.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) std::net::SocketAddr);

/// Makes the visit, refuses requests that another site made, and turns faults into pages or problems.
pub(crate) async fn identify(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let address = request
        .uri()
        .path_and_query()
        .map_or("/", |address| address.as_str())
        .to_owned();
    let visit = match visit(&site, address, request.headers().clone()).await {
        Ok(visit) => visit,
        Err((visit, fault)) => return fault::dressed(&visit, fault.into_response()),
    };
    let mut visit = visit;
    if let Some(Peer(address)) = request.extensions().get::<Peer>() {
        visit.from = address.ip().to_string();
    }
    if is_forged(&visit, request.method(), request.headers()) {
        return fault::dressed(&visit, Fault::forged().into_response());
    }
    request.extensions_mut().insert(visit.clone());
    fault::dressed(&visit, next.run(request).await)
}

async fn visit(site: &Site, address: String, headers: HeaderMap) -> Result<Visit, (Box<Visit>, Fault)> {
    let headers = &headers;
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let mut visit = Visit {
        principal: None,
        session: None,
        language: cookie(headers, "language").map_or_else(|| preferred(text(ACCEPT_LANGUAGE)), Language::from_tag),
        theme: cookie(headers, "theme").map_or(Theme::Device, Theme::from_name),
        address,
        is_partial: headers.contains_key("hx-request"),
        is_demo: site.settings.is_demo,
        zone: site.settings.zone.clone(),
        from: String::new(),
    };
    // A token counts for the API only and there alone: a page never follows from a header.
    let bearer = text(AUTHORIZATION).strip_prefix("Bearer ").filter(|_| visit.is_api());
    let found = match (bearer, cookie(headers, session_cookie(site))) {
        (Some(token), _) => identity::of_token(site, token)
            .await
            .map(|found| found.map(|principal| (principal, None))),
        (None, Some(session)) => {
            visit.session = Some(session.to_owned());
            identity::of_session(site, session)
                .await
                .map(|found| found.map(|(principal, user)| (principal, Some(user))))
        }
        (None, None) => Ok(None),
    };
    match found {
        Ok(Some((principal, user))) => {
            if let Some(user) = user {
                if cookie(headers, "language").is_none() && !user.language.is_empty() {
                    visit.language = Language::from_tag(&user.language);
                }
                if cookie(headers, "theme").is_none() {
                    visit.theme = Theme::from_name(&user.theme);
                }
            }
            visit.principal = Some(principal);
            Ok(visit)
        }
        Ok(None) => Ok(visit),
        Err(error) => Err((Box::new(visit), Fault::from(error))),
    }
}

/// The first language of a list of preferences that the product speaks.
fn preferred(accepted: &str) -> Language {
    let mut tags = accepted.split(',').map(str::trim);
    tags.find(|tag| tag.starts_with("en") || tag.starts_with("zh"))
        .map_or(Language::En, Language::from_tag)
}

/// The name of the session's cookie; the prefix makes browsers insist on TLS and on this very host.
pub(crate) fn session_cookie(site: &Site) -> &'static str {
    if site.settings.is_secure {
        "__Host-session"
    } else {
        "session"
    }
}

pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// A changing request with a cookie that does not come from one of our own pages.
fn is_forged(visit: &Visit, method: &Method, headers: &HeaderMap) -> bool {
    let is_reading = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let by_token = visit
        .principal
        .as_ref()
        .is_some_and(|principal| principal.credential == Credential::Token);
    if is_reading || by_token {
        return false;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(ORIGIN.as_str()), text(HOST.as_str())) {
        (Some(site), _, _) => site != "same-origin" && site != "none",
        (None, Some(origin), Some(host)) => {
            origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"))
                != Some(host)
        }
        (None, Some(_), None) => true,
        // Neither header: an old browser or a program; the form's token decides.
        (None, None, _) => false,
    }
}

/// A visit for tests and golden pages: somebody with every role, signed in.
#[cfg(test)]
pub(crate) fn sample(language: Language) -> Visit {
    Visit {
        principal: Some(Principal::operator("Li Na")),
        session: Some("abc".to_owned()),
        language,
        theme: Theme::Device,
        address: "/suppliers?level=core".to_owned(),
        is_partial: false,
        is_demo: false,
        zone: TimeZone::UTC,
        from: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> Visit {
        sample(Language::En)
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    axum::http::HeaderName::from_static(name),
                    value.parse().expect("a value"),
                )
            })
            .collect()
    }

    #[test]
    fn a_post_from_another_site_is_forged_and_a_get_never_is() {
        let foreign = headers(&[("sec-fetch-site", "cross-site")]);
        assert!(is_forged(&visit(), &Method::POST, &foreign));
        assert!(!is_forged(&visit(), &Method::GET, &foreign));
        let origin = headers(&[("origin", "https://evil.example"), ("host", "gradus.example")]);
        assert!(is_forged(&visit(), &Method::POST, &origin));
        let null = headers(&[("origin", "null"), ("host", "gradus.example")]);
        assert!(is_forged(&visit(), &Method::POST, &null));
        let own = headers(&[("origin", "https://gradus.example"), ("host", "gradus.example")]);
        assert!(!is_forged(&visit(), &Method::POST, &own));
    }

    #[test]
    fn signing_in_comes_back_to_the_same_address() {
        assert_eq!(visit().sign_in_address(), "/sign-in?next=%2Fsuppliers%3Flevel%3Dcore");
    }

    #[test]
    fn the_language_is_the_first_one_we_speak() {
        assert_eq!(preferred("fr-CH, zh-CN;q=0.9, en;q=0.8"), Language::Zh);
        assert_eq!(preferred(""), Language::En);
    }
}
