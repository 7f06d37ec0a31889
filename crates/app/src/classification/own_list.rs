//! Agreement with a list that somebody already has: the matrix, and each disagreement with its reason.

use crate::Error;
use crate::evaluation::{Line, Reading, Words};
use crate::party::{SupplierName, matches};
use domain::Decimal;
use domain::classification::{Level, agreement};
use serde::Serialize;
use std::collections::BTreeMap;
use text::{Language, fold, message};

/// Lines of a list that are read at most.
const LINES_MAX: usize = 50_000;

/// How far two lists of levels agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgreementView {
    pub compared: u64,
    pub same: u64,
    /// Percent of the compared.
    pub share: Option<Decimal>,
    /// Agreement beyond chance with two decimals; empty when both lists name one level throughout.
    pub kappa: Option<Decimal>,
    /// Rows are their levels, columns ours; core to restricted, then not classified.
    pub matrix: Vec<Vec<u64>>,
    pub differ: Vec<Disagreement>,
    /// Lines that name nobody we know, or no level.
    pub unread: Vec<UnreadLine>,
    /// Suppliers with a level that the list does not name.
    pub only_ours: u64,
}

/// One supplier on which the lists differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disagreement {
    #[serde(flatten)]
    pub supplier: SupplierName,
    pub theirs: Option<String>,
    pub ours: Option<String>,
    pub score: Option<Decimal>,
    pub coverage: Option<Decimal>,
    pub why: Line,
}

/// A line of the list that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadLine {
    /// Counted from 1.
    pub line: usize,
    pub text: String,
    /// `supplier`, `level`, `twice` or `several`.
    pub problem: &'static str,
}

/// Compares a pasted list (supplier, then A to D or the name of a level, in one row each) with an evaluation.
pub fn own_list(reading: &Reading, pasted: &str, language: Language) -> Result<AgreementView, Error> {
    let lines: Vec<&str> = pasted.lines().collect();
    if lines.len() > LINES_MAX {
        return Err(Error::invalid("own-list-long")
            .with("lines", lines.len())
            .with("most", LINES_MAX));
    }
    let mut theirs: BTreeMap<i64, Option<Level>> = BTreeMap::new();
    let mut unread = Vec::new();
    for (at, text) in lines.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let mut refuse = |problem| {
            unread.push(UnreadLine {
                line: at + 1,
                text: text.trim().to_owned(),
                problem,
            });
        };
        let cells = cells(text);
        let Some(level) = cells.iter().skip(1).rev().find_map(|cell| level_of(cell)) else {
            // The first line may be the header of the columns.
            if at > 0 {
                refuse("level");
            }
            continue;
        };
        match supplier(reading, &cells) {
            Ok(id) if theirs.contains_key(&id) => refuse("twice"),
            Ok(id) => {
                theirs.insert(id, level);
            }
            Err(problem) => refuse(problem),
        }
    }
    Ok(view(reading, &theirs, unread, language))
}

fn view(
    reading: &Reading,
    theirs: &BTreeMap<i64, Option<Level>>,
    unread: Vec<UnreadLine>,
    language: Language,
) -> AgreementView {
    let words = Words {
        language,
        computed: &reading.opened().loaded.computed,
    };
    let placed = reading
        .suppliers()
        .filter_map(|seen| Some((seen.supplier.id, seen.placement?.level())));
    let found = agreement(theirs, &placed.collect());
    let levels: Vec<Option<Level>> = Level::ALL.into_iter().map(Some).chain([None]).collect();
    let count = |their: Option<Level>, our: Option<Level>| found.counts.get(&(their, our)).copied().unwrap_or(0);
    let mut differ: Vec<Disagreement> = found
        .differ
        .iter()
        .filter_map(|(id, their, our)| {
            let supplier = reading.opened().supplier_of_id(*id)?;
            let placement = reading.opened().placement(*id)?;
            Some(Disagreement {
                supplier: SupplierName::of(supplier),
                theirs: their.map(|level| level.name().to_owned()),
                ours: our.map(|level| level.name().to_owned()),
                score: placement.composite.map(|score| score.get()),
                coverage: reading.opened().result(*id).map(|result| result.total.coverage),
                why: words.line(placement.placed.because()),
            })
        })
        .collect();
    let place = |name: &Option<String>| {
        let level = name.as_deref().and_then(Level::from_name);
        levels.iter().position(|other| *other == level).unwrap_or(0)
    };
    differ.sort_by_key(|one| {
        (
            std::cmp::Reverse(place(&one.theirs).abs_diff(place(&one.ours))),
            one.supplier.code.clone(),
        )
    });
    let share = Decimal::from(found.same * 100).checked_div(Decimal::from(found.compared));
    AgreementView {
        compared: found.compared,
        same: found.same,
        share: share.map(|share| share.round_dp(1)),
        kappa: found
            .kappa()
            .and_then(|kappa| Decimal::try_from(kappa).ok())
            .map(|kappa| kappa.round_dp(2)),
        matrix: levels
            .iter()
            .map(|their| levels.iter().map(|our| count(*their, *our)).collect())
            .collect(),
        differ,
        unread,
        only_ours: u64::try_from(found.only_ours.len()).unwrap_or(0),
    }
}

