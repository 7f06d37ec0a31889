//! Every figure of the demo company that can be turned: how many suppliers of which character, what they can do,
//! what an ability means in events, how much is bought from whom, and what the programme changes.
//!
//! How the figures work together: a supplier has twelve abilities (two for each of the six dimensions), drawn
//! around those of its character; an ability of 90 means events of the quality that `MEANS_…` states for 90.
//! The programme starts after the first official quarter: abilities, volumes and effort then move
//! to their later figures, which they reach in the last quarter.

/// The first quarter with facts; three more follow before the first official one.
pub const FIRST_QUARTER: &str = "2024Q4";
/// The first quarter with four quarters of history: the reference case's counts come out here.
pub const FIRST_OFFICIAL_QUARTER: &str = "2025Q3";
/// The last closed quarter.
pub const LAST_QUARTER: &str = "2026Q3";
/// Quarters from the first to the last, both included.
pub const QUARTERS: usize = 8;
/// Position of the first official quarter among them.
pub const OFFICIAL: usize = 3;
/// The files hold what was known ten working days after the last quarter (days since 1970-01-01 of 2026-10-20).
pub const KNOWN_TO: i32 = 20_746;

/// What to generate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub seed: u64,
    /// About this many order lines are written.
    pub order_lines: u32,
    /// 1 for the whole company; 10 makes a tenth of the suppliers of each character, at least one.
    pub one_in: usize,
}

impl Plan {
    /// The demo company: 400 suppliers, 30 in reserve, about 180,000 order lines.
    #[must_use]
    pub fn demo() -> Plan {
        Plan {
            seed: 20_241_001,
            order_lines: 180_000,
            one_in: 1,
        }
    }

    /// A tenth of it, for tests.
    #[must_use]
    pub fn small() -> Plan {
        Plan {
            order_lines: 18_000,
            one_in: 10,
            ..Plan::demo()
        }
    }

    /// How many suppliers of that character there are.
    pub(crate) fn head_count(&self, character: Character) -> usize {
        let whole = match character {
            Character::Strategic => 72,
            Character::Superb => 14,
            Character::Solid => 114,
            Character::Volume => 60,
            Character::Middling => 70,
            Character::Weak => 17,
            Character::Barred => 3,
            Character::Fresh => 20,
            Character::Dormant | Character::Sparse | Character::Admitted | Character::Candidate => 15,
        };
        (whole / self.one_in).max(1)
    }
}

/// What kind of supplier it is. Nothing that is written names it: the facts have to show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Character {
    /// Excellent makers of what the products depend on, sole source of their parts.
    Strategic,
    /// Excellent makers of what anybody can make.
    Superb,
    /// Good and dependable.
    Solid,
    /// Where the money goes at the start: cheap enough, on time, and with poor acceptance.
    Volume,
    /// Passable in everything.
    Middling,
    /// Poor in everything; some lack their critical certificate as well.
    Weak,
    /// Good in its work, and barred by a finding.
    Barred,
    /// Approved shortly before the first official quarter.
    Fresh,
    /// Approved long ago, and not ordered from any more.
    Dormant,
    /// Supplies, but nobody inspects, asks or measures.
    Sparse,
    /// A reserve candidate approved during the programme year.
    Admitted,
    /// A reserve candidate with trial lots only.
    Candidate,
}

impl Character {
    pub(crate) const ALL: [Character; 12] = [
        Character::Strategic,
        Character::Superb,
        Character::Solid,
        Character::Volume,
        Character::Middling,
        Character::Weak,
        Character::Barred,
        Character::Fresh,
        Character::Dormant,
        Character::Sparse,
        Character::Admitted,
        Character::Candidate,
    ];

    pub(crate) fn in_reserve_at_first(self) -> bool {
        matches!(self, Character::Admitted | Character::Candidate)
    }

