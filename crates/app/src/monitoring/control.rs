//! One indicator over time: its points by month with limits where there are enough, and the lines behind the last one.

use crate::design::unit_name;
use crate::evaluation::{Reading, SourceRow, observe, queries, source_rows_of};
use crate::party::SupplierName;
use crate::{Context, Error, party};
use domain::design::indicator::{Indicator, Kind, PartKind};
use domain::evaluation::observation::ObserveQuery;
use domain::intake::ports::EventsRequest;
use domain::monitoring::{ChartKind, ControlChart, ControlInput, control, control_values};
use domain::period::{Month, Span};
use domain::{Date, Decimal};
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::collections::BTreeMap;

/// Months that are drawn.
const MONTHS: i32 = 24;
/// Lines shown under the chart.
const LINES: usize = 50;
/// Events of one supplier that are read at most.
const EVENTS_MAX: usize = 200_000;

/// An indicator over time, of one supplier or of all that somebody may see.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ControlView {
    pub indicator: String,
    pub supplier: Option<SupplierName>,
    pub unit: String,
    /// `run`, `p`, `u` or `xmr`.
    pub kind: String,
    /// `month` or `quarter`.
    pub step: &'static str,
    pub center: Option<Decimal>,
    /// The value that the curve gives full points for.
    pub target: Option<Decimal>,
    pub points: Vec<ChartPoint>,
    pub lines: Vec<SourceRow>,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartPoint {
    /// `2026-09` or `2026Q3`.
    pub label: String,
    /// Empty where nothing happened.
    pub value: Option<Decimal>,
    pub events: u64,
    pub lower: Option<Decimal>,
    pub upper: Option<Decimal>,
    /// Number of the rule that it completes.
    pub rule: Option<u8>,
}

/// Reads an indicator up to the end of the reading's period.
pub async fn indicator_over_time(
    cx: &Context,
    reading: &Reading,
    (code, supplier): (&str, Option<&str>),
) -> Result<ControlView, Error> {
    let loaded = &reading.opened().loaded;
    let indicator = loaded
        .computed
        .book
        .indicators
        .get(code)
        .ok_or_else(|| unknown(reading, code))?;
    let seen = supplier.map(|code| reading.supplier(code)).transpose()?;
    let id = seen.map(|seen| seen.supplier.id);
    let query = queries(&loaded.computed.book)?
        .into_iter()
        .find(|query| query.indicator == code);
    let query = query.ok_or_else(|| unknown(reading, code))?;
    let is_simple = matches!(indicator.parts.as_slice(), [part] if matches!(part.kind, PartKind::Ratio | PartKind::Rubric))
        && matches!(indicator.kind, Kind::Ratio | Kind::Rubric);
    let (step, labels, inputs, chart) = if is_simple {
        let by_month = months(cx, reading, (&query, id)).await?;
        let known: Vec<ControlInput> = by_month.iter().filter_map(|(_, input)| *input).collect();
        let chart = control(indicator, &known).map_err(Error::internal)?;
        let labels = by_month.iter().map(|(month, _)| month.to_string()).collect();
        let counts = by_month
            .iter()
            .map(|(_, input)| input.map(|input| input.events))
            .collect();
        ("month", labels, counts, chart)
    } else {
        let by_quarter = quarters(cx, reading, (code, id)).await?;
        let known: Vec<f64> = by_quarter
            .iter()
            .filter_map(|(_, value, _)| value.and_then(|value| value.to_f64()))
            .collect();
        let chart = control_values(&known).map_err(Error::internal)?;
        let labels = by_quarter.iter().map(|(period, _, _)| period.clone()).collect();
        let counts = by_quarter
            .iter()
            .map(|(_, value, events)| value.map(|_| *events))
            .collect();
        ("quarter", labels, counts, chart)
    };
    let lines = match seen {
        Some(seen) => source_rows_of(cx, loaded, seen.supplier.id, (code, LINES)).await?,
        None => Vec::new(),
    };
    Ok(ControlView {
        indicator: code.to_owned(),
        supplier: seen.map(|seen| SupplierName::of(seen.supplier)),
        unit: unit_name(indicator.unit).to_owned(),
        kind: chart.kind.name().to_owned(),
        step,
        center: chart.center.and_then(figure),
        target: target(indicator),
        points: points(labels, inputs, &chart),
        lines,
    })
}

fn unknown(reading: &Reading, code: &str) -> Error {
    let codes = reading.opened().loaded.computed.book.indicators.keys();
    Error::not_found("indicator-not-in-scheme")
        .with("indicator", code)
        .nearest(party::nearest(codes.map(String::as_str), code))
}

/// Puts the chart's points back where there were events; the others stay empty.
fn points(labels: Vec<String>, events: Vec<Option<u64>>, chart: &ControlChart) -> Vec<ChartPoint> {
    let has_limits = chart.kind != ChartKind::Run;
    let mut drawn = chart.points.iter();
    let point = |(label, events): (String, Option<u64>)| {
        let own = events.and_then(|_| drawn.next());
        ChartPoint {
            label,
            value: own.and_then(|point| figure(point.value)),
            events: events.unwrap_or(0),
            lower: own.filter(|_| has_limits).and_then(|point| figure(point.lower?)),
            upper: own.filter(|_| has_limits).and_then(|point| figure(point.upper?)),
            rule: own.and_then(|point| point.rule),
        }
    };
    labels.into_iter().zip(events).map(point).collect()
}

