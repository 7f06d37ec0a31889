//! Codes of countries (ISO 3166-1) and currencies (ISO 4217), looked up as people write them.

use domain::intake::cell::Codes;
use domain::intake::mapping::fold;
use std::collections::HashMap;
use std::sync::OnceLock;

const COUNTRIES: &str = include_str!("../data/countries.tsv");
const CURRENCIES: &str = include_str!("../data/currencies.tsv");
const WITHDRAWN: &str = include_str!("../data/currencies_withdrawn.tsv");
const WORDS: &str = include_str!("../data/words.tsv");
/// Currencies as Chinese files write them; a plain yen sign is none of them, since it may mean either.
const NAMES: &str = include_str!("../data/currency_names.tsv");

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
            let rows = lines(CURRENCIES).chain(lines(WITHDRAWN));
            let rows = rows.filter_map(|line| line.split_once('\t'));
            let mut table: HashMap<_, _> = rows
                .filter_map(|(code, places)| Some((code, (code, places.parse().ok()?))))
                .collect();
            for (name, code) in lines(NAMES).filter_map(|line| line.split_once('\t')) {
                if let Some(found) = table.get(code).copied() {
                    table.insert(name, found);
                }
            }
            table
        });
        match table.get(text) {
            Some(found) => Some(*found),
            None => table.get(text.to_ascii_uppercase().as_str()).copied(),
        }
    }

    fn words(&self, text: &str) -> &[&'static str] {
        words().get(text).map_or(&[], Vec::as_slice)
    }
}

/// Our words by the words of other languages.
fn words() -> &'static HashMap<&'static str, Vec<&'static str>> {
    static BY_WORD: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    BY_WORD.get_or_init(|| {
        let mut table: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        for line in lines(WORDS) {
            let (ours, theirs) = line.split_once('\t').unwrap_or((line, ""));
            for word in theirs.split('\t') {
                table.entry(word).or_default().push(ours);
            }
        }
        table
    })
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
        for text in ["RMB", "rmb", "人民币", "￥"] {
            assert_eq!(Iso.currency(text), Some(("CNY", 2)), "{text}");
        }
        assert_eq!(Iso.currency("¥"), None, "it may be yen");
    }

    #[test]
    fn a_withdrawn_currency_is_one_of_its_time() {
        assert_eq!(Iso.currency("HRK"), Some(("HRK", 2)));
        assert_eq!(Iso.currency("DEM"), Some(("DEM", 2)));
        assert_eq!(Iso.currency("ITL"), Some(("ITL", 0)));
        assert_eq!(Iso.currency("XYZ"), None);
    }

    #[test]
    fn a_word_stands_for_one_choice_of_each_list() {
        use domain::intake::{KINDS, Type};
        let lists = KINDS
            .iter()
            .flat_map(|kind| kind.columns)
            .filter_map(|column| match column.ty {
                Type::Choice(choices) => Some(choices),
                _ => None,
            });
        let lists: Vec<&[&str]> = lists.collect();
        for (word, ours) in words() {
            for list in &lists {
                let found = ours.iter().filter(|choice| list.contains(choice)).count();
                assert!(found <= 1, "{word}: {ours:?} in {list:?}");
            }
            let is_ours = |choice: &&str| lists.iter().any(|list| list.contains(choice));
            assert!(ours.iter().all(is_ours), "{word}: {ours:?}");
        }
        assert_eq!(Iso.words("合格"), ["approved", "accepted"]);
    }

    #[test]
    fn no_currency_is_both_in_use_and_withdrawn() {
        let codes = |table| lines(table).filter_map(|line| line.split('\t').next());
        assert!(codes(WITHDRAWN).all(|old| codes(CURRENCIES).all(|code| code != old)));
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