    pub(crate) fn profile(self) -> &'static Profile {
        match self {
            Character::Strategic => &STRATEGIC,
            Character::Superb => &SUPERB,
            Character::Solid => &SOLID,
            Character::Volume => &VOLUME,
            Character::Middling => &MIDDLING,
            Character::Weak => &WEAK,
            Character::Barred => &BARRED,
            Character::Fresh => &FRESH,
            Character::Dormant => &DORMANT,
            Character::Sparse => &SPARSE,
            Character::Admitted => &ADMITTED,
            Character::Candidate => &CANDIDATE,
        }
    }
}

/// The twelve abilities, two for each dimension, in this order everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aspect {
    Acceptance,
    Handling,
    Price,
    Reduction,
    Punctuality,
    Flexibility,
    Response,
    Resolution,
    Development,
    Technology,
    Stability,
    Compliance,
}

/// Twelve abilities; 0 is hopeless, 100 is as good as it gets.
pub(crate) type Abilities = [f64; 12];

/// What suppliers of one character have in common.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) abilities: Abilities,
    /// Added to the abilities in equal steps during the programme year.
    pub(crate) gain: Abilities,
    /// A supplier's abilities lie together up to this far above or below.
    pub(crate) spread: f64,
    /// Each of its abilities lies up to this far from that again.
    pub(crate) lean: f64,
    /// Order lines due in a quarter, before and at the end of the programme year.
    pub(crate) lines: (f64, f64),
    /// Mean value of an order line in thousand CNY, times the weight of the category, before and at the end.
    pub(crate) line_value: (f64, f64),
    /// Hours of management effort in a quarter, before and at the end.
    pub(crate) hours: (f64, f64),
    /// Quality cases opened in a quarter.
    pub(crate) cases: f64,
    /// Service tickets and change requests in a quarter; none when 0.
    pub(crate) tickets: f64,
    pub(crate) requests: f64,
    /// Share of deliveries that are inspected.
    pub(crate) inspected: f64,
    /// Share of suppliers that take part in projects, in the categories that have them.
    pub(crate) projects: f64,
}

