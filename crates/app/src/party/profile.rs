//! The page of one supplier: where it stands, what would raise it most, how it compares, and what touched it.

use super::evidence::KINDS;
use super::list::{SupplierLine, line};
use crate::design::unit_name;
use crate::evaluation::{CardView, Line, PeriodResults, Reading, Seen, Words, card, curve_of, main_category, why};
use crate::{Context, Error};
use domain::Decimal;
use domain::design::indicator::{Dimension, Direction};
use domain::evaluation::SupplierResult;
use domain::intake::kinds;
use domain::monitoring;
use serde::Serialize;
use text::Language;

/// Fewer peers than this do not make a median: single suppliers would show through.
const PEERS_MIN: usize = 5;
/// Periods of the trend.
const HISTORY: usize = 8;
const LEVERS: usize = 3;
const IMPORTS: u32 = 8;

/// One supplier seen whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfileView {
    #[serde(flatten)]
    pub line: SupplierLine,
    /// The first of the last periods in which it stood at its level without a break.
    pub since: Option<String>,
    /// Whether it stood there before the first known period already.
    pub since_before: bool,
    /// Why this level and not the next higher one.
    pub why: Line,
    /// Why official, provisional or no score; `None` when it is not evaluated.
    pub why_state: Option<Line>,
    /// The lowest cap, where one holds the composite down.
    pub cap: Option<u8>,
    pub levers: Vec<LeverLine>,
    /// Points that the levers lead to: the bound of grade A.
    pub lever_points: Decimal,
    pub axes: Vec<AxisLine>,
    /// Name of the category whose suppliers are the peers, and how many of them have a score.
    pub peers: Option<(String, usize)>,
    pub history: Vec<HistoryLine>,
    /// Lower bounds of grades A, B and C: the floors of core, key and qualified.
    pub bounds: [Decimal; 3],
}

/// One improvement and what it is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeverLine {
    pub category: String,
    pub category_name: String,
    pub indicator: String,
    pub name: String,
    pub dimension: String,
    pub unit: String,
    pub value: Decimal,
    pub target: Decimal,
    /// Points of the total score.
    pub gain: Decimal,
    /// `up` or `down`: which way is better.
    pub direction: String,
}

/// One dimension beside the median of the peers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AxisLine {
    pub dimension: String,
    pub own: Option<Decimal>,
    pub peer: Option<Decimal>,
}

/// One evaluated period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryLine {
    pub period: String,
    pub evaluation: String,
    pub score: Option<Decimal>,
    pub change: Option<Decimal>,
    pub grade: Option<String>,
    pub level: Option<String>,
    pub state: String,
    pub scheme: String,
    pub scheme_version: u32,
    pub status: String,
}

/// How to reach a supplier, and under which numbers others know it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ContactView {
    pub contact: Option<String>,
    pub owner: Option<String>,
    pub languages: Option<String>,
    pub family: Option<String>,
    /// Name of the identifier (`uscc`, `lei`, `vat`, `duns`, `gln`) and its value.
    pub identifiers: Vec<(String, String)>,
    pub approved_from: Option<String>,
    /// Code, name and country of each site.
    pub sites: Vec<(String, Option<String>, Option<String>)>,
}

/// An import that brought rows about a supplier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActivityLine {
    pub import_id: i64,
    pub at: String,
    pub actor: String,
    pub file: String,
    pub source: String,
    pub label: String,
    /// Rows about this supplier that it brought or changed last.
    pub rows: u64,
    pub is_undone: bool,
}

