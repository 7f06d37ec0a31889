//! Every entity and fact kind: the one list that tables, templates, import and snapshots follow.

use super::kind::{Column, Kind, Type};

mod master;
mod facts;
mod answers;

pub use answers::*;
pub use facts::*;
pub use master::*;

/// Who may have caused a miss.
pub const FAULT_OWNERS: &[&str] = &["supplier", "buyer", "carrier", "customs", "force_majeure"];
/// Whether a question was answered; only the first carries points.
pub const ANSWERS: &[&str] = &["given", "not_answered", "not_applicable"];
/// Incoterms 2020 with the codes of 2000 and 2010 that still appear in orders.
pub const INCOTERMS: &[&str] = &[
    "EXW", "FCA", "FAS", "FOB", "CPT", "CIP", "CFR", "CIF", "DAP", "DPU", "DDP", "DDU", "DAT", "DAF", "DES", "DEQ",
];

/// The kind of that name or table.
#[must_use]
pub fn find(name: &str) -> Option<&'static Kind> {
    ALL.iter().copied().find(|kind| kind.name == name || kind.table == name)
}

/// All kinds, in an order in which every reference points backwards.
pub const ALL: &[&Kind] = &[
    &COMPANY,
    &BUSINESS_UNIT,
    &SUPPLIER,
    &SITE,
    &CATEGORY,
    &LANDED_COST_ADDER,
    &ITEM,
    &SUPPLIER_CATEGORY,
    &CONTRACT,
    &CONTRACT_PRICE,
    &CERTIFICATE_REQUIREMENT,
    &FX_RATE,
    &HOLIDAY,
    &ORDER_LINE,
    &CONFIRMATION,
    &CHANGE_REQUEST,
    &HAND_OVER,
    &RECEIPT,
    &INSPECTION_LOT,
    &NONCONFORMANCE,
    &SCAR_MILESTONE,
    &INVOICE_LINE,
    &QUOTE_LINE,
    &TICKET,
    &TICKET_EVENT,
    &PROJECT_MILESTONE,
    &CERTIFICATE,
    &RISK_EVENT,
    &ASSESSMENT_ANSWER,
    &EFFORT,
    &SAVING,
    &BENCHMARK_PRICE,
];

const fn required(name: &'static str, ty: Type, meaning: &'static str) -> Column {
    Column {
        name,
        ty,
        required: true,
        meaning,
    }
}

const fn optional(name: &'static str, ty: Type, meaning: &'static str) -> Column {
    Column {
        name,
        ty,
        required: false,
        meaning,
    }
}