//                             accept handle price  reduce  otd   flex  resp  resol  devel  tech  stab  compl
const STRATEGIC: Profile = Profile {
    abilities: [96.0, 94.0, 93.0, 92.0, 97.0, 95.0, 95.0, 95.0, 94.0, 93.0, 97.0, 99.0],
    gain: [0.5, 0.5, 0.0, 0.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.0, 0.0],
    spread: 1.2,
    lean: 2.0,
    lines: (70.0, 103.5),
    line_value: (30.0, 30.0),
    hours: (20.0, 30.0),
    cases: 1.6,
    tickets: 5.0,
    requests: 4.0,
    inspected: 0.75,
    projects: 1.0,
};
const SUPERB: Profile = Profile {
    abilities: [95.0, 93.0, 92.0, 90.0, 96.0, 94.0, 94.0, 94.0, 92.0, 90.0, 95.0, 97.0],
    lines: (60.0, 80.0),
    hours: (20.0, 14.0),
    ..STRATEGIC
};
const SOLID: Profile = Profile {
    abilities: [84.0, 82.0, 80.0, 80.0, 84.0, 82.0, 82.0, 82.0, 80.0, 78.0, 86.0, 88.0],
    gain: [8.0, 3.0, 0.0, 0.0, 2.0, 1.0, 2.0, 2.0, 2.0, 1.0, 0.0, 2.0],
    spread: 4.0,
    lean: 4.0,
    lines: (55.0, 104.0),
    line_value: (28.0, 39.8),
    hours: (24.0, 22.0),
    cases: 2.2,
    tickets: 4.5,
    requests: 3.5,
    inspected: 0.6,
    projects: 0.7,
};
const VOLUME: Profile = Profile {
    abilities: [-17.0, 80.0, 85.0, 82.0, 84.0, 82.0, 82.0, 82.0, 80.0, 74.0, 84.0, 88.0],
    gain: [87.0, 6.0, 0.0, 0.0, 3.0, 2.0, 2.0, 2.0, 2.0, 2.0, 0.0, 2.0],
    spread: 1.5,
    lean: 3.0,
    lines: (95.0, 42.0),
    line_value: (84.0, 84.0),
    hours: (60.0, 30.0),
    cases: 3.5,
    inspected: 0.75,
    projects: 0.5,
    ..SOLID
};
const MIDDLING: Profile = Profile {
    abilities: [69.0, 70.0, 71.0, 71.0, 70.0, 70.0, 70.0, 71.0, 69.0, 67.0, 75.0, 80.0],
    gain: [5.0, 3.0, 0.0, 0.0, 2.0, 1.0, 2.0, 2.0, 0.0, 0.0, 0.0, 2.0],
    spread: 1.5,
    lean: 3.0,
    lines: (48.0, 38.0),
    line_value: (26.0, 26.0),
    hours: (40.0, 22.0),
    cases: 3.0,
    projects: 0.4,
    ..SOLID
};
const WEAK: Profile = Profile {
    abilities: [42.0, 44.0, 44.0, 46.0, 42.0, 44.0, 44.0, 44.0, 44.0, 44.0, 44.0, 56.0],
    gain: [4.0, 2.0, 0.0, 0.0, 3.0, 2.0, 2.0, 2.0, 0.0, 0.0, 0.0, 0.0],
    spread: 3.0,
    lean: 4.0,
    lines: (42.0, 20.0),
    hours: (70.0, 40.0),
    cases: 5.0,
    ..MIDDLING
};
const BARRED: Profile = Profile {
    lines: (45.0, 12.0),
    hours: (60.0, 30.0),
    ..SOLID
};
const FRESH: Profile = Profile {
    lines: (3.0, 34.0),
    line_value: (20.0, 20.0),
    hours: (12.0, 12.0),
    projects: 0.0,
    ..SOLID
};
const DORMANT: Profile = Profile {
    lines: (0.0, 0.0),
    hours: (4.0, 3.0),
    cases: 0.0,
    tickets: 0.0,
    requests: 0.0,
    projects: 0.0,
    ..SOLID
};
const SPARSE: Profile = Profile {
    lines: (25.0, 25.0),
    line_value: (20.0, 20.0),
    hours: (10.0, 9.0),
    cases: 0.0,
    tickets: 0.0,
    requests: 0.0,
    inspected: 0.0,
    projects: 0.0,
    ..SOLID
};
const ADMITTED: Profile = Profile {
    abilities: [98.5, 97.0, 97.0, 95.0, 98.5, 97.0, 97.0, 97.0, 96.0, 95.0, 98.0, 99.0],
    gain: [0.0; 12],
    lines: (0.0, 85.0),
    hours: (0.0, 22.0),
    ..STRATEGIC
};
const CANDIDATE: Profile = Profile {
    lines: (0.0, 0.0),
    hours: (0.0, 10.0),
    projects: 0.0,
    ..SOLID
};

/// Share of goods accepted.
pub(crate) const MEANS_ACCEPTED: &[(f64, f64)] = &[
    (-30.0, 0.82),
    (0.0, 0.90),
    (60.0, 0.95),
    (75.0, 0.97),
    (90.0, 0.99),
    (100.0, 0.998),
];
/// Share of 8D steps on time, of first submissions accepted, of cases that do not come back.
pub(crate) const MEANS_HANDLED: &[(f64, f64)] =
    &[(0.0, 0.50), (60.0, 0.70), (75.0, 0.80), (90.0, 0.92), (100.0, 0.985)];
/// Price against the market, delivered, where no contract binds.
pub(crate) const MEANS_PRICE: &[(f64, f64)] = &[(0.0, 1.25), (60.0, 1.08), (75.0, 1.02), (90.0, 0.97), (100.0, 0.92)];
/// Yearly reduction of the supplier's own prices, and of validated ideas in the pipeline.
pub(crate) const MEANS_REDUCTION: &[(f64, f64)] =
    &[(0.0, -0.03), (60.0, 0.0), (75.0, 0.015), (90.0, 0.03), (100.0, 0.06)];
