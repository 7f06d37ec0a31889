//! Language and theme: kept in a cookie at once, so that it works before anybody signs in.

use crate::fault::Fault;
use axum::extract::Query;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;
use text::Language;

/// How somebody wants to read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    language: Option<String>,
    theme: Option<String>,
    next: Option<String>,
}

/// Sets the cookie and goes back. Changes nothing on the server, so a plain link may do it.
pub(crate) async fn set(Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let mut cookies = Vec::new();
    if let Some(language) = &wanted.language {
        cookies.push(cookie("language", Language::from_tag(language).code()));
    }
    if let Some(theme) = &wanted.theme {
        cookies.push(cookie("theme", crate::visit::Theme::from_name(theme).name()));
    }
    let next = own_address(wanted.next.as_deref());
    Ok((AppendHeaders(cookies), Redirect::to(&next)).into_response())
}

fn cookie(name: &str, value: &str) -> (axum::http::HeaderName, String) {
    let line = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax");
    (SET_COOKIE, line)
}

/// An address of our own pages; anything else leads home, so that no link of ours can lead elsewhere.
pub(crate) fn own_address(wanted: Option<&str>) -> String {
    let is_own = |address: &&str| {
        address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n', '\t'])
    };
    wanted.filter(is_own).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        assert_eq!(own_address(Some("/suppliers?level=core")), "/suppliers?level=core");
        for foreign in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "",
            "/\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(own_address(Some(foreign)), "/", "{foreign}");
        }
    }
}
