//! Rows out of the store as columns: the first half of writing a snapshot.

use super::lane::Which;
use super::plan::{parent_column, quoted};
use crate::{Store, StoreError};
use domain::intake::raw::{RawColumn, RawTable};
use domain::intake::{Column, Kind, Type, Value};
use domain::period::Month;

impl Store {
    /// A master or reference kind, whole.
    pub async fn table(&self, kind: &'static Kind) -> Result<RawTable, StoreError> {
        self.bulk_read(move |lane| lane.raw_table(kind, Which::All)).await
    }

    /// The facts of one partition month.
    pub async fn month(&self, kind: &'static Kind, month: Month) -> Result<RawTable, StoreError> {
        self.bulk_read(move |lane| lane.raw_table(kind, Which::Month(month)))
            .await
    }

    /// The facts that hang on the facts of one partition month: receipts of its order lines, events of its tickets.
    pub async fn children_of_month(&self, child: &'static Kind, month: Month) -> Result<RawTable, StoreError> {
        self.bulk_read(move |lane| lane.raw_table(child, Which::ParentMonth(month)))
            .await
    }

    /// The latest day (or instant) of the facts of a kind; `None` for other kinds and while there are none.
    pub async fn newest(&self, kind: &'static Kind) -> Result<Option<String>, StoreError> {
        let Some(partition) = kind.partition else {
            return Ok(None);
        };
        let sql = format!("select max(\"{partition}\") from {}", kind.table);
        self.bulk_read(move |lane| {
            let rows = lane.query(&sql, &[])?;
            Ok(rows.first().and_then(|row| match &row[0] {
                Value::Text(text) => Some(text.to_string()),
                _ => None,
            }))
        })
        .await
    }

    /// Row ids and keys of a kind, by id.
    pub async fn keys(&self, kind: &'static Kind) -> Result<Vec<(i64, String)>, StoreError> {
        let sql = format!("select id, key from {} order by id", kind.table);
        self.bulk_read(move |lane| {
            let mut keys = Vec::new();
            lane.each(&sql, &[], &mut |row| {
                keys.push((super::expect_int(&row, 0, "id")?, super::expect_text(&row, 1, "key")?));
                Ok(())
            })?;
            Ok(keys)
        })
        .await
    }
}

/// The query of an export: id, source, and the columns of the kind.
pub(super) fn select(kind: &'static Kind, which: Which) -> Result<(String, Vec<Value>), StoreError> {
    let columns: Vec<String> = kind.columns.iter().map(Column::sql_name).collect();
    let table = kind.table;
    let wrong = |expected| StoreError::WrongClass {
        kind: kind.name,
        expected,
    };
    match which {
        Which::All => Ok((
            format!("select id, source, {} from {table} order by id", quoted(&columns)),
            Vec::new(),
        )),
        Which::Month(month) => {
            let partition = kind.partition.ok_or_else(|| wrong("no month"))?;
            let sql = format!(
                "select id, source, {} from {table} where \"{partition}\" >= $1 and \"{partition}\" < $2",
                quoted(&columns),
            );
            Ok((sql, bounds(month)))
        }
        Which::ParentMonth(month) => {
            let parent = parent_column(kind).ok_or_else(|| wrong("their own month, they hang on no other fact"))?;
            let partition = parent.kind.partition.ok_or_else(|| wrong("no month"))?;
            let list = columns
                .iter()
                .map(|name| format!("c.\"{name}\""))
                .collect::<Vec<_>>()
                .join(", ");
            let sql = format!(
                "select c.id, c.source, {list} from {parent_table} p join {table} c on c.\"{reference}\" = p.id \
                 where p.\"{partition}\" >= $1 and p.\"{partition}\" < $2",
                parent_table = parent.kind.table,
                reference = columns[parent.position],
            );
            Ok((sql, bounds(month)))
        }
    }
}

/// First day of the month and of the next one; dates and instants compare as text.
fn bounds(month: Month) -> Vec<Value> {
    let next = month
        .last_day()
        .tomorrow()
        .map_or_else(|_| "9999-12-32".to_owned(), |day| day.to_string());
    vec![Value::text(&month.first_day().to_string()), Value::text(&next)]
}

/// Collects cells column by column.
pub(super) struct RawBuilder {
    kind: &'static Kind,
    table: RawTable,
    /// The source of the row before: nearly always that of the next.
    last_source: u32,
}

impl RawBuilder {
    /// With room for a number of rows, when it is known.
    pub(super) fn new(kind: &'static Kind, rows: usize) -> RawBuilder {
        let columns = kind
            .columns
            .iter()
            .map(|column| match column.ty {
                Type::Date => RawColumn::Day(Vec::with_capacity(rows)),
                ty if ty.is_text() => RawColumn::Text(Vec::with_capacity(rows)),
                _ => RawColumn::Int(Vec::with_capacity(rows)),
            })
            .collect();
        let (ids, source) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let table = RawTable {
            ids,
            source,
            sources: Vec::new(),
            columns,
        };
        RawBuilder {
            kind,
            table,
            last_source: 0,
        }
    }

