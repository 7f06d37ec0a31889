//! Which data come in, from where, how new they are, and which indicators wait for them.

use super::wizard::RunView;
use crate::platform::Principal;
use crate::{Context, Error, design};
use domain::intake::snapshot;
use domain::intake::{Class, KINDS, Kind, Type};
use domain::platform::access::Permission;
use serde::Serialize;
use std::collections::BTreeMap;

/// The state of the data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DataView {
    /// One line per kind and source that ever came in, and one per kind that indicators wait for.
    pub feeds: Vec<Feed>,
    /// All imports, the latest first.
    pub runs: Vec<RunView>,
}

/// What comes in of one kind from one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feed {
    pub kind: String,
    /// `None` when nothing of the kind is there.
    pub source: Option<String>,
    /// The latest import that was kept: its number and when.
    pub last: Option<(i64, String)>,
    /// Rows it has brought and that are still there, over all imports.
    pub rows: u64,
    /// Rows that the latest import rejected.
    pub rejected: u64,
    /// The latest day that facts of the kind speak of.
    pub newest: Option<String>,
    /// Days from then until today; negative for days to come.
    pub lag_days: Option<i64>,
    pub indicators: Vec<NamedIndicator>,
}

/// An indicator by code and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedIndicator {
    pub code: String,
    pub name_en: String,
    pub name_zh: String,
}

/// Feeds and runs.
pub async fn data(cx: &Context, principal: &Principal) -> Result<DataView, Error> {
    principal.demand(Permission::See)?;
    let users = indicators_by_kind(cx).await?;
    let mut runs: Vec<RunView> = cx.store.imports().await?.into_iter().map(RunView::of).collect();
    let mut feeds = Vec::new();
    for kind in KINDS {
        let indicators = users.get(kind.name).cloned().unwrap_or_default();
        let own = feeds_of(kind, &runs, &indicators);
        if own.is_empty() && !indicators.is_empty() {
            feeds.push(empty(kind, indicators));
            continue;
        }
        if own.is_empty() {
            continue;
        }
        let newest = cx
            .store
            .newest(kind)
            .await?
            .map(|day| day.chars().take(10).collect::<String>());
        let day = newest.as_deref().and_then(|day| day.parse::<domain::Date>().ok());
        let number = |day| i64::from(domain::period::day_number(day));
        let lag = day.map(|day| number(cx.clock.today()) - number(day));
        feeds.extend(own.into_iter().map(|feed| Feed {
            newest: newest.clone(),
            lag_days: lag,
            ..feed
        }));
    }
    runs.reverse();
    Ok(DataView { feeds, runs })
}

fn empty(kind: &Kind, indicators: Vec<NamedIndicator>) -> Feed {
    Feed {
        kind: kind.name.to_owned(),
        source: None,
        last: None,
        rows: 0,
        rejected: 0,
        newest: None,
        lag_days: None,
        indicators,
    }
}

/// One feed per source of a kind; `runs` come oldest first.
fn feeds_of(kind: &Kind, runs: &[RunView], indicators: &[NamedIndicator]) -> Vec<Feed> {
    let mut by_source: BTreeMap<&str, Feed> = BTreeMap::new();
    for run in runs.iter().filter(|run| run.undone.is_none()) {
        let Some(count) = run.counts.iter().find(|count| count.kind == kind.name) else {
            continue;
        };
        let feed = by_source.entry(&run.source).or_insert_with(|| Feed {
            source: Some(run.source.clone()),
            ..empty(kind, indicators.to_vec())
        });
        feed.rows += count.stored;
        feed.rejected = count.rejected;
        if count.stored + count.changed + count.unchanged > 0 {
            feed.last = Some((run.id, run.started_at.clone()));
        }
    }
    by_source.into_values().collect()
}

/// The indicators that read a kind: by its own table, or by the table of the fact that it hangs on.
async fn indicators_by_kind(cx: &Context) -> Result<BTreeMap<&'static str, Vec<NamedIndicator>>, Error> {
    let mut users: BTreeMap<&'static str, Vec<NamedIndicator>> = BTreeMap::new();
    for page in design::indicators(cx).await? {
        let indicator = page.indicator;
        let named = NamedIndicator {
            code: indicator.code.clone(),
            name_en: indicator.name.en.clone(),
            name_zh: indicator.name.zh.clone(),
        };
        let tables = indicator
            .needs
            .iter()
            .filter_map(|need| snapshot::find(need.split('.').next()?));
        let kinds: Vec<&'static str> = tables.filter_map(|table| table.kind).collect();
        for kind in KINDS.iter().filter(|kind| kind.class == Class::Fact) {
            let reads = kinds.iter().any(|read| *read == kind.name || hangs_on(kind, read));
            if reads {
                users.entry(kind.name).or_default().push(named.clone());
            }
        }
    }
    Ok(users)
}

/// Whether rows of a kind go into the snapshot of the kind they hang on, having none of their own.
fn hangs_on(kind: &Kind, parent: &str) -> bool {
    let has_own = snapshot::TABLES.iter().any(|table| table.kind == Some(kind.name));
    !has_own
        && kind
            .columns
            .iter()
            .any(|column| matches!(column.ty, Type::Ref(name) if name == parent))
}
