//! A scheme that uses every indicator of the catalogue, so that an evaluation runs every query.
//!
//! Bulk data feed some indicators only. Those weigh nearly everything: were all weights equal, too little of them
//! would be backed by data, nobody would get a score, and placing suppliers would not be measured.

use crate::process::Failure;
use domain::design::indicator::Dimension;
use std::fmt::Write;

pub(super) const CODE: &str = "bench";

const WHOLE: usize = 10_000;
/// Weight of what has no data, beside something that has.
const LIGHT: usize = 100;

/// The indicators that order lines, receipts and inspection lots feed.
const FED: [&str; 8] = [
    "quality.acceptance_rate",
    "quality.lot_acceptance_rate",
    "quality.ppm",
    "cost.price_index",
    "delivery.otd",
    "delivery.otif",
    "risk.line_stops",
    "risk.stability",
];

/// The document of the scheme.
pub(super) fn document(indicators: &[String]) -> Result<String, Failure> {
    let used: Vec<(Dimension, Vec<&String>)> = Dimension::ALL
        .into_iter()
        .map(|dimension| {
            (
                dimension,
                indicators
                    .iter()
                    .filter(|code| is_of(code, dimension))
                    .collect::<Vec<_>>(),
            )
        })
        .filter(|(_, codes)| !codes.is_empty())
        .collect();
    let placed: usize = used.iter().map(|(_, codes)| codes.len()).sum();
    if placed == 0 || placed < indicators.len() {
        return Err(Failure::new(format!(
            "only {placed} of {} indicators belong to a dimension",
            indicators.len()
        )));
    }
    let name = "name = { en = \"Every indicator\", zh = \"\u{5168}\u{90e8}\u{6307}\u{6807}\" }";
    let mut text = format!("+++\ncode = \"{CODE}\"\nversion = 1\n{name}\nscope = \"base\"\n");
    let fed: Vec<bool> = used
        .iter()
        .map(|(_, codes)| codes.iter().any(|code| is_fed(code)))
        .collect();
    for ((dimension, codes), weight) in used.iter().zip(weights(&fed)) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n[{}]\nweight = {weight}\nindicators = [\n", dimension.name());
        let fed: Vec<bool> = codes.iter().map(|code| is_fed(code)).collect();
        for (code, weight) in codes.iter().zip(weights(&fed)) {
            let _ = writeln!(text, "  {{ code = \"{code}\", weight = {weight} }},");
        }
        text.push_str("]\n");
    }
    text.push_str("\n[rules]\nmin_population = 20\n+++\n\nEvery indicator of the catalogue, to be measured.\n\n");
    text.push_str("## \u{8bf4}\u{660e}\n\n\u{7528}\u{4e8e}\u{6d4b}\u{91cf}\u{3002}\n");
    Ok(text)
}

fn is_of(code: &str, dimension: Dimension) -> bool {
    code.split('.').next() == Some(dimension.name())
}

fn is_fed(code: &str) -> bool {
    FED.contains(&code)
}

/// Whole basis points that total 10,000: light ones where there are no data, equal ones elsewhere.
fn weights(fed: &[bool]) -> Vec<usize> {
    let heavy = fed.iter().filter(|is_fed| **is_fed).count();
    let light = if heavy == 0 { 0 } else { LIGHT };
    let (left, sharing) = if heavy == 0 {
        (WHOLE, fed.len())
    } else {
        (WHOLE - light * (fed.len() - heavy), heavy)
    };
    let share = left / sharing.max(1);
    // The first of those that share takes the remainder.
    let mut remainder = left - share * sharing;
    let weight = |is_fed: &bool| {
        if *is_fed || heavy == 0 {
            share + std::mem::take(&mut remainder)
        } else {
            light
        }
    };
    fed.iter().map(weight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_total_ten_thousand_and_favour_what_has_data() {
        assert_eq!(weights(&[false, false, false]), [3_334, 3_333, 3_333]);
        assert_eq!(weights(&[false, true, false, true]), [100, 4_900, 100, 4_900]);
        assert_eq!(weights(&[true, true, true, false]), [3_300, 3_300, 3_300, 100]);
        for count in 1..=30 {
            let fed: Vec<bool> = (0..count).map(|index| index % 4 == 1).collect();
            assert_eq!(weights(&fed).iter().sum::<usize>(), WHOLE);
        }
    }

    #[test]
    fn most_of_the_weight_is_backed_by_data() {
        let shipped = [&FED[..], &["quality.copq", "service.response", "risk.compliance"]].concat();
        let shipped: Vec<String> = shipped.into_iter().map(str::to_owned).collect();
        let text = document(&shipped).unwrap();
        assert!(text.contains("[service]\nweight = 100\n"), "{text}");
        assert!(text.contains("{ code = \"risk.compliance\", weight = 100 }"), "{text}");
        assert!(
            text.contains("{ code = \"cost.price_index\", weight = 10000 }"),
            "{text}"
        );
    }

    #[test]
    fn every_indicator_stands_in_its_dimension() {
        let codes = ["quality.ppm", "risk.stability", "quality.copq"].map(str::to_owned);
        let text = document(&codes).unwrap();
        let front: toml::Table = text.split("+++").nth(1).unwrap().parse().unwrap();
        let quality = front["quality"]["indicators"].as_array().unwrap();
        let found: Vec<&str> = quality.iter().map(|used| used["code"].as_str().unwrap()).collect();
        assert_eq!(found, ["quality.ppm", "quality.copq"]);
        let weights = [&front["quality"], &front["risk"]].map(|dimension| dimension["weight"].as_integer().unwrap());
        assert_eq!(weights.iter().sum::<i64>(), 10_000);
    }

    #[test]
    fn an_indicator_of_no_dimension_is_refused() {
        assert!(document(&["weather.rain".to_owned()]).is_err());
        assert!(document(&[]).is_err());
    }
}
