//! Turns reasons into sentences: codes of indicators, categories, levels and dimensions become names.

use super::compute::Computed;
use domain::classification::Level;
use domain::design::indicator::Dimension;
use domain::explain::Explanation;
use serde::Serialize;
use text::{Language, has, message};

/// A sentence with the sentences that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub code: String,
    pub text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Line>,
}

/// Reasons that say little without the one behind them.
const BARE: [&str; 5] = [
    "level.restricted",
    "level.none",
    "restricted.knockout",
    "restricted.high_risk",
    "none.no_official_score",
];

impl Line {
    /// The reason in one line: where it says little itself, with the one behind it.
    #[must_use]
    pub fn short(&self) -> String {
        let mut text = self.text.clone();
        let mut line = self;
        while let (true, Some(next)) = (BARE.contains(&line.code.as_str()), line.because.first()) {
            text.push(' ');
            text.push_str(&next.text);
            line = next;
        }
        text
    }
}

/// The names that sentences about a computation use.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub language: Language,
    pub computed: &'a Computed,
}

impl Words<'_> {
    /// An explanation as sentences.
    #[must_use]
    pub fn line(&self, explanation: &Explanation) -> Line {
        self.line_of(explanation, None)
    }

    fn line_of(&self, explanation: &Explanation, indicator: Option<&str>) -> Line {
        let own = explanation
            .facts
            .iter()
            .find(|(name, _)| *name == "indicator")
            .map(|(_, code)| code.as_str());
        let indicator = own.or(indicator);
        let facts: Vec<(&str, String)> = explanation
            .facts
            .iter()
            .map(|(name, value)| (*name, self.word(name, value, indicator)))
            .collect();
        let facts: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Line {
            code: explanation.code.to_owned(),
            text: message(self.language, &explanation.code.replace('.', "-"), &facts),
            because: explanation
                .causes
                .iter()
                .map(|cause| self.line_of(cause, indicator))
                .collect(),
        }
    }

    /// The value of a fact in the words of the reader.
    fn word(&self, name: &str, value: &str, indicator: Option<&str>) -> String {
        let known = match name {
            "indicator" => self.indicator(value),
            "dimension" => Dimension::from_name(value).map(|dimension| dimension_name(dimension, self.language)),
            "category" => self.category(value),
            "part" => self.part(value, indicator),
            "what" => self.listed("event", value),
            "kind" => self.listed("kind", value),
            "level" | "held" if value == "none" => Some(level_name(None, self.language)),
            _ => Level::from_name(value).map(|level| level_name(Some(level), self.language)),
        };
        known.unwrap_or_else(|| value.to_owned())
    }

    /// A word of a closed list that has a name.
    fn listed(&self, list: &str, code: &str) -> Option<String> {
        let id = format!("word-{list}-{code}");
        has(self.language, &id).then(|| message(self.language, &id, &[]))
    }

    fn indicator(&self, code: &str) -> Option<String> {
        let indicator = self.computed.book.indicators.get(code)?;
        Some(self.language.pick(&indicator.name.en, &indicator.name.zh).to_owned())
    }

    fn category(&self, id: &str) -> Option<String> {
        Some(self.computed.categories.get(id.parse().ok()?)?.name.clone())
    }

    fn part(&self, position: &str, indicator: Option<&str>) -> Option<String> {
        let part = self
            .computed
            .book
            .indicators
            .get(indicator?)?
            .parts
            .get(position.parse::<usize>().ok()?)?;
        let title = self.language.pick(&part.title.en, &part.title.zh);
        Some(if title.is_empty() {
            part.name.clone()
        } else {
            title.to_owned()
        })
    }
}

/// A level as people read it; `None` is "not classified".
#[must_use]
pub fn level_name(level: Option<Level>, language: Language) -> String {
    message(
        language,
        &format!("word-level-{}", level.map_or("none", Level::name)),
        &[],
    )
}

/// A dimension as people read it.
#[must_use]
pub fn dimension_name(dimension: Dimension, language: Language) -> String {
    message(language, &format!("word-dimension-{}", dimension.name()), &[])
}