    pub(super) fn start(&mut self, id: i64, source: &[u8]) {
        self.table.ids.push(id);
        let same = |known: &str| known.as_bytes() == source;
        if !self
            .table
            .sources
            .get(self.last_source as usize)
            .is_some_and(|known| same(known))
        {
            let at = self
                .table
                .sources
                .iter()
                .position(|known| same(known))
                .unwrap_or_else(|| {
                    self.table.sources.push(String::from_utf8_lossy(source).into());
                    self.table.sources.len() - 1
                });
            self.last_source = u32::try_from(at).unwrap_or(u32::MAX);
        }
        self.table.source.push(self.last_source);
    }

    pub(super) fn null(&mut self, position: usize) {
        match &mut self.table.columns[position] {
            RawColumn::Int(values) => values.push(None),
            RawColumn::Day(values) => values.push(None),
            RawColumn::Text(values) => values.push(None),
        }
    }

    pub(super) fn int(&mut self, position: usize, value: i64) -> Result<(), StoreError> {
        match &mut self.table.columns[position] {
            RawColumn::Int(values) => values.push(Some(value)),
            _ => return Err(self.corrupt(position, value.to_string(), "a text")),
        }
        Ok(())
    }

    pub(super) fn text(&mut self, position: usize, text: &[u8]) -> Result<(), StoreError> {
        let found = || String::from_utf8_lossy(text).into_owned();
        match &mut self.table.columns[position] {
            RawColumn::Text(values) => match str::from_utf8(text) {
                Ok(text) => values.push(Some(text.into())),
                Err(_) => return Err(self.corrupt(position, found(), "UTF-8 text")),
            },
            RawColumn::Day(values) => match day_of_text(text) {
                Some(day) => values.push(Some(day)),
                None => return Err(self.corrupt(position, found(), "a date like 2026-03-31")),
            },
            RawColumn::Int(_) => return Err(self.corrupt(position, found(), "an integer")),
        }
        Ok(())
    }

    pub(super) fn finish(self) -> RawTable {
        let mut table = self.table;
        if !table.ids.is_sorted() {
            sort(&mut table);
        }
        number_sources_by_use(&mut table);
        table
    }

    fn corrupt(&self, position: usize, found: String, expected: &'static str) -> StoreError {
        let place = format!("{}.{}", self.kind.table, self.kind.columns[position].name);
        StoreError::Corrupt { place, found, expected }
    }
}

/// Puts the rows in the order of their ids; the engine's order by would sort whole rows.
fn sort(table: &mut RawTable) {
    let mut order: Vec<usize> = (0..table.ids.len()).collect();
    order.sort_unstable_by_key(|row| table.ids[*row]);
    table.ids = order.iter().map(|row| table.ids[*row]).collect();
    table.source = order.iter().map(|row| table.source[*row]).collect();
    for column in &mut table.columns {
        match column {
            RawColumn::Int(values) => *values = order.iter().map(|row| values[*row]).collect(),
            RawColumn::Day(values) => *values = order.iter().map(|row| values[*row]).collect(),
            RawColumn::Text(values) => *values = order.iter().map(|row| values[*row].take()).collect(),
        }
    }
}

/// Numbers the sources in the order of the rows, so that equal rows give equal tables however they were read.
fn number_sources_by_use(table: &mut RawTable) {
    let mut new_of_old: Vec<Option<u32>> = vec![None; table.sources.len()];
    let mut sources = Vec::with_capacity(table.sources.len());
    for source in &mut table.source {
        let old = *source as usize;
        *source = *new_of_old[old].get_or_insert_with(|| {
            sources.push(table.sources[old].clone());
            u32::try_from(sources.len() - 1).unwrap_or(u32::MAX)
        });
    }
    table.sources = sources;
}

/// Days since 1970-01-01 of an ISO date; a month of a million rows parses several million of them.
fn day_of_text(text: &[u8]) -> Option<i32> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text else {
        return None;
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    let year = digit(y0)? * 1000 + digit(y1)? * 100 + digit(y2)? * 10 + digit(y3)?;
    let month = digit(m0)? * 10 + digit(m1)?;
    let day = digit(d0)? * 10 + digit(d1)?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years counted from March, so that the leap day is the last one; eras of 400 years.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::period::{day_number, day_of_number};

    #[test]
    fn dates_are_days_as_the_domain_counts_them() {
        for day in (-40_000..80_000).step_by(13) {
            let date = day_of_number(day);
            assert_eq!(
                day_of_text(date.to_string().as_bytes()),
                Some(day_number(date)),
                "{date}"
            );
        }
        for wrong in [
            "2026-13-01",
            "2026-00-01",
            "2026-01-32",
            "2026-1-1",
            "2026-01-01T",
            "x026-01-01",
        ] {
            assert_eq!(day_of_text(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn the_bounds_of_december_reach_into_january() {
        let december = Month { year: 2026, month: 12 };
        assert_eq!(bounds(december), [Value::text("2026-12-01"), Value::text("2027-01-01")]);
    }
}
