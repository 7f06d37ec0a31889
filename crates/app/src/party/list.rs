//! The supplier list: what a principal sees of one evaluation, filtered, sorted, and page by page.

use crate::evaluation::{PeriodResults, Reading, Seen, state_name};
use crate::{Context, Error};
use domain::Decimal;
use domain::classification::Level;
use serde::Serialize;
use std::cmp::Ordering;
use text::{Spelling, fold};

/// Which suppliers to list, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// Part of a code or of a name in any spelling, pinyin and its initials included.
    pub search: String,
    /// Level names, `none` for not classified; empty for all.
    pub levels: Vec<String>,
    /// Grades; empty for all.
    pub grades: Vec<String>,
    /// ISO country codes; empty for all.
    pub countries: Vec<String>,
    /// Category code, with all below it.
    pub category: Option<String>,
    /// Coverage states; empty for all.
    pub states: Vec<String>,
    /// Only suppliers whose level differs from the one they held.
    pub moved: bool,
    pub order: Order,
    pub is_descending: bool,
    /// Counted from 1.
    pub page: usize,
    /// 0 for all on one page.
    pub size: usize,
}

/// What a list may be sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Level from the top, then rank score: the order in which people are discussed.
    #[default]
    Level,
    Name,
    Code,
    Score,
    Change,
    Coverage,
    Spend,
    Country,
}

impl Order {
    pub const ALL: [Order; 8] = [
        Order::Level,
        Order::Name,
        Order::Code,
        Order::Score,
        Order::Change,
        Order::Coverage,
        Order::Spend,
        Order::Country,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Order::Level => "level",
            Order::Name => "name",
            Order::Code => "code",
            Order::Score => "score",
            Order::Change => "change",
            Order::Coverage => "coverage",
            Order::Spend => "spend",
            Order::Country => "country",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.name() == name)
    }
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SupplierPage {
    pub evaluation: String,
    pub period: String,
    /// Suppliers that match, on all pages.
    pub total: usize,
    pub suppliers: Vec<SupplierLine>,
}

/// One supplier of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SupplierLine {
    pub code: String,
    pub name: String,
    pub name_latin: Option<String>,
    pub country: Option<String>,
    pub status: String,
    pub owner: Option<String>,
    pub level: Option<String>,
    /// The level held before this evaluation.
    pub held: Option<String>,
    pub grade: Option<String>,
    pub score: Option<Decimal>,
    /// Points since the evaluated period before.
    pub change: Option<Decimal>,
    /// Scores of up to eight periods, oldest first.
    pub history: Vec<Option<Decimal>>,
    /// Percent of the weight that data back.
    pub coverage: Option<Decimal>,
    /// `official`, `provisional` or `no_score`.
    pub state: String,
    pub flags: Vec<String>,
    /// Reporting currency.
    pub spend: Decimal,
    /// Codes of the categories it is evaluated in.
    pub categories: Vec<String>,
}

/// Periods in the small line of history.
const HISTORY: usize = 8;

/// The suppliers that match, one page of them.
pub async fn list(cx: &Context, reading: &Reading, request: &ListRequest) -> Result<SupplierPage, Error> {
    let wanted = Wanted::new(reading, request)?;
    let history = reading.history(cx, HISTORY).await?;
    let before = history.iter().rev().nth(1).cloned();
    let mut found: Vec<Seen<'_>> = reading
        .suppliers()
        .filter(|seen| wanted.holds(reading, *seen))
        .collect();
    sort(&mut found, request, before.as_ref());
    let total = found.len();
    let size = if request.size == 0 { total.max(1) } else { request.size };
    let page = found.into_iter().skip(request.page.saturating_sub(1) * size).take(size);
    Ok(SupplierPage {
        evaluation: reading.opened().loaded.id.clone(),
        period: reading.period().to_owned(),
        total,
        suppliers: page.map(|seen| line(reading, seen, &history)).collect(),
    })
}

/// One supplier as lists and pages show it.
#[must_use]
pub fn line(reading: &Reading, seen: Seen<'_>, history: &[PeriodResults]) -> SupplierLine {
    let Seen {
        supplier,
        result,
        placement,
    } = seen;
    let score = score_of(seen);
    let scores: Vec<Option<Decimal>> = history
        .iter()
        .map(|(_, results)| results.get(&supplier.id).and_then(|row| row.score))
        .collect();
    let categories = &reading.opened().loaded.computed.categories;
    SupplierLine {
        code: supplier.code.clone(),
        name: supplier.name.clone(),
        name_latin: supplier.name_latin.clone(),
        country: supplier.country.clone(),
        status: supplier.status.name().to_owned(),
        owner: supplier.owner.clone(),
        level: level_of(seen).map(|level| level.name().to_owned()),
        held: placement
            .and_then(|placement| placement.held)
            .map(|level| level.name().to_owned()),
        grade: result
            .and_then(|result| result.total.grade())
            .map(|grade| grade.name().to_owned()),
        score,
        change: history
            .iter()
            .rev()
            .nth(1)
            .and_then(|before| change(seen, Some(before))),
        history: scores,
        coverage: result.map(|result| result.total.coverage),
        state: result.map_or("no_score", |result| state_name(&result.total)).to_owned(),
        flags: placement
            .map(|placement| placement.flags.iter().map(|flag| flag.name().to_owned()).collect())
            .unwrap_or_default(),
        spend: result.map_or(Decimal::ZERO, |result| result.spend),
        categories: result
            .map(|result| {
                let codes = result
                    .categories
                    .iter()
                    .filter_map(|category| categories.get(category.category_id));
                codes.map(|category| category.code.clone()).collect()
            })
            .unwrap_or_default(),
    }
}

