//! Names of companies in their own script and in Latin letters, put together from `data/names.tsv`.

use crate::random::Random;
use std::collections::{BTreeMap, BTreeSet};

/// A company's name.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) native: String,
    pub(crate) latin: String,
}

/// The lines of a data file, cut at tabs, without comments.
pub(crate) fn data_lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// Hands out names, each once.
#[derive(Debug)]
pub(crate) struct Names {
    /// By country and part: the words in both scripts.
    words: BTreeMap<(&'static str, &'static str), Vec<(&'static str, &'static str)>>,
    taken: BTreeSet<String>,
}

impl Names {
    pub(crate) fn new() -> Names {
        let mut words: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in data_lines(include_str!("../data/names.tsv")) {
            if let [country, part, native, latin] = line[..] {
                words.entry((country, part)).or_default().push((native, latin));
            }
        }
        Names {
            words,
            taken: BTreeSet::new(),
        }
    }

    /// A name that nobody has yet, for a company of that country and top category (`COMP`, `FIN` or `PACK`).
    pub(crate) fn draw(&mut self, country: &'static str, group: &str, random: &mut Random) -> Name {
        loop {
            let name = self.compose(country, group, random);
            if self.taken.insert(name.latin.clone()) {
                return name;
            }
        }
    }

    fn compose(&self, country: &'static str, group: &str, random: &mut Random) -> Name {
        let trade = match group {
            "FIN" => "trade.FIN",
            "PACK" => "trade.PACK",
            _ => "trade.COMP",
        };
        let pattern = self.word(country, "pattern", random);
        let mut name = Name {
            native: pattern.0.to_owned(),
            latin: pattern.1.to_owned(),
        };
        for (slot, part) in [
            ("{place}", "place"),
            ("{stem}", "stem"),
            ("{trade}", trade),
            ("{form}", "form"),
        ] {
            if name.native.contains(slot) {
                let (native, latin) = self.word(country, part, random);
                name = Name {
                    native: name.native.replace(slot, native),
                    latin: name.latin.replace(slot, latin),
                };
            }
        }
        name
    }

    fn word(&self, country: &'static str, part: &'static str, random: &mut Random) -> (&'static str, &'static str) {
        self.words
            .get(&(country, part))
            .map_or(("", ""), |list| random.pick(list))
    }
}
