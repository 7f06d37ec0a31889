//! `gradus token`: tokens with which programs use the API.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use app::platform::Principal;
use app::platform::identity::{self, DAYS, TokenView};
use clap::{Args, Subcommand};
use domain::platform::access::Permission;
use std::collections::BTreeSet;

#[derive(Debug, Args)]
pub(crate) struct Token {
    #[command(subcommand)]
    pub(crate) command: TokenCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    List(List),
    Create(Create),
    Revoke(Revoke),
}

const LIST: &str = "gradus token list
gradus token list --json
gradus token list --format csv > tokens.csv";

#[derive(Debug, Args)]
#[command(after_help = LIST)]
pub(crate) struct List {}

const CREATE: &str = "gradus token create power-bi --user li.na@example.com --scopes see
gradus token create erp --user erp@example.com --scopes see,import --days 365
gradus token create nightly --user erp@example.com --scopes import --json";

#[derive(Debug, Args)]
#[command(after_help = CREATE)]
pub(crate) struct Create {
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[arg(long, value_name = "EMAIL")]
    pub(crate) user: String,
    #[arg(long, value_delimiter = ',', default_value = "see")]
    pub(crate) scopes: Vec<String>,
    #[arg(long, default_value_t = DAYS)]
    pub(crate) days: i64,
}

const REVOKE: &str = "gradus token revoke 019a1b2c
gradus token revoke 019a1b2c --quiet
gradus --home /srv/gradus token revoke 019a1b2c";

#[derive(Debug, Args)]
#[command(after_help = REVOKE)]
pub(crate) struct Revoke {
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

impl Token {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let cx = &workspace.context;
        let operator = Principal::operator(&cx.actor);
        let mut table = Table::new(&["id", "name", "scopes", "expires_at", "revoked_at", "token"]);
        match self.command {
            TokenCommand::List(List {}) => {
                for token in identity::tokens(cx, &operator, true).await? {
                    table.push(row(&token, None));
                }
            }
            TokenCommand::Create(create) => {
                let owner = identity::principal_of(cx, &operator, &create.user).await?;
                let (token, secret) =
                    identity::new_token(cx, &owner, &create.name, &scopes(&create.scopes)?, create.days).await?;
                table.push(row(&token, Some(secret.reveal().to_owned())));
            }
            TokenCommand::Revoke(revoke) => {
                let all = identity::tokens(cx, &operator, true).await?;
                let mut matching = all.iter().filter(|token| token.id.starts_with(&revoke.id));
                let id = matching.next().map_or(revoke.id.as_str(), |token| token.id.as_str());
                identity::revoke_token(cx, &operator, id).await?;
                for token in identity::tokens(cx, &operator, true)
                    .await?
                    .iter()
                    .filter(|token| token.id == id)
                {
                    table.push(row(token, None));
                }
            }
        }
        session.output.print(&Report::table(table))?;
        Ok(Status::Done)
    }
}

fn scopes(names: &[String]) -> Result<BTreeSet<Permission>, Failure> {
    let known: Vec<&str> = Permission::ALL.iter().map(|permission| permission.name()).collect();
    names
        .iter()
        .map(|name| {
            Permission::from_name(name).ok_or_else(|| {
                let known = known.join(", ");
                app::Error::invalid("no-scope")
                    .with("scope", name)
                    .with("known", known)
                    .into()
            })
        })
        .collect()
}

fn row(token: &TokenView, secret: Option<String>) -> Vec<Cell> {
    vec![
        Cell::text(&token.id),
        Cell::text(&token.name),
        Cell::text(token.scopes.join(" ")),
        Cell::text(&token.expires_at),
        Cell::maybe(token.revoked_at.clone()),
        Cell::maybe(secret),
    ]
}