/// Share of lines that are there in time and in full.
pub(crate) const MEANS_ON_TIME: &[(f64, f64)] = &[
    (-30.0, 0.60),
    (0.0, 0.70),
    (60.0, 0.85),
    (75.0, 0.90),
    (90.0, 0.95),
    (100.0, 0.992),
];
/// Share of change requests accepted and met.
pub(crate) const MEANS_FLEXIBLE: &[(f64, f64)] =
    &[(0.0, 0.40), (60.0, 0.60), (75.0, 0.70), (90.0, 0.85), (100.0, 0.96)];
/// Share of tickets answered within a working day.
pub(crate) const MEANS_ANSWERED: &[(f64, f64)] =
    &[(0.0, 0.50), (60.0, 0.75), (75.0, 0.85), (90.0, 0.95), (100.0, 0.995)];
/// Share of tickets that stay resolved, of tickets resolved in time, and the rating from 0 to 1.
pub(crate) const MEANS_RESOLVED: &[(f64, f64)] =
    &[(0.0, 0.40), (60.0, 0.60), (75.0, 0.72), (90.0, 0.88), (100.0, 0.97)];
/// Share of project milestones on time, and planned by actual duration.
pub(crate) const MEANS_DEVELOPED: &[(f64, f64)] =
    &[(0.0, 0.40), (60.0, 0.60), (75.0, 0.72), (90.0, 0.88), (100.0, 0.99)];
/// Points of the technology rubric, 0 to 5.
pub(crate) const MEANS_RUBRIC: &[(f64, f64)] = &[(0.0, 0.0), (60.0, 2.0), (75.0, 3.0), (90.0, 4.0), (100.0, 4.9)];
/// 100 less the penalty points of standing weaknesses and events.
pub(crate) const MEANS_STABLE: &[(f64, f64)] = &[(0.0, 30.0), (60.0, 62.0), (75.0, 77.0), (90.0, 90.0), (100.0, 100.0)];
/// Share of required certificates held, by weight.
pub(crate) const MEANS_COMPLIANT: &[(f64, f64)] =
    &[(0.0, 0.60), (60.0, 0.80), (75.0, 0.90), (90.0, 0.97), (100.0, 1.0)];

/// How far a count of misses may stray from its expectation, in misses (see `random::Pacer`).
pub(crate) const PACE_SPREAD: f64 = 1.5;
/// Misses of the buyer, the carrier, customs or the weather, on top of the supplier's own.
pub(crate) const EXCUSED_SHARE: f64 = 0.012;
/// Share of a supplier's items that are under contract.
pub(crate) const CONTRACTED_SHARE: f64 = 0.3;
/// Share of items that have a second source.
pub(crate) const SECOND_SOURCE_SHARE: f64 = 0.3;
/// One in this many good and middling suppliers serves a second category.
pub(crate) const SECOND_CATEGORY_ONE_IN: usize = 7;
/// Items of the catalogue, for the whole company.
pub(crate) const ITEMS_PER_SUPPLIER: (i32, i32) = (3, 4);
/// Weight of the seasons, first to fourth quarter of the year.
pub(crate) const SEASONS: [f64; 4] = [0.94, 0.97, 1.04, 1.05];
/// Suppliers that answer the technology assessment in each of its two rounds (5 questions, 2 raters each).
pub(crate) const ASSESSED: usize = 30;
/// Joint products launched during the programme year.
pub(crate) const JOINT_PRODUCTS: usize = 5;
/// Hours cost this much, in CNY.
pub(crate) const HOUR_COST: f64 = 420.0;
/// Weak suppliers whose critical certificate lapsed in 2025 and was not renewed.
pub(crate) const LAPSED: usize = 4;
/// How far order volumes have moved from their former to their later size, by the quarter in which lines are due:
/// what is due in the quarter after the decision was mostly ordered before it.
pub(crate) const VOLUME_SHIFT: [f64; 9] = [0.0, 0.0, 0.0, 0.0, 0.1, 0.45, 0.8, 1.0, 1.0];
/// Share of the lines due in a quarter that are ordered in the one before.
pub(crate) const ORDERED_BEFORE: f64 = 0.42;
/// Where orders of these suppliers stand in the year, by quarter, against `lines.1` (newcomers ramp up).
pub(crate) const FRESH_RAMP: [f64; 9] = [0.0, 0.0, 0.0, 0.08, 0.5, 0.8, 0.9, 1.0, 1.0];
pub(crate) const ADMITTED_RAMP: [f64; 9] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.4, 0.85, 1.0, 1.0];

