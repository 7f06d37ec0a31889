//! The known name that looks most like the one that was typed.

/// The candidate closest to `given`, unless nothing comes near.
pub(crate) fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let allowed = (given.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&given, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, candidate)| *distance <= allowed || is_part(&given, candidate))
        .min_by(|left, right| left.0.cmp(&right.0).then(left.1.cmp(right.1)))
        .map(|(_, candidate)| candidate)
}

/// `otd` means `delivery.otd`.
fn is_part(given: &str, candidate: &str) -> bool {
    given.len() >= 3
        && candidate
            .to_lowercase()
            .split(['.', '_', '-'])
            .any(|part| part == given)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_corrected_and_nonsense_is_not() {
        let known = ["receipt", "order_line", "delivery.otd"];
        assert_eq!(nearest("reciept", known), Some("receipt"));
        assert_eq!(nearest("ORDER_LINES", known), Some("order_line"));
        assert_eq!(nearest("otd", known), Some("delivery.otd"));
        assert_eq!(nearest("banana", known), None);
    }
}
