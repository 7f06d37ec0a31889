//! Which schemes and indicators an evaluation uses: what ships, replaced or joined by what the workspace keeps.

use crate::party::nearest;
use crate::{Context, Error};
use domain::design::indicator::Indicator;
use domain::design::scheme::{Scheme, Scope};
use domain::design::{self, ApprovedScheme};
use std::collections::BTreeMap;

/// Setting that names the base scheme.
pub(crate) const BASE_SCHEME: &str = "base_scheme";
const DEFAULT_SCHEME: &str = "six-dimensions";

/// Documents by code, as texts: what a computation must keep to be repeated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    pub indicators: BTreeMap<String, String>,
    pub schemes: BTreeMap<String, String>,
    /// Codes that the workspace keeps itself.
    pub own: Vec<String>,
}

/// Everything that ships, with what the workspace keeps standing in front of it.
pub async fn shelf(cx: &Context) -> Result<Shelf, Error> {
    let mut shelf = Shelf::default();
    for indicator in catalog::indicators() {
        let text = catalog::indicator_text(&indicator.code).unwrap_or_default();
        shelf.indicators.insert(indicator.code.clone(), text);
    }
    for scheme in catalog::schemes() {
        shelf.schemes.insert(
            scheme.code.clone(),
            catalog::scheme_text(&scheme.code).unwrap_or_default(),
        );
    }
    for (kind, texts) in [("indicator", &mut shelf.indicators), ("scheme", &mut shelf.schemes)] {
        for document in cx.store.documents(kind).await? {
            shelf.own.push(document.code.clone());
            texts.insert(document.code, document.text);
        }
    }
    Ok(shelf)
}

impl Shelf {
    /// There is no such scheme; names the nearest, else all.
    pub(super) fn no_scheme(&self, code: &str) -> Error {
        let known: Vec<&str> = self.schemes.keys().map(String::as_str).collect();
        Error::not_found("no-scheme")
            .with("scheme", code)
            .with("known", known.join(", "))
            .nearest(nearest(known.iter().copied(), code))
    }
}

/// The code of the scheme that applies where no exception does.
pub async fn base_scheme_code(cx: &Context, wanted: Option<&str>) -> Result<String, Error> {
    match wanted {
        Some(code) => Ok(code.to_owned()),
        None => Ok(cx
            .store
            .setting(BASE_SCHEME)
            .await?
            .unwrap_or_else(|| DEFAULT_SCHEME.to_owned())),
    }
}

/// Parsed and approved documents, ready to score with.
#[derive(Debug, Clone)]
pub struct Book {
    pub base: ApprovedScheme,
    /// Schemes for a part of the suppliers, each complete.
    pub exceptions: Vec<ApprovedScheme>,
    /// The indicators that any of the schemes names.
    pub indicators: BTreeMap<String, Indicator>,
}

impl Book {
    /// Parses the documents, completes and approves the base scheme and the workspace's own exceptions.
    pub fn open(shelf: &Shelf, base: &str) -> Result<Book, Error> {
        let mut all = Vec::new();
        for (code, text) in &shelf.schemes {
            all.push(catalog::parse_scheme(code, text)?);
        }
        let Some(chosen) = all.iter().find(|scheme| scheme.code == base) else {
            return Err(shelf.no_scheme(base));
        };
        // Only what is used must stand: a scheme that nobody applied may wait for its base.
        let approve = |scheme: &Scheme| {
            let complete = design::complete_one(&all, scheme)?;
            Ok::<_, Error>(design::approve(complete)?)
        };
        let base = approve(chosen)?;
        let own = all
            .iter()
            .filter(|scheme| shelf.own.contains(&scheme.code) && scheme.scope != Scope::Base);
        let exceptions = own.map(approve).collect::<Result<Vec<_>, _>>()?;
        let mut book = Book {
            base,
            exceptions,
            indicators: BTreeMap::new(),
        };
        book.indicators = book.read_indicators(shelf)?;
        Ok(book)
    }

    /// All schemes, the base first.
    #[must_use]
    pub fn all(&self) -> Vec<&ApprovedScheme> {
        std::iter::once(&self.base).chain(&self.exceptions).collect()
    }

    fn read_indicators(&self, shelf: &Shelf) -> Result<BTreeMap<String, Indicator>, Error> {
        let mut indicators = BTreeMap::new();
        for scheme in self.all().into_iter().map(ApprovedScheme::scheme) {
            for code in scheme
                .dimensions
                .iter()
                .flat_map(|dimension| &dimension.indicators)
                .map(|used| &used.code)
            {
                if indicators.contains_key(code) {
                    continue;
                }
                let Some(text) = shelf.indicators.get(code) else {
                    let near = nearest(shelf.indicators.keys().map(String::as_str), code);
                    let error = Error::invalid("scheme-indicator")
                        .with("scheme", &scheme.code)
                        .with("indicator", code);
                    return Err(error.nearest(near));
                };
                let indicator = catalog::parse_indicator(code, text)?;
                indicators.insert(code.clone(), indicator);
            }
        }
        Ok(indicators)
    }
}
