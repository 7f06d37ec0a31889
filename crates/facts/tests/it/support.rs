//! Snapshot tables written as text, and requests with the usual settings.

use domain::evaluation::observation::{EventRow, ObserveQuery, ParameterValue, PartSum};
use domain::intake::ports::{
    EventsRequest, FactError, FactSource, Limits, ObserveRequest, ResultTable, SnapshotFile, SnapshotSink,
};
use domain::intake::snapshot::{Arrival, ColumnValues, SnapshotColumn, SnapshotTable, SnapshotType, TableData, find};
use domain::number::parse_scaled;
use domain::period::{Month, Span, WorkCalendar, day_number};
use domain::{Date, Decimal};
use facts::Snapshots;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// A snapshot folder that goes away with the test, and the files written so far.
pub(crate) struct Folder {
    pub(crate) snapshots: Snapshots,
    pub(crate) files: Vec<SnapshotFile>,
    pub(crate) home: TempDir,
}

impl Folder {
    pub(crate) fn new() -> Folder {
        let home = tempfile::tempdir().unwrap();
        let snapshots = Snapshots::open(home.path().join("snapshots")).unwrap();
        Folder {
            snapshots,
            files: Vec::new(),
            home,
        }
    }

    /// A folder with one table written as text: the first line names the columns.
    pub(crate) fn with(table: &str, text: &str) -> Folder {
        let mut folder = Folder::new();
        folder.add(table, text);
        folder
    }

    pub(crate) fn add(&mut self, table: &str, text: &str) {
        let data = table_of(table, text, &mut Names::default());
        self.write(&data, None);
    }

    pub(crate) fn write(&mut self, data: &TableData, month: Option<Month>) {
        self.files.push(self.snapshots.write(data, month).unwrap());
    }

    /// Sums over the year 2026, as known at its end.
    pub(crate) fn observe(&self, query: &ObserveQuery) -> Result<Vec<PartSum>, FactError> {
        self.observe_in(std::slice::from_ref(query), &[year_2026()], 2)
    }

    pub(crate) fn observe_in(
        &self,
        queries: &[ObserveQuery],
        buckets: &[Span],
        partitions: usize,
    ) -> Result<Vec<PartSum>, FactError> {
        let as_of = day("2026-12-31");
        let request = ObserveRequest {
            files: &self.files,
            queries,
            as_of,
            buckets,
            unit_id: None,
            partitions,
        };
        self.snapshots.observe(&request)
    }

    pub(crate) fn events(
        &self,
        query: &ObserveQuery,
        supplier_id: i64,
        limit: usize,
    ) -> Result<Vec<EventRow>, FactError> {
        self.snapshots.events(&EventsRequest {
            files: &self.files,
            query,
            as_of: day("2026-12-31"),
            span: year_2026(),
            supplier_id,
            category_id: None,
            unit_id: None,
            limit,
        })
    }

    pub(crate) fn select(&self, sql: &str) -> Result<ResultTable, FactError> {
        self.snapshots.select(&self.files, sql, LIMITS)
    }

    /// The only cell of the answer.
    pub(crate) fn cell(&self, sql: &str) -> Option<String> {
        let table = self.select(sql).unwrap();
        assert_eq!((table.rows.len(), table.columns.len()), (1, 1), "{sql}");
        table.rows[0][0].clone()
    }
}

pub(crate) const LIMITS: Limits = Limits {
    rows: 1_000,
    seconds: 30,
    memory_bytes: 256 << 20,
};

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn span(from: &str, to: &str) -> Span {
    Span {
        from: day(from),
        to: day(to),
    }
}

pub(crate) fn year_2026() -> Span {
    span("2026-01-01", "2026-12-31")
}

pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A query whose supplier-owned misses count.
pub(crate) fn query(sql: &str) -> ObserveQuery {
    with_parameters(sql, &[])
}

pub(crate) fn with_parameters(sql: &str, parameters: &[(&str, ParameterValue)]) -> ObserveQuery {
    ObserveQuery {
        indicator: "quality.test".to_owned(),
        sql: sql.to_owned(),
        parameters: parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
        counted_owners: vec!["supplier".to_owned()],
    }
}

