//! What a query may say: one `select` over the snapshot tables, of limited size, with known functions.
//!
//! The fence is an allow list: every part of the statement is looked at, and what is not named here is refused.

use super::expressions::Depth;
use crate::error::{Objection, suggestion};
use datafusion::sql::sqlparser::ast::{
    Cte, Distinct, Expr, GroupByExpr, Ident, Join, JoinConstraint, JoinOperator, LimitClause, ObjectName, OrderBy,
    OrderByExpr, OrderByKind, Query, Select, SelectFlavor, SelectItem, SetExpr, Statement, TableAlias, TableFactor,
    TableWithJoins, WildcardAdditionalOptions, With,
};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::parser::Parser;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use domain::intake::snapshot::TABLES;

/// The limits of a query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fence {
    bytes: usize,
    nodes: usize,
    /// Floating numbers and functions for reading are allowed.
    pub(super) for_reading: bool,
}

/// How deep brackets, subqueries and expressions may nest.
pub(super) const MAX_DEPTH: usize = 32;
/// Terms of one flat chain `a + b + c`: the engine's time grows with the cube of them.
pub(super) const MAX_CHAIN: usize = 100;
/// Entries of one `in (…)` list.
pub(super) const MAX_LIST: usize = 1_000;

impl Fence {
    /// For indicators: exact functions only.
    pub(crate) const INDICATOR: Fence = Fence {
        bytes: 8 << 10,
        nodes: 400,
        for_reading: false,
    };
    /// For the queries of persons.
    pub(crate) const PERSON: Fence = Fence {
        bytes: 24 << 10,
        nodes: 1_200,
        for_reading: true,
    };

    /// Parses the text and looks at every part of it.
    pub(crate) fn admit(self, sql: &str) -> Result<Statement, Objection> {
        if sql.len() > self.bytes {
            return Err(too_large(
                &format!("its text has {} bytes", sql.len()),
                &format!("{} bytes", self.bytes),
            ));
        }
        let tokens = Tokenizer::new(&GenericDialect {}, sql)
            .tokenize_with_location()
            .map_err(|error| Objection::new(format!("it cannot be read: {error}"), "correct it at that place"))?;
        check_brackets(tokens.iter().map(|token| &token.token))?;
        let statements = Parser::new(&GenericDialect {})
            .with_recursion_limit(2 * MAX_DEPTH)
            .with_tokens_with_locations(tokens)
            .parse_statements()
            .map_err(|error| Objection::new(format!("it cannot be read: {error}"), "correct it at that place"))?;
        let [statement] = <[Statement; 1]>::try_from(statements).map_err(|statements| {
            Objection::new(
                format!("it has {} statements", statements.len()),
                "write exactly one `select`",
            )
        })?;
        let Statement::Query(query) = &statement else {
            return Err(Objection::new(
                format!("it is not a `select` but `{}`", first_word(sql)),
                "write exactly one `select`; a query only reads",
            ));
        };
        Walk {
            fence: self,
            nodes: 0,
            names: Vec::new(),
        }
        .query(query, Depth::TOP)?;
        Ok(statement)
    }
}

/// Brackets are counted before parsing, because the parser tries some of them in several ways.
fn check_brackets<'a>(tokens: impl Iterator<Item = &'a Token>) -> Result<(), Objection> {
    let mut depth = 0_usize;
    for token in tokens {
        match token {
            Token::LParen | Token::LBracket | Token::LBrace => depth += 1,
            Token::RParen | Token::RBracket | Token::RBrace => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(too_large("its brackets nest deeper", &format!("{MAX_DEPTH} levels")));
        }
    }
    Ok(())
}

fn first_word(sql: &str) -> String {
    sql.split_whitespace()
        .next()
        .unwrap_or_default()
        .chars()
        .take(20)
        .collect::<String>()
        .to_lowercase()
}

pub(super) fn too_large(problem: &str, limit: &str) -> Objection {
    Objection::new(
        format!("{problem} than a query may: the limit is {limit}"),
        "make it shorter or split it into parts",
    )
}

pub(super) fn refuse(what: &str) -> Objection {
    Objection::new(
        format!("{what} is not allowed in a query"),
        "use plain `select`, joins, `group by` and the listed functions",
    )
}

/// Refuses a clause that is present.
pub(super) fn absent(is_absent: bool, what: &str) -> Result<(), Objection> {
    if is_absent { Ok(()) } else { Err(refuse(what)) }
}

/// The walk through one statement.
pub(super) struct Walk {
    pub(super) fence: Fence,
    nodes: usize,
    /// Names given by `with`, innermost last.
    names: Vec<String>,
}

impl Walk {
    /// Counts one part of the statement.
    pub(super) fn count(&mut self, depth: Depth) -> Result<(), Objection> {
        self.nodes += 1;
        if self.nodes > self.fence.nodes {
            return Err(too_large("it has more parts", &format!("{} parts", self.fence.nodes)));
        }
        if depth.level() > MAX_DEPTH {
            return Err(too_large("its parts nest deeper", &format!("{MAX_DEPTH} levels")));
        }
        if depth.chain() > MAX_CHAIN {
            return Err(too_large(
                "a chain of operators is longer",
                &format!("{MAX_CHAIN} terms"),
            ));
        }
        Ok(())
    }

