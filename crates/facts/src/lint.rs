//! Would this query work as an indicator? Answered without any data.

use crate::engine::{Engine, Settings};
use crate::query::{SafeQuery, contract_of};
use crate::select::type_name;
use domain::Date;
use domain::evaluation::observation::ParameterValue;
use domain::intake::ports::FactError;
use jiff::civil::date;

/// What a query yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintReport {
    /// Every column of the query, in its order.
    pub columns: Vec<LintColumn>,
}

/// One column of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintColumn {
    pub name: String,
    /// In the words of SQL: `bigint`, `decimal(18,3)`, `date`, `text`.
    pub ty: String,
    /// Whether the engine reads it; other columns are dropped.
    pub used: bool,
}

/// Any day will do: only types are looked at.
const SOME_DAY: Date = date(2026, 1, 1);

/// Parses, fences and plans the query over empty tables and holds its columns against the contract of an indicator.
pub fn lint(sql: &str, parameters: &[(String, ParameterValue)]) -> Result<LintReport, FactError> {
    check(&Engine::open(None)?, sql, parameters)
}

/// The same on an engine that runs already.
pub(crate) fn check(
    engine: &Engine,
    sql: &str,
    parameters: &[(String, ParameterValue)],
) -> Result<LintReport, FactError> {
    let session = engine.session(&[], Settings::partitions(1))?;
    let (sql, parameters) = (sql.to_owned(), parameters.to_vec());
    engine.run(None, async move {
        let query = SafeQuery::of_indicator("the draft", &sql, SOME_DAY, &parameters)?;
        let contract = contract_of(query.plan(&session).await?, query.name())?;
        contract.check_types(&session, query.name()).await?;
        contract.check_rows(query.name())?;
        let columns = contract.columns().map(|(name, data_type)| LintColumn {
            name: name.to_owned(),
            ty: type_name(data_type),
            used: contract.reads(name),
        });
        Ok(LintReport {
            columns: columns.collect(),
        })
    })
}
