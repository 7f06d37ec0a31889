//! Knock-out, floors and hysteresis: between which levels a quota may still decide.

use super::confirm::HeldLevel;
use super::proposal::{FastTrack, Flag};
use super::standing::Standing;
use super::{Grade, Level};
use crate::evaluation::Knockout;
use crate::evaluation::explain::figure;
use crate::explain::Explanation;
use crate::number::Score;
use crate::party::Status;
use crate::period::Quarter;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What the rules before the quotas say about one supplier.
pub(super) enum Verdict {
    /// For the reason given, whatever the quotas.
    Restricted(Explanation, Option<Flag>),
    /// Not classified.
    None(Explanation),
    Eligible(Bounds),
}

/// The levels that are open to a supplier.
pub(super) struct Bounds {
    /// The highest and the lowest; equal when no quota can decide anything.
    pub(super) top: Level,
    pub(super) bottom: Level,
    /// The level held, for the head start.
    pub(super) held: Option<Level>,
    /// Need not have led before: the first round, a return, the fast track.
    pub(super) enters_at_once: bool,
    /// The floors missed, by level.
    pub(super) lacks: BTreeMap<Level, Vec<Explanation>>,
    /// What keeps it from rising to where its floors would allow.
    pub(super) ceiling: Option<Explanation>,
    pub(super) flags: Vec<Flag>,
    /// What it keeps although a floor is missed, or gets outside of the ordinary order.
    pub(super) notes: Vec<Explanation>,
}

impl Bounds {
    /// Whether it holds this level or a higher one.
    pub(super) fn holds(&self, level: Level) -> bool {
        self.held.is_some_and(|held| held <= level)
    }
}

pub(super) fn verdict(standing: &Standing<'_>) -> Verdict {
    let input = standing.input;
    let track = input.fast_track.get(&standing.supplier.id);
    let before = standing.before();
    let held = before.and_then(|before| before.level);
    if standing.supplier.status == Status::Reserve {
        let Some(track) = track else {
            return Verdict::None(Explanation::new("none.reserve"));
        };
        let lacks = track_lacks(standing, track);
        if !lacks.is_empty() {
            let because = Explanation::new("none.fast_track");
            return Verdict::None(lacks.into_iter().fold(because, Explanation::because_of));
        }
    } else if let Some(reason) = absolute_reason(standing) {
        let flag = (standing.knockout() == Some(Knockout::Supplier)).then_some(Flag::Knockout);
        return Verdict::Restricted(reason, flag);
    }
    if !standing.is_official() {
        let because = Explanation::new("none.no_official_score");
        let state = standing.result.map(|result| result.total.state.because().clone());
        return Verdict::None(state.into_iter().fold(because, Explanation::because_of));
    }
    let Floors { entitled, lacks, kept } = floors(standing, held);
    let Some(entitled) = entitled else {
        return Verdict::Restricted(grade_reason(standing), None);
    };
    let is_twice_c = is_twice_c(standing);
    let failed = standing.input.failed_plans;
    if is_twice_c && failed.is_some_and(|failed| failed.contains(&standing.supplier.id)) {
        return Verdict::Restricted(Explanation::new("restricted.failed_plan"), None);
    }
    let may_track = standing.supplier.status == Status::Reserve || (input.held.is_some() && held.is_none());
    let on_track = may_track && track.is_some_and(|track| track_lacks(standing, track).is_empty());
    let movement = match movement(standing, before, on_track) {
        Ok(movement) => movement,
        Err(reason) => return Verdict::Restricted(reason, Some(Flag::CoolDown)),
    };
    let top = entitled.max(movement.ceiling);
    // A lost floor overrules what the movement would have kept.
    let stands = movement.floor >= top;
    let mut flags = if stands { movement.flags } else { Vec::new() };
    let mut notes: Vec<Explanation> = Vec::new();
    if let Some((_, because)) = kept.filter(|(level, _)| *level >= top) {
        flags.push(Flag::Margin);
        notes.push(because);
    }
    notes.extend(movement.note.filter(|_| stands));
    if is_twice_c && failed.is_none() {
        notes.push(Explanation::new("held.plans_unknown"));
    }
    notes.extend(standing.ended_override());
    Verdict::Eligible(Bounds {
        top,
        bottom: movement.floor.max(top),
        held: if input.held.is_some() { held } else { None },
        enters_at_once: movement.enters_at_once,
        lacks,
        ceiling: movement.because.filter(|_| movement.ceiling > entitled),
        flags,
        notes,
    })
}

/// Reasons that restrict whatever the score says.
fn absolute_reason(standing: &Standing<'_>) -> Option<Explanation> {
    if standing.knockout() == Some(Knockout::Supplier) {
        let because = Explanation::new("restricted.knockout");
        return Some(standing.gates(false).into_iter().fold(because, Explanation::because_of));
    }
    let is_high = standing.input.high_risks.contains(&standing.supplier.id);
    is_high.then(|| {
        let because = Explanation::new("restricted.high_risk");
        let events = standing.gates(false).into_iter().chain(standing.gates(true));
        events.fold(because, Explanation::because_of)
    })
}

fn grade_reason(standing: &Standing<'_>) -> Explanation {
    let because = Explanation::new("restricted.grade");
    let Some(grade) = standing.grade(Decimal::ZERO) else {
        return because;
    };
    let score = standing
        .result
        .and_then(|result| result.total.composite)
        .map_or(Decimal::ZERO, Score::get);
    let because = because
        .with("grade", grade.value().name())
        .with("score", figure(score))
        .because_of(grade.into_because());
    standing.caps().into_iter().fold(because, Explanation::because_of)
}

