//! Bad documents, each spoiled in one place, and exactly what their authors get to read.

use super::sample::{INDICATOR, PARTS, SCHEME};
use crate::{
    Places, indicators, lint_indicator, lint_place, lint_scheme, locate, parse_indicator, parse_scheme, schemes,
};
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
    assert_eq!(
        parts.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        ["few_examples"]
    );
    assert_eq!(lint_scheme(&parse_scheme("ours.md", SCHEME).unwrap(), indicators()), []);
}

#[test]
fn front_matter_that_cannot_be_read() {
    let edits = [
        ("+++\n", ""),
        ("\n+++\n", "\n"),
        ("min_events = 5", "min_events = "),
        (
            "code = \"delivery.ours\"",
            "code = \"delivery.ours\"\ncode = \"delivery.twice\"",
        ),
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
    expect![[r#"
        ours.md:1: the document does not begin with front matter; write a line +++, then keys such as code = "…", then a line +++
        ours.md:1: the front matter does not end; close it with a line +++
        ours.md:6: the front matter is not TOML: string values must be quoted, expected literal string
        ours.md:3: the front matter is not TOML: duplicate key
        ours.md:5: "directon" is not a key of this document, did you mean "direction"?; known keys are code, kind, unit, direction, scale, min_events, curve, bands, counted_owners, needs, name, part, parameter
        ours.md:1: "direction" is missing in this document; add it, for example direction = "up"
        ours.md:5: direction is "upp", expected one of up, down, did you mean "up"?
        ours.md:4: unit is a whole number, expected a text in quotes
        ours.md:2: code is "speed.ours", expected a dimension (quality, cost, delivery, service, innovation, risk), a point, and a name in small letters, such as delivery.otd
        ours.md:2: code is "delivery.Our Rate", expected a dimension (quality, cost, delivery, service, innovation, risk), a point, and a name in small letters, such as delivery.otd
        ours.md:6: min_events is "-1", expected a whole number of 0 or more
        ours.md:6: min_events is a number with a point, expected a whole number
        ours.md:7: curve[1] is "1 numbers", expected a pair [value, points]
        ours.md:7: curve[1][1] is a text, expected a number
        ours.md:7: band 2 begins at 85 but the one before ends at 80: values between them have no points or two; let it begin at 80
        ours.md:7: band 2 begins at 75 but the one before ends at 80: values between them have no points or two; let it begin at 80
        ours.md:7: band 1 covers 80 to 0, expected the lower end first; swap them
        ours.md:8: bands does not belong here: curve says the same; keep one of the two
        ours.md:9: "cn" is not a key of name, did you mean "en"?; known keys are en, zh
        ours.md:12: late_days is 31, expected a whole number from 0 to 30
        ours.md:12: parameter.late_days.default is a list, expected a number, a word in quotes, true or false
        ours.md:11: "en" is missing in parameter.late_days; add it, for example en = "On-time delivery"
        ours.md:11: parameter.as_of is "as_of", expected another name: as_of is the day of the evaluation and always there
        ours.md:11: "kind" is missing in part[0]; add it, for example base"#]].assert_eq(&refusals(parse_indicator, INDICATOR, &edits));
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
    expect![[r#"
        ours.md:13: part[0].kind is "ratio", expected one of base
        ours.md:11: "weight" is missing in part[0]; add it, for example weight = 5000
        ours.md:14: part[0].weight is "60000", expected basis points, 0 to 10000 (2500 is 25 %)
        ours.md:13: part[0].kind is "penalty", expected one of ratio, dispersion, rubric, base
        ours.md:14: part[0].from does not belong here: it goes with kind = "dispersion_penalty" only
        ours.md:13: part[0].kind is "ratio", expected one of penalty, dispersion_penalty, base
        ours.md:11: "title" is missing in part[0]; add it, for example title = { en = "…", zh = "…" }"#]]
    .assert_eq(&refusals(parse_indicator, PARTS, &edits));
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
        (
            "order_lines\n\n| row_id | due_on | quantity",
            "order_line\n\n| row_id | due_on | quantity",
        ),
        (
            "order_lines\n\n| row_id | due_on | quantity",
            "| row_id | due_on | quantity",
        ),
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
    expect![[r###"
        ours.md:25: "## Querry" is not a section of this document, did you mean "Query"?; sections are 说明, Query, Examples, and headings inside prose begin with ###
        ours.md:33: "## Query" stands there twice; merge the two
        ours.md:17: the section "## Query" is missing; add it with one block that begins with ```sql
        ours.md:25: the section "## Query" holds 0 blocks of SQL, expected one that begins with ```sql and ends with ```
        ours.md:27: the block of SQL does not end; close it with ```
        ours.md:36: text stands outside of an example; begin each example with a line ### and its title
        ours.md:37: "late_days: 2" is not a setting; write name = value, separated by commas, as in: with early_days = 3, as_of = 2026-06-30
        ours.md:37: "late_day" is no parameter of this indicator, did you mean "late_days"?; parameters are late_days, as_of
        ours.md:37: late_days is 99, expected a whole number from 0 to 30
        ours.md:37: as_of is "2026-02-30", expected a day such as 2026-03-02
        ours.md:39: "order_line" is no snapshot table, did you mean "order_lines"?; to add a remark to an example, write a sentence
        ours.md:39: a table without a name above it; write the name of a snapshot table, or "gives", on the line before
        ours.md:41: order_lines has no column "due_at", did you mean "due_on"?
        ours.md:41: order_lines lists the column "row_id" twice; remove one
        ours.md:43: the row has 3 cells, expected 4 as in the header; write an empty cell for null
        ours.md:43: due_on is "02.03.2026", expected a day such as 2026-03-02
        ours.md:43: quantity is "10.0001", expected a number with a point and no more decimal places than the column has
        ours.md:43: arrivals is "2026-03-02=4; 2026-03-03:6", expected arrivals such as 2026-03-02:10; 2026-03-05:5 (day:quantity)
        ours.md:41: a table begins with a header and a line | --- |; this one has 1 line
        ours.md:49: good is "one", expected a number with a point and no more decimal places than the column has
        ours.md:45: "given" is no snapshot table, did you mean "gives"?; to add a remark to an example, write a sentence
        ours.md:35: the example "A line that is due" has no table gives; write a line "gives" and the expected events under it
        ours.md:45: the table "order_lines" stands twice in this example; put all rows into one"###]].assert_eq(&refusals(parse_indicator, INDICATOR, &edits));
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
    expect![[r###"
        ours.md:7: "qualty" is not a key of this document, did you mean "quality"?; known keys are code, version, name, base, scope, quality, cost, delivery, service, innovation, risk, rules
        ours.md:10: "weigth" is not a key of quality.indicators[0], did you mean "weight"?; known keys are code, weight, curve, bands, min_events, counted_owners, parameters
        ours.md:10: quality.indicators[0].weight is a number with a point, expected a whole number
        ours.md:10: quality.indicators[0].weight is "10001", expected basis points, 0 to 10000 (2500 is 25 %)
        ours.md:7: "weight" is missing in quality; add it, for example weight = 2500
        ours.md:2: code is "Our scheme", expected small letters, digits and -, such as six-dimensions
        ours.md:5: scope is "all", expected "base" or one of { industry = "…" }, { kraljic = "…" }, { category = "…" }, { level = "…" }, { supplier = "…" }
        ours.md:5: scope is "none or several of them", expected "base" or one of { industry = "…" }, { kraljic = "…" }, { category = "…" }, { level = "…" }, { supplier = "…" }
        ours.md:5: scope.level is "gold", expected one of core, key, qualified, restricted
        ours.md:20: rules does not belong here: levels are shares of one population, so the rules of the base hold; remove the rules, or the base
        ours.md:23: rules.core_range is "1 numbers", expected two numbers, from and to in percent of the base
        ours.md:23: rules.core_min_grade is "E", expected one of A, B, C, D, did you mean "A"?
        ours.md:22: "core_shar" is not a key of rules, did you mean "core_share"?; known keys are grade_bounds, dimension_floor_c, dimension_floor_b, official_coverage, provisional_coverage, shrinkage_events, core_share, key_share, core_range, key_range, qualified_range, restricted_range, min_population, core_min_grade, key_min_grade, qualified_min_grade, core_importance, core_history_months, high_risk_below, hysteresis_points, challenger_quarters, cool_down_quarters
        ours.md:22: rules.min_population is "-20", expected a whole number of 0 or more
        ours.md:17: delivery.indicators[0].parameters.early_days is a table, expected a number, a word in quotes, true or false
        ours.md:28: "## 用途" is not a section of this document; sections are 说明, and headings inside prose begin with ###"###]].assert_eq(&refusals(parse_scheme, SCHEME, &edits));
}

#[test]
fn indicators_that_read_well_and_are_wrong() {
    let edits = [
        ("[[70, 0], [99, 100]]", "[[99, 0], [70, 100]]"),
        ("[[70, 0], [99, 100]]", "[[70, 100], [99, 0]]"),
        (
            "[[70, 0], [99, 100]]",
            "[[70, 0], [80, 20], [80, 40], [80, 60], [99, 100]]",
        ),
        ("[[70, 0], [99, 100]]", "[[70, 20], [99, 90]]"),
        ("[[70, 0], [99, 100]]", "[[70, 0], [99, 110]]"),
        ("[[70, 0], [99, 100]]", "[[70, 0]]"),
        (
            "needs = [\"order_lines.due_on\"]",
            "needs = [\"order_lines.due_on\", \"order_line.due_on\", \"order_lines.dueon\"]",
        ),
        (
            "needs = [\"order_lines.due_on\"]",
            "needs = [\"receipts\", \"tickets.rating\"]",
        ),
        ("needs =", "counted_owners = [\"suplier\"]\nneeds ="),
        ("$late_days)", "$late_day)"),
        ("1 as good, 1 as n", "1 as good"),
        ("'all' as part", "'whole' as part"),
        ("zh = \"我方\"", "zh = \"\""),
        ("计入范围。", ""),
    ];
    expect![[r#"
        ours.md:7: error curve_order: curve[1] is 70, expected a value of 99 or more; list the breakpoints by rising value, at most two with the same
        ours.md:7: error curve_direction: curve[1] is 0 points, expected 100 points or more, because more is better; correct the points, or the direction
        ours.md:7: error curve_order: curve[3] is 80, expected a value of 80 or more; list the breakpoints by rising value, at most two with the same
        ours.md:7: warning curve_gap: curve is a curve from 20 to 90 points, expected one from 0 to 100; add the values of 0 and of 100 points, or nobody can reach them
        ours.md:7: error curve_points: curve[1] is 110, expected 0 to 100 points; scores run from 0 to 100
        ours.md:7: warning curve_gap: curve is a curve from 0 to 110 points, expected one from 0 to 100; add the values of 0 and of 100 points, or nobody can reach them
        ours.md:7: error curve_short: curve is a list of 1, expected at least two breakpoints; give the value of 0 points and the value of 100
        ours.md:8: error need_unknown: needs[1] is "order_line.due_on", expected table.column of the snapshots; write "order_lines.due_on", or name a snapshot table
        ours.md:8: error need_unknown: needs[2] is "order_lines.dueon", expected table.column of the snapshots; write "order_lines.due_on", or name a column of order_lines
        ours.md:8: error need_unknown: needs[0] is "receipts", expected table.column of the snapshots; name a snapshot table
        ours.md:8: warning need_unused: needs[1] is "tickets.rating", expected a table that the query reads; remove it
        ours.md:8: error owner_unknown: counted_owners[0] is "suplier", expected one of supplier, buyer, carrier, customs, force_majeure; write "supplier", or remove it
        ours.md:25: error placeholder_undeclared: query is with $late_day, expected declared parameters; write "$late_days", or declare it as [parameter.late_day]
        ours.md:11: warning parameter_unused: parameter.late_days is declared, expected used; use $late_days in the query, or remove it
        ours.md:25: error column_missing: query is without n, expected one row per event with all its columns; select … as n
        ours.md:25: error part_unused: query is without 'all', expected every part; let the query yield 'all' as part
        ours.md:9: warning language_missing: name.zh is empty, expected a text in both languages; write it, so that every reader understands
        ours.md: warning language_missing: prose.zh is empty, expected a text in both languages; write it, so that every reader understands"#]].assert_eq(&indicator_findings(INDICATOR, &edits));
    expect![[r"
        ours.md:11: error part_weights: part is a total of 9000, expected a total of 10000; in proportion: first 6667, second 3333
        ours.md: warning few_examples: examples is 0, expected at least 2 worked examples; add what goes in and what must come out, pitfalls first"]].assert_eq(&indicator_findings(PARTS, &[("weight = 4000", "weight = 3000")]));
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
        (
            "[delivery]\nweight = 4000\nindicators = [\n  { code = \"delivery.otd\", weight = 10000, parameters = { early_days = 2 } },\n]\n",
            "",
        ),
        ("grade_bounds = [90, 75, 60]", "grade_bounds = [75, 90, 60]"),
        ("core_share = 12.5", "core_share = 20"),
        ("core_share = 12.5", "core_share = 14\nkey_share = 90"),
        ("What it is for.", ""),
    ];
    expect![[r#"
        ours.md:1: error dimension_weights: the dimension weights total 9000, expected 10000; in proportion: quality 6667, delivery 3333
        ours.md:9: error indicator_weights: quality.indicators is a total of 9000, expected a total of 10000; in proportion: quality.acceptance_rate 7556, quality.ppm 2444
        ours.md:11: error indicator_unknown: quality.indicators[1].code is "quality.pmp", expected an indicator that exists; write "quality.ppm", or add a document for it
        ours.md:11: error indicator_foreign: quality.indicators[1].code is "service.response", expected an indicator of quality; move it to [service]
        ours.md:11: error indicator_repeated: quality.indicators[1].code is "quality.acceptance_rate", expected each indicator once; remove one, and give its weight to the other
        ours.md:17: error parameter_unknown: delivery.indicators[0].parameters.erly_days is 2, expected a parameter of delivery.otd; write "early_days", or remove it
        ours.md:17: error parameter_value: delivery.indicators[0].parameters.early_days is -2, expected a whole number from 0 to 10000; correct it, or remove it; the default is 3
        ours.md:17: error parameter_value: delivery.indicators[0].parameters.early_days is "two", expected a whole number from 0 to 10000; correct it, or remove it; the default is 3
        ours.md:17: error parameter_value: delivery.indicators[0].parameters.reference_date is "promised", expected one of requested, first_confirmed, last_confirmed; correct it, or remove it; the default is "first_confirmed"
        ours.md:11: error min_events: quality.indicators[1].min_events is 0, expected at least 1: no data is never a score; write 1 or more; its document says 10
        ours.md:11: error owners_fixed: quality.indicators[1].counted_owners is [carrier], expected no change of owners; remove it: the query of this indicator decides who is charged
        ours.md:17: error owner_unknown: delivery.indicators[0].counted_owners[0] is "carier", expected one of supplier, buyer, carrier, customs, force_majeure; write "carrier", or remove it
        ours.md:11: error curve_direction: quality.indicators[1].curve[1] is 100 points, expected 0 points or fewer, because less is better; correct the points, or the direction
        ours.md:1: warning one_dimension: a scheme of one dimension, expected at least two; add a second dimension: a single one misleads
        ours.md:1: error dimension_weights: the dimension weights total 6000, expected 10000; in proportion: quality 10000
        ours.md:21: error rule: rules.grade_bounds is [75, 90, 60], expected the lower bounds of A, B and C, descending, between 0 and 100; correct the figure
        ours.md:22: error rule: rules.core_share is 20, expected inside its range, 10 to 15; correct the figure
        ours.md:23: error rule: rules.key_share is 90, expected at most 86: core_share and key_share total 104, and the base is 100; correct the figure
        ours.md:23: error rule: rules.key_share is 90, expected inside its range, 20 to 30; correct the figure
        ours.md: warning language_missing: prose.en is empty, expected a text in both languages; write it, so that every reader understands"#]].assert_eq(&scheme_findings(&edits));
}

#[test]
fn a_scheme_with_a_base_is_not_held_to_totals() {
    let text = "+++\ncode = \"screws\"\nversion = 1\nname = { en = \"Screws\", zh = \"螺丝\" }\nbase = \"six-dimensions\"\n\
                scope = { category = \"screws\" }\n\n[delivery]\nweight = 3000\n+++\n\nWhy.\n\n## 说明\n\n原因。\n";
    assert_eq!(lint_scheme(&parse_scheme("screws.md", text).unwrap(), indicators()), []);
}

/// An exception that changes what is given, and what its author reads about its place in a workspace.
fn place_findings(changes: &str) -> String {
    let text = format!(
        "+++\ncode = \"x2\"\nversion = 1\nname = {{ en = \"X\", zh = \"X\" }}\n{changes}+++\n\nWhy.\n\n## 说明\n\n原因。\n"
    );
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let places = Places {
        schemes: schemes().to_vec(),
        own: names(&["core"]),
        suppliers: names(&["S10012", "S20001"]),
        categories: names(&["DISPLAY"]),
        industries: names(&["electronics"]),
        cells: vec![domain::party::Kraljic::Leverage],
    };
    let mut findings = lint_place(&parse_scheme("x2.md", &text).unwrap(), &places);
    locate(&mut findings, "x2.md", &text).unwrap();
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn an_exception_is_judged_with_what_it_inherits_and_where_it_applies() {
    let sound = "base = \"demo\"\nscope = { supplier = \"S10012\" }\n[quality]\nweight = 2500\n";
    assert_eq!(place_findings(sound), "");
    let cases = [
        "base = \"demo\"\nscope = { category = \"DISPLAY\" }\n[quality]\nweight = 9900\n",
        "base = \"demo\"\n[quality]\nweight = 2500\nindicators = [{ code = \"quality.ppm\", weight = 500 }]\n",
        "base = \"dmo\"\n",
        "base = \"x2\"\n",
        "base = \"demo\"\nscope = { supplier = \"NOPE\" }\n",
        "base = \"demo\"\nscope = { supplier = \"S10013\" }\n",
        "base = \"demo\"\nscope = { category = \"disply\" }\n",
        "base = \"demo\"\nscope = { industry = \"medical\" }\n",
        "base = \"demo\"\nscope = { kraljic = \"routine\" }\n",
    ];
    let found: Vec<String> = cases.iter().map(|case| place_findings(case)).collect();
    expect![[r#"
        x2.md:1: error dimension_weights: with what it inherits from demo the dimension weights total 17400, expected 10000; in proportion: quality 5690, cost 1149, delivery 1149, service 690, innovation 460, risk 862
        x2.md:8: error indicator_weights: quality.indicators is with those inherited from demo a total of 10500, expected a total of 10000; in proportion: quality.acceptance_rate 6476, quality.defect_handling 3048, quality.ppm 476
        x2.md:5: error base: base is "dmo", expected a scheme that exists; write "demo", or leave the base out
        x2.md:5: error base: base is "x2", expected a scheme that stands, by itself or by its own base; scheme x2: its bases lead back to x2; let one of them stand without a base
        x2.md:6: error scope_unknown: scope.supplier is "NOPE", expected a supplier that exists; import the supplier first
        x2.md:6: error scope_unknown: scope.supplier is "S10013", expected a supplier that exists; write "S10012", or import the supplier first
        x2.md:6: error scope_unknown: scope.category is "disply", expected a category that exists; write "DISPLAY", or import the category first
        x2.md:6: error scope_unknown: scope.industry is "medical", expected an industry that a category has; import the industry first
        x2.md:6: warning scope_empty: scope.kraljic is "routine", expected a cell that a category belongs to; give the categories their cell in the column kraljic"#]].assert_eq(&found.join("\n"));
}

#[test]
fn a_base_is_refused_when_what_inherits_from_it_would_no_longer_stand() {
    let text = SCHEME.replace("code = \"ours\"", "code = \"six-dimensions\"");
    let places = Places {
        schemes: schemes().to_vec(),
        own: vec!["core".to_owned()],
        ..Places::default()
    };
    let findings = lint_place(&parse_scheme("six.md", &text).unwrap(), &places);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["heir"]);
}
