//! Where a scheme applies: what its scope may name, a scheme placed on a part of the categories, and its end.

use super::book::{Shelf, base_scheme_code, shelf};
use super::schemes::read_scheme;
use crate::party;
use crate::{Context, Error};
use catalog::Places;
use domain::design::scheme::{Scheme, Scope};
use domain::design::{as_exception, complete_one};
use domain::party::Kraljic;
use std::fmt::Write;
use store::AuditEvent;

/// What the scope and the base of a scheme may name in this workspace.
pub(super) async fn places(cx: &Context) -> Result<Places, Error> {
    let shelf = shelf(cx).await?;
    let categories = party::categories(cx).await?;
    let industries = categories.iter().filter_map(|category| category.industry.clone());
    Ok(Places {
        schemes: readable(&shelf),
        own: shelf.own,
        suppliers: party::suppliers(cx)
            .await?
            .into_iter()
            .map(|supplier| supplier.code)
            .collect(),
        industries: industries.collect(),
        cells: categories.iter().filter_map(|category| category.kraljic).collect(),
        categories: categories.into_iter().map(|category| category.code).collect(),
    })
}

/// A kept document that can no longer be read is nobody's base.
fn readable(shelf: &Shelf) -> Vec<Scheme> {
    let read = |(code, text): (&String, &String)| read_scheme(code, text).ok();
    shelf.schemes.iter().filter_map(read).collect()
}

/// A part of the categories that a scheme is put on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A category and all below it.
    Category(String),
    Cell(Kraljic),
}

/// The document of a scheme as an exception of the company's scheme for a part of the categories.
///
/// What the scheme does not weigh weighs nothing there; the level rules are those of the company's scheme.
pub async fn scheme_for(cx: &Context, name: &str, text: &str, part: &Part) -> Result<String, Error> {
    let scheme = read_scheme(name, text)?;
    let shelf = shelf(cx).await?;
    let all = readable(&shelf);
    let base = base_scheme_code(cx, None).await?;
    let found = all.iter().find(|other| other.code == base);
    let base = complete_one(&all, found.ok_or_else(|| shelf.no_scheme(&base))?)?;
    let scheme = complete_one(&all, &scheme)?;
    let (target, scope) = match part {
        Part::Category(code) => (slug(code), Scope::Category(code.clone())),
        Part::Cell(cell) => (cell.name().to_owned(), Scope::Kraljic(*cell)),
    };
    let code = format!("{}-for-{target}", scheme.code);
    Ok(catalog::scheme_to_text(&as_exception(&scheme, &base, code, scope)))
}

/// A category code as it may stand in the code of a scheme.
fn slug(code: &str) -> String {
    let mut slug = String::new();
    for c in code.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' => slug.push(c),
            ' ' | '_' | '.' | '/' => slug.push('-'),
            // Another script: its numbers, so that two categories never share a code.
            c => drop(write!(slug, "u{:x}", u32::from(c))),
        }
    }
    slug
}

/// Takes a scheme of the workspace out of use; every version of it stays in its history.
pub async fn retire_scheme(cx: &Context, code: &str) -> Result<(), Error> {
    let shelf = shelf(cx).await?;
    if !shelf.own.iter().any(|own| own == code) {
        return Err(if shelf.schemes.contains_key(code) {
            Error::conflict("scheme-ships").with("scheme", code)
        } else {
            shelf.no_scheme(code)
        });
    }
    let ships = catalog::scheme_text(code).is_some();
    if !ships && base_scheme_code(cx, None).await? == code {
        return Err(Error::conflict("scheme-is-base").with("scheme", code));
    }
    let heirs: Vec<String> = readable(&shelf)
        .into_iter()
        .filter(|other| shelf.own.contains(&other.code) && other.base.as_deref() == Some(code))
        .map(|other| other.code)
        .collect();
    if !ships && !heirs.is_empty() {
        return Err(Error::conflict("scheme-has-heirs")
            .with("scheme", code)
            .with("heirs", heirs.join(", "))
            .with("first", &heirs[0]));
    }
    let mut tx = cx.store.begin(&cx.actor, &cx.clock.now()).await?;
    let version = tx.retire_document("scheme", code).await?;
    let detail = format!("version {version}");
    tx.record(&AuditEvent::new("scheme.retire", code, &detail)).await?;
    tx.commit().await?;
    Ok(())
}
