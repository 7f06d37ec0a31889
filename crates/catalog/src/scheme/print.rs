//! A scheme as a document; parsing it again gives the same scheme.

use super::parse::CHINESE;
use super::rules;
use crate::setting;
use domain::design::indicator::{Bilingual, Curve};
use domain::design::scheme::{DimensionWeight, IndicatorWeight, Scheme, Scope};
use domain::evaluation::observation::ParameterValue;
use std::fmt::Write;

/// Writes the document of a scheme, in the form of those that ship.
#[must_use]
pub fn scheme_to_text(scheme: &Scheme) -> String {
    let mut text = format!("+++\ncode = {}\nversion = {}\n", quote(&scheme.code), scheme.version);
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("name", bilingual(&scheme.name));
    if let Some(base) = &scheme.base {
        line("base", quote(base));
    }
    line("scope", scope(&scheme.scope));
    for entry in &scheme.dimensions {
        text.push_str(&dimension(entry));
    }
    if scheme.base.is_none() {
        text.push_str(&rules::print(&scheme.rules));
    }
    let Bilingual { en, zh } = &scheme.prose;
    let _ = write!(text, "+++\n\n{en}\n\n## {CHINESE}\n\n{zh}\n");
    text
}

fn dimension(entry: &DimensionWeight) -> String {
    let mut text = format!("\n[{}]\nweight = {}\n", entry.dimension.name(), entry.weight.get());
    if !entry.indicators.is_empty() {
        text.push_str("indicators = [\n");
        for used in &entry.indicators {
            let _ = writeln!(text, "  {{ {} }},", indicator(used).join(", "));
        }
        text.push_str("]\n");
    }
    text
}

fn indicator(used: &IndicatorWeight) -> Vec<String> {
    let mut keys = vec![
        format!("code = {}", quote(&used.code)),
        format!("weight = {}", used.weight.get()),
    ];
    if let Some(curve) = &used.curve {
        keys.push(format!("curve = {}", points(curve)));
    }
    if let Some(min_events) = used.min_events {
        keys.push(format!("min_events = {min_events}"));
    }
    if let Some(owners) = &used.counted_owners {
        let owners: Vec<String> = owners.iter().map(|owner| quote(owner)).collect();
        keys.push(format!("counted_owners = [{}]", owners.join(", ")));
    }
    if !used.parameters.is_empty() {
        let parameters: Vec<String> = used
            .parameters
            .iter()
            .map(|(name, value)| format!("{} = {}", key(name), value_text(value)))
            .collect();
        keys.push(format!("parameters = {{ {} }}", parameters.join(", ")));
    }
    keys
}

fn scope(scope: &Scope) -> String {
    let narrower = |key: &str, name: &str| format!("{{ {key} = {} }}", quote(name));
    match scope {
        Scope::Base => quote("base"),
        Scope::Industry(name) => narrower("industry", name),
        Scope::Kraljic(cell) => narrower("kraljic", cell.name()),
        Scope::Category(name) => narrower("category", name),
        Scope::Level(level) => narrower("level", level.name()),
        Scope::Supplier(name) => narrower("supplier", name),
    }
}

fn bilingual(text: &Bilingual) -> String {
    format!("{{ en = {}, zh = {} }}", quote(&text.en), quote(&text.zh))
}

fn points(curve: &Curve) -> String {
    let points: Vec<String> = curve
        .0
        .iter()
        .map(|(value, points)| format!("[{value}, {points}]"))
        .collect();
    format!("[{}]", points.join(", "))
}

fn value_text(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Word(word) => quote(word),
        other => setting::shown(other),
    }
}

/// A TOML key, in quotes where it must be.
fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { name.to_owned() } else { quote(name) }
}

/// A TOML text in double quotes.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