/// A supplier with everything its page says without looking at source rows.
pub async fn profile(cx: &Context, reading: &Reading, code: &str, language: Language) -> Result<ProfileView, Error> {
    let seen = reading.supplier(code)?;
    let history = reading.history(cx, HISTORY).await?;
    let computed = &reading.opened().loaded.computed;
    let rules = &computed.book.base.scheme().rules;
    let words = Words { language, computed };
    let line = line(reading, seen, &history);
    let history = history_lines(reading, seen.supplier.id, &history);
    let (since, since_before) = since(&history);
    let card: Option<CardView> = card(reading, seen, language);
    Ok(ProfileView {
        line,
        since,
        since_before,
        why: why(words, seen),
        why_state: card.as_ref().map(|card| card.why_state.clone()),
        cap: card
            .as_ref()
            .and_then(|card| card.cap.filter(|_| !card.cap_effect.is_zero())),
        levers: levers(words, seen, rules.grade_bounds[0])?,
        lever_points: rules.grade_bounds[0],
        axes: axes(reading, seen),
        peers: peers(reading, seen).map(|(name, results)| (name, results.len())),
        history,
        bounds: rules.grade_bounds,
    })
}

fn levers(words: Words<'_>, seen: Seen<'_>, wanted: Decimal) -> Result<Vec<LeverLine>, Error> {
    let Some(result) = seen.result else {
        return Ok(Vec::new());
    };
    let computed = words.computed;
    let curve = |category_id: i64, code: &str| {
        let category = result.categories.iter().find(|one| one.category_id == category_id)?;
        curve_of(computed, category, code)
    };
    let found = monitoring::levers(result, curve, wanted).map_err(|error| Error::internal(error.to_string()))?;
    let line = |lever: &monitoring::Lever| {
        let definition = computed.book.indicators.get(&lever.code)?;
        let category = computed.categories.get(lever.category_id)?;
        Some(LeverLine {
            category: category.code.clone(),
            category_name: category.name.clone(),
            indicator: lever.code.clone(),
            name: words.language.pick(&definition.name.en, &definition.name.zh).to_owned(),
            dimension: lever.dimension.name().to_owned(),
            unit: unit_name(definition.unit).to_owned(),
            value: lever.value,
            target: lever.target,
            gain: lever.gain,
            direction: match definition.direction {
                Direction::Up => "up",
                Direction::Down => "down",
            }
            .to_owned(),
        })
    };
    // What rounds to nothing is no lever.
    let worth = |lever: &&monitoring::Lever| lever.gain >= Decimal::new(5, 2);
    Ok(found.iter().filter(worth).take(LEVERS).filter_map(line).collect())
}

/// The other suppliers with the same main category that have a score, and the name of that category.
fn peers<'a>(reading: &'a Reading, seen: Seen<'_>) -> Option<(String, Vec<&'a SupplierResult>)> {
    let computed = &reading.opened().loaded.computed;
    let own = main_category(seen.result?)?.category_id;
    let is_peer = |result: &&SupplierResult| {
        result.supplier_id != seen.supplier.id
            && result.total.composite.is_some()
            && main_category(result).is_some_and(|category| category.category_id == own)
    };
    let name = computed.categories.get(own)?.name.clone();
    Some((name, computed.evaluation.suppliers.iter().filter(is_peer).collect()))
}

fn axes(reading: &Reading, seen: Seen<'_>) -> Vec<AxisLine> {
    let peers = peers(reading, seen).map(|(_, results)| results).unwrap_or_default();
    let scheme = reading.opened().loaded.computed.book.base.scheme();
    let weighs = |dimension: &Dimension| scheme.dimensions.iter().any(|entry| entry.dimension == *dimension);
    let axis = |dimension: Dimension| {
        let of = |result: &SupplierResult| result.total.dimension(dimension).map(domain::number::Score::get);
        AxisLine {
            dimension: dimension.name().to_owned(),
            own: seen.result.and_then(of),
            peer: median(peers.iter().filter_map(|result| of(result)).collect()),
        }
    };
    Dimension::ALL.into_iter().filter(weighs).map(axis).collect()
}

/// The middle value; `None` where too few would show through it.
pub(super) fn median(mut values: Vec<Decimal>) -> Option<Decimal> {
    if values.len() < PEERS_MIN {
        return None;
    }
    values.sort();
    let middle = values.len() / 2;
    let high = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(high);
    }
    Some((*values.get(middle - 1)? + high) / Decimal::TWO)
}