/// The cells of a row as spreadsheets copy them: by tab, else by semicolon or comma.
fn cells(line: &str) -> Vec<&str> {
    let separator = ['\t', ';', ','].into_iter().find(|separator| line.contains(*separator));
    let cells: Vec<&str> = match separator {
        Some(separator) => line.split(separator).collect(),
        None => line
            .rsplitn(2, char::is_whitespace)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
    };
    cells.into_iter().map(|cell| cell.trim().trim_matches('"')).collect()
}

/// A to D, or a level by its code or by its name in either language.
fn level_of(cell: &str) -> Option<Option<Level>> {
    let folded = fold(cell);
    let letter = match folded.as_str() {
        "a" | "1" => Some(Level::Core),
        "b" | "2" => Some(Level::Key),
        "c" | "3" => Some(Level::Qualified),
        "d" | "4" => Some(Level::Restricted),
        _ => None,
    };
    if letter.is_some() {
        return Some(letter);
    }
    let names = |name: &str| {
        let words = Language::ALL.map(|language| fold(&message(language, &format!("word-level-{name}"), &[])));
        words.contains(&folded) || name == folded
    };
    if names("none") {
        return Some(None);
    }
    Level::ALL.into_iter().find(|level| names(level.name())).map(Some)
}

/// The supplier that a row names by code or by a name in any script.
fn supplier(reading: &Reading, cells: &[&str]) -> Result<i64, &'static str> {
    for cell in cells {
        if let Ok(seen) = reading.supplier(cell) {
            return Ok(seen.supplier.id);
        }
    }
    let named = |cell: &str| {
        let all = reading.suppliers().filter(|seen| {
            let supplier = seen.supplier;
            supplier.name == cell || supplier.name_latin.as_deref() == Some(cell)
        });
        all.map(|seen| seen.supplier.id).collect::<Vec<i64>>()
    };
    for cell in cells.iter().filter(|cell| cell.chars().count() > 1) {
        match named(cell).as_slice() {
            [one] => return Ok(*one),
            [] => {}
            _ => return Err("several"),
        }
        let folded = fold(cell);
        let mut alike = reading.suppliers().filter(|seen| matches(*seen, &folded));
        match (alike.next(), alike.next()) {
            (Some(one), None) => return Ok(one.supplier.id),
            (Some(_), Some(_)) => return Err("several"),
            (None, _) => {}
        }
    }
    Err("supplier")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_split_as_spreadsheets_copy_it() {
        assert_eq!(cells("S1\tShanghai, Ltd\tA"), ["S1", "Shanghai, Ltd", "A"]);
        assert_eq!(cells("S1;\"B\""), ["S1", "B"]);
        assert_eq!(cells("Nordic Parts AB C"), ["Nordic Parts AB", "C"]);
    }

    #[test]
    fn levels_are_read_as_letters_and_as_words_of_both_languages() {
        assert_eq!(level_of("a"), Some(Some(Level::Core)));
        assert_eq!(level_of("Restricted"), Some(Some(Level::Restricted)));
        for language in Language::ALL {
            assert_eq!(
                level_of(&message(language, "word-level-key", &[])),
                Some(Some(Level::Key))
            );
            assert_eq!(level_of(&message(language, "word-level-none", &[])), Some(None));
        }
        assert_eq!(level_of("E"), None);
    }
}