/// The story of the plant move: punctuality from the second quarter of 2026 on.
pub(crate) const PLANT_MOVE_QUARTER: usize = 6;
pub(crate) const PLANT_MOVE_PUNCTUALITY: [f64; 2] = [8.0, -10.0];
/// The rising supplier: all abilities from the first to the last quarter, and its few lines.
pub(crate) const RISING_ABILITIES: [f64; 8] = [66.0, 67.0, 69.0, 73.0, 79.0, 85.0, 91.0, 96.0];
pub(crate) const RISING_LINES: f64 = 20.0;
/// The price creep above the contract price, quarter by quarter from the first official one; the yen falls as much.
pub(crate) const CREEP: [f64; 6] = [1.0, 1.01, 1.029, 1.053, 1.08, 1.085];
/// Last day of the critical certificate that is about to expire (days since 1970-01-01 of 2026-10-12).
pub(crate) const EXPIRING_ON: i32 = 20_738;

/// The figures of a leaf category; its names stand in `data/categories.tsv`.
#[derive(Debug)]
pub(crate) struct CategoryFigures {
    pub(crate) code: &'static str,
    /// Suppliers of 400.
    pub(crate) suppliers: usize,
    /// Weight of the value of an order line.
    pub(crate) value: f64,
    /// Market prices of its items in CNY per piece.
    pub(crate) price: (f64, f64),
    /// Prices are quoted for this many pieces.
    pub(crate) price_unit: i64,
    /// Usual lead time in days.
    pub(crate) lead_days: i32,
    /// Parts the products depend on: made by the strategic suppliers.
    pub(crate) strategic: bool,
    /// Whether there are development projects.
    pub(crate) projects: bool,
    /// The certificate that only this category needs.
    pub(crate) own_certificate: &'static str,
}

/// The nine leaf categories. The four strategic ones have the highest spend.
pub(crate) const CATEGORIES: [CategoryFigures; 9] = [
    category("COMP-IC", (60, 1.35), (1.8, 24.0), (1, 42), "ESDS2020").strategic(),
    category("COMP-DSP", (48, 1.5), (38.0, 260.0), (1, 38), "IEC62471").strategic(),
    category("COMP-BAT", (44, 1.4), (9.0, 85.0), (1, 35), "UN38.3").strategic(),
    category("COMP-PCB", (46, 0.9), (1.2, 18.0), (1, 28), "UL796").developing(),
    category("COMP-MEC", (52, 0.8), (0.6, 9.0), (1, 26), "ISO45001").developing(),
    category("COMP-CON", (50, 0.6), (0.15, 3.2), (1000, 30), "UL1977"),
    category("FIN-AUD", (44, 1.55), (55.0, 420.0), (1, 40), "CE-RED").strategic(),
    category("FIN-CHG", (30, 0.85), (14.0, 95.0), (1, 32), "UL62368"),
    category("PACK-BOX", (26, 0.5), (0.8, 7.5), (1, 21), "FSC"),
];

const fn category(
    code: &'static str,
    (suppliers, value): (usize, f64),
    price: (f64, f64),
    (price_unit, lead_days): (i64, i32),
    own_certificate: &'static str,
) -> CategoryFigures {
    let (strategic, projects) = (false, false);
    CategoryFigures {
        code,
        suppliers,
        value,
        price,
        price_unit,
        lead_days,
        strategic,
        projects,
        own_certificate,
    }
}

impl CategoryFigures {
    const fn strategic(self) -> CategoryFigures {
        CategoryFigures {
            strategic: true,
            projects: true,
            ..self
        }
    }

    const fn developing(self) -> CategoryFigures {
        CategoryFigures { projects: true, ..self }
    }
}