fn history_lines(reading: &Reading, supplier_id: i64, history: &[PeriodResults]) -> Vec<HistoryLine> {
    let mut lines: Vec<HistoryLine> = Vec::new();
    for (period, results) in history {
        let Some(head) = reading.periods.iter().find(|head| head.period == *period) else {
            continue;
        };
        let row = results.get(&supplier_id);
        let score = row.and_then(|row| row.score);
        let before = lines.last().and_then(|line| line.score);
        lines.push(HistoryLine {
            period: period.clone(),
            evaluation: head.id.clone(),
            score,
            change: score.zip(before).map(|(score, before)| score - before),
            grade: row.and_then(|row| row.grade.clone()),
            level: row.and_then(|row| row.level.clone()),
            state: row.map_or_else(|| "no_score".to_owned(), |row| row.state.clone()),
            scheme: head.scheme.clone(),
            scheme_version: head.scheme_version,
            status: head.status.name().to_owned(),
        });
    }
    lines
}

/// Since which known period the level has been the same, and whether that is as far back as is known.
fn since(history: &[HistoryLine]) -> (Option<String>, bool) {
    let Some(last) = history.last() else {
        return (None, false);
    };
    let same = history.iter().rev().take_while(|line| line.level == last.level).count();
    let first = &history[history.len() - same];
    (Some(first.period.clone()), same == history.len() && same > 1)
}

/// The supplier that a code of a merged one stands for now: its code and name, when it may be seen.
pub async fn now_called(cx: &Context, reading: &Reading, code: &str) -> Result<Option<(String, String)>, Error> {
    let id = cx.store.supplier_of_code(code).await?;
    let known = id
        .filter(|id| reading.sees(*id))
        .and_then(|id| reading.opened().supplier_of_id(id));
    let other = known.filter(|supplier| supplier.code != code);
    Ok(other.map(|supplier| (supplier.code.clone(), supplier.name.clone())))
}

/// Contacts, identifiers and sites as the master data say now.
pub async fn contacts(cx: &Context, supplier_id: i64) -> Result<ContactView, Error> {
    let kind = &kinds::SUPPLIER;
    let rows = cx.store.rows(kind, &[supplier_id]).await?;
    let Some(row) = rows.first() else {
        return Ok(ContactView::default());
    };
    let text = |name: &str| {
        let value = kind.position(name).and_then(|at| row.values[at].as_text());
        value.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let identifiers = ["uscc", "lei", "vat", "duns", "gln"];
    let sites = cx.store.table(&kinds::SITE).await?;
    let sites = domain::intake::raw::View::new(&kinds::SITE, Some(&sites));
    let own = (0..sites.rows()).filter(|row| sites.int("supplier", *row) == Some(supplier_id));
    Ok(ContactView {
        contact: text("contact"),
        owner: text("owner"),
        languages: text("languages"),
        family: text("family"),
        identifiers: identifiers
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), text(name)?)))
            .collect(),
        approved_from: text("approved_from"),
        sites: own
            .map(|row| {
                let of = |name: &str| sites.text(name, row).map(str::to_owned);
                (of("code").unwrap_or_default(), of("name"), of("country"))
            })
            .collect(),
    })
}

/// The latest imports that brought rows about a supplier.
pub async fn activity(cx: &Context, supplier_id: i64) -> Result<Vec<ActivityLine>, Error> {
    let imports = cx.store.imports_about(supplier_id, KINDS, IMPORTS).await?;
    Ok(imports
        .into_iter()
        .map(|(record, rows)| ActivityLine {
            import_id: record.id,
            at: record.started_at,
            actor: record.actor,
            file: record.file_name,
            source: record.source,
            label: record.label,
            rows,
            is_undone: record.undone.is_some(),
        })
        .collect())
}
