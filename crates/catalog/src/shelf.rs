//! The documents that ship, embedded in the binary: one file is one indicator or one scheme.

use crate::{parse_indicator, parse_scheme};
use domain::design::indicator::Indicator;
use domain::design::scheme::Scheme;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "indicators"]
struct IndicatorFiles;

#[derive(RustEmbed)]
#[folder = "schemes"]
struct SchemeFiles;

static INDICATORS: LazyLock<Vec<Indicator>> = LazyLock::new(|| {
    let mut indicators: Vec<Indicator> = read_all::<IndicatorFiles, _, _>(parse_indicator);
    indicators.sort_by(|a, b| a.dimension.cmp(&b.dimension).then(a.code.cmp(&b.code)));
    indicators
});

static SCHEMES: LazyLock<Vec<Scheme>> = LazyLock::new(|| {
    let mut schemes: Vec<Scheme> = read_all::<SchemeFiles, _, _>(parse_scheme);
    schemes.sort_by(|a, b| a.code.cmp(&b.code));
    schemes
});

/// All indicators that ship, by dimension and code.
#[must_use]
pub fn indicators() -> &'static [Indicator] {
    &INDICATORS
}

/// The indicator of that code, such as `delivery.otd`.
#[must_use]
pub fn indicator(code: &str) -> Option<&'static Indicator> {
    indicators().iter().find(|indicator| indicator.code == code)
}

/// The document of an indicator as it ships: its help page.
#[must_use]
pub fn indicator_text(code: &str) -> Option<String> {
    IndicatorFiles::get(&format!("{}.md", code.replacen('.', "/", 1))).map(|file| text_of(&file))
}

/// All schemes that ship, by code.
#[must_use]
pub fn schemes() -> &'static [Scheme] {
    &SCHEMES
}

/// The scheme of that code, such as `six-dimensions`.
#[must_use]
pub fn scheme(code: &str) -> Option<&'static Scheme> {
    schemes().iter().find(|scheme| scheme.code == code)
}

/// The document of a scheme as it ships.
#[must_use]
pub fn scheme_text(code: &str) -> Option<String> {
    SchemeFiles::get(&format!("{code}.md")).map(|file| text_of(&file))
}

/// Path and text of every embedded document, by path.
pub(crate) fn documents<F: RustEmbed>() -> Vec<(Cow<'static, str>, String)> {
    let mut documents: Vec<_> = F::iter()
        .filter_map(|path| Some((path.clone(), text_of(&F::get(&path)?))))
        .collect();
    documents.sort();
    documents
}

/// Every document is parsed by the tests of this crate, so a refusal here is a defect of the build.
fn read_all<F: RustEmbed, T, E: std::fmt::Display>(parse: fn(&str, &str) -> Result<T, E>) -> Vec<T> {
    let documents = documents::<F>();
    let read = |(path, text): &(Cow<'static, str>, String)| parse(path, text).unwrap_or_else(|error| panic!("{error}"));
    documents.iter().map(read).collect()
}

fn text_of(file: &EmbeddedFile) -> String {
    String::from_utf8_lossy(&file.data).into_owned()
}

#[cfg(test)]
pub(crate) mod paths {
    //! The paths, for the tests that compare them with the codes.

    use super::{IndicatorFiles, SchemeFiles, documents};

    pub(crate) fn indicators() -> Vec<(String, String)> {
        documents::<IndicatorFiles>()
            .into_iter()
            .map(|(path, text)| (path.into_owned(), text))
            .collect()
    }

    pub(crate) fn schemes() -> Vec<(String, String)> {
        documents::<SchemeFiles>()
            .into_iter()
            .map(|(path, text)| (path.into_owned(), text))
            .collect()
    }
}
