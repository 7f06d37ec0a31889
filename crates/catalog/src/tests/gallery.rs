//! Bad documents, each spoiled in one place, and exactly what their authors get to read.

use super::sample::{INDICATOR, PARTS, SCHEME};
use crate::{indicators, lint_indicator, lint_scheme, locate, parse_indicator, parse_scheme};
use expect_test::expect;

/// Spoils a sound document; the place must exist.
fn spoiled(text: &str, (from, to): (&str, &str)) -> String {
    assert!(text.contains(from), "{from:?} is not in the sample");
    text.replacen(from, to, 1)
}

fn refusals<T: std::fmt::Debug, E: std::fmt::Display>(
    parse: fn(&str, &str) -> Result<T, E>,
    text: &str,
    edits: &[(&str, &str)],
) -> String {
    let refusal = |edit: &(&str, &str)| match parse("ours.md", &spoiled(text, *edit)) {
        Err(error) => error.to_string(),
        Ok(parsed) => panic!("{edit:?} was accepted: {parsed:?}"),
    };
    edits.iter().map(refusal).collect::<Vec<_>>().join("\n")
}

fn indicator_findings(text: &str, edits: &[(&str, &str)]) -> String {
    let found = edits.iter().flat_map(|edit| {
        let text = spoiled(text, *edit);
        let mut findings = lint_indicator(&parse_indicator("ours.md", &text).unwrap());
        locate(&mut findings, "ours.md", &text).unwrap();
        assert!(!findings.is_empty(), "{edit:?} passed");
        findings.into_iter().map(|finding| finding.to_string())
    });
    found.collect::<Vec<_>>().join("\n")
}