/// A country of suppliers.
#[derive(Debug)]
pub(crate) struct Country {
    pub(crate) code: &'static str,
    /// Suppliers of 400, and candidates of 30.
    pub(crate) suppliers: usize,
    pub(crate) candidates: usize,
    pub(crate) currency: &'static str,
    pub(crate) time_zone: &'static str,
    pub(crate) region: &'static str,
    pub(crate) languages: &'static str,
    /// Days from hand-over to receipt.
    pub(crate) transit_days: i32,
}

/// Fourteen countries on three continents. The calendar of a country has its code as name.
pub(crate) const COUNTRIES: [Country; 14] = [
    country("CN", (168, 0), "CNY", ("Asia/Shanghai", "Asia"), ("zh,en", 2)),
    country("TW", (34, 0), "USD", ("Asia/Taipei", "Asia"), ("zh,en", 5)),
    country("JP", (24, 0), "JPY", ("Asia/Tokyo", "Asia"), ("ja,en", 6)),
    country("KR", (22, 1), "KRW", ("Asia/Seoul", "Asia"), ("ko,en", 5)),
    country("VN", (30, 8), "USD", ("Asia/Ho_Chi_Minh", "Asia"), ("vi,en", 7)),
    country("TH", (14, 3), "USD", ("Asia/Bangkok", "Asia"), ("th,en", 9)),
    country("MY", (14, 3), "USD", ("Asia/Kuala_Lumpur", "Asia"), ("en,ms", 9)),
    country("IN", (14, 5), "USD", ("Asia/Kolkata", "Asia"), ("en,hi", 14)),
    country("DE", (20, 0), "EUR", ("Europe/Berlin", "Europe"), ("de,en", 24)),
    country("CZ", (10, 2), "EUR", ("Europe/Prague", "Europe"), ("cs,en", 25)),
    country("PL", (10, 3), "EUR", ("Europe/Warsaw", "Europe"), ("pl,en", 25)),
    country("US", (18, 0), "USD", ("America/Chicago", "North America"), ("en", 22)),
    country(
        "MX",
        (16, 5),
        "MXN",
        ("America/Monterrey", "North America"),
        ("es,en", 23),
    ),
    country("CA", (6, 0), "USD", ("America/Toronto", "North America"), ("en,fr", 23)),
];

const fn country(
    code: &'static str,
    (suppliers, candidates): (usize, usize),
    currency: &'static str,
    (time_zone, region): (&'static str, &'static str),
    (languages, transit_days): (&'static str, i32),
) -> Country {
    Country {
        code,
        suppliers,
        candidates,
        currency,
        time_zone,
        region,
        languages,
        transit_days,
    }
}

/// CNY per unit of a foreign currency at turning points (days after 2024-07-01); linear between, with a little noise.
///
/// Only the yen moves much, and only after the first official quarter: the story of the price creep needs it,
/// and everywhere else exchange rates must not look like merit.
pub(crate) const EXCHANGE: [(&str, &[(i32, f64)]); 5] = [
    ("USD", &[(0, 7.16), (180, 7.20), (360, 7.18), (540, 7.15), (860, 7.12)]),
    ("EUR", &[(0, 7.82), (180, 7.78), (360, 7.84), (540, 7.86), (860, 7.80)]),
    (
        "JPY",
        &[
            (0, 0.0485),
            (180, 0.0482),
            (455, 0.0482),
            (640, 0.0464),
            (790, 0.0443),
            (860, 0.0442),
        ],
    ),
    ("KRW", &[(0, 0.00522), (360, 0.00518), (860, 0.00521)]),
    ("MXN", &[(0, 0.372), (360, 0.376), (860, 0.373)]),
];
/// Widest daily swing around that line.
pub(crate) const EXCHANGE_NOISE: f64 = 0.004;
/// First and last day of the table of rates (2024-06-03 and 2026-10-20).
pub(crate) const EXCHANGE_DAYS: (i32, i32) = (19_877, KNOWN_TO);
/// The day the turning points are counted from: 2024-07-01.
pub(crate) const EXCHANGE_ORIGIN: i32 = 19_905;
