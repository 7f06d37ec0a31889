//! A scheme that uses every indicator of the catalogue, so that an evaluation runs every query.

use crate::process::Failure;
use domain::design::indicator::Dimension;
use std::fmt::Write;

pub(super) const CODE: &str = "bench";

const WHOLE: usize = 10_000;

/// The document: equal weights, as far as whole basis points allow.
pub(super) fn document(indicators: &[String]) -> Result<String, Failure> {
    let head = "version = 1\nname = { en = \"Every indicator\", zh = \"\u{5168}\u{90e8}\u{6307}\u{6807}\" }\nscope = \"base\"\n";
    let mut text = format!("+++\ncode = \"{CODE}\"\n{head}");
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
    for ((dimension, codes), weight) in used.iter().zip(shares(used.len())) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n[{}]\nweight = {weight}\nindicators = [\n", dimension.name());
        for (code, weight) in codes.iter().zip(shares(codes.len())) {
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

/// So many whole shares of 10,000; the first takes the remainder.
fn shares(count: usize) -> Vec<usize> {
    let share = WHOLE / count.max(1);
    (0..count)
        .map(|index| if index == 0 { WHOLE - share * (count - 1) } else { share })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_nearly_equal_and_total_ten_thousand() {
        assert_eq!(shares(1), [10_000]);
        assert_eq!(shares(3), [3_334, 3_333, 3_333]);
        for count in 1..=30 {
            assert_eq!(shares(count).iter().sum::<usize>(), WHOLE);
        }
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
