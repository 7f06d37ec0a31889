//! The published control charts: centre, limits and the points outside of them.

use methods::control_charts::Limits;
use methods::control_charts::attributes::{rates, shares};
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    let all = value.as_array().expect("a list");
    all.iter().map(|number| number.as_f64().expect("a number")).collect()
}

#[test]
fn published_attribute_charts() {
    let cases: Value = serde_json::from_str(include_str!("../golden/attribute_charts.json")).expect("JSON");
    let cases = cases.as_array().expect("a list");
    assert_eq!(cases.len(), 8);
    for case in cases {
        let (inputs, expected) = (&case["inputs"], &case["expected"]);
        let name = case["id"].as_str().expect("an id");
        let found: Limits = match inputs["chart"].as_str() {
            Some("p") => shares(
                &numbers(&inputs["defectives"]),
                &numbers(&inputs["n"]),
                inputs["p0"].as_f64(),
            ),
            Some("u") => rates(&numbers(&inputs["counts"]), &numbers(&inputs["n"]), None),
            // Counts per area of one size: rates over a sample of one.
            _ => {
                let counts = numbers(&inputs["counts"]);
                rates(&counts, &vec![1.0; counts.len()], None)
            }
        }
        .expect(name);
        let tolerance = case["tolerance"]["abs"].as_f64().expect("a tolerance");
        let near = |a: f64, b: f64| assert!((a - b).abs() <= tolerance, "{name}: {a} against {b}");
        near(found.center, expected["center"].as_f64().expect("a centre"));
        for (part, values) in [("ucl", &found.upper), ("lcl", &found.lower)] {
            match &expected[part] {
                Value::Array(all) => {
                    for (own, golden) in values.iter().zip(all) {
                        near(*own, golden.as_f64().expect("a limit"));
                    }
                }
                one => near(values[0], one.as_f64().expect("a limit")),
            }
        }
        let outside: Vec<u64> = found.outside().into_iter().map(|at| at as u64 + 1).collect();
        let golden: Vec<u64> = expected["out_of_control"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_u64)
            .collect();
        assert_eq!(outside, golden, "{name}");
    }
}