fn level_of(seen: Seen<'_>) -> Option<Level> {
    seen.placement.and_then(|placement| placement.level())
}

fn score_of(seen: Seen<'_>) -> Option<Decimal> {
    seen.result
        .and_then(|result| result.total.composite)
        .map(domain::number::Score::get)
}

fn change(seen: Seen<'_>, before: Option<&PeriodResults>) -> Option<Decimal> {
    let earlier = before?.1.get(&seen.supplier.id)?.score?;
    Some(score_of(seen)? - earlier)
}

/// A request, checked against what there is.
struct Wanted {
    search: String,
    levels: Vec<Option<Level>>,
    grades: Vec<String>,
    countries: Vec<String>,
    category: Option<i64>,
    states: Vec<String>,
    moved: bool,
}

impl Wanted {
    fn new(reading: &Reading, request: &ListRequest) -> Result<Wanted, Error> {
        let level = |name: &String| match name.as_str() {
            "none" => Ok(None),
            name => Level::from_name(name)
                .map(Some)
                .ok_or_else(|| Error::invalid("no-level").with("level", name)),
        };
        let categories = &reading.opened().loaded.computed.categories;
        let category = |code: &String| {
            let found = categories.iter().find(|category| category.code == *code);
            found
                .map(|category| category.id)
                .ok_or_else(|| Error::not_found("no-category").with("category", code))
        };
        Ok(Wanted {
            search: fold(request.search.trim()),
            levels: request.levels.iter().map(level).collect::<Result<_, _>>()?,
            grades: request.grades.clone(),
            countries: request.countries.clone(),
            category: request.category.as_ref().map(category).transpose()?,
            states: request.states.clone(),
            moved: request.moved,
        })
    }

    fn holds(&self, reading: &Reading, seen: Seen<'_>) -> bool {
        let level = level_of(seen);
        let has = |all: &[String], value: Option<&str>| {
            all.is_empty() || value.is_some_and(|value| all.iter().any(|one| one == value))
        };
        let grade = seen
            .result
            .and_then(|result| result.total.grade())
            .map(domain::classification::Grade::name);
        let state = seen.result.map_or("no_score", |result| state_name(&result.total));
        (self.levels.is_empty() || self.levels.contains(&level))
            && has(&self.grades, grade)
            && has(&self.countries, seen.supplier.country.as_deref())
            && has(&self.states, Some(state))
            && (!self.moved || seen.placement.is_some_and(|placement| placement.held != level))
            && self.category.is_none_or(|category| is_within(reading, seen, category))
            && matches(seen, &self.search)
    }
}

fn is_within(reading: &Reading, seen: Seen<'_>, category: i64) -> bool {
    let categories = &reading.opened().loaded.computed.categories;
    let results = seen
        .result
        .map(|result| result.categories.as_slice())
        .unwrap_or_default();
    results
        .iter()
        .any(|result| categories.is_within(result.category_id, category))
}

/// Whether a supplier is meant by what was typed (folded already).
#[must_use]
pub fn matches(seen: Seen<'_>, folded: &str) -> bool {
    let supplier = seen.supplier;
    folded.is_empty()
        || fold(&supplier.code).contains(folded)
        || Spelling::of(&supplier.name).contains(folded)
        || supplier
            .name_latin
            .as_ref()
            .is_some_and(|name| Spelling::of(name).contains(folded))
}

fn sort(found: &mut [Seen<'_>], request: &ListRequest, before: Option<&PeriodResults>) {
    let rank = |seen: &Seen<'_>| level_of(*seen).map_or(u8::MAX, |level| level as u8);
    let rank_score = |seen: &Seen<'_>| {
        seen.placement
            .and_then(|placement| placement.rank_score)
            .map(domain::number::Score::get)
    };
    let by = |a: &Seen<'_>, b: &Seen<'_>| match request.order {
        Order::Level => rank(a).cmp(&rank(b)).then_with(|| rank_score(b).cmp(&rank_score(a))),
        Order::Name => Ordering::Equal,
        Order::Code => a.supplier.code.cmp(&b.supplier.code),
        Order::Score => score_of(*a).cmp(&score_of(*b)),
        Order::Change => change(*a, before).cmp(&change(*b, before)),
        Order::Coverage => {
            let coverage = |seen: &Seen<'_>| seen.result.map(|result| result.total.coverage);
            coverage(a).cmp(&coverage(b))
        }
        Order::Spend => {
            let spend = |seen: &Seen<'_>| seen.result.map(|result| result.spend);
            spend(a).cmp(&spend(b))
        }
        Order::Country => a.supplier.country.cmp(&b.supplier.country),
    };
    if request.order == Order::Name {
        let key = |seen: &Seen<'_>| Spelling::of(&seen.supplier.name).sort_key().to_owned();
        found.sort_by_cached_key(key);
    } else {
        found.sort_by(|a, b| by(a, b).then_with(|| a.supplier.code.cmp(&b.supplier.code)));
    }
    if request.is_descending {
        found.reverse();
    }
}
