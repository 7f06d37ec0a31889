//! What people said about indicators without a value: asked and not answered, or not applicable.

use super::input::Absence;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The last day on which a question was answered in one way, for one supplier and category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerDay {
    pub supplier_id: i64,
    /// 0 for the whole supplier.
    pub category_id: i64,
    pub question: String,
    /// `None`: an answer was given.
    pub absence: Option<Absence>,
    pub on: Date,
}

/// Whether a question belongs to an indicator: it is its code, or begins with its short name as `technology.roadmap`
/// does for `innovation.technology`.
#[must_use]
pub fn belongs(question: &str, indicator: &str) -> bool {
    let short = indicator.rsplit('.').next();
    question == indicator || question.split('.').next() == short
}

/// Whether such an answer may be given to the question: "not applicable" is said of an indicator as a whole.
#[must_use]
pub fn speaks_of(absence: Absence, question: &str, indicator: &str) -> bool {
    match absence {
        Absence::NotApplicable => question == indicator,
        Absence::NotAnswered => belongs(question, indicator),
    }
}

/// The absences of the indicators: of each question the latest word counts, and an absence before an answer of the
/// same day. One question without an answer is enough; measured values are not touched by it.
#[must_use]
pub fn absences<'a>(
    answers: &[AnswerDay],
    indicators: impl Iterator<Item = &'a str> + Clone,
) -> BTreeMap<(i64, i64, String), Absence> {
    let mut latest: BTreeMap<(i64, i64, &str), (Date, Option<Absence>)> = BTreeMap::new();
    for answer in answers {
        let key = (answer.supplier_id, answer.category_id, answer.question.as_str());
        let said = (answer.on, answer.absence);
        let kept = latest.entry(key).or_insert(said);
        if (said.0, weight(said.1)) > (kept.0, weight(kept.1)) {
            *kept = said;
        }
    }
    let mut absences: BTreeMap<(i64, i64, String), Absence> = BTreeMap::new();
    for ((supplier, category, question), (_, absence)) in latest {
        let Some(absence) = absence else { continue };
        for indicator in indicators.clone().filter(|code| speaks_of(absence, question, code)) {
            let kept = absences
                .entry((supplier, category, indicator.to_owned()))
                .or_insert(absence);
            if weight(Some(absence)) > weight(Some(*kept)) {
                *kept = absence;
            }
        }
    }
    absences
}

fn weight(absence: Option<Absence>) -> u8 {
    match absence {
        None => 0,
        Some(Absence::NotAnswered) => 1,
        Some(Absence::NotApplicable) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn said(question: &str, absence: Option<Absence>, day: i8) -> AnswerDay {
        AnswerDay {
            supplier_id: 1,
            category_id: 0,
            question: question.to_owned(),
            absence,
            on: date(2026, 3, day),
        }
    }

    fn of(answers: &[AnswerDay]) -> Option<Absence> {
        let indicators = ["innovation.technology", "service.response"];
        absences(answers, indicators.into_iter())
            .get(&(1, 0, "innovation.technology".to_owned()))
            .copied()
    }

    #[test]
    fn the_latest_word_about_a_question_counts() {
        let (silent, given) = (Some(Absence::NotAnswered), None);
        assert_eq!(of(&[said("technology.roadmap", silent, 2)]), silent);
        assert_eq!(
            of(&[
                said("technology.roadmap", silent, 2),
                said("technology.roadmap", given, 3)
            ]),
            None
        );
        assert_eq!(
            of(&[
                said("technology.roadmap", given, 2),
                said("technology.roadmap", silent, 2)
            ]),
            silent
        );
        assert_eq!(
            of(&[
                said("technology.roadmap", given, 3),
                said("technology.patents", silent, 2)
            ]),
            silent
        );
    }

    #[test]
    fn not_applicable_is_said_of_the_whole_indicator() {
        let nothing = Some(Absence::NotApplicable);
        assert_eq!(of(&[said("innovation.technology", nothing, 2)]), nothing);
        assert_eq!(of(&[said("technology.roadmap", nothing, 2)]), None);
        assert_eq!(of(&[said("service.response", nothing, 2)]), None);
        assert_eq!(
            of(&[
                said("innovation.technology", nothing, 2),
                said("technology.roadmap", Some(Absence::NotAnswered), 3)
            ]),
            nothing
        );
    }
}
