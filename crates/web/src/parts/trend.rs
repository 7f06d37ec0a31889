//! The trend of a score: its line over the floors of the levels, each point with the shape of the level it had.

use crate::visit::Visit;
use domain::Decimal;
use maud::{Markup, html};

/// One period.
pub(crate) struct TrendPoint<'a> {
    pub(crate) period: &'a str,
    pub(crate) score: Option<Decimal>,
    pub(crate) level: Option<&'a str>,
    /// Said at a dotted line: another scheme begins here.
    pub(crate) mark: Option<String>,
}

const WIDTH: i64 = 440;
const LEFT: i64 = 30;
const RIGHT: i64 = 340;
const TOP: i64 = 14;
const BOTTOM: i64 = 178;

/// Draws the points, oldest first, over bands that end at the lower bounds of grades A, B and C.
pub(crate) fn trend(visit: &Visit, points: &[TrendPoint<'_>], bounds: [Decimal; 3], sentence: &str) -> Markup {
    let known = points.iter().filter_map(|point| point.score);
    let lowest = known.min().unwrap_or(Decimal::ZERO);
    // The lowest floor stays in sight, and a score below it has room.
    let low = (lowest - Decimal::from(6))
        .min(bounds[2] - Decimal::TEN)
        .max(Decimal::ZERO);
    let high = Decimal::ONE_HUNDRED;
    let y = |value: Decimal| {
        let share = (value.max(low) - low) / (high - low);
        (Decimal::from(BOTTOM) - share * Decimal::from(BOTTOM - TOP)).round_dp(1)
    };
    let last = i64::try_from(points.len().max(2) - 1).unwrap_or(1);
    let x = |at: usize| {
        let at = i64::try_from(at).unwrap_or(0);
        (Decimal::from(LEFT + 14) + Decimal::from(at * (RIGHT - LEFT - 28)) / Decimal::from(last)).round_dp(1)
    };
    let bands = [
        ("core", high, bounds[0]),
        ("key", bounds[0], bounds[1]),
        ("qualified", bounds[1], bounds[2]),
        ("restricted", bounds[2], low),
    ];
    html! {
        svg.trend viewBox=(format!("0 0 {WIDTH} 214")) role="img" aria-label=(sentence) {
            @for (name, from, to) in bands {
                rect class=(format!("band-{name}")) x=(LEFT) y=(y(from)) width=(RIGHT - LEFT) height=(y(to) - y(from)) {}
                text.band-name x=(RIGHT + 6) y=((y(from) + y(to)) / Decimal::TWO + Decimal::from(4)) { (visit.t(&format!("supplier-floor-{name}"))) }
            }
            @for bound in bounds {
                text x=(LEFT - 5) y=(y(bound) + Decimal::from(4)) text-anchor="end" { (text::exact(bound, 0)) }
            }
            @for (at, point) in points.iter().enumerate() {
                @if let Some(mark) = &point.mark {
                    line.mark x1=(x(at) - Decimal::from(10)) x2=(x(at) - Decimal::from(10)) y1=(TOP) y2=(BOTTOM) { title { (mark) } }
                }
                @let (quarter, year) = halves(point.period);
                text x=(x(at)) y="194" text-anchor="middle" { (quarter) }
                @if at == 0 || quarter == "Q1" { text.year x=(x(at)) y="208" text-anchor="middle" { (year) } }
            }
            @for run in runs(points) {
                polyline points=(run.iter().map(|at| format!("{},{}", x(*at), points[*at].score.map_or(Decimal::ZERO, y))).collect::<Vec<_>>().join(" ")) {}
            }
            @for (at, point) in points.iter().enumerate() {
                @if let Some(score) = point.score {
                    g transform=(format!("translate({} {})", x(at) - Decimal::from(5), y(score) - Decimal::from(5))) {
                        title { (text::quarter(point.period, visit.language)) " " (text::points(score)) }
                        (marker(point.level.unwrap_or("none")))
                    }
                    @if at + 1 == points.len() || at == 0 {
                        text.value x=(x(at)) y=(y(score) - Decimal::from(10)) text-anchor="middle" { (text::points(score)) }
                    }
                }
            }
        }
    }
}

fn marker(level: &str) -> Markup {
    let class = format!("fill-{level}");
    html! {
        @match level {
            "core" => { path class=(class) d="M5 0l5 5-5 5-5-5z" {} }
            "key" => { circle class=(class) cx="5" cy="5" r="4.5" {} }
            "qualified" => { rect class=(class) x="1" y="1" width="8" height="8" {} }
            "restricted" => { path class=(class) d="M0 1h10L5 9.5z" {} }
            _ => { circle class=(class) cx="5" cy="5" r="4" {} }
        }
    }
}

/// `2026Q3` in its two halves, for the two lines of the axis.
fn halves(period: &str) -> (&str, &str) {
    match period.find('Q') {
        Some(at) => (&period[at..], &period[..at]),
        None => (period, ""),
    }
}

/// Stretches of neighbours that both have a score.
fn runs(points: &[TrendPoint<'_>]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
    for (at, point) in points.iter().enumerate() {
        match (point.score, runs.last_mut()) {
            (Some(_), Some(run)) => run.push(at),
            (None, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}
