//! What suppliers can do, quarter by quarter: the character's abilities, the supplier's own, slow drift,
//! the programme's gains, shocks, and the stories.

use crate::number::along;
use crate::plan::{self, Abilities, Aspect, Character};
use crate::random::Random;

/// The abilities of one supplier over time.
#[derive(Debug, Clone)]
pub(crate) struct Ability {
    base: Abilities,
    gain: Abilities,
    /// Change of all abilities per quarter.
    drift: f64,
    shock: Option<Shock>,
    course: Course,
}

/// Some months in which one dimension is worse.
#[derive(Debug, Clone, Copy)]
struct Shock {
    dimension: usize,
    from_quarter: usize,
    depth: f64,
}

/// Whether a story has its own course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    Usual,
    PlantMove,
    Rising,
}

impl Ability {
    pub(crate) fn new(character: Character, course: Course, random: &mut Random) -> Ability {
        let profile = character.profile();
        let common = random.between(-profile.spread, profile.spread);
        let base = profile
            .abilities
            .map(|ability| ability + common + random.between(-profile.lean, profile.lean));
        let shaken = matches!(character, Character::Solid | Character::Middling) && random.chance(0.08);
        let shock = Shock {
            dimension: random.below(6),
            from_quarter: plan::OFFICIAL + 1 + random.below(4),
            depth: random.between(8.0, 16.0),
        };
        let drift = random.between(-0.15, 0.15);
        Ability {
            base,
            gain: profile.gain,
            drift,
            shock: shaken.then_some(shock),
            course,
        }
    }

    /// The ability in a quarter; 0 to 100 is the usual range, and a little beyond happens.
    pub(crate) fn at(&self, aspect: Aspect, quarter: usize) -> f64 {
        let (index, last) = (aspect as usize, plan::QUARTERS - 1);
        let since_official = crate::number::real(quarter.min(last)) - crate::number::real(plan::OFFICIAL);
        let usual = self.base[index] + self.drift * since_official + self.gain[index] * progress(quarter);
        match self.course {
            Course::Rising => plan::RISING_ABILITIES[quarter.min(last)],
            Course::PlantMove if aspect == Aspect::Punctuality && quarter >= plan::PLANT_MOVE_QUARTER => {
                let steps = quarter.min(last) - plan::PLANT_MOVE_QUARTER;
                plan::PLANT_MOVE_PUNCTUALITY[steps.min(1)]
            }
            Course::PlantMove | Course::Usual => usual - self.shocked(index, quarter),
        }
    }

    /// The ability as the share, rate or factor that its table gives.
    pub(crate) fn means(&self, aspect: Aspect, quarter: usize) -> f64 {
        along(table(aspect), self.at(aspect, quarter))
    }

    fn shocked(&self, index: usize, quarter: usize) -> f64 {
        match self.shock {
            Some(shock)
                if shock.dimension == index / 2 && (shock.from_quarter..=shock.from_quarter + 1).contains(&quarter) =>
            {
                shock.depth
            }
            _ => 0.0,
        }
    }
}

/// How far the programme has come in a quarter: 0 up to the first official one, 1 in the last.
pub(crate) fn progress(quarter: usize) -> f64 {
    let steps = crate::number::real(plan::QUARTERS - 1 - plan::OFFICIAL);
    (crate::number::real(quarter.saturating_sub(plan::OFFICIAL)) / steps).min(1.0)
}

fn table(aspect: Aspect) -> &'static [(f64, f64)] {
    match aspect {
        Aspect::Acceptance => plan::MEANS_ACCEPTED,
        Aspect::Handling => plan::MEANS_HANDLED,
        Aspect::Price => plan::MEANS_PRICE,
        Aspect::Reduction => plan::MEANS_REDUCTION,
        Aspect::Punctuality => plan::MEANS_ON_TIME,
        Aspect::Flexibility => plan::MEANS_FLEXIBLE,
        Aspect::Response => plan::MEANS_ANSWERED,
        Aspect::Resolution => plan::MEANS_RESOLVED,
        Aspect::Development => plan::MEANS_DEVELOPED,
        Aspect::Technology => plan::MEANS_RUBRIC,
        Aspect::Stability => plan::MEANS_STABLE,
        Aspect::Compliance => plan::MEANS_COMPLIANT,
    }
}