    pub(super) fn query(&mut self, query: &Query, depth: Depth) -> Result<(), Objection> {
        let Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        self.count(depth)?;
        absent(fetch.is_none(), "`fetch`")?;
        absent(locks.is_empty() && for_clause.is_none(), "`for …` after a select")?;
        absent(settings.is_none() && format_clause.is_none(), "`settings` or `format`")?;
        absent(pipe_operators.is_empty(), "`|>`")?;
        let outer_names = self.names.len();
        if let Some(with) = with {
            self.with(with, depth)?;
        }
        self.body(body, depth)?;
        if let Some(order_by) = order_by {
            self.order_by(order_by, depth)?;
        }
        match limit_clause {
            None => {}
            Some(LimitClause::LimitOffset {
                limit,
                offset,
                limit_by,
            }) => {
                absent(limit_by.is_empty(), "`limit … by`")?;
                self.optional(limit.as_ref(), depth)?;
                self.optional(offset.as_ref().map(|offset| &offset.value), depth)?;
            }
            Some(LimitClause::OffsetCommaLimit { .. }) => return Err(refuse("`limit a, b`")),
        }
        self.names.truncate(outer_names);
        Ok(())
    }

    fn with(&mut self, with: &With, depth: Depth) -> Result<(), Objection> {
        let With {
            with_token: _,
            recursive,
            cte_tables,
        } = with;
        absent(!recursive, "`with recursive`")?;
        for Cte {
            alias,
            query,
            from,
            materialized,
            closing_paren_token: _,
        } in cte_tables
        {
            absent(from.is_none() && materialized.is_none(), "`materialized`")?;
            self.query(query, depth.inner())?;
            self.names.push(folded(&alias.name));
        }
        Ok(())
    }

    fn body(&mut self, body: &SetExpr, depth: Depth) -> Result<(), Objection> {
        match body {
            SetExpr::Select(select) => self.select(select, depth),
            SetExpr::Query(query) => self.query(query, depth.inner()),
            SetExpr::SetOperation {
                left,
                op: _,
                set_quantifier: _,
                right,
            } => {
                self.count(depth)?;
                self.body(left, depth)?;
                self.body(right, depth.inner())
            }
            SetExpr::Values(_) => Err(refuse("`values`")),
            SetExpr::Table(_) => Err(refuse("`table`")),
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => Err(Objection::new(
                "it would change data",
                "write exactly one `select`; a query only reads",
            )),
        }
    }

    fn select(&mut self, select: &Select, depth: Depth) -> Result<(), Objection> {
        let Select {
            select_token: _,
            optimizer_hints,
            distinct,
            select_modifiers,
            top,
            top_before_distinct: _,
            projection,
            exclude,
            into,
            from,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        self.count(depth)?;
        absent(into.is_none(), "`select … into`")?;
        absent(
            top.is_none() && select_modifiers.is_none() && optimizer_hints.is_empty(),
            "`top` or a hint",
        )?;
        absent(!matches!(distinct, Some(Distinct::On(_))), "`distinct on`")?;
        absent(
            exclude.is_none() && value_table_mode.is_none(),
            "`exclude` or `select as`",
        )?;
        absent(
            matches!(flavor, SelectFlavor::Standard),
            "a query that starts with `from`",
        )?;
        absent(
            lateral_views.is_empty() && prewhere.is_none() && connect_by.is_empty(),
            "`lateral view`, `prewhere` or `connect by`",
        )?;
        absent(
            cluster_by.is_empty() && distribute_by.is_empty() && sort_by.is_empty(),
            "`cluster by`, `distribute by` or `sort by`",
        )?;
        absent(named_window.is_empty(), "a named window")?;
        for item in projection {
            self.item(item, depth)?;
        }
        for TableWithJoins { relation, joins } in from {
            self.factor(relation, depth)?;
            for join in joins {
                self.join(join, depth)?;
            }
        }
        self.optional(selection.as_ref(), depth)?;
        match group_by {
            GroupByExpr::All(_) => return Err(refuse("`group by all`")),
            GroupByExpr::Expressions(keys, modifiers) => {
                absent(modifiers.is_empty(), "`with rollup` or `with cube`")?;
                self.expressions(keys, depth)?;
            }
        }
        self.optional(having.as_ref(), depth)?;
        self.optional(qualify.as_ref(), depth)
    }

    fn item(&mut self, item: &SelectItem, depth: Depth) -> Result<(), Objection> {
        let plain = |options: &WildcardAdditionalOptions| {
            let WildcardAdditionalOptions {
                wildcard_token: _,
                opt_ilike,
                opt_exclude,
                opt_except,
                opt_replace,
                opt_rename,
                opt_alias,
            } = options;
            let is_plain = opt_ilike.is_none()
                && opt_exclude.is_none()
                && opt_except.is_none()
                && opt_replace.is_none()
                && opt_rename.is_none()
                && opt_alias.is_none();
            absent(is_plain, "`*` with options")
        };
        match item {
            SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, alias: _ } => {
                self.expression(expr, depth)
            }
            SelectItem::ExprWithAliases { .. } => Err(refuse("an expression with several names")),
            SelectItem::QualifiedWildcard(_, options) | SelectItem::Wildcard(options) => plain(options),
        }
    }

