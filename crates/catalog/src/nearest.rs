//! The known name that an unknown one most likely stands for.

/// The nearest candidate, or none when nothing is near enough to be meant.
#[must_use]
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&name, candidate)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edits between the two, or none when they are too many; a code without its dimension is near as well.
fn distance(name: &str, candidate: &str) -> Option<usize> {
    let allowed = 1 + name.chars().count() / 4;
    let candidate = candidate.to_lowercase();
    let whole = strsim::damerau_levenshtein(name, &candidate);
    let short = candidate
        .split('.')
        .next_back()
        .map(|short| 1 + strsim::damerau_levenshtein(name, short));
    let edits = short.map_or(whole, |short| whole.min(short));
    (edits <= allowed).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_and_short_names_are_recognised() {
        let codes = ["delivery.otd", "delivery.otif", "quality.ppm"];
        assert_eq!(nearest("delivery.odt", codes), Some("delivery.otd"));
        assert_eq!(nearest("ppm", codes), Some("quality.ppm"));
        assert_eq!(nearest("Direktion", ["direction", "unit"]), Some("direction"));
        assert_eq!(nearest("price", codes), None);
        assert_eq!(nearest("disply", ["DISPLAY"]), Some("DISPLAY"));
    }
}
