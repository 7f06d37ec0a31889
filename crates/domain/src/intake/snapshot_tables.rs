//! The list of snapshot tables and their columns.

use super::snapshot::{SnapshotTable, SnapshotType, column};

/// All snapshot tables.
pub const TABLES: &[SnapshotTable] = &[
    // Order lines with due dates, arrivals and comparable prices.
    SnapshotTable {
        name: "order_lines",
        kind: Some("order_line"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("item_id", SnapshotType::Int, "Item, 0 when none."),
            column("ordered_on", SnapshotType::Date, "Day of the order."),
            column("requested_on", SnapshotType::Date, "Date asked for."),
            column("first_confirmed_on", SnapshotType::Date, "First date promised."),
            column("last_confirmed_on", SnapshotType::Date, "Last date promised."),
            column("due_on", SnapshotType::Date, "First confirmed date, else requested."),
            column("ordered_workday", SnapshotType::Int, "Working-day number of the order."),
            column("requested_workday", SnapshotType::Int, "Working-day number."),
            column("first_confirmed_workday", SnapshotType::Int, "Working-day number."),
            column("last_confirmed_workday", SnapshotType::Int, "Working-day number."),
            column(
                "answered_on",
                SnapshotType::Date,
                "Day the first confirmation was given.",
            ),
            column("answered_workday", SnapshotType::Int, "Its working-day number."),
            column(
                "moved_later",
                SnapshotType::Int,
                "1 when the supplier moved its promise later.",
            ),
            column("quantity", SnapshotType::Decimal(3), "Ordered quantity."),
            column("status", SnapshotType::Word, "open, closed or cancelled."),
            column("incoterm", SnapshotType::Word, "Incoterm."),
            column(
                "clock",
                SnapshotType::Word,
                "hand_over, arrival, or arrival_flagged when the hand-over is missing.",
            ),
            column("quoted_lead_days", SnapshotType::Int, "Quoted lead time."),
            column(
                "arrivals",
                SnapshotType::Arrivals,
                "Where the Incoterm stops the clock.",
            ),
            column("received_quantity", SnapshotType::Decimal(3), "All that arrived."),
            column("complete_on", SnapshotType::Date, "Day the whole quantity had arrived."),
            column(
                "amount",
                SnapshotType::Decimal(6),
                "Ordered value in reporting currency; null without a rate.",
            ),
            column(
                "unit_price",
                SnapshotType::Decimal(9),
                "Price per base unit in reporting currency, on the terms of the order.",
            ),
            column(
                "price",
                SnapshotType::Decimal(9),
                "Landed price per base unit in reporting currency; null when not comparable.",
            ),
            column(
                "benchmark_price",
                SnapshotType::Decimal(9),
                "Benchmark per base unit in reporting currency.",
            ),
            column(
                "benchmark",
                SnapshotType::Word,
                "contract, quotes, market, should_cost or own_last.",
            ),
            column(
                "price_state",
                SnapshotType::Word,
                "comparable, no_price, no_rate or no_adder.",
            ),
            column(
                "contract_price",
                SnapshotType::Decimal(9),
                "Contract price per base unit in reporting currency, when under contract.",
            ),
            column(
                "last_year_price",
                SnapshotType::Decimal(9),
                "The supplier's own price of the same item about a year earlier.",
            ),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Change requests.
    SnapshotTable {
        name: "change_requests",
        kind: Some("change_request"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("asked_on", SnapshotType::Date, "Day asked."),
            column("kind", SnapshotType::Word, "What was asked."),
            column("size", SnapshotType::Decimal(9), "Share of the line."),
            column("in_frozen_horizon", SnapshotType::Int, "1 inside."),
            column("answer", SnapshotType::Word, "accepted or refused."),
            column("met", SnapshotType::Int, "1 when met."),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Inspection lots.
    SnapshotTable {
        name: "inspection_lots",
        kind: Some("inspection_lot"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("item_id", SnapshotType::Int, "Item."),
            column("received_on", SnapshotType::Date, "Day received."),
            column("decided_on", SnapshotType::Date, "Day decided."),
            column(
                "counted_on",
                SnapshotType::Date,
                "Day received, or day decided when the period of the receipt had closed by then.",
            ),
            column(
                "late",
                SnapshotType::Int,
                "1 when it was decided after the period of the receipt had closed.",
            ),
            column("quantity", SnapshotType::Decimal(3), "Lot quantity."),
            column(
                "sample",
                SnapshotType::Decimal(3),
                "Inspected quantity, the lot when not given.",
            ),
            column("rejected", SnapshotType::Decimal(3), "Defective in the sample."),
            column("conceded", SnapshotType::Decimal(3), "Accepted under concession."),
            column("decision", SnapshotType::Word, "accepted, rejected or conceded."),
            column("stage", SnapshotType::Word, "incoming, in_process or field."),
            column("severity", SnapshotType::Word, "Severity."),
            column("pre_series", SnapshotType::Int, "1 for pre-series."),
            column(
                "reference_price",
                SnapshotType::Decimal(6),
                "Reference price per unit in reporting currency, to weigh across units; 1 when none.",
            ),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Nonconformances.
    SnapshotTable {
        name: "nonconformances",
        kind: Some("nonconformance"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("item_id", SnapshotType::Int, "Item."),
            column("opened_on", SnapshotType::Date, "Day opened."),
            column("closed_on", SnapshotType::Date, "Day closed."),
            column("severity", SnapshotType::Word, "Severity."),
            column("quantity", SnapshotType::Decimal(3), "Defective quantity."),
            column(
                "repeats",
                SnapshotType::Int,
                "1 when the same item and failure mode had a case in the 90 days before, or repeat_of is given.",
            ),
            column(
                "repeated",
                SnapshotType::Int,
                "1 when a later case within 90 days of closing repeats it.",
            ),
            column("cost", SnapshotType::Decimal(6), "Cost charged, reporting currency."),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Milestones of corrective actions.
    SnapshotTable {
        name: "scar_milestones",
        kind: Some("scar_milestone"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("step", SnapshotType::Word, "D0 to D8."),
            column(
                "due_on",
                SnapshotType::Date,
                "Day due, moved by the days it waited on the buyer.",
            ),
            column("done_on", SnapshotType::Date, "Day done."),
            column(
                "accepted_first",
                SnapshotType::Int,
                "1 when accepted at first submission, 0 when not, null when not yet judged.",
            ),
            column("severity", SnapshotType::Word, "Severity of the case."),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Invoice lines.
    SnapshotTable {
        name: "invoice_lines",
        kind: Some("invoice_line"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column(
                "invoice_id",
                SnapshotType::Int,
                "Stable number of the invoice within its source.",
            ),
            column("invoiced_on", SnapshotType::Date, "Day invoiced."),
            column("match_result", SnapshotType::Word, "Result of the three-way match."),
            column("amount", SnapshotType::Decimal(6), "Value in reporting currency."),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Quote lines.
    SnapshotTable {
        name: "quote_lines",
        kind: Some("quote_line"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("item_id", SnapshotType::Int, "Item."),
            column("due_on", SnapshotType::Date, "Day due."),
            column("answered_on", SnapshotType::Date, "Day answered."),
            column("declined", SnapshotType::Int, "1 for a reasoned refusal."),
            column("awarded", SnapshotType::Int, "1 when it won."),
            column(
                "price",
                SnapshotType::Decimal(9),
                "Price per base unit in reporting currency.",
            ),
        ],
    },
    // Service tickets with working-time clocks.
    SnapshotTable {
        name: "tickets",
        kind: Some("ticket"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("opened_on", SnapshotType::Date, "Day opened."),
            column("severity", SnapshotType::Word, "Severity."),
            column(
                "answer_minutes",
                SnapshotType::Int,
                "Working minutes to the first answer, without waiting on the buyer; null when unanswered.",
            ),
            column(
                "resolve_minutes",
                SnapshotType::Int,
                "Working minutes to the resolution.",
            ),
            column(
                "age_minutes",
                SnapshotType::Int,
                "Working minutes from opening to the end of the month written.",
            ),
            column(
                "target_minutes",
                SnapshotType::Int,
                "Agreed working minutes to resolve.",
            ),
            column("resolved_on", SnapshotType::Date, "Day resolved."),
            column("reopened_on", SnapshotType::Date, "Day reopened."),
            column("rating", SnapshotType::Int, "User rating 1 to 5."),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Project milestones.
    SnapshotTable {
        name: "project_milestones",
        kind: Some("project_milestone"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column(
                "project_no",
                SnapshotType::Int,
                "Stable number of the project within its source.",
            ),
            column("due_on", SnapshotType::Date, "Day due."),
            column("done_on", SnapshotType::Date, "Day done."),
            column("planned_days", SnapshotType::Int, "Planned duration."),
            column("actual_days", SnapshotType::Int, "Actual duration."),
            column(
                "joint_product",
                SnapshotType::Int,
                "1 when its end is the launch of a jointly developed product.",
            ),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Certificates.
    SnapshotTable {
        name: "certificates",
        kind: Some("certificate"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("type", SnapshotType::Word, "Type."),
            column("valid_from", SnapshotType::Date, "First day."),
            column("valid_to", SnapshotType::Date, "Last day."),
            column("renewal_pending", SnapshotType::Int, "1 when applied for."),
            column("verified_on", SnapshotType::Date, "Day verified."),
        ],
    },
    // Risk events.
    SnapshotTable {
        name: "risk_events",
        kind: Some("risk_event"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("happened_on", SnapshotType::Date, "Day."),
            column("ended_on", SnapshotType::Date, "Last day it counts."),
            column("kind", SnapshotType::Word, "What happened."),
            column("severity", SnapshotType::Int, "Points of a financial band."),
            column("hours", SnapshotType::Decimal(3), "Hours of line stop."),
            column("gate", SnapshotType::Word, "cap or knockout."),
            column(
                "fault_owner",
                SnapshotType::Word,
                "Who caused a miss; null means the supplier.",
            ),
        ],
    },
    // Assessment answers.
    SnapshotTable {
        name: "assessment_answers",
        kind: Some("assessment_answer"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("question", SnapshotType::Word, "Question code."),
            column("round", SnapshotType::Word, "Round."),
            column("answered_on", SnapshotType::Date, "Day answered."),
            column("points", SnapshotType::Decimal(3), "Points."),
            column("max_points", SnapshotType::Decimal(3), "Top of the scale."),
            column(
                "answer",
                SnapshotType::Word,
                "given, not_answered or not_applicable; only given ones have points.",
            ),
        ],
    },
    // Management effort.
    SnapshotTable {
        name: "efforts",
        kind: Some("effort"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("day", SnapshotType::Date, "Day."),
            column("hours", SnapshotType::Decimal(3), "Hours."),
            column("amount", SnapshotType::Decimal(6), "Money, reporting currency."),
        ],
    },
    // Savings.
    SnapshotTable {
        name: "savings",
        kind: Some("saving"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("booked_on", SnapshotType::Date, "Day booked."),
            column("amount", SnapshotType::Decimal(6), "Saving, reporting currency."),
            column("stage", SnapshotType::Word, "realised or pipeline."),
            column("probability", SnapshotType::Int, "Percent."),
            column("validated", SnapshotType::Int, "1 when validated."),
        ],
    },
    // Benchmark prices.
    SnapshotTable {
        name: "benchmark_prices",
        kind: Some("benchmark_price"),
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("item_id", SnapshotType::Int, "Item."),
            column("day", SnapshotType::Date, "Day."),
            column("price", SnapshotType::Decimal(9), "Reporting currency per base unit."),
            column("kind", SnapshotType::Word, "market or should_cost."),
        ],
    },
    // Suppliers.
    SnapshotTable {
        name: "suppliers",
        kind: None,
        columns: &[
            column("supplier_id", SnapshotType::Int, "Supplier."),
            column("code", SnapshotType::Word, "Code."),
            column("country", SnapshotType::Word, "Country."),
            column("status", SnapshotType::Word, "Master status."),
            column("family", SnapshotType::Word, "Corporate family."),
            column("approved_from", SnapshotType::Date, "Day of first approval."),
            column("reserve_from", SnapshotType::Date, "Day it entered the reserve pool."),
        ],
    },
    // Categories.
    SnapshotTable {
        name: "categories",
        kind: None,
        columns: &[
            column("category_id", SnapshotType::Int, "Category."),
            column("code", SnapshotType::Word, "Code."),
            column("parent_id", SnapshotType::Int, "Parent, 0 at the root."),
            column("kraljic", SnapshotType::Word, "Cell of the Kraljic matrix."),
        ],
    },
    // Approvals of a supplier for a category.
    SnapshotTable {
        name: "supplier_categories",
        kind: None,
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("approved_from", SnapshotType::Date, "First day."),
            column("approved_to", SnapshotType::Date, "Last day."),
        ],
    },
    // What each approved supplier must hold, category by category.
    SnapshotTable {
        name: "required_certificates",
        kind: None,
        columns: &[
            column("row_id", SnapshotType::Int, "Row in the store."),
            column("supplier_id", SnapshotType::Int, "Supplier, aliases resolved."),
            column("category_id", SnapshotType::Int, "Category."),
            column("unit_id", SnapshotType::Int, "Business unit, 0 when none."),
            column("type", SnapshotType::Word, "Certificate type."),
            column("critical", SnapshotType::Int, "1 when critical."),
            column("weight", SnapshotType::Int, "Weight."),
            column("grace_days", SnapshotType::Int, "Days of grace for a pending renewal."),
            column("approved_from", SnapshotType::Date, "First day of the approval."),
            column("approved_to", SnapshotType::Date, "Last day of the approval."),
        ],
    },
    // Working-day numbers by calendar.
    SnapshotTable {
        name: "workdays",
        kind: None,
        columns: &[
            column("calendar", SnapshotType::Word, "Calendar name."),
            column("day", SnapshotType::Date, "Day."),
            column(
                "workday_no",
                SnapshotType::Int,
                "Working days since 1970-01-01 up to and including the day.",
            ),
        ],
    },
];
