//! Which numbers and days of which kind are possible. Returns and credits are negative on purpose: receipts, hand-overs
//! and invoices may fall below 0.

/// A number and its limits.
pub(super) struct NumberRule {
    pub column: &'static str,
    pub bound: Bound,
}

/// The limits of a number.
#[derive(Clone, Copy)]
pub(super) enum Bound {
    /// More than 0.
    Positive,
    /// Anything but 0.
    NotZero,
    /// Not below 0; a 0 is kept, and said.
    PositiveOrNoted,
    NotNegative,
    /// Whole numbers, both included.
    Between(i64, i64),
    /// From 0 to what the first filled one of these columns says.
    Within([&'static str; 2]),
}

/// A day that cannot come before another.
pub(super) struct DayRule {
    pub column: &'static str,
    pub not_before: &'static str,
}

/// Everything that is asked of a kind.
pub(super) struct Rules {
    pub numbers: &'static [NumberRule],
    pub days: &'static [DayRule],
    /// Years after today that a column may still name; 0 for what has happened.
    pub reach: &'static [(&'static str, i64)],
}

const fn number(column: &'static str, bound: Bound) -> NumberRule {
    NumberRule { column, bound }
}

const fn day(column: &'static str, not_before: &'static str) -> DayRule {
    DayRule { column, not_before }
}

/// Years from now on that an order may be dated ahead.
const ORDERED_AHEAD: i64 = 2;
/// Years from now on that a delivery may be planned ahead.
const PLANNED_AHEAD: i64 = 10;

use Bound::{Between, NotNegative, NotZero, Positive, PositiveOrNoted, Within};

const fn rules(
    numbers: &'static [NumberRule],
    days: &'static [DayRule],
    reach: &'static [(&'static str, i64)],
) -> Rules {
    Rules { numbers, days, reach }
}

const NONE: Rules = rules(&[], &[], &[]);

/// The rules by the name of the kind; most kinds have few.
const ALL: &[(&str, Rules)] = &[
    (
        "company",
        rules(&[number("fiscal_year_start_month", Between(1, 12))], &[], &[]),
    ),
    (
        "category",
        rules(
            &[
                number("days_to_switch", NotNegative),
                number("days_of_cover", NotNegative),
                number("quality_tolerance_ppm", NotNegative),
            ],
            &[],
            &[],
        ),
    ),
    (
        "supplier_category",
        rules(&[], &[day("approved_to", "approved_from")], &[]),
    ),
    ("contract", rules(&[], &[day("valid_to", "valid_from")], &[])),
    (
        "contract_price",
        rules(&[number("price", Positive), number("price_unit", Positive)], &[], &[]),
    ),
    (
        "fx_rate",
        rules(&[number("rate", Positive)], &[], &[("day", ORDERED_AHEAD)]),
    ),
    (
        "order_line",
        rules(
            &[
                number("quantity", Positive),
                number("price", PositiveOrNoted),
                number("price_unit", Positive),
                number("quoted_lead_days", NotNegative),
            ],
            &[day("requested_on", "ordered_on")],
            &[("ordered_on", ORDERED_AHEAD), ("requested_on", PLANNED_AHEAD)],
        ),
    ),
    (
        "confirmation",
        rules(
            &[number("quantity", NotNegative)],
            &[],
            &[("confirmed_on", 0), ("promised_on", PLANNED_AHEAD)],
        ),
    ),
    (
        "change_request",
        rules(
            &[],
            &[day("answered_on", "asked_on")],
            &[("asked_on", 0), ("answered_on", 0)],
        ),
    ),
    ("hand_over", rules(&[number("quantity", NotZero)], &[], &[("day", 0)])),
    ("receipt", rules(&[number("quantity", NotZero)], &[], &[("day", 0)])),
    (
        "inspection_lot",
        rules(
            &[
                number("quantity", Positive),
                number("sample", Within(["quantity", "quantity"])),
                number("rejected", Within(["sample", "quantity"])),
                number("conceded", Within(["quantity", "quantity"])),
            ],
            &[day("decided_on", "received_on")],
            &[("received_on", 0), ("decided_on", 0)],
        ),
    ),
    (
        "nonconformance",
        rules(
            &[number("quantity", NotNegative)],
            &[day("closed_on", "opened_on")],
            &[("opened_on", 0), ("closed_on", 0)],
        ),
    ),
    (
        "scar_milestone",
        rules(&[], &[day("waiting_to", "waiting_from")], &[("done_on", 0)]),
    ),
    ("invoice_line", rules(&[], &[], &[("invoiced_on", 0)])),
    (
        "quote_line",
        rules(
            &[number("price", PositiveOrNoted), number("price_unit", Positive)],
            &[],
            &[("answered_on", 0)],
        ),
    ),
    (
        "ticket",
        rules(
            &[number("rating", Between(1, 5)), number("target_hours", NotNegative)],
            &[
                day("answered_at", "opened_at"),
                day("resolved_at", "opened_at"),
                day("reopened_at", "opened_at"),
            ],
            &[("opened_at", 0), ("answered_at", 0), ("resolved_at", 0)],
        ),
    ),
    (
        "project_milestone",
        rules(
            &[number("planned_days", NotNegative), number("actual_days", NotNegative)],
            &[],
            &[("done_on", 0)],
        ),
    ),
    ("certificate", rules(&[], &[day("valid_to", "valid_from")], &[])),
    (
        "risk_event",
        rules(
            &[number("severity", Between(0, 30)), number("hours", NotNegative)],
            &[day("ended_on", "happened_on")],
            &[("happened_on", 0)],
        ),
    ),
    (
        "assessment_answer",
        rules(
            &[number("max_points", Positive), number("points", NotNegative)],
            &[],
            &[("answered_on", 0)],
        ),
    ),
    ("saving", rules(&[number("probability", Between(0, 100))], &[], &[])),
    (
        "benchmark_price",
        rules(&[number("price", Positive)], &[], &[("day", 0)]),
    ),
];

/// The rules of a kind.
pub(super) fn of(kind: &str) -> &'static Rules {
    const NOTHING: &Rules = &NONE;
    ALL.iter()
        .find(|(name, _)| *name == kind)
        .map_or(NOTHING, |(_, rules)| rules)
}
