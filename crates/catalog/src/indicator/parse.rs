//! From the text of a document to an indicator.

use super::example;
use crate::document::fields::{self, Fields, Item};
use crate::document::{Document, DocumentError, Problem};
use crate::setting;
use domain::design::indicator::{
    Bilingual, Curve, Dimension, Direction, Indicator, Kind, Parameter, Part, PartKind, Unit,
};
use domain::number::BasisPoints;
use rust_decimal::Decimal;

const KEYS: &[&str] = &[
    "code",
    "kind",
    "unit",
    "direction",
    "scale",
    "min_events",
    "curve",
    "bands",
    "counted_owners",
    "needs",
    "name",
    "part",
    "parameter",
];
const PART_KEYS: &[&str] = &[
    "name", "kind", "weight", "scale", "curve", "title", "from", "per", "points", "of", "evidence",
];
const PARAMETER_KEYS: &[&str] = &["default", "choices", "min", "max", "en", "zh"];

const CHINESE: &str = "\u{8bf4}\u{660e}";
const QUERY: &str = "Query";
pub(super) const EXAMPLES: &str = "Examples";

const KINDS: &[(&str, Kind)] = &[
    ("ratio", Kind::Ratio),
    ("dispersion", Kind::Dispersion),
    ("points", Kind::Points),
    ("rubric", Kind::Rubric),
    ("parts", Kind::Parts),
];
const UNITS: &[(&str, Unit)] = &[
    ("percent", Unit::Percent),
    ("points", Unit::Points),
    ("index", Unit::Index),
    ("ppm", Unit::Ppm),
    ("days", Unit::Days),
    ("ratio", Unit::Ratio),
    ("anchor", Unit::Anchor),
    ("count", Unit::Count),
];
const DIRECTIONS: &[(&str, Direction)] = &[("up", Direction::Up), ("down", Direction::Down)];

/// Reads an indicator; `name` is the file or whatever else the reader knows the text by.
pub fn parse_indicator(name: &str, text: &str) -> Result<Indicator, DocumentError> {
    let document = Document::read(name, text, &[CHINESE, QUERY, EXAMPLES])?;
    let table = document.front.parse()?;
    let fields = document.front.fields(&table, KEYS)?;
    let (code, dimension) = code(&fields)?;
    let kind = fields.need("kind", "kind = \"ratio\"")?.one_of(KINDS)?;
    let unit = fields.need("unit", "unit = \"percent\"")?.one_of(UNITS)?;
    let name = fields.need("name", "name = { en = \"…\", zh = \"…\" }")?.bilingual()?;
    let scale = match fields.get("scale") {
        Some(item) => item.decimal()?,
        None => usual_scale(unit),
    };
    let parts = parts(&fields, kind, &name, scale)?;
    let mut indicator = Indicator {
        code,
        dimension,
        kind,
        unit,
        direction: fields.need("direction", "direction = \"up\"")?.one_of(DIRECTIONS)?,
        min_events: fields.need("min_events", "min_events = 5")?.count()?,
        curve: curve(&fields)?,
        counted_owners: counted_owners(&fields)?,
        parameters: parameters(&fields)?,
        needs: fields.need("needs", "needs = [\"order_lines.due_on\"]")?.texts()?,
        name,
        prose: Bilingual {
            en: document.prose.clone(),
            zh: document.section_text(CHINESE),
        },
        query: query(&document)?,
        parts,
        examples: Vec::new(),
    };
    indicator.examples = example::read(&document, &indicator)?;
    Ok(indicator)
}

