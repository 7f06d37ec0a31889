//! The overview of a supplier: its levers, its dimensions beside its peers, and its trend.

use super::below;
use crate::parts::{Axis, TrendPoint, blank, radar, trend};
use crate::visit::{Visit, encoded};
use app::party::{AxisLine, LeverLine, ProfileView};
use domain::Decimal;
use maud::{Markup, html};

pub(super) fn view(visit: &Visit, profile: &ProfileView, period: &str) -> Markup {
    html! {
        @if profile.line.score.is_none() && profile.axes.iter().all(|axis| axis.own.is_none()) {
            (blank(&visit.t("supplier-no-score"), &visit.t("supplier-no-score-why"), None))
        }
        section #levers {
            h2 { (visit.t("supplier-section-levers")) }
            (levers(visit, profile, period))
        }
        div.columns {
            (dimensions(visit, profile))
            (history(visit, profile))
        }
    }
}

fn levers(visit: &Visit, profile: &ProfileView, period: &str) -> Markup {
    html! {
        @if profile.levers.is_empty() {
            p.muted { (visit.t(if profile.line.score.is_some() { "supplier-no-levers" } else { "supplier-no-levers-no-score" })) }
        } @else {
            ol.levers {
                @for lever in &profile.levers {
                    li {
                        span.gain { (visit.say("supplier-gain", &[("points", &text::delta(lever.gain))])) }
                        div {
                            a href=(format!("/suppliers/{}/rows?indicator={}&period={period}", encoded(&profile.line.code), encoded(&lever.indicator))) { (lever.name) }
                            " " (step(visit, lever))
                            p.other-name { (visit.t(&format!("word-dimension-{}", lever.dimension))) " · " (lever.category_name) }
                        }
                    }
                }
            }
            p.count { (visit.say("supplier-levers-how", &[("points", &text::exact(profile.lever_points, 0))])) }
        }
    }
}

/// From the value there is to the one that is wanted.
pub(super) fn step(visit: &Visit, lever: &LeverLine) -> Markup {
    let shown = |value: Decimal| text::valued(value, &lever.unit, visit.language);
    html! { span.figures { (shown(lever.value)) " → " strong { (shown(lever.target)) } } }
}

fn dimensions(visit: &Visit, profile: &ProfileView) -> Markup {
    let word = |axis: &AxisLine| visit.t(&format!("word-dimension-{}", axis.dimension));
    let axes: Vec<Axis> = profile
        .axes
        .iter()
        .map(|axis| Axis {
            name: word(axis),
            own: axis.own,
            peer: axis.peer,
        })
        .collect();
    let has_peer = axes.iter().any(|axis| axis.peer.is_some());
    html! {
        section.card #dimensions {
            h2 { (finding(visit, &profile.axes)) }
            div.hide-narrow { (radar(visit, &axes)) }
            div.only-narrow { (bars(visit, &axes)) }
            p.foot {
                @match &profile.peers {
                    Some((category, count)) if has_peer => {
                        (visit.say("supplier-peers", &[("category", category), ("count", &text::count(u64::try_from(*count).unwrap_or(0)))]))
                    }
                    Some((category, _)) => { (visit.say("supplier-peers-few", &[("category", category)])) }
                    None => { (visit.t("supplier-peers-none")) }
                }
            }
            details.chart-table { summary { (visit.t("chart-table")) }
                table.compact {
                    thead { tr {
                        th scope="col" { (visit.t("supplier-dimension")) } th.num scope="col" { (visit.t("suppliers-score")) } th.num scope="col" { (visit.t("supplier-peer-median")) }
                    } }
                    tbody { @for axis in &axes { tr {
                        th scope="row" { (axis.name) }
                        td.num { (crate::parts::points(visit, axis.own)) }
                        td.num { @match axis.peer { Some(peer) => { (text::points(peer)) } None => { (crate::parts::not_applicable(visit)) } } }
                    } } }
                }
            }
        }
    }
}

/// The strongest and the weakest dimension as a sentence.
fn finding(visit: &Visit, axes: &[AxisLine]) -> String {
    let known = || axes.iter().filter_map(|axis| Some((axis.own?, axis)));
    let best = known().max_by_key(|(score, _)| *score);
    let worst = known().min_by_key(|(score, _)| *score);
    match (best, worst) {
        (Some((high, best)), Some((low, worst))) if best.dimension != worst.dimension => visit.say(
            "supplier-finding",
            &[
                ("best", &visit.t(&format!("word-dimension-{}", best.dimension))),
                ("high", &text::points(high)),
                ("worst", &visit.t(&format!("word-dimension-{}", worst.dimension))),
                ("low", &text::points(low)),
            ],
        ),
        _ => visit.t("supplier-section-dimensions"),
    }
}

/// What stands in the place of the radar on a phone.
fn bars(visit: &Visit, axes: &[Axis]) -> Markup {
    html! {
        div.bars {
            @for axis in axes {
                div {
                    span { (axis.name) }
                    svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                        rect.track width="100" height="8" {}
                        @if let Some(own) = axis.own { rect.fill width=(own.round_dp(1)) height="8" {} }
                        @if let Some(peer) = axis.peer { line.tick x1=(peer.round_dp(1)) x2=(peer.round_dp(1)) y1="0" y2="8" vector-effect="non-scaling-stroke" {} }
                    }
                    span.num { (crate::parts::points(visit, axis.own)) }
                }
            }
        }
    }
}

fn history(visit: &Visit, profile: &ProfileView) -> Markup {
    let mut before: Option<(&str, u32)> = None;
    let points: Vec<TrendPoint<'_>> = profile
        .history
        .iter()
        .map(|line| {
            let scheme = (line.scheme.as_str(), line.scheme_version);
            let changed = before.is_some_and(|before| before != scheme);
            before = Some(scheme);
            TrendPoint {
                period: &line.period,
                score: line.score,
                level: line.level.as_deref(),
                mark: changed.then(|| {
                    visit.say(
                        "supplier-scheme-from",
                        &[("scheme", &line.scheme), ("version", &line.scheme_version.to_string())],
                    )
                }),
            }
        })
        .collect();
    let known: Vec<(&str, Decimal)> = profile
        .history
        .iter()
        .filter_map(|line| Some((line.period.as_str(), line.score?)))
        .collect();
    let sentence = match (known.first(), known.last()) {
        (Some((from_period, from)), Some((to_period, to))) if known.len() > 1 => visit.say(
            "supplier-trend",
            &[
                ("from", &text::points(*from)),
                ("from_period", &text::quarter(from_period, visit.language)),
                ("to", &text::points(*to)),
                ("to_period", &text::quarter(to_period, visit.language)),
                ("change", &text::delta(*to - *from)),
            ],
        ),
        (Some(_), _) => visit.t("supplier-trend-one"),
        _ => visit.t("supplier-trend-none"),
    };
    html! {
        section.card #trend {
            h2 { (sentence) }
            @if !known.is_empty() { (trend(visit, &points, profile.bounds, &sentence)) }
            p.foot { (visit.t("supplier-trend-how")) }
            p.foot { a href=(below(&profile.line.code, "/change", profile.history.last().map_or("", |line| line.period.as_str()))) { (visit.t("supplier-why-changed")) } }
        }
    }
}
