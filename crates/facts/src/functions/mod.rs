//! The functions that Gradus adds to SQL, with their help.

mod arrivals;
mod checked;
mod dates;
mod sum;

pub(crate) use checked::CheckedArithmetic;

use datafusion::common::Result;
use datafusion::execution::{FunctionRegistry, SessionState};
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use std::sync::Arc;

/// What a function does, for the help of `gradus sql` and of indicator authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionHelp {
    pub name: &'static str,
    /// How it is called, with the types of its arguments and of its result.
    pub call: &'static str,
    pub meaning: &'static str,
    pub example: &'static str,
}

const HELP: &[FunctionHelp] = &[
    FunctionHelp {
        name: "received_between",
        call: "received_between(arrivals, from_date DATE, to_date DATE) -> DECIMAL(38,3)",
        meaning: "Quantity that arrived from the first day to the last, both included; a null day leaves that side open.",
        example: "received_between(arrivals, add_days(due_on, -3), due_on)",
    },
    FunctionHelp {
        name: "received_between_workdays",
        call: "received_between_workdays(arrivals, from_no BIGINT, to_no BIGINT) -> DECIMAL(38,3)",
        meaning: "The same, counted in working-day numbers of the line's calendar.",
        example: "received_between_workdays(arrivals, requested_workday - 3, requested_workday)",
    },
    FunctionHelp {
        name: "received_in_full_on",
        call: "received_in_full_on(arrivals, quantity DECIMAL) -> DATE",
        meaning: "First day on which all arrivals together reach the quantity; null when they never do.",
        example: "received_in_full_on(arrivals, quantity * 0.98)",
    },
    FunctionHelp {
        name: "days_between",
        call: "days_between(a DATE, b DATE) -> BIGINT",
        meaning: "Days from a to b: negative when b is earlier, null when either is null.",
        example: "days_between(ordered_on, complete_on)",
    },
    FunctionHelp {
        name: "add_days",
        call: "add_days(day DATE, n BIGINT) -> DATE",
        meaning: "The day n days later, earlier when n is negative.",
        example: "add_days(closed_on, 90)",
    },
    FunctionHelp {
        name: "sum",
        call: "sum(BIGINT) -> BIGINT, sum(DECIMAL(p,s)) -> DECIMAL(38,s)",
        meaning: "Exact sum: a result out of range is an error, never a wrapped number; floating numbers are refused.",
        example: "sum(amount)",
    },
];

/// The functions that Gradus adds to those of SQL.
#[must_use]
pub fn functions() -> &'static [FunctionHelp] {
    HELP
}

/// Makes them known to a session; `sum` replaces the engine's own, which wraps.
pub(crate) fn register(state: &mut SessionState) -> Result<()> {
    let scalars: [ScalarUDF; 5] = [
        arrivals::received_between(),
        arrivals::received_between_workdays(),
        arrivals::received_in_full_on(),
        dates::days_between(),
        dates::add_days(),
    ];
    for function in scalars {
        state.register_udf(Arc::new(function))?;
    }
    state.register_udaf(Arc::new(AggregateUDF::from(sum::ExactSum::new())))?;
    Ok(())
}