fn scheme_findings(edits: &[(&str, &str)]) -> String {
    let found = edits.iter().flat_map(|edit| {
        let text = spoiled(SCHEME, *edit);
        let mut findings = lint_scheme(&parse_scheme("ours.md", &text).unwrap(), indicators());
        locate(&mut findings, "ours.md", &text).unwrap();
        assert!(!findings.is_empty(), "{edit:?} passed");
        findings.into_iter().map(|finding| finding.to_string())
    });
    found.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_samples_are_sound() {
    assert_eq!(lint_indicator(&parse_indicator("ours.md", INDICATOR).unwrap()), []);
    let parts = lint_indicator(&parse_indicator("ours.md", PARTS).unwrap());
    assert_eq!(parts.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["few_examples"]);
    assert_eq!(lint_scheme(&parse_scheme("ours.md", SCHEME).unwrap(), indicators()), []);
}

#[test]
fn front_matter_that_cannot_be_read() {
    let edits = [
        ("+++\n", ""),
        ("\n+++\n", "\n"),
        ("min_events = 5", "min_events = "),
        ("code = \"delivery.ours\"", "code = \"delivery.ours\"\ncode = \"delivery.twice\""),
        ("direction = \"up\"", "directon = \"up\""),
        ("direction = \"up\"\n", ""),
        ("direction = \"up\"", "direction = \"upp\""),
        ("unit = \"percent\"", "unit = 5"),
        ("delivery.ours", "speed.ours"),
        ("delivery.ours", "delivery.Our Rate"),
        ("min_events = 5", "min_events = -1"),
        ("min_events = 5", "min_events = 5.5"),
        ("[[70, 0], [99, 100]]", "[[70, 0], [99]]"),
        ("[[70, 0], [99, 100]]", "[[70, 0], [99, \"all\"]]"),
        ("curve = [[70, 0], [99, 100]]", "bands = [[0, 80, 0], [85, 100, 100]]"),
        ("curve = [[70, 0], [99, 100]]", "bands = [[0, 80, 0], [75, 100, 100]]"),
        ("curve = [[70, 0], [99, 100]]", "bands = [[80, 0, 0], [80, 100, 100]]"),
        ("needs =", "bands = [[0, 1, 2]]\nneeds ="),
        ("name = { en = \"Ours\", zh", "name = { en = \"Ours\", cn"),
        ("default = 0", "default = 31"),
        ("default = 0", "default = [0]"),
        ("en = \"Days of grace.\"\n", ""),
        ("[parameter.late_days]", "[parameter.as_of]"),
        ("[parameter.late_days]", "[[part]]\nname = \"a\"\n[parameter.late_days]"),
    ];
    expect![[r""]].assert_eq(&refusals(parse_indicator, INDICATOR, &edits));
}

#[test]
fn parts_that_do_not_fit_their_kind() {
    let edits = [
        ("kind = \"parts\"", "kind = \"ratio\""),
        ("weight = 6000\n", ""),
        ("weight = 6000", "weight = 60000"),
        ("kind = \"ratio\"\nweight", "kind = \"penalty\"\nweight"),
        ("kind = \"ratio\"\nweight", "kind = \"ratio\"\nfrom = 0.1\nweight"),
        ("kind = \"parts\"", "kind = \"points\""),
        ("title = { en = \"First\", zh = \"其一\" }\n", ""),
    ];
    expect![[r""]].assert_eq(&refusals(parse_indicator, PARTS, &edits));
}

#[test]
fn sections_and_examples_that_cannot_be_read() {
    let edits = [
        ("## Query", "## Querry"),
        ("## Examples", "## Query"),
        ("## Query\n", ""),
        ("```sql", "```"),
        ("$late_days)\n```", "$late_days)\n"),
        ("### A line that is due\n", ""),
        ("late_days = 2", "late_days: 2"),
        ("late_days = 2", "late_day = 2"),
        ("late_days = 2", "late_days = 99"),
        ("as_of = 2026-03-31", "as_of = 2026-02-30"),
        ("order_lines\n\n| row_id | due_on | quantity", "order_line\n\n| row_id | due_on | quantity"),
        ("order_lines\n\n| row_id | due_on | quantity", "| row_id | due_on | quantity"),
        ("due_on | quantity |", "due_at | quantity |"),
        ("due_on | quantity |", "row_id | quantity |"),
        ("| L1 | 2026-03-02 | 10 |", "| L1 | 10 |"),
        ("| L1 | 2026-03-02 |", "| L1 | 02.03.2026 |"),
        ("| 10 |", "| 10.0001 |"),
        ("2026-03-02:4; ", "2026-03-02=4; "),
        ("| --- | --- | ---: | --- |\n", ""),
        ("| L1 | 1 | 1 |", "| L1 | one | 1 |"),
        ("gives\n", "given\n"),
        ("| row_id | good | n |\n| --- | ---: | ---: |\n| L1 | 1 | 1 |\n", ""),
        ("gives\n\n| row_id | good |", "order_lines\n\n| row_id | due_on |"),
    ];
    expect![[r""]].assert_eq(&refusals(parse_indicator, INDICATOR, &edits));
}

#[test]
fn schemes_that_cannot_be_read() {
    let edits = [
        ("[quality]", "[qualty]"),
        ("weight = 6800", "weigth = 6800"),
        ("weight = 6800", "weight = 0.68"),
        ("weight = 6800", "weight = 10001"),
        ("[quality]\nweight = 6000\n", "[quality]\n"),
        ("code = \"ours\"", "code = \"Our scheme\""),
        ("scope = \"base\"", "scope = \"all\""),
        ("scope = \"base\"", "scope = { category = \"a\", supplier = \"b\" }"),
        ("scope = \"base\"", "scope = { level = \"gold\" }"),
        ("scope = \"base\"", "base = \"six-dimensions\""),
        ("core_range = [10, 15]", "core_range = [10]"),
        ("core_range = [10, 15]", "core_min_grade = \"E\""),
        ("core_share = 12.5", "core_shar = 12.5"),
        ("core_share = 12.5", "min_population = -20"),
        ("early_days = 2", "early_days = { a = 1 }"),
        ("## 说明", "## 用途"),
    ];
    expect![[r""]].assert_eq(&refusals(parse_scheme, SCHEME, &edits));
}

#[test]
fn indicators_that_read_well_and_are_wrong() {
    let edits = [
        ("[[70, 0], [99, 100]]", "[[99, 0], [70, 100]]"),
        ("[[70, 0], [99, 100]]", "[[70, 100], [99, 0]]"),
        ("[[70, 0], [99, 100]]", "[[70, 0], [80, 20], [80, 40], [80, 60], [99, 100]]"),
        ("[[70, 0], [99, 100]]", "[[70, 20], [99, 90]]"),
        ("[[70, 0], [99, 100]]", "[[70, 0], [99, 110]]"),
        ("[[70, 0], [99, 100]]", "[[70, 0]]"),
        ("needs = [\"order_lines.due_on\"]", "needs = [\"order_lines.due_on\", \"order_line.due_on\", \"order_lines.dueon\"]"),
        ("needs = [\"order_lines.due_on\"]", "needs = [\"receipts\", \"tickets.rating\"]"),
        ("needs =", "counted_owners = [\"suplier\"]\nneeds ="),
        ("$late_days)", "$late_day)"),
        ("1 as good, 1 as n", "1 as good"),
        ("'all' as part", "'whole' as part"),
        ("zh = \"我方\"", "zh = \"\""),
        ("计入范围。", ""),
    ];
    expect![[r""]].assert_eq(&indicator_findings(INDICATOR, &edits));
    expect![[r""]].assert_eq(&indicator_findings(PARTS, &[("weight = 4000", "weight = 3000")]));
}

#[test]
fn schemes_that_read_well_and_are_wrong() {
    let edits = [
        ("[delivery]\nweight = 4000", "[delivery]\nweight = 3000"),
        ("weight = 3200", "weight = 2200"),
        ("quality.ppm", "quality.pmp"),
        ("quality.ppm", "service.response"),
        ("quality.ppm", "quality.acceptance_rate"),
        ("early_days = 2", "erly_days = 2"),
        ("early_days = 2", "early_days = -2"),
        ("early_days = 2", "early_days = \"two\""),
        ("early_days = 2", "reference_date = \"promised\""),
        ("weight = 3200", "weight = 3200, min_events = 0"),
        ("weight = 3200", "weight = 3200, counted_owners = [\"carrier\"]"),
        ("weight = 10000", "weight = 10000, counted_owners = [\"carier\"]"),
        ("weight = 3200", "weight = 3200, curve = [[0, 0], [100, 100]]"),
        ("[delivery]\nweight = 4000\nindicators = [\n  { code = \"delivery.otd\", weight = 10000, parameters = { early_days = 2 } },\n]\n", ""),
        ("grade_bounds = [90, 75, 60]", "grade_bounds = [75, 90, 60]"),
        ("core_share = 12.5", "core_share = 20"),
        ("core_share = 12.5", "core_share = 14\nkey_share = 90"),
        ("What it is for.", ""),
    ];
    expect![[r""]].assert_eq(&scheme_findings(&edits));
}

#[test]
fn a_scheme_with_a_base_is_not_held_to_totals() {
    let text = "+++\ncode = \"screws\"\nversion = 1\nname = { en = \"Screws\", zh = \"螺丝\" }\nbase = \"six-dimensions\"\n\
                scope = { category = \"screws\" }\n\n[delivery]\nweight = 3000\n+++\n\nWhy.\n\n## 说明\n\n原因。\n";
    assert_eq!(lint_scheme(&parse_scheme("screws.md", text).unwrap(), indicators()), []);
}