/// Inspection lots as events: accepted or not.
pub(crate) const LOTS: &str = "select supplier_id, category_id, unit_id, row_id, received_on as on_date, 'all' as part,
    case when decision = 'accepted' then 1 else 0 end as good, 1 as n, fault_owner
  from inspection_lots where decision in ('accepted', 'rejected', 'conceded')";

/// Texts that stand for ids, numbered as they come.
#[derive(Default)]
pub(crate) struct Names(Vec<String>);

impl Names {
    /// An integer stands for itself.
    pub(crate) fn id(&mut self, text: &str) -> i64 {
        if let Ok(id) = text.parse() {
            return id;
        }
        let position = self.0.iter().position(|known| known == text).unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        });
        1_000_001 + i64::try_from(position).unwrap()
    }
}

/// Reads `a | b` lines, the first one naming the columns.
pub(crate) fn table_of(table: &str, text: &str, names: &mut Names) -> TableData {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let split = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let header = split(lines.next().unwrap());
    let rows: Vec<Vec<String>> = lines.map(split).collect();
    table_of_rows(table, &header, &rows, names)
}

/// Columns that are not given are null; ids are 0, and a `…_workday` follows its `…_on` in a plain calendar.
pub(crate) fn table_of_rows(table: &str, header: &[String], rows: &[Vec<String>], names: &mut Names) -> TableData {
    let table = find(table).unwrap_or_else(|| panic!("no snapshot table {table}"));
    for name in header {
        assert!(
            table.columns.iter().any(|column| column.name == name),
            "{} has no column {name}",
            table.name
        );
    }
    let calendar = WorkCalendar::new(&BTreeMap::new());
    let mut data = TableData::empty(table);
    for row in rows {
        assert_eq!(row.len(), header.len(), "{}: {row:?}", table.name);
        let cell = |name: &str| {
            header
                .iter()
                .position(|known| known == name)
                .map_or("", |index| row[index].as_str())
        };
        for (values, column) in data.columns.iter_mut().zip(table.columns) {
            push(values, column, &cell, names, &calendar);
        }
    }
    data
}

fn push<'a>(
    values: &mut ColumnValues,
    column: &SnapshotColumn,
    cell: &impl Fn(&str) -> &'a str,
    names: &mut Names,
    calendar: &WorkCalendar,
) {
    let name = column.name;
    let text = cell(name);
    let given = !text.is_empty();
    match (values, column.ty) {
        (ColumnValues::Int(values), _) if name.ends_with("_id") => {
            values.push(Some(if given { names.id(text) } else { 0 }));
        }
        (ColumnValues::Int(values), _) => {
            let twin = name.strip_suffix("_workday").map(|stem| cell(&format!("{stem}_on")));
            values.push(match twin.filter(|twin| !twin.is_empty()) {
                Some(twin) if !given => Some(i64::from(calendar.workday_no(day_number(day(twin))))),
                _ => given.then(|| {
                    text.parse()
                        .unwrap_or_else(|_| panic!("{name}: {text:?} is no integer"))
                }),
            });
        }
        (ColumnValues::Date(values), _) => values.push(given.then(|| day_number(day(text)))),
        (ColumnValues::Decimal(values), SnapshotType::Decimal(places)) => {
            values.push(given.then(|| parse_scaled(text, u32::from(places)).unwrap()));
        }
        (ColumnValues::Word(values), _) => values.push(given.then(|| text.into())),
        (ColumnValues::Arrivals(values), _) => values.push(arrivals(text, calendar)),
        (ColumnValues::Decimal(_), _) => panic!("{name}: not a decimal column"),
    }
}

/// `2026-03-02:10; 2026-03-05:5`.
fn arrivals(text: &str, calendar: &WorkCalendar) -> Vec<Arrival> {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (on, quantity) = part.split_once(':').unwrap();
            let day = day_number(day(on.trim()));
            let quantity = parse_scaled(quantity.trim(), 3).unwrap();
            Arrival {
                day,
                workday_no: calendar.workday_no(day),
                quantity,
            }
        })
        .collect()
}

/// The table of that name.
pub(crate) fn table(name: &str) -> &'static SnapshotTable {
    find(name).unwrap()
}
