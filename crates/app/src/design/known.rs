//! Which queries are the product's own: every other text is somebody's draft and runs in a limited process.

/// The texts of the queries that ship, of the catalogue and of our own pages.
#[must_use]
pub fn known_queries() -> Vec<String> {
    let ours = crate::strategy::QUERIES.into_iter().chain([crate::evaluation::SPEND]);
    catalog::indicators()
        .iter()
        .map(|indicator| indicator.query.clone())
        .chain(ours.map(str::to_owned))
        .collect()
}