    fn join(&mut self, join: &Join, depth: Depth) -> Result<(), Objection> {
        let Join {
            relation,
            global,
            join_operator,
        } = join;
        absent(!global, "`global join`")?;
        self.factor(relation, depth)?;
        let (JoinOperator::Join(constraint)
        | JoinOperator::Inner(constraint)
        | JoinOperator::Left(constraint)
        | JoinOperator::LeftOuter(constraint)
        | JoinOperator::Right(constraint)
        | JoinOperator::RightOuter(constraint)
        | JoinOperator::FullOuter(constraint)
        | JoinOperator::CrossJoin(constraint)
        | JoinOperator::LeftSemi(constraint)
        | JoinOperator::LeftAnti(constraint)) = join_operator
        else {
            return Err(refuse("this kind of join"));
        };
        match constraint {
            JoinConstraint::On(condition) => self.expression(condition, depth),
            JoinConstraint::Using(_) | JoinConstraint::None => Ok(()),
            JoinConstraint::Natural => Err(refuse("`natural join`")),
        }
    }

    fn factor(&mut self, factor: &TableFactor, depth: Depth) -> Result<(), Objection> {
        self.count(depth)?;
        match factor {
            TableFactor::Table {
                name,
                alias,
                args,
                with_hints,
                version,
                with_ordinality,
                partitions,
                json_path,
                sample,
                index_hints,
            } => {
                absent(args.is_none(), &format!("the table function `{name}`"))?;
                let plain = with_hints.is_empty() && version.is_none() && !with_ordinality && partitions.is_empty();
                absent(
                    plain && index_hints.is_empty(),
                    "a hint, version or partition of a table",
                )?;
                absent(json_path.is_none() && sample.is_none(), "a sample or path of a table")?;
                plain_alias(alias.as_ref())?;
                self.table(name)
            }
            TableFactor::Derived {
                lateral,
                subquery,
                alias,
                sample,
            } => {
                absent(!lateral && sample.is_none(), "`lateral` or a sample")?;
                plain_alias(alias.as_ref())?;
                self.query(subquery, depth.inner())
            }
            TableFactor::NestedJoin {
                table_with_joins,
                alias,
            } => {
                plain_alias(alias.as_ref())?;
                let TableWithJoins { relation, joins } = table_with_joins.as_ref();
                self.factor(relation, depth.inner())?;
                joins.iter().try_for_each(|join| self.join(join, depth.inner()))
            }
            _ => Err(refuse("this kind of table")),
        }
    }

    /// A snapshot table, or a name given by `with`.
    fn table(&self, name: &ObjectName) -> Result<(), Objection> {
        let [part] = name.0.as_slice() else {
            return Err(Objection::new(
                format!("there is no table `{name}`"),
                "write its name alone, as in `order_lines`",
            ));
        };
        let name = part.as_ident().map(folded).unwrap_or_default();
        if self.names.contains(&name) || TABLES.iter().any(|table| table.name == name) {
            return Ok(());
        }
        let known: Vec<&str> = self
            .names
            .iter()
            .map(String::as_str)
            .chain(TABLES.iter().map(|table| table.name))
            .collect();
        Err(Objection::new(
            format!("there is no table `{name}`"),
            suggestion(&name, &known),
        ))
    }

    fn order_by(&mut self, order_by: &OrderBy, depth: Depth) -> Result<(), Objection> {
        let OrderBy { kind, interpolate } = order_by;
        absent(interpolate.is_none(), "`interpolate`")?;
        match kind {
            OrderByKind::All(_) => Err(refuse("`order by all`")),
            OrderByKind::Expressions(keys) => self.sort_keys(keys, depth),
        }
    }

    pub(super) fn sort_keys(&mut self, keys: &[OrderByExpr], depth: Depth) -> Result<(), Objection> {
        keys.iter().try_for_each(
            |OrderByExpr {
                 expr,
                 options: _,
                 with_fill,
             }| {
                absent(with_fill.is_none(), "`with fill`")?;
                self.expression(expr, depth)
            },
        )
    }

    pub(super) fn expressions(&mut self, list: &[Expr], depth: Depth) -> Result<(), Objection> {
        list.iter().try_for_each(|expr| self.expression(expr, depth))
    }

    pub(super) fn optional(&mut self, expr: Option<&Expr>, depth: Depth) -> Result<(), Objection> {
        expr.map_or(Ok(()), |expr| self.expression(expr, depth))
    }
}

fn plain_alias(alias: Option<&TableAlias>) -> Result<(), Objection> {
    absent(
        alias.is_none_or(|alias| alias.columns.iter().all(|column| column.data_type.is_none())),
        "a typed alias",
    )
}

/// The name as the engine looks it up.
pub(super) fn folded(ident: &Ident) -> String {
    if ident.quote_style.is_some() {
        ident.value.clone()
    } else {
        ident.value.to_lowercase()
    }
}
