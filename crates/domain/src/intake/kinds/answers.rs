//! Answers of people to questions about suppliers, and questions that stayed without one.

use super::{ANSWERS, optional, required};
use crate::intake::kind::{Class, Kind, Type};
use Type::{Choice, Date, Quantity, Ref, Text};

pub const ASSESSMENT_ANSWER: Kind = Kind {
    name: "assessment_answer",
    table: "assessment_answers",
    class: Class::Fact,
    key: &["round", "question", "rater", "supplier"],
    partition: Some("answered_on"),
    columns: &[
        required("round", Text, "Round."),
        required(
            "question",
            Text,
            "Question code, such as technology.roadmap; without points it may be the code of an indicator.",
        ),
        required("rater", Text, "Who answered."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        optional(
            "category",
            Ref("category"),
            "Category code; taken from the item when empty.",
        ),
        required("answered_on", Date, "Day answered."),
        optional(
            "points",
            Quantity,
            "Points on the anchored scale; empty when no answer was given.",
        ),
        optional("max_points", Quantity, "Top of the scale; 5 when empty."),
        optional("evidence", Text, "Where the proof is."),
        optional(
            "answer",
            Choice(ANSWERS),
            "Given when empty; not_answered caps the grade, not_applicable leaves the denominator of coverage.",
        ),
    ],
};
