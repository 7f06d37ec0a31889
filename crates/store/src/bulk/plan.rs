//! The SQL of one kind, written once per import from the domain's description of the kind.

use crate::intake::stale::Rules;
use domain::intake::{Class, KINDS, Kind, Type};
use std::fmt::Write;

/// Texts and positions that the bulk lanes need for a kind.
#[derive(Debug)]
pub(crate) struct KindPlan {
    pub(crate) kind: &'static Kind,
    /// SQL names of the kind's columns, in order.
    pub(crate) columns: Vec<String>,
    /// Columns that name rows of a master or reference kind: position and position of that kind in `KINDS`.
    pub(crate) masters: Vec<(usize, usize)>,
    /// The column that names the fact this fact hangs on.
    pub(crate) parent: Option<ParentColumn>,
    /// What its rows make stale.
    pub(crate) stale: Rules,
    pub(crate) supplier: Option<usize>,
    pub(crate) business_unit: Option<usize>,
    /// A master kind that refers to itself, such as a category to its parent.
    pub(crate) self_reference: bool,
    /// Inserts id, source, key, the columns, import and row number; does nothing when the key is there.
    pub(crate) insert: String,
    /// Finds id, source, import, row number and the columns by key (and source).
    pub(crate) find: String,
    /// Sets source, the columns, import and row number by id.
    pub(crate) update: String,
}

/// The one reference of a fact to another fact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParentColumn {
    pub(crate) position: usize,
    pub(crate) kind: &'static Kind,
}

impl KindPlan {
    pub(crate) fn new(kind: &'static Kind) -> KindPlan {
        let columns: Vec<String> = kind.columns.iter().map(domain::intake::Column::sql_name).collect();
        let mut masters = Vec::new();
        for (position, column) in kind.columns.iter().enumerate() {
            if let Type::Ref(name) = column.ty {
                let target = ordinal_of(name);
                if KINDS[target].class != Class::Fact {
                    masters.push((position, target));
                }
            }
        }
        let own = ordinal_of(kind.name);
        KindPlan {
            kind,
            parent: parent_column(kind),
            stale: Rules::new(kind),
            supplier: kind.position("supplier"),
            business_unit: kind.position("business_unit"),
            self_reference: masters.iter().any(|(_, target)| *target == own),
            masters,
            insert: insert_text(kind, &columns),
            find: find_text(kind, &columns),
            update: update_text(kind, &columns),
            columns,
        }
    }

    /// Whether rows are told apart by source as well.
    pub(crate) fn by_source(&self) -> bool {
        by_source(self.kind)
    }
}

/// The fact that a fact hangs on, if it names one.
pub(crate) fn parent_column(kind: &'static Kind) -> Option<ParentColumn> {
    kind.columns
        .iter()
        .enumerate()
        .find_map(|(position, column)| match column.ty {
            Type::Ref(name) => {
                let target = KINDS[ordinal_of(name)];
                (target.class == Class::Fact).then_some(ParentColumn { position, kind: target })
            }
            _ => None,
        })
}

/// The position of a kind in `KINDS`; every reference names a kind that is there, which a test of the domain holds.
pub(crate) fn ordinal_of(name: &str) -> usize {
    KINDS.iter().position(|kind| kind.name == name).unwrap_or(0)
}

/// `"a", "b", "c"`; quoted, since some kinds have columns named like words of SQL.
pub(crate) fn quoted(columns: &[String]) -> String {
    columns
        .iter()
        .map(|column| format!("\"{column}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `$1, $2, …, $count`
pub(crate) fn placeholders(count: usize) -> String {
    (1..=count)
        .map(|number| format!("${number}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn by_source(kind: &Kind) -> bool {
    kind.class == Class::Fact
}

fn insert_text(kind: &Kind, columns: &[String]) -> String {
    let unique = if by_source(kind) { "key, source" } else { "key" };
    format!(
        "insert into {} (id, source, key, {}, import_id, row_no) values ({}) on conflict ({unique}) do nothing",
        kind.table,
        quoted(columns),
        placeholders(columns.len() + 5),
    )
}

fn find_text(kind: &Kind, columns: &[String]) -> String {
    let source = if by_source(kind) { " and source = $2" } else { "" };
    format!(
        "select id, source, import_id, row_no, {} from {} where key = $1{source}",
        quoted(columns),
        kind.table
    )
}

fn update_text(kind: &Kind, columns: &[String]) -> String {
    let mut text = format!("update {} set source = $1", kind.table);
    for (index, column) in columns.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(text, ", \"{column}\" = ${}", index + 2);
    }
    let next = columns.len() + 2;
    let _ = write!(
        text,
        ", import_id = ${next}, row_no = ${} where id = ${}",
        next + 1,
        next + 2
    );
    text
}
