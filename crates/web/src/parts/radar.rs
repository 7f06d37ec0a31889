//! The radar over the dimensions: fixed order, all axes 0 to 100, and a gap where there is no data.

use crate::visit::Visit;
use domain::Decimal;
use maud::{Markup, html};
use rust_decimal::prelude::ToPrimitive;

/// One axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    pub(crate) name: String,
    pub(crate) own: Option<Decimal>,
    /// The median of the peers.
    pub(crate) peer: Option<Decimal>,
}

const RADIUS: f64 = 110.0;
const CENTER: (f64, f64) = (190.0, 145.0);

/// Draws the supplier (solid) over the median of its peers (dashed).
pub(crate) fn radar(visit: &Visit, axes: &[Axis]) -> Markup {
    let sentence = axes
        .iter()
        .map(|axis| match axis.own {
            Some(own) => format!("{} {}", axis.name, text::points(own)),
            None => format!("{} {}", axis.name, visit.t("part-no-data")),
        })
        .collect::<Vec<_>>()
        .join(" · ");
    let place = |at: usize, value: f64| spot(at, axes.len(), value);
    let own: Vec<Option<(f64, f64)>> = axes
        .iter()
        .enumerate()
        .map(|(at, axis)| axis.own.map(|value| place(at, value.to_f64().unwrap_or_default())))
        .collect();
    let peer: Vec<Option<(f64, f64)>> = axes
        .iter()
        .enumerate()
        .map(|(at, axis)| axis.peer.map(|value| place(at, value.to_f64().unwrap_or_default())))
        .collect();
    let is_whole = own.iter().all(Option::is_some);
    html! {
        svg.radar viewBox="0 0 380 290" role="img" aria-label=(sentence) {
            @for ring in [25.0, 50.0, 75.0, 100.0] {
                polygon.grid-line points=(joined((0..axes.len()).map(|at| place(at, ring)))) {}
            }
            @for (at, axis) in axes.iter().enumerate() {
                @let (x, y) = place(at, 100.0);
                line class=(if axis.own.is_some() { "grid-line" } else { "gap" }) x1=(CENTER.0) y1=(CENTER.1) x2=(figure(x)) y2=(figure(y)) {}
                @let (label_x, label_y) = place(at, 116.0);
                text x=(figure(label_x)) y=(figure(label_y + 4.0)) text-anchor=(anchor(label_x)) {
                    (axis.name) " "
                    @match axis.own { Some(own) => { (text::points(own)) } None => { (visit.t("part-no-data")) } }
                }
            }
            @for run in runs(&peer) { polyline.peer points=(joined(run.into_iter())) {} }
            @if is_whole {
                polygon.own points=(joined(own.iter().flatten().copied())) {}
            } @else {
                @for run in runs(&own) { polyline.own-line points=(joined(run.into_iter())) {} }
            }
            @for (x, y) in own.iter().flatten() { circle.dot cx=(figure(*x)) cy=(figure(*y)) r="3" {} }
        }
    }
}

/// Where a value lies on an axis, the first one pointing up.
fn spot(at: usize, count: usize, value: f64) -> (f64, f64) {
    let turn = f64::from(u32::try_from(at).unwrap_or(0)) / f64::from(u32::try_from(count.max(1)).unwrap_or(1));
    let angle = turn * std::f64::consts::TAU - std::f64::consts::FRAC_PI_2;
    let length = value * RADIUS / 100.0;
    (CENTER.0 + length * angle.cos(), CENTER.1 + length * angle.sin())
}

/// Neighbours that both have a value, closed round where nothing is missing.
fn runs(places: &[Option<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
    let count = places.len();
    (0..count)
        .filter_map(|at| Some(vec![places[at]?, places[(at + 1) % count]?]))
        .collect()
}

fn joined(places: impl Iterator<Item = (f64, f64)>) -> String {
    places
        .map(|(x, y)| format!("{},{}", figure(x), figure(y)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn figure(value: f64) -> String {
    format!("{value:.1}")
}

fn anchor(x: f64) -> &'static str {
    if (x - CENTER.0).abs() < 8.0 {
        "middle"
    } else if x > CENTER.0 {
        "start"
    } else {
        "end"
    }
}
