//! The functions that a query may call: the list is closed, everything else is refused.
//!
//! Left out on purpose: what depends on clock or chance, what reads outside the tables, what makes a text longer
//! (`||`, `concat`, `replace`, `repeat` …: a few nested ones ask for more memory than any machine has),
//! and regular expressions.

/// Functions that give the same answer on every machine: for indicators and for persons.
pub(super) const EXACT: &[&str] = &[
    // choosing
    "coalesce",
    "nullif",
    "greatest",
    "least",
    // texts
    "lower",
    "upper",
    "substr",
    "left",
    "right",
    "starts_with",
    "ends_with",
    // dates and arrivals
    "date_part",
    "days_between",
    "add_days",
    "received_between",
    "received_between_workdays",
    "received_in_full_on",
    // aggregates
    "count",
    "sum",
    "min",
    "max",
    "bool_and",
    "bool_or",
    // windows
    "row_number",
    "rank",
    "dense_rank",
    "lag",
    "lead",
    "first_value",
    "last_value",
];

/// Functions whose result may be a floating number or a text for reading: for persons only.
pub(super) const FOR_READING: &[&str] = &[
    "nvl",
    "nvl2",
    "substring",
    "btrim",
    "ltrim",
    "rtrim",
    "trim",
    "length",
    "char_length",
    "character_length",
    "strpos",
    "split_part",
    "reverse",
    "contains",
    "initcap",
    "date_trunc",
    "datepart",
    "datetrunc",
    "date_bin",
    "make_date",
    "to_char",
    "to_date",
    "cardinality",
    "array_length",
    "avg",
    "mean",
    "median",
    "stddev",
    "stddev_pop",
    "stddev_samp",
    "var",
    "var_pop",
    "var_samp",
    "corr",
    "approx_distinct",
    "ntile",
    "percent_rank",
    "cume_dist",
    "nth_value",
];

/// Whether the word is in the list.
pub(super) fn allows(for_reading: bool, name: &str) -> bool {
    EXACT.contains(&name) || (for_reading && FOR_READING.contains(&name))
}

/// All words of the list, for a suggestion.
pub(super) fn known(for_reading: bool) -> Vec<&'static str> {
    let more: &[&str] = if for_reading { FOR_READING } else { &[] };
    EXACT.iter().chain(more).copied().collect()
}
