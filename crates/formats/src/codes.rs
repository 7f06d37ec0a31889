//! Codes of countries (ISO 3166-1) and currencies (ISO 4217), looked up as people write them.

use domain::intake::cell::Codes;
use domain::intake::mapping::fold;
use std::collections::HashMap;
use std::sync::OnceLock;

const COUNTRIES: &str = include_str!("../data/countries.tsv");
const CURRENCIES: &str = include_str!("../data/currencies.tsv");

/// The tables that ship with the product.
#[derive(Debug, Clone, Copy, Default)]
pub struct Iso;

impl Codes for Iso {
    fn country(&self, text: &str) -> Option<&'static str> {
        static BY_NAME: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
        // Plain codes are by far the most frequent.
        if let [a @ b'A'..=b'Z', b @ b'A'..=b'Z'] = text.as_bytes()
            && let Some(code) = two_letters().get(&[*a, *b])
        {
            return Some(code);
        }
        let table = BY_NAME.get_or_init(|| {
            let rows = lines(COUNTRIES).map(|line| (line, line.split('\t').next().unwrap_or_default()));
            rows.flat_map(|(line, code)| line.split('\t').map(move |name| (fold(name), code)))
                .collect()
        });
        table.get(&fold(text)).copied()
    }

    fn currency(&self, text: &str) -> Option<(&'static str, u8)> {
        static BY_CODE: OnceLock<HashMap<&'static str, (&'static str, u8)>> = OnceLock::new();
        let table = BY_CODE.get_or_init(|| {
            let rows = lines(CURRENCIES).filter_map(|line| line.split_once('\t'));
            rows.filter_map(|(code, places)| Some((code, (code, places.parse().ok()?))))
                .collect()
        });
        match table.get(text) {
            Some(found) => Some(*found),
            None => table.get(text.to_ascii_uppercase().as_str()).copied(),
        }
    }
}

fn two_letters() -> &'static HashMap<[u8; 2], &'static str> {
    static BY_CODE: OnceLock<HashMap<[u8; 2], &'static str>> = OnceLock::new();
    BY_CODE.get_or_init(|| {
        let codes = lines(COUNTRIES).filter_map(|line| line.split('\t').next());
        codes
            .filter_map(|code| Some((code.as_bytes().try_into().ok()?, code)))
            .collect()
    })
}

/// The lines of a table without its comments.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_found_by_code_and_by_name_in_both_languages() {
        for text in [
            "CN",
            "cn",
            "CHN",
            "China",
            "中国",
            "CHINA",
            "People's Republic of China",
        ] {
            assert_eq!(Iso.country(text), Some("CN"), "{text}");
        }
        for (text, code) in [
            ("Vietnam", "VN"),
            ("Viet Nam", "VN"),
            ("South Korea", "KR"),
            ("Côte d'Ivoire", "CI"),
            ("越南", "VN"),
            ("USA", "US"),
            ("美国", "US"),
            ("Türkiye", "TR"),
            ("Turkey", "TR"),
            ("UK", "GB"),
            ("台湾", "TW"),
            ("Congo, DRC", "CD"),
        ] {
            assert_eq!(Iso.country(text), Some(code), "{text}");
        }
        for text in ["XX", "Atlantis", ""] {
            assert_eq!(Iso.country(text), None, "{text}");
        }
    }

    #[test]
    fn a_currency_has_its_decimal_places() {
        assert_eq!(Iso.currency("usd"), Some(("USD", 2)));
        assert_eq!(Iso.currency("JPY"), Some(("JPY", 0)));
        assert_eq!(Iso.currency("KWD"), Some(("KWD", 3)));
        assert_eq!(Iso.currency("CNY"), Some(("CNY", 2)));
        assert_eq!(Iso.currency("RMB"), None);
    }

    #[test]
    fn no_name_stands_for_two_countries() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for line in lines(COUNTRIES) {
            let code = line.split('\t').next().unwrap();
            for name in line.split('\t') {
                let other = seen.insert(fold(name), code);
                assert!(other.is_none_or(|other| other == code), "{name}: {code} and {other:?}");
            }
        }
        assert_eq!(two_letters().len(), 249);
    }
}