/// Grade C (or D, which a margin may excuse) in this and the last quarter.
fn is_twice_c(standing: &Standing<'_>) -> bool {
    let is_c = |standing: &Standing<'_>| {
        standing
            .grade(Decimal::ZERO)
            .is_some_and(|grade| *grade.value() >= Grade::C)
    };
    is_c(standing) && standing.earlier(1).is_some_and(|earlier| is_c(&earlier))
}

struct Floors {
    /// The highest level whose floors are reached; `None` below all.
    entitled: Option<Level>,
    lacks: BTreeMap<Level, Vec<Explanation>>,
    /// The level that only the margin keeps.
    kept: Option<(Level, Explanation)>,
}

/// A holder keeps a floor within its margin, for one quarter; everybody else has to reach it.
fn floors(standing: &Standing<'_>, held: Option<Level>) -> Floors {
    let margin = standing.input.rules.hysteresis_points;
    let mut floors = Floors {
        entitled: None,
        lacks: BTreeMap::new(),
        kept: None,
    };
    for level in [Level::Core, Level::Key, Level::Qualified] {
        let misses = standing.misses(level, Decimal::ZERO);
        if misses.is_empty() {
            floors.entitled = Some(level);
            break;
        }
        let holds = standing.input.held.is_some() && held.is_some_and(|held| held <= level);
        let missed_before = || {
            standing
                .earlier(1)
                .is_some_and(|earlier| !earlier.misses(level, Decimal::ZERO).is_empty())
        };
        if holds && standing.misses(level, margin).is_empty() && !missed_before() {
            let because = Explanation::new("held.margin")
                .with("level", level.name())
                .with("points", margin);
            floors.kept = Some((level, misses.into_iter().fold(because, Explanation::because_of)));
            floors.entitled = Some(level);
            break;
        }
        floors.lacks.insert(level, misses);
    }
    floors
}

struct Movement {
    ceiling: Level,
    floor: Level,
    enters_at_once: bool,
    because: Option<Explanation>,
    note: Option<Explanation>,
    flags: Vec<Flag>,
}

impl Movement {
    fn up_to(ceiling: Level, because: Option<Explanation>) -> Movement {
        Movement {
            ceiling,
            floor: Level::Qualified,
            enters_at_once: false,
            because,
            note: None,
            flags: Vec::new(),
        }
    }
}

/// One step at a time, none during the cool-down; `Err` keeps a restricted supplier where it is.
fn movement(standing: &Standing<'_>, before: Option<&HeldLevel>, on_track: bool) -> Result<Movement, Explanation> {
    if on_track {
        return Ok(Movement {
            enters_at_once: true,
            note: Some(Explanation::new("held.fast_track")),
            flags: vec![Flag::FastTrack],
            ..Movement::up_to(Level::Key, Some(Explanation::new("higher.fast_track")))
        });
    }
    if standing.input.held.is_none() {
        return Ok(Movement {
            enters_at_once: true,
            ..Movement::up_to(Level::Core, None)
        });
    }
    let cool_down = i32::try_from(standing.input.rules.cool_down_quarters).unwrap_or(i32::MAX);
    let is_recent = |since: Quarter| quarters_between(since, standing.input.evaluation.period) <= cool_down;
    let moved_in = before.and_then(|before| before.moved_in).filter(|at| is_recent(*at));
    match (before.and_then(|before| before.level), moved_in) {
        (Some(Level::Restricted), Some(moved_in)) => {
            Err(Explanation::new("restricted.cool_down").with("moved_in", moved_in))
        }
        (Some(held), Some(moved_in)) => Ok(cooling_down(held, moved_in)),
        (Some(held), None) => {
            let because = Explanation::new("higher.one_step").with("level", held.name());
            let floor = if held == Level::Core {
                Level::Key
            } else {
                Level::Qualified
            };
            Ok(Movement {
                floor,
                ..Movement::up_to(held.up(), Some(because))
            })
        }
        (None, _) => {
            let lapsed = before.and_then(|before| before.lapsed);
            Ok(newcomer(
                lapsed.filter(|(_, at)| is_recent(*at)).map(|(level, _)| level),
            ))
        }
    }
}

fn cooling_down(held: Level, moved_in: Quarter) -> Movement {
    let because = |code| {
        Explanation::new(code)
            .with("level", held.name())
            .with("moved_in", moved_in)
    };
    Movement {
        floor: held,
        note: Some(because("held.cool_down")),
        flags: vec![Flag::CoolDown],
        ..Movement::up_to(held, Some(because("higher.cool_down")))
    }
}

/// Enters as qualified, or at the level that lapsed lately.
fn newcomer(lapsed: Option<Level>) -> Movement {
    match lapsed.filter(|level| *level < Level::Qualified) {
        Some(level) => {
            let because = Explanation::new("higher.lapsed").with("level", level.name());
            Movement {
                enters_at_once: true,
                ..Movement::up_to(level, Some(because))
            }
        }
        None => Movement::up_to(Level::Qualified, Some(Explanation::new("higher.entry"))),
    }
}

fn track_lacks(standing: &Standing<'_>, track: &FastTrack) -> Vec<Explanation> {
    let mut lacks = Vec::new();
    for (holds, code) in [
        (track.potential_analysis_green, "fast_track.potential_analysis"),
        (track.trial_lots_passed, "fast_track.trial_lots"),
        (track.consent.is_some(), "fast_track.consent"),
        (standing.is_official(), "fast_track.coverage"),
    ] {
        if !holds {
            lacks.push(Explanation::new(code));
        }
    }
    lacks.extend(standing.misses(Level::Key, Decimal::ZERO));
    lacks
}

fn quarters_between(from: Quarter, to: Quarter) -> i32 {
    let index = |quarter: Quarter| i32::from(quarter.year) * 4 + i32::from(quarter.quarter);
    index(to) - index(from)
}
