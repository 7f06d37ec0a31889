//! `gradus calc`: one method on numbers, JSON in and JSON out.

use crate::calc;
use crate::failure::{Failure, Status};
use crate::nearest::nearest;
use crate::output::Output;
use clap::Args;
use std::io::Read;

const EXAMPLES: &str = r#"gradus calc weighted_sum < inputs.json > expected.json
echo '{"x": 9, "n": 10}' | gradus calc proportion_intervals
gradus calc topsis < decision.json"#;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Calc {
    pub(crate) method: String,
}

impl Calc {
    pub(crate) fn run(self) -> Result<Status, Failure> {
        let methods = calc::methods();
        if !methods.contains(&self.method.as_str()) {
            return Err(Failure::said("cli-error-method")
                .with("method", &self.method)
                .with(
                    "nearest",
                    nearest(&self.method, methods.iter().copied()).unwrap_or_default(),
                )
                .with("known", methods.join(", ")));
        }
        let mut input = String::new();
        std::io::stdin()
            .read_to_string(&mut input)
            .map_err(|error| Failure::said("cli-error-stdin").with("problem", error))?;
        let output = calc::run(&self.method, &input).map_err(|error| Failure::Method(error.to_string()))?;
        Output::print_raw(output.as_bytes())?;
        Output::print_raw(b"\n")?;
        Ok(Status::Done)
    }
}
