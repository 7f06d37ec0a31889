//! Fact kinds: what happened, each with its key and its dates.

use super::{FAULT_OWNERS, INCOTERMS, optional, required};
use crate::intake::kind::{Class, Kind, Type};
use Type::{Choice, Country, Currency, Date, Flag, Instant, Integer, Money, Price, Quantity, Rate, Ref, Text};

pub const ORDER_LINE: Kind = Kind {
    name: "order_line",
    table: "order_lines",
    class: Class::Fact,
    key: &["order_no", "line_no"],
    partition: Some("ordered_on"),
    columns: &[
        required("order_no", Text, "Purchase order number."),
        required("line_no", Text, "Line number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional("item", Ref("item"), "Item code."),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        optional("site", Ref("site"), "Supplier site as supplier/code."),
        required("ordered_on", Date, "Day of the order."),
        optional("requested_on", Date, "Date the buyer asked for."),
        required("quantity", Quantity, "Ordered quantity."),
        required("unit", Text, "Unit of the quantity."),
        optional("price", Price, "Price per price unit."),
        optional("currency", Currency, "Currency of the price."),
        optional("price_unit", Quantity, "Quantity the price is for; 1 when empty."),
        optional(
            "incoterm",
            Choice(INCOTERMS),
            "Incoterm; decides where the delivery clock stops.",
        ),
        optional(
            "lane",
            Country,
            "Country shipped from; the supplier's country when empty.",
        ),
        optional("quoted_lead_days", Integer, "Lead time quoted when ordered, in days."),
        optional(
            "status",
            Choice(&["open", "closed", "cancelled"]),
            "Open when empty; cancelled lines are not counted.",
        ),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
        optional(
            "value",
            Money,
            "Value of the line as the source states it; quantity times price when empty.",
        ),
    ],
};

pub const CONFIRMATION: Kind = Kind {
    name: "confirmation",
    table: "confirmations",
    class: Class::Fact,
    key: &["order_line", "sequence"],
    partition: Some("confirmed_on"),
    columns: &[
        required("order_line", Ref("order_line"), "Order line as order_no/line_no."),
        required("sequence", Integer, "1 for the first confirmation, then counting."),
        optional(
            "supplier",
            Ref("supplier"),
            "Supplier code; taken from the order line when empty.",
        ),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        required("confirmed_on", Date, "Day the confirmation was given."),
        required("promised_on", Date, "Delivery date promised."),
        optional("quantity", Quantity, "Quantity confirmed."),
        optional("asked_by", Choice(&["supplier", "buyer"]), "Who asked for the change."),
    ],
};

pub const CHANGE_REQUEST: Kind = Kind {
    name: "change_request",
    table: "change_requests",
    class: Class::Fact,
    key: &["number"],
    partition: Some("asked_on"),
    columns: &[
        required("number", Text, "Request number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional(
            "order_line",
            Ref("order_line"),
            "Order line as order_no/line_no, when there is one.",
        ),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        required("asked_on", Date, "Day asked."),
        required(
            "kind",
            Choice(&["quantity", "pull_in", "cancel", "small_lot"]),
            "What was asked.",
        ),
        optional("size", Rate, "Size of the change as a share of the line, 0.2 is 20 %."),
        optional("in_frozen_horizon", Flag, "Asked inside the frozen horizon."),
        optional("answer", Choice(&["accepted", "refused"]), "Answer; empty means none."),
        optional("answered_on", Date, "Day answered."),
        optional("met", Flag, "The accepted change was met."),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
    ],
};

pub const HAND_OVER: Kind = Kind {
    name: "hand_over",
    table: "hand_overs",
    class: Class::Fact,
    key: &["document_no", "line_no"],
    partition: Some("day"),
    columns: &[
        required("document_no", Text, "Document number."),
        required("line_no", Text, "Line number; the order line when empty."),
        required("order_line", Ref("order_line"), "Order line as order_no/line_no."),
        optional(
            "supplier",
            Ref("supplier"),
            "Supplier code; taken from the order line when empty.",
        ),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        required("day", Date, "Day the goods were handed over to the carrier."),
        required("quantity", Quantity, "Quantity in the order line's unit."),
    ],
};

pub const RECEIPT: Kind = Kind {
    name: "receipt",
    table: "receipts",
    class: Class::Fact,
    key: &["document_no", "line_no"],
    partition: Some("day"),
    columns: &[
        required("document_no", Text, "Document number."),
        required("line_no", Text, "Line number; the order line when empty."),
        required("order_line", Ref("order_line"), "Order line as order_no/line_no."),
        optional(
            "supplier",
            Ref("supplier"),
            "Supplier code; taken from the order line when empty.",
        ),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        required("day", Date, "Day the goods were received."),
        required("quantity", Quantity, "Quantity in the order line's unit."),
    ],
};

pub const INSPECTION_LOT: Kind = Kind {
    name: "inspection_lot",
    table: "inspection_lots",
    class: Class::Fact,
    key: &["lot"],
    partition: Some("decided_on"),
    columns: &[
        required("lot", Text, "Lot number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional("item", Ref("item"), "Item code."),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        optional(
            "order_line",
            Ref("order_line"),
            "Order line as order_no/line_no, when there is one.",
        ),
        required("received_on", Date, "Day the lot was received; it chooses the period."),
        required("decided_on", Date, "Day of the usage decision."),
        required("quantity", Quantity, "Lot quantity."),
        optional("unit", Text, "Unit."),
        optional("sample", Quantity, "Quantity inspected; the whole lot when empty."),
        optional("rejected", Quantity, "Defective quantity found in the sample."),
        optional("conceded", Quantity, "Quantity of the lot accepted under concession."),
        required(
            "decision",
            Choice(&["accepted", "rejected", "conceded"]),
            "Usage decision.",
        ),
        optional(
            "stage",
            Choice(&["incoming", "in_process", "field"]),
            "Where it was found; incoming when empty.",
        ),
        optional(
            "severity",
            Choice(&["critical", "major", "minor"]),
            "Severity of the defects.",
        ),
        optional("pre_series", Flag, "Pre-series lots are kept apart."),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
    ],
};

pub const NONCONFORMANCE: Kind = Kind {
    name: "nonconformance",
    table: "nonconformances",
    class: Class::Fact,
    key: &["case_no"],
    partition: Some("opened_on"),
    columns: &[
        required("case_no", Text, "Case number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional("item", Ref("item"), "Item code."),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        optional(
            "order_line",
            Ref("order_line"),
            "Order line as order_no/line_no, when there is one.",
        ),
        required("opened_on", Date, "Day opened."),
        optional("severity", Choice(&["critical", "major", "minor"]), "Severity."),
        optional("quantity", Quantity, "Defective quantity."),
        optional("failure_mode", Text, "Coded failure mode."),
        optional("repeat_of", Text, "Case number it repeats."),
        optional("closed_on", Date, "Day closed."),
        optional("cost", Money, "Cost of poor quality charged."),
        optional("currency", Currency, "Currency of the cost."),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
    ],
};

pub const SCAR_MILESTONE: Kind = Kind {
    name: "scar_milestone",
    table: "scar_milestones",
    class: Class::Fact,
    key: &["nonconformance", "step"],
    partition: Some("due_on"),
    columns: &[
        required("nonconformance", Ref("nonconformance"), "Case number."),
        required(
            "step",
            Choice(&["D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"]),
            "Step of the 8D report; D0 is the acknowledgement.",
        ),
        optional(
            "supplier",
            Ref("supplier"),
            "Supplier code; taken from the order line when empty.",
        ),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        required("due_on", Date, "Day due."),
        optional("done_on", Date, "Day done."),
        optional("accepted_first", Flag, "Accepted at the first submission."),
        optional("waiting_from", Date, "First day it waited on the buyer."),
        optional("waiting_to", Date, "Last day it waited on the buyer."),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
    ],
};

pub const INVOICE_LINE: Kind = Kind {
    name: "invoice_line",
    table: "invoice_lines",
    class: Class::Fact,
    key: &["invoice_no", "line_no"],
    partition: Some("invoiced_on"),
    columns: &[
        required("invoice_no", Text, "Invoice number."),
        required("line_no", Text, "Line number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional(
            "order_line",
            Ref("order_line"),
            "Order line as order_no/line_no, when there is one.",
        ),
        required("invoiced_on", Date, "Day invoiced."),
        optional("quantity", Quantity, "Quantity invoiced."),
        optional("price", Price, "Price invoiced."),
        optional("currency", Currency, "Currency."),
        required(
            "match_result",
            Choice(&["matched", "price", "quantity", "no_order", "other"]),
            "Result of the first three-way match.",
        ),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
    ],
};

pub const QUOTE_LINE: Kind = Kind {
    name: "quote_line",
    table: "quote_lines",
    class: Class::Fact,
    key: &["rfq", "item", "supplier"],
    partition: Some("due_on"),
    columns: &[
        required("rfq", Text, "Request number."),
        required("item", Ref("item"), "Item."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        required("due_on", Date, "Day the answer was due."),
        optional("answered_on", Date, "Day answered."),
        optional("price", Price, "Price quoted."),
        optional("currency", Currency, "Currency."),
        optional("price_unit", Quantity, "Quantity the price is for; 1 when empty."),
        optional("incoterm", Choice(INCOTERMS), "Incoterm."),
        optional(
            "no_quote_reason",
            Text,
            "Reason for not quoting; a reasoned refusal is an answer.",
        ),
        optional("qualified", Flag, "The quote was technically qualified."),
        optional("awarded", Flag, "The quote won."),
    ],
};

pub const TICKET: Kind = Kind {
    name: "ticket",
    table: "tickets",
    class: Class::Fact,
    key: &["number"],
    partition: Some("opened_at"),
    columns: &[
        required("number", Text, "Ticket number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        optional("site", Ref("site"), "Supplier site; owns time zone and calendar."),
        required("opened_at", Instant, "When opened."),
        optional("severity", Choice(&["critical", "major", "minor"]), "Severity."),
        optional(
            "answered_at",
            Instant,
            "First answer in substance; automatic replies do not count.",
        ),
        optional("resolved_at", Instant, "When resolved."),
        optional("target_hours", Integer, "Agreed working hours to resolve."),
        optional("reopened_at", Instant, "When reopened."),
        optional("rating", Integer, "User rating 1 to 5."),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
    ],
};

pub const TICKET_EVENT: Kind = Kind {
    name: "ticket_event",
    table: "ticket_events",
    class: Class::Fact,
    key: &["ticket", "sequence"],
    partition: Some("happened_at"),
    columns: &[
        required("ticket", Ref("ticket"), "Ticket number."),
        required("sequence", Integer, "Counting from 1."),
        optional(
            "supplier",
            Ref("supplier"),
            "Supplier code; taken from the order line when empty.",
        ),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        required("happened_at", Instant, "When."),
        required(
            "kind",
            Choice(&["waiting_on_buyer", "back_to_supplier", "comment"]),
            "What happened; the clock stops while waiting on the buyer.",
        ),
    ],
};

pub const PROJECT_MILESTONE: Kind = Kind {
    name: "project_milestone",
    table: "project_milestones",
    class: Class::Fact,
    key: &["project", "step"],
    partition: Some("due_on"),
    columns: &[
        required("project", Text, "Project code."),
        required("step", Text, "Step, such as T0, T1, PPAP."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        required("due_on", Date, "Day due, as last agreed."),
        optional("done_on", Date, "Day done."),
        optional("planned_days", Integer, "Planned duration in days."),
        optional("actual_days", Integer, "Actual duration in days."),
        optional("scope_change_agreed", Flag, "The plan was reset by agreement."),
        optional(
            "joint_product",
            Flag,
            "Done means a jointly developed product was launched.",
        ),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
    ],
};

pub const CERTIFICATE: Kind = Kind {
    name: "certificate",
    table: "certificates",
    class: Class::Fact,
    key: &["number"],
    partition: Some("valid_from"),
    columns: &[
        required("number", Text, "Certificate number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional("site", Ref("site"), "Site it covers."),
        required("type", Text, "Type, such as ISO9001."),
        optional("issuer", Text, "Issuer."),
        required("valid_from", Date, "First day."),
        optional("valid_to", Date, "Last day."),
        optional("renewal_pending", Flag, "Renewal applied for."),
        optional("verified_on", Date, "Day the issuer confirmed it."),
    ],
};

pub const RISK_EVENT: Kind = Kind {
    name: "risk_event",
    table: "risk_events",
    class: Class::Fact,
    key: &["number"],
    partition: Some("happened_on"),
    columns: &[
        required("number", Text, "Event number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        required("happened_on", Date, "Day."),
        optional("ended_on", Date, "Last day it counts; open when empty."),
        required(
            "kind",
            Choice(&[
                "stock_out",
                "allocation",
                "line_down",
                "unannounced_change",
                "financial",
                "single_site",
                "no_continuity_plan",
                "sanctions",
                "forced_labour",
                "licence_lost",
                "fraud",
                "safety",
            ]),
            "What happened.",
        ),
        optional("severity", Integer, "Points of a financial band, 0 to 30."),
        optional("hours", Quantity, "Hours of line stop."),
        optional("gate", Choice(&["cap", "knockout"]), "Whether it caps or bars."),
        optional("evidence", Text, "Where the proof is."),
        optional("cause", Text, "Why it was missed, in the words of whoever judged it."),
        optional(
            "fault_owner",
            Choice(FAULT_OWNERS),
            "Who caused a miss; only supplier-owned misses score. Empty means the supplier.",
        ),
    ],
};

pub const EFFORT: Kind = Kind {
    name: "effort",
    table: "efforts",
    class: Class::Fact,
    key: &["entry"],
    partition: Some("day"),
    columns: &[
        required("entry", Text, "Entry number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        required("day", Date, "Day."),
        optional("role", Text, "Role of the person."),
        optional("hours", Quantity, "Hours."),
        optional("amount", Money, "Money spent."),
        optional("currency", Currency, "Currency."),
        optional("activity", Text, "Activity."),
    ],
};

pub const SAVING: Kind = Kind {
    name: "saving",
    table: "savings",
    class: Class::Fact,
    key: &["entry"],
    partition: Some("booked_on"),
    columns: &[
        required("entry", Text, "Entry number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        required("booked_on", Date, "Day booked."),
        required("amount", Money, "Saving."),
        required("currency", Currency, "Currency."),
        optional("stage", Choice(&["realised", "pipeline"]), "Realised when empty."),
        optional("probability", Integer, "Percent, for the pipeline."),
        optional(
            "validated_by",
            Text,
            "Who in finance validated it; only validated savings count.",
        ),
    ],
};

pub const BENCHMARK_PRICE: Kind = Kind {
    name: "benchmark_price",
    table: "benchmark_prices",
    class: Class::Fact,
    key: &["item", "day"],
    partition: Some("day"),
    columns: &[
        required("item", Ref("item"), "Item."),
        required("day", Date, "Day."),
        required("price", Price, "Price per base unit."),
        required("currency", Currency, "Currency."),
        optional("kind", Choice(&["market", "should_cost"]), "Market when empty."),
        optional("origin", Text, "Where the price is from."),
    ],
};