fn code(fields: &Fields<'_>) -> Result<(String, Dimension), DocumentError> {
    let item = fields.need("code", "code = \"delivery.otd\"")?;
    let code = item.text()?;
    let plain = |short: &str| {
        !short.is_empty()
            && short
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let dimension = match code.split_once('.') {
        Some((dimension, short)) if plain(short) => Dimension::from_name(dimension),
        _ => None,
    };
    match dimension {
        Some(dimension) => Ok((code, dimension)),
        None => Err(item.wrong_value(code, "a dimension (quality, cost, delivery, service, innovation, risk), a point, and a name in small letters, such as delivery.otd")),
    }
}

/// What a ratio is multiplied by to stand in the unit.
fn usual_scale(unit: Unit) -> Decimal {
    match unit {
        Unit::Percent | Unit::Index | Unit::Points => Decimal::ONE_HUNDRED,
        Unit::Ppm => Decimal::from(1_000_000),
        Unit::Anchor => Decimal::from(5),
        Unit::Days | Unit::Ratio | Unit::Count => Decimal::ONE,
    }
}

fn curve(fields: &Fields<'_>) -> Result<Curve, DocumentError> {
    match fields.get("bands") {
        Some(bands) if fields.get("curve").is_none() => bands.bands(),
        Some(bands) => Err(bands.misplaced("curve says the same; keep one of the two")),
        None => fields
            .need("curve", "curve = [[70, 0], [85, 60], [90, 75], [95, 90], [99, 100]]")?
            .curve(),
    }
}

fn counted_owners(fields: &Fields<'_>) -> Result<Vec<String>, DocumentError> {
    match fields.get("counted_owners") {
        Some(owners) => owners.texts(),
        None => Ok(vec!["supplier".to_owned()]),
    }
}

fn parameters(fields: &Fields<'_>) -> Result<Vec<Parameter>, DocumentError> {
    let Some(table) = fields.get("parameter") else {
        return Ok(Vec::new());
    };
    table
        .entries()?
        .into_iter()
        .map(|(name, item)| parameter(name, &item))
        .collect()
}

fn parameter(name: String, item: &Item<'_>) -> Result<Parameter, DocumentError> {
    if name == "as_of" {
        return Err(item.wrong_value(
            name,
            "another name: as_of is the day of the evaluation and always there",
        ));
    }
    let fields = item.fields(PARAMETER_KEYS)?;
    let default = fields.need("default", "default = 0")?;
    let number = |key| fields.get(key).map(|item| item.decimal()).transpose();
    let parameter = Parameter {
        name,
        default: default.parameter_value()?,
        choices: fields
            .get("choices")
            .map(|item| item.texts())
            .transpose()?
            .unwrap_or_default(),
        min: number("min")?,
        max: number("max")?,
        meaning: fields::bilingual(&fields)?,
    };
    match setting::accept(&parameter, parameter.default.clone()) {
        Ok(_) => Ok(parameter),
        Err(error) => Err(default.error(Problem::Setting(error))),
    }
}

fn parts(fields: &Fields<'_>, kind: Kind, name: &Bilingual, scale: Decimal) -> Result<Vec<Part>, DocumentError> {
    let single = |kind| {
        vec![Part {
            name: "all".to_owned(),
            kind,
            weight: BasisPoints::WHOLE,
            scale,
            curve: None,
            title: name.clone(),
        }]
    };
    let listed = fields.get("part");
    match (kind, listed) {
        (Kind::Points | Kind::Parts, None) => {
            let example =
                "[[part]] with name = \"…\", kind = \"ratio\", weight = 6000, title = { en = \"…\", zh = \"…\" }";
            fields.need("part", example).map(|_| Vec::new())
        }
        (Kind::Points | Kind::Parts, Some(parts)) => placed(&parts.list()?, kind, Vec::new()),
        (Kind::Ratio, Some(parts)) => placed(&parts.list()?, kind, single(PartKind::Ratio)),
        (_, Some(parts)) => {
            Err(parts.misplaced("this kind has one part, called all; kinds with several are points and parts"))
        }
        (Kind::Ratio, None) => Ok(single(PartKind::Ratio)),
        (Kind::Dispersion, None) => Ok(single(PartKind::Dispersion)),
        (Kind::Rubric, None) => Ok(single(PartKind::Rubric)),
    }
}

/// The listed parts after those that are there already; a base finds the part it stands under by its name.
fn placed(items: &[Item<'_>], kind: Kind, mut parts: Vec<Part>) -> Result<Vec<Part>, DocumentError> {
    for item in items {
        let part = part(item, kind, &parts)?;
        parts.push(part);
    }
    Ok(parts)
}

fn part(item: &Item<'_>, kind: Kind, before: &[Part]) -> Result<Part, DocumentError> {
    let fields = item.fields(PART_KEYS)?;
    let part_kind = part_kind(&fields, kind, before)?;
    let is_base = matches!(part_kind, PartKind::Base { .. });
    let weight = match (kind, fields.get("weight")) {
        (_, Some(weight)) if is_base => return Err(weight.misplaced("a base is not weighed; remove it")),
        (_, None) if is_base => BasisPoints::ZERO,
        (Kind::Parts, _) => fields.need("weight", "weight = 5000")?.basis_points()?,
        (_, Some(weight)) => return Err(weight.misplaced("penalties are added, not weighed; remove it")),
        (_, None) => BasisPoints::WHOLE,
    };
    Ok(Part {
        name: fields.need("name", "name = \"milestones\"")?.text()?,
        kind: part_kind,
        weight,
        scale: fields
            .get("scale")
            .map(|item| item.decimal())
            .transpose()?
            .unwrap_or(Decimal::ONE_HUNDRED),
        curve: fields.get("curve").map(|item| item.curve()).transpose()?,
        title: fields
            .need("title", "title = { en = \"…\", zh = \"…\" }")?
            .bilingual()?,
    })
}

#[derive(Clone, Copy)]
enum PartWord {
    Ratio,
    Dispersion,
    Rubric,
    Penalty,
    DispersionPenalty,
    Base,
}

fn part_kind(fields: &Fields<'_>, kind: Kind, before: &[Part]) -> Result<PartKind, DocumentError> {
    const BASES: &[(&str, PartWord)] = &[("base", PartWord::Base)];
    const WEIGHED: &[(&str, PartWord)] = &[
        ("ratio", PartWord::Ratio),
        ("dispersion", PartWord::Dispersion),
        ("rubric", PartWord::Rubric),
        ("base", PartWord::Base),
    ];
    const ADDED: &[(&str, PartWord)] = &[
        ("penalty", PartWord::Penalty),
        ("dispersion_penalty", PartWord::DispersionPenalty),
        ("base", PartWord::Base),
    ];
    let words = match kind {
        Kind::Points => ADDED,
        Kind::Ratio => BASES,
        _ => WEIGHED,
    };
    let word = fields.need("kind", words[0].0)?.one_of(words)?;
    let figures = ["from", "per", "points"];
    if let (false, Some(figure)) = (
        matches!(word, PartWord::DispersionPenalty),
        figures.iter().find_map(|key| fields.get(key)),
    ) {
        return Err(figure.misplaced("it goes with kind = \"dispersion_penalty\" only"));
    }
    Ok(match word {
        PartWord::Ratio => PartKind::Ratio,
        PartWord::Dispersion => PartKind::Dispersion,
        PartWord::Rubric => PartKind::Rubric,
        PartWord::Penalty => PartKind::Penalty,
        PartWord::Base => base(fields, before)?,
        PartWord::DispersionPenalty => PartKind::DispersionPenalty {
            from: fields.need("from", "from = 0.1")?.decimal()?,
            per: positive(&fields.need("per", "per = 0.1")?)?,
            points: fields.need("points", "points = 20")?.decimal()?,
        },
    })
}

fn base(fields: &Fields<'_>, before: &[Part]) -> Result<PartKind, DocumentError> {
    const EVIDENCE: &[(&str, bool)] = &[("own", false), ("register", true)];
    let of = fields.need("of", "of = \"all\"")?;
    let name = of.text()?;
    let position = before.iter().position(|part| part.name == name);
    let with_register = match fields.get("evidence") {
        Some(evidence) => evidence.one_of(EVIDENCE)?,
        None => false,
    };
    match position {
        Some(of) => Ok(PartKind::Base { of, with_register }),
        None => Err(of.wrong_value(name, "the name of a part above")),
    }
}

fn positive(item: &Item<'_>) -> Result<Decimal, DocumentError> {
    let value = item.decimal()?;
    if value > Decimal::ZERO {
        Ok(value)
    } else {
        Err(item.wrong_value(value.to_string(), "a number above 0"))
    }
}

fn query(document: &Document<'_>) -> Result<String, DocumentError> {
    let Some(section) = document.section(QUERY) else {
        let cure = "add it with one block that begins with ```sql";
        let line = document.front.last_line();
        return Err(document.error(line, Problem::MissingSection { title: QUERY, cure }));
    };
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let mut open = None;
    for line in &section.lines {
        match (open, line.text.trim_end()) {
            (None, "```sql") => {
                open = Some(line.number);
                blocks.push(Vec::new());
            }
            (Some(_), "```") => open = None,
            (Some(_), text) => blocks.last_mut().into_iter().for_each(|block| block.push(text)),
            (None, _) => {}
        }
    }
    match (open, blocks.as_slice()) {
        (Some(line), _) => Err(document.error(line, Problem::OpenBlock)),
        (None, [block]) => Ok(block.join("\n").trim().to_owned()),
        (None, blocks) => Err(document.error(section.line, Problem::QueryBlocks { found: blocks.len() })),
    }
}