fn figure(value: f64) -> Option<Decimal> {
    Decimal::try_from(value).ok().map(|value| value.round_dp(4).normalize())
}

/// The end of the curve that gives most.
fn target(indicator: &Indicator) -> Option<Decimal> {
    let best = indicator.curve.0.iter().map(|(_, points)| *points).max()?;
    let mut values = indicator
        .curve
        .0
        .iter()
        .filter(|(_, points)| *points == best)
        .map(|(value, _)| *value);
    match indicator.direction {
        domain::design::indicator::Direction::Up => values.next(),
        domain::design::indicator::Direction::Down => values.next_back(),
    }
}

/// The months up to the end of the period with their events; `None` where nothing happened.
async fn months(
    cx: &Context,
    reading: &Reading,
    (query, supplier): (&ObserveQuery, Option<i64>),
) -> Result<Vec<(Month, Option<ControlInput>)>, Error> {
    let loaded = &reading.opened().loaded;
    let months = months_up_to(loaded.inputs.as_of);
    let first = months.first().map_or(loaded.inputs.as_of, |month| month.first_day());
    let mut sums: BTreeMap<Month, ControlInput> = BTreeMap::new();
    let mut add = |month: Month, (good, n): (Decimal, Decimal), (events, hits): (u64, u64)| {
        let sum = sums.entry(month).or_default();
        sum.good += good;
        sum.n += n;
        sum.events += events;
        sum.hits += hits;
    };
    let files = loaded.record.files.clone();
    match supplier {
        Some(supplier_id) => {
            let (query, as_of, unit_id) = (query.clone(), loaded.inputs.as_of, loaded.inputs.unit_id);
            let events = cx.blocking(move |facts, _| {
                facts.events(&EventsRequest {
                    files: &files,
                    query: &query,
                    as_of,
                    span: Span { from: first, to: as_of },
                    supplier_id,
                    category_id: None,
                    unit_id,
                    limit: EVENTS_MAX,
                })
            });
            for event in events.await?.iter().filter(|event| event.counted) {
                add(
                    Month::of(event.on_date),
                    (event.good, event.n),
                    (1, u64::from(event.good >= event.n)),
                );
            }
        }
        None => {
            let span = |month: &Month| Span {
                from: month.first_day(),
                to: month.last_day().min(loaded.inputs.as_of),
            };
            let scope = (loaded.inputs.as_of, loaded.inputs.unit_id);
            let found = observe(
                cx,
                &files,
                vec![query.clone()],
                months.iter().map(span).collect(),
                scope,
            )
            .await?;
            for sum in found.iter().filter(|sum| reading.sees(sum.supplier_id)) {
                if let Some(month) = months.get(sum.bucket) {
                    add(*month, (sum.good, sum.n), (sum.events, sum.hits));
                }
            }
        }
    }
    let known = |month: Month| sums.get(&month).copied().filter(|sum| !sum.n.is_zero());
    Ok(months.into_iter().map(|month| (month, known(month))).collect())
}

/// The last months up to a day, oldest first.
fn months_up_to(day: Date) -> Vec<Month> {
    let last = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let month = |back: i32| {
        Some(Month {
            year: i16::try_from((last - back).div_euclid(12)).ok()?,
            month: i8::try_from((last - back).rem_euclid(12) + 1).ok()?,
        })
    };
    (0..MONTHS).rev().filter_map(month).collect()
}

/// The values of the evaluated quarters; of all suppliers together, the mean of their values.
async fn quarters(
    cx: &Context,
    reading: &Reading,
    (code, supplier): (&str, Option<i64>),
) -> Result<Vec<(String, Option<Decimal>, u64)>, Error> {
    let mut found = Vec::new();
    let heads = reading
        .periods
        .iter()
        .filter(|head| head.period.as_str() <= reading.period());
    let periods: Vec<String> = heads.map(|head| head.period.clone()).collect();
    for period in periods.iter().rev().take(8).rev() {
        let Some(then) = reading.beside(cx, period).await? else {
            continue;
        };
        let (mut sum, mut count, mut events) = (Decimal::ZERO, 0_u64, 0_u64);
        let results = then
            .suppliers()
            .filter(|seen| supplier.is_none_or(|id| id == seen.supplier.id));
        for result in results.filter_map(|seen| seen.result) {
            for line in result.categories.iter().flat_map(|category| &category.indicators) {
                if let Some(measure) = line.observation.measure().filter(|_| line.code.as_ref() == code) {
                    sum += measure.value;
                    count += 1;
                    events += measure.events;
                }
            }
        }
        found.push((period.clone(), sum.checked_div(Decimal::from(count)), events));
    }
    Ok(found)
}
