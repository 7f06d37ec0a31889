//! `sorting`: scores and performances to classes.

use super::inputs::{Inputs, length, number, wrong};
use super::{CalcError, profiles};
use methods::number::Rounding;
use methods::sorting::thresholds::{self, RoundFirst};
use methods::sorting::vda63::{self, Audit, Downgrade, Grade};
use methods::sorting::{ford_q1, hysteresis, percentile};
use serde_json::{Value, json};

const NAMES: &str = "\"electre_tri_b\", \"mr_sort\", \"threshold\", \"percentile\", \"threshold_hysteresis\", \"vda63\" or \
                     \"ford_q1_delivery\"";

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let guessed = [
        ("lambda_cut", "electre_tri_b"),
        ("lower_profiles", "mr_sort"),
        ("fractions", "percentile"),
        ("band", "threshold_hysteresis"),
        ("overall", "vda63"),
        ("six_month_weighted_average", "ford_q1_delivery"),
        ("cuts", "threshold"),
    ];
    let guess = guessed
        .iter()
        .find(|(key, _)| inputs.has(key))
        .map_or("", |(_, name)| name);
    match inputs.text_or("method", guess)? {
        "electre_tri_b" => profiles::electre_tri_b(inputs),
        "mr_sort" => profiles::mr_sort(inputs),
        "threshold" => threshold(inputs),
        "percentile" => forced(inputs),
        "threshold_hysteresis" => held(inputs),
        "vda63" => audit(inputs),
        "ford_q1_delivery" => delivery(inputs),
        "" => Err(CalcError::Keys {
            method: "sorting",
            given: inputs.keys(),
            known: "method",
        }),
        other => Err(wrong("method", NAMES, &format!("{other:?}"), "use one of them")),
    }
}

/// Class names: those given, or A, B, C and so on.
fn names(inputs: &Inputs<'_>, classes: usize) -> Result<Vec<String>, CalcError> {
    let names = inputs.texts_or("labels", || letters(classes))?;
    length("labels", names.len(), classes)?;
    Ok(names)
}

pub(crate) fn letters(count: usize) -> Vec<String> {
    let letter = |index: usize| match u8::try_from(index) {
        Ok(small) if small < 26 => char::from(b'A' + small).to_string(),
        _ => format!("class {}", index + 1),
    };
    (0..count).map(letter).collect()
}

fn named(classes: &[usize], names: &[String]) -> Value {
    json!({ "tiers": classes.iter().map(|class| &names[*class]).collect::<Vec<_>>() })
}

fn threshold(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (scores, cuts) = (inputs.number_list("scores")?, inputs.numbers("cuts")?);
    let round_first = if inputs.has("round_decimals") {
        let rounding = match inputs.text_or("rounding", "half_up")? {
            "half_up" => Rounding::HalfUp,
            "half_even" => Rounding::HalfEven,
            "down" => Rounding::Down,
            other => {
                let expected = "\"half_up\", \"half_even\" or \"down\"";
                return Err(wrong("rounding", expected, &format!("{other:?}"), "use one of them"));
            }
        };
        let decimals = inputs.count("round_decimals")?;
        let decimals = u8::try_from(decimals)
            .map_err(|_| wrong("round_decimals", "at most 255", &decimals.to_string(), "use 0 to 9"))?;
        Some(RoundFirst { decimals, rounding })
    } else {
        None
    };
    let classes = thresholds::classes(&scores, &cuts, round_first).map_err(CalcError::refused)?;
    Ok(named(&classes, &names(inputs, cuts.len() + 1)?))
}

fn forced(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (scores, fractions) = (inputs.numbers("scores")?, inputs.numbers("fractions")?);
    let classes = percentile::classes(&scores, &fractions).map_err(CalcError::refused)?;
    Ok(named(&classes, &names(inputs, fractions.len())?))
}

fn held(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (cuts, names) = if inputs.is_list("cuts") {
        let cuts = inputs.numbers("cuts")?;
        let names = names(inputs, cuts.len() + 1)?;
        (cuts, names)
    } else {
        named_cuts(inputs)?
    };
    let scores = inputs.number_list("scores")?;
    let band = inputs.number_or("band", 0.0)?;
    let start = inputs.text("start")?;
    let Some(start) = names.iter().position(|name| name == start) else {
        let expected = format!("one of {}", names.join(", "));
        return Err(wrong(
            "start",
            &expected,
            &format!("{start:?}"),
            "use the name of a class",
        ));
    };
    let classes = hysteresis::follow(&scores, &cuts, band, start).map_err(CalcError::refused)?;
    Ok(named(&classes, &names))
}

/// Cuts by class name, the best first, and a name for what lies below all cuts.
fn named_cuts(inputs: &Inputs<'_>) -> Result<(Vec<f64>, Vec<String>), CalcError> {
    let map = inputs.object("cuts", "the cut of each class by its name")?;
    let mut cuts: Vec<(String, f64)> = map
        .iter()
        .map(|(name, cut)| Ok((name.clone(), number("cuts", cut)?)))
        .collect::<Result<_, CalcError>>()?;
    cuts.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut names: Vec<String> = cuts.iter().map(|(name, _)| name.clone()).collect();
    let below = inputs.text_or("below", "")?.to_owned();
    let start = inputs.text("start")?.to_owned();
    let below = if !below.is_empty() {
        below
    } else if names.contains(&start) {
        next_letter(&names)
    } else {
        start
    };
    names.push(below);
    Ok((cuts.into_iter().map(|(_, cut)| cut).collect(), names))
}

/// "C" after "A" and "B"; "below" where the names are no letters.
fn next_letter(names: &[String]) -> String {
    let expected = letters(names.len() + 1);
    if names.iter().zip(&expected).all(|(name, letter)| name == letter) {
        expected[names.len()].clone()
    } else {
        "below".to_owned()
    }
}

fn audit(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let audit = Audit {
        overall: inputs.number("overall")?,
        elements: inputs.numbers_or("elements", &[])?,
        sub_elements: inputs.numbers_or("u6", &[])?,
        steps: inputs.numbers_or("steps", &[])?,
        star_questions_at_4: inputs.count_or("star4", 0)?,
        star_questions_at_0: inputs.count_or("star0", 0)?,
        questions_at_0: inputs.count_or("zero", 0)?,
    };
    let (grade, reasons) = vda63::grade(&audit).map_err(CalcError::refused)?;
    let grade = match grade {
        Grade::A => "A",
        Grade::B => "B",
        Grade::C => "C",
    };
    let reason = |reason: &Downgrade| match reason {
        Downgrade::ElementBelow80 => "element or step < 80",
        Downgrade::SubElementBelow80 => "P6 sub-element < 80",
        Downgrade::StarAt4 => "4 points on a * question",
        Downgrade::QuestionAt0 => "0 points on a question",
        Downgrade::ElementBelow70 => "element or step < 70",
        Downgrade::StarAt0 => "0 points on a * question",
    };
    Ok(json!({ "grade": grade, "reasons": reasons.iter().map(reason).collect::<Vec<_>>() }))
}

fn delivery(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let average = inputs.number("six_month_weighted_average")?;
    let ratings = inputs.numbers_or("last_ratings", &[])?;
    let limit = inputs.number_or("limit", 81.0)?;
    let points = ford_q1::delivery_points(average, &ratings, limit).map_err(CalcError::refused)?;
    let note = match points {
        Some(_) => "the average and the last three ratings are all below the limit",
        None => "the rule does not apply; use the table of the worst ship point instead",
    };
    Ok(json!({ "points": points, "note": note }))
}
