//! Every code has its sentence: the reasons that tests meet are looked up in the Fluent files.

use super::*;

const FILES: [&str; 3] = [
    include_str!("../../../../text/i18n/en/evaluation.ftl"),
    include_str!("../../../../text/i18n/en/classification.ftl"),
    include_str!("../../../../text/i18n/en/monitoring.ftl"),
];

/// Fails when a code of the tree has no sentence, or a sentence needs a figure that the reason does not give.
pub(crate) fn assert_all(explanation: &Explanation) {
    let id = explanation.code.replace('.', "-");
    let start = format!("{id} =");
    let line = FILES
        .iter()
        .flat_map(|file| file.lines())
        .find(|line| line.starts_with(&start));
    let Some(line) = line else {
        panic!("no sentence for {id}");
    };
    for variable in line.split('$').skip(1) {
        let name: String = variable
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        assert!(
            explanation.facts.iter().any(|(fact, _)| *fact == name),
            "{id} needs ${name}: {explanation:?}"
        );
    }
    explanation.causes.iter().for_each(assert_all);
}
