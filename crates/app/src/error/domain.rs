//! Refusals of the decisions, in our words.

use super::{Error, ErrorKind};
use domain::classification::ConfirmError;
use domain::design::SchemeError;
use domain::evaluation::{EvaluationError, Overflow};
use domain::monitoring::CompareError;
use domain::period::PeriodError;
use domain::platform::ConsentError;

impl From<Overflow> for Error {
    fn from(error: Overflow) -> Error {
        Error::invalid("overflow").caused_by(error)
    }
}

impl From<PeriodError> for Error {
    fn from(error: PeriodError) -> Error {
        Error::invalid("period").with("value", &error.0).caused_by(error)
    }
}

impl From<ConsentError> for Error {
    fn from(error: ConsentError) -> Error {
        let said = match &error {
            ConsentError::Unnamed => Error::invalid("consent-unnamed"),
            ConsentError::SamePerson(person) => {
                Error::new(ErrorKind::NotAllowed, "consent-same-person").with("person", person)
            }
        };
        said.caused_by(error)
    }
}

impl From<ConfirmError> for Error {
    fn from(error: ConfirmError) -> Error {
        let new = Error::invalid;
        let said = match &error {
            ConfirmError::Unexplained { supplier_id, what } => new("override-unexplained")
                .with("supplier", supplier_id)
                .with("what", what),
            ConfirmError::Expired {
                supplier_id,
                expires_on,
            } => new("override-expired")
                .with("supplier", supplier_id)
                .with("expires_on", expires_on),
            ConfirmError::NotProposed { supplier_id, period } => new("override-not-proposed")
                .with("supplier", supplier_id)
                .with("period", period),
            ConfirmError::Twice { supplier_id } => new("override-twice").with("supplier", supplier_id),
        };
        said.caused_by(error)
    }
}

impl From<CompareError> for Error {
    fn from(error: CompareError) -> Error {
        let said = match &error {
            CompareError::NoScore(supplier) => Error::invalid("compare-no-score").with("supplier", supplier),
            CompareError::SchemeDiffers(supplier) => Error::invalid("compare-scheme").with("supplier", supplier),
            CompareError::Overflow(_) => Error::invalid("overflow"),
        };
        said.caused_by(error)
    }
}

impl From<EvaluationError> for Error {
    fn from(error: EvaluationError) -> Error {
        let new = Error::invalid;
        let said = match &error {
            EvaluationError::UnknownIndicator { scheme, indicator } => new("scheme-indicator")
                .with("scheme", scheme)
                .with("indicator", indicator),
            EvaluationError::EmptyCurve { indicator } => new("empty-curve").with("indicator", indicator),
            EvaluationError::UnknownPart { indicator, part } => {
                new("unknown-part").with("indicator", indicator).with("part", part)
            }
            EvaluationError::Overflow { indicator, supplier_id } => new("score-overflow")
                .with("indicator", indicator)
                .with("supplier", supplier_id),
            EvaluationError::CompositeOverflow { supplier_id } => {
                new("composite-overflow").with("supplier", supplier_id)
            }
            EvaluationError::NotObserved { .. }
            | EvaluationError::UnknownQuery { .. }
            | EvaluationError::UnknownBucket { .. } => Error::internal(&error),
        };
        said.caused_by(error)
    }
}

impl From<SchemeError> for Error {
    fn from(error: SchemeError) -> Error {
        let said = of_scheme(&error);
        said.caused_by(error)
    }
}

fn of_scheme(error: &SchemeError) -> Error {
    let of = |code, scheme: &String| Error::invalid(code).with("scheme", scheme);
    let weights = |proposal: &[(String, u16)]| {
        let pairs = proposal.iter().map(|(name, weight)| format!("{name} {weight}"));
        pairs.collect::<Vec<_>>().join(", ")
    };
    match error {
        SchemeError::Empty { scheme } => of("scheme-empty", scheme),
        SchemeError::DimensionWeights {
            scheme,
            total,
            proposal,
        } => of("scheme-dimension-weights", scheme)
            .with("total", total)
            .with("proposal", weights(proposal)),
        SchemeError::IndicatorWeights {
            scheme,
            dimension,
            total,
            proposal,
        } => of("scheme-indicator-weights", scheme)
            .with("dimension", dimension.name())
            .with("total", total)
            .with("proposal", weights(proposal)),
        SchemeError::RepeatedDimension { scheme, dimension } => {
            of("scheme-dimension-twice", scheme).with("dimension", dimension.name())
        }
        SchemeError::RepeatedIndicator {
            scheme,
            dimension,
            indicator,
        } => of("scheme-indicator-twice", scheme)
            .with("dimension", dimension.name())
            .with("indicator", indicator),
        SchemeError::ForeignIndicator {
            scheme,
            dimension,
            indicator,
        } => of("scheme-foreign-indicator", scheme)
            .with("dimension", dimension.name())
            .with("indicator", indicator),
        SchemeError::Rule {
            scheme,
            rule,
            value,
            expectation,
        } => of("scheme-rule", scheme)
            .with("rule", rule)
            .with("value", value)
            .with("expected", expectation),
        SchemeError::UnknownBase { scheme, base } => of("scheme-base", scheme).with("base", base),
        SchemeError::Circle { scheme } => of("scheme-circle", scheme),
        SchemeError::NoneApplies { supplier } => Error::invalid("scheme-none-applies").with("supplier", supplier),
    }
}
