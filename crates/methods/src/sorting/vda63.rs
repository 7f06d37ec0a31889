//! The grade of a VDA 6.3 process audit with its downgrade rules.
//!
//! The overall result is compared unrounded; element, step and sub-element results are
//! rounded to the nearest percent for the downgrade rules.
//! Source: VDA volume 6 part 3, Process Audit, 3rd ed. (2016), evaluation of the results.

use crate::input::{self, InputError};
use crate::number::{self, Rounding};

/// Results of an audit, in percent.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Overall level of compliance.
    pub overall: f64,
    /// Process elements P2 to P7.
    pub elements: Vec<f64>,
    /// Sub-elements of P6.
    pub sub_elements: Vec<f64>,
    /// Process steps.
    pub steps: Vec<f64>,
    /// Questions with a star answered with 4 points.
    pub star_questions_at_4: u64,
    /// Questions with a star answered with 0 points.
    pub star_questions_at_0: u64,
    /// Questions of any kind answered with 0 points.
    pub questions_at_0: u64,
}

/// The grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// Quality capable.
    A,
    /// Conditionally quality capable.
    B,
    /// Not quality capable.
    C,
}

/// Why the grade is below what the overall result alone gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Downgrade {
    /// A to B: an element or a step below 80 %.
    ElementBelow80,
    /// A to B: a sub-element of P6 below 80 %.
    SubElementBelow80,
    /// A to B: a question with a star at 4 points.
    StarAt4,
    /// A to B: a question at 0 points.
    QuestionAt0,
    /// To C: an element or a step below 70 %.
    ElementBelow70,
    /// To C: a question with a star at 0 points.
    StarAt0,
}

/// The grade with the reasons of every downgrade, in the order of the rules.
pub fn grade(audit: &Audit) -> Result<(Grade, Vec<Downgrade>), InputError> {
    input::finite("the overall result", &[audit.overall])?;
    for (what, results) in [
        ("the element results", &audit.elements),
        ("the sub-element results", &audit.sub_elements),
        ("the step results", &audit.steps),
    ] {
        if !results.is_empty() {
            input::finite(what, results)?;
        }
    }
    if audit.overall < 80.0 {
        return Ok((Grade::C, Vec::new()));
    }
    let below = |results: &[f64], limit: f64| results.iter().any(|r| number::round(*r, 0, Rounding::HalfUp) < limit);
    let any_element = |limit: f64| below(&audit.elements, limit) || below(&audit.steps, limit);
    let fired = |rules: &[(Downgrade, bool)]| -> Vec<Downgrade> {
        rules
            .iter()
            .filter(|(_, fires)| *fires)
            .map(|(reason, _)| *reason)
            .collect()
    };
    let mut grade = Grade::B;
    let mut reasons = Vec::new();
    if audit.overall >= 90.0 {
        reasons = fired(&[
            (Downgrade::ElementBelow80, any_element(80.0)),
            (Downgrade::SubElementBelow80, below(&audit.sub_elements, 80.0)),
            (Downgrade::StarAt4, audit.star_questions_at_4 > 0),
            (Downgrade::QuestionAt0, audit.questions_at_0 > 0),
        ]);
        if reasons.is_empty() {
            grade = Grade::A;
        }
    }
    let to_c = fired(&[
        (Downgrade::ElementBelow70, any_element(70.0)),
        (Downgrade::StarAt0, audit.star_questions_at_0 > 0),
    ]);
    if !to_c.is_empty() {
        grade = Grade::C;
        reasons.extend(to_c);
    }
    Ok((grade, reasons))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audit(overall: f64, elements: &[f64]) -> Audit {
        Audit {
            overall,
            elements: elements.to_vec(),
            sub_elements: vec![90.0; 6],
            steps: Vec::new(),
            star_questions_at_4: 0,
            star_questions_at_0: 0,
            questions_at_0: 0,
        }
    }

    #[test]
    fn the_overall_result_is_not_rounded() {
        assert_eq!(grade(&audit(90.0, &[90.0])).unwrap().0, Grade::A);
        assert_eq!(grade(&audit(89.99, &[90.0])).unwrap().0, Grade::B);
        assert_eq!(grade(&audit(79.99, &[60.0])).unwrap(), (Grade::C, vec![]));
    }

    #[test]
    fn elements_are_rounded_to_the_nearest_percent() {
        assert_eq!(grade(&audit(91.0, &[79.5, 95.0])).unwrap(), (Grade::A, vec![]));
        assert_eq!(
            grade(&audit(84.0, &[69.4])).unwrap(),
            (Grade::C, vec![Downgrade::ElementBelow70])
        );
    }

    #[test]
    fn every_downgrade_states_its_reason() {
        let both = (Grade::C, vec![Downgrade::ElementBelow80, Downgrade::ElementBelow70]);
        assert_eq!(grade(&audit(92.0, &[69.0, 99.0])).unwrap(), both);
        let mut starred = audit(84.0, &[78.0]);
        starred.star_questions_at_4 = 1;
        assert_eq!(grade(&starred).unwrap(), (Grade::B, vec![]));
        starred.star_questions_at_0 = 1;
        assert_eq!(grade(&starred).unwrap(), (Grade::C, vec![Downgrade::StarAt0]));
    }
}
