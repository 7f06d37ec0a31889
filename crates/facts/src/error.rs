//! What went wrong, in the words of whoever wrote the query.

use datafusion::arrow::error::ArrowError;
use datafusion::common::{DataFusionError, SchemaError};
use domain::intake::ports::FactError;

/// Why a query is refused and how to mend it; the indicator's code is added by the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} — {cure}")]
pub(crate) struct Objection {
    pub(crate) problem: String,
    pub(crate) cure: String,
}

impl Objection {
    pub(crate) fn new(problem: impl Into<String>, cure: impl Into<String>) -> Objection {
        Objection {
            problem: problem.into(),
            cure: cure.into(),
        }
    }

    pub(crate) fn about(self, indicator: &str) -> FactError {
        FactError::Query {
            indicator: indicator.to_owned(),
            problem: self.problem,
            cure: self.cure,
        }
    }
}

/// A sum or product left the range of exact numbers.
#[derive(Debug, thiserror::Error)]
#[error("the sum leaves the range of exact decimals")]
pub(crate) struct ExactOverflow;

impl ExactOverflow {
    pub(crate) fn wrapped() -> DataFusionError {
        DataFusionError::External(Box::new(ExactOverflow))
    }
}

/// Translates an error of the engine; `indicator` names the query it happened in.
pub(crate) fn translate(error: &DataFusionError, indicator: &str, paths: &[&str]) -> FactError {
    match error.find_root() {
        DataFusionError::External(inner) => external(inner.as_ref(), error, indicator, paths),
        DataFusionError::ArrowError(inner, _) => arrow(inner, indicator, error, paths),
        DataFusionError::ResourcesExhausted(_) => FactError::Limit { what: "memory" },
        DataFusionError::ParquetError(_) | DataFusionError::ObjectStore(_) | DataFusionError::IoError(_) => {
            broken_file(error, paths)
        }
        DataFusionError::SchemaError(inner, _) => schema(inner).about(indicator),
        DataFusionError::Collection(errors) => match errors.first() {
            Some(first) => translate(first, indicator, paths),
            None => FactError::Engine(one_line(error)),
        },
        DataFusionError::Plan(text) | DataFusionError::NotImplemented(text) | DataFusionError::Execution(text) => {
            Objection::new(
                first_line(text),
                "correct the query; `gradus indicator lint` shows each step",
            )
            .about(indicator)
        }
        _ => FactError::Engine(one_line(error)),
    }
}

fn external(
    inner: &(dyn std::error::Error + Send + Sync + 'static),
    error: &DataFusionError,
    indicator: &str,
    paths: &[&str],
) -> FactError {
    if inner.is::<ExactOverflow>() {
        return FactError::Overflow {
            indicator: indicator.to_owned(),
        };
    }
    if let Some(objection) = inner.downcast_ref::<Objection>() {
        return objection.clone().about(indicator);
    }
    if let Some(inner) = inner.downcast_ref::<DataFusionError>() {
        return translate(inner, indicator, paths);
    }
    broken_file(error, paths)
}

fn arrow(inner: &ArrowError, indicator: &str, error: &DataFusionError, paths: &[&str]) -> FactError {
    match inner {
        ArrowError::DivideByZero => {
            Objection::new("it divides by zero", "write the divisor as `nullif(divisor, 0)`").about(indicator)
        }
        ArrowError::ArithmeticOverflow(_) => FactError::Overflow {
            indicator: indicator.to_owned(),
        },
        ArrowError::CastError(text) | ArrowError::ComputeError(text) | ArrowError::InvalidArgumentError(text) => {
            Objection::new(
                first_line(text),
                "make both sides the same type, for example with `cast`",
            )
            .about(indicator)
        }
        ArrowError::ExternalError(inner) => external(inner.as_ref(), error, indicator, paths),
        ArrowError::ParquetError(_) | ArrowError::IoError(..) => broken_file(error, paths),
        _ => FactError::Engine(one_line(error)),
    }
}

fn broken_file(error: &DataFusionError, paths: &[&str]) -> FactError {
    let text = error.to_string();
    match paths.iter().find(|path| text.contains(**path)) {
        Some(path) => FactError::File {
            path: (*path).to_owned(),
        },
        None => FactError::Engine(one_line(error)),
    }
}

fn schema(error: &SchemaError) -> Objection {
    match error {
        SchemaError::FieldNotFound { field, valid_fields } => {
            let names: Vec<&str> = valid_fields.iter().map(|column| column.name.as_str()).collect();
            Objection::new(
                format!("there is no column `{}`", field.name),
                suggestion(&field.name, &names),
            )
        }
        SchemaError::AmbiguousReference { field } => Objection::new(
            format!("column `{}` stands in more than one table", field.name),
            "write the table before it, as in `order_lines.supplier_id`",
        ),
        SchemaError::DuplicateQualifiedField { name, .. } | SchemaError::DuplicateUnqualifiedField { name } => {
            Objection::new(
                format!("column `{name}` is selected twice"),
                "give one of them another name with `as`",
            )
        }
    }
}

/// "did you mean …" with the nearest of the known names, or the list of them.
pub(crate) fn suggestion(name: &str, known: &[&str]) -> String {
    let lower = name.to_lowercase();
    let nearest = known
        .iter()
        .map(|candidate| (strsim::jaro_winkler(&lower, &candidate.to_lowercase()), *candidate))
        .filter(|(likeness, candidate)| *likeness >= 0.7 && is_near(&lower, &candidate.to_lowercase()))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    match nearest {
        Some((_, candidate)) => format!("did you mean `{candidate}`?"),
        None if known.is_empty() => "nothing is known here by any name".to_owned(),
        None => {
            let mut known = known.to_vec();
            known.sort_unstable();
            known.dedup();
            format!("known are {}", known.join(", "))
        }
    }
}

/// Few enough edits to be a slip: letters in common alone make `items` look like `tickets`.
fn is_near(name: &str, candidate: &str) -> bool {
    let longer = name.chars().count().max(candidate.chars().count());
    strsim::osa_distance(name, candidate) <= 1 + longer / 3
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

fn one_line(error: &DataFusionError) -> String {
    first_line(&error.strip_backtrace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested() {
        assert_eq!(
            suggestion("order_line", &["order_lines", "tickets"]),
            "did you mean `order_lines`?"
        );
        assert_eq!(suggestion("zzz", &["b", "a"]), "known are a, b");
        assert_eq!(suggestion("items", &["tickets"]), "known are tickets");
        assert_eq!(suggestion("supplier", &["suppliers"]), "did you mean `suppliers`?");
    }

    #[test]
    fn overflow_and_division_by_zero_are_told_apart() {
        let overflow = translate(&ExactOverflow::wrapped(), "cost.ppv", &[]);
        assert!(matches!(overflow, FactError::Overflow { indicator } if indicator == "cost.ppv"));
        let zero = DataFusionError::ArrowError(Box::new(ArrowError::DivideByZero), None);
        assert!(matches!(translate(&zero, "cost.ppv", &[]), FactError::Query { cure, .. } if cure.contains("nullif")));
    }
}
