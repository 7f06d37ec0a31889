//! From the text of a document to a scheme.

use super::rules;
use crate::document::fields::{Fields, Item};
use crate::document::{Document, DocumentError};
use domain::classification::Level;
use domain::design::indicator::{Bilingual, Dimension};
use domain::design::rules::LevelRules;
use domain::design::scheme::{DimensionWeight, IndicatorWeight, Scheme, Scope};
use domain::party::Kraljic;

const KEYS: &[&str] = &[
    "code",
    "version",
    "name",
    "base",
    "scope",
    "quality",
    "cost",
    "delivery",
    "service",
    "innovation",
    "risk",
    "rules",
];
const DIMENSION_KEYS: &[&str] = &["weight", "indicators"];
const INDICATOR_KEYS: &[&str] = &[
    "code",
    "weight",
    "curve",
    "bands",
    "min_events",
    "counted_owners",
    "parameters",
];

pub(super) const CHINESE: &str = "\u{8bf4}\u{660e}";

/// Reads a scheme; `name` is the file or whatever else the reader knows the text by.
///
/// Weights are read as written: whether they total 10,000 is for [`crate::lint_scheme`] and approval to say.
pub fn parse_scheme(name: &str, text: &str) -> Result<Scheme, DocumentError> {
    let document = Document::read(name, text, &[CHINESE])?;
    let table = document.front.parse()?;
    let fields = document.front.fields(&table, KEYS)?;
    let base = fields.get("base").map(|item| item.text()).transpose()?;
    let mut dimensions = Vec::new();
    for dimension in Dimension::ALL {
        if let Some(item) = fields.get(dimension.name()) {
            dimensions.push(dimension_weight(dimension, &item)?);
        }
    }
    Ok(Scheme {
        code: code(&fields)?,
        version: fields.need("version", "version = 1")?.count()?,
        name: fields.need("name", "name = { en = \"…\", zh = \"…\" }")?.bilingual()?,
        prose: Bilingual {
            en: document.prose.clone(),
            zh: document.section_text(CHINESE),
        },
        scope: scope(&fields)?,
        dimensions,
        rules: level_rules(&fields, base.is_some())?,
        base,
    })
}

fn code(fields: &Fields<'_>) -> Result<String, DocumentError> {
    let item = fields.need("code", "code = \"six-dimensions\"")?;
    let code = item.text()?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if code.is_empty() || !code.chars().all(plain) {
        return Err(item.wrong_value(code, "small letters, digits and -, such as six-dimensions"));
    }
    Ok(code)
}

fn scope(fields: &Fields<'_>) -> Result<Scope, DocumentError> {
    const EXPECTED: &str = "\"base\" or one of { industry = \"…\" }, { kraljic = \"…\" }, { category = \"…\" }, { level = \"…\" }, { supplier = \"…\" }";
    let Some(item) = fields.get("scope") else {
        return Ok(Scope::Base);
    };
    if let Ok(word) = item.text() {
        return if word == "base" {
            Ok(Scope::Base)
        } else {
            Err(item.wrong_value(word, EXPECTED))
        };
    }
    let narrower = item.fields(&["industry", "kraljic", "category", "level", "supplier"])?;
    let get = |key| narrower.get(key).map(|item| item.text()).transpose();
    let levels = Level::ALL.map(|level| (level.name(), level));
    let level = narrower.get("level").map(|item| item.one_of(&levels)).transpose()?;
    let cells = Kraljic::ALL.map(|cell| (cell.name(), cell));
    let cell = narrower.get("kraljic").map(|item| item.one_of(&cells)).transpose()?;
    let scopes = [
        get("industry")?.map(Scope::Industry),
        cell.map(Scope::Kraljic),
        get("category")?.map(Scope::Category),
        level.map(Scope::Level),
        get("supplier")?.map(Scope::Supplier),
    ];
    let mut given = scopes.into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(scope), None) => Ok(scope),
        _ => Err(item.wrong_value("none or several of them", EXPECTED)),
    }
}

fn dimension_weight(dimension: Dimension, item: &Item<'_>) -> Result<DimensionWeight, DocumentError> {
    let fields = item.fields(DIMENSION_KEYS)?;
    let indicators = match fields.get("indicators") {
        Some(list) => list.list()?.iter().map(indicator_weight).collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    Ok(DimensionWeight {
        dimension,
        weight: fields.need("weight", "weight = 2500")?.basis_points()?,
        indicators,
    })
}

fn indicator_weight(item: &Item<'_>) -> Result<IndicatorWeight, DocumentError> {
    let fields = item.fields(INDICATOR_KEYS)?;
    let curve = match (fields.get("curve"), fields.get("bands")) {
        (Some(_), Some(bands)) => return Err(bands.misplaced("curve says the same; keep one of the two")),
        (Some(curve), None) => Some(curve.curve()?),
        (None, bands) => bands.map(|bands| bands.bands()).transpose()?,
    };
    let mut parameters = Vec::new();
    if let Some(table) = fields.get("parameters") {
        for (name, value) in table.entries()? {
            parameters.push((name, value.parameter_value()?));
        }
    }
    Ok(IndicatorWeight {
        code: fields.need("code", "code = \"delivery.otd\"")?.text()?,
        weight: fields.need("weight", "weight = 7000")?.basis_points()?,
        curve,
        min_events: fields.get("min_events").map(|item| item.count()).transpose()?,
        counted_owners: fields.get("counted_owners").map(|item| item.texts()).transpose()?,
        parameters,
    })
}

fn level_rules(fields: &Fields<'_>, has_base: bool) -> Result<LevelRules, DocumentError> {
    match fields.get("rules") {
        Some(item) if has_base => Err(item.misplaced(
            "levels are shares of one population, so the rules of the base hold; remove the rules, or the base",
        )),
        Some(item) => rules::read(&item),
        None => Ok(LevelRules::default()),
    }
}
