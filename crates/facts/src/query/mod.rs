//! From the text of a query to a statement that is safe to run: parsed, fenced, filled in.

mod contract;
mod expressions;
mod fence;
mod origin;
mod placeholders;
mod vocabulary;

pub(crate) use contract::{between_days, contract_of};
pub(crate) use fence::Fence;

use crate::error::{Objection, translate};
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::Statement as EngineStatement;
use datafusion::sql::sqlparser::ast::Statement;
use domain::Date;
use domain::evaluation::observation::ParameterValue;
use domain::intake::ports::FactError;

/// A query that passed the fence, with its values filled in.
#[derive(Debug, Clone)]
pub(crate) struct SafeQuery {
    name: String,
    statement: Statement,
}

impl SafeQuery {
    /// An indicator's query, `$as_of` and the parameters replaced by their values.
    pub(crate) fn of_indicator(
        name: &str,
        sql: &str,
        as_of: Date,
        parameters: &[(String, ParameterValue)],
    ) -> Result<SafeQuery, FactError> {
        let safe = Fence::INDICATOR
            .admit(sql)
            .and_then(|mut statement| placeholders::fill(&mut statement, as_of, parameters).map(|()| statement));
        let statement = safe.map_err(|objection: Objection| objection.about(name))?;
        Ok(SafeQuery {
            name: name.to_owned(),
            statement,
        })
    }

    /// A query that a person typed.
    pub(crate) fn of_person(sql: &str) -> Result<SafeQuery, FactError> {
        let name = PERSON.to_owned();
        match Fence::PERSON.admit(sql) {
            Ok(statement) => Ok(SafeQuery { name, statement }),
            Err(objection) => Err(objection.about(&name)),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The statement with its values, in one normal form.
    pub(crate) fn text(&self) -> String {
        self.statement.to_string()
    }

    /// What the engine would do; columns and types are settled.
    pub(crate) async fn plan(&self, session: &SessionContext) -> Result<LogicalPlan, FactError> {
        let statement = EngineStatement::Statement(Box::new(self.statement.clone()));
        let state = session.state();
        let planned = state.statement_to_plan(statement).await;
        // A union takes its types from all its parts only here.
        let typed = planned.and_then(|plan| {
            state
                .analyzer()
                .execute_and_check(plan, state.config_options(), |_, _| {})
        });
        typed.map_err(|error| translate(&error, &self.name, &[]))
    }
}

/// How errors name a query that a person typed.
const PERSON: &str = "gradus sql";
