//! `gradus user`: who may sign in, as what.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use app::platform::Principal;
use app::platform::identity::{self, NewUser, ScopeDocument, UserView};
use clap::{Args, Subcommand};
use domain::platform::access::Role;
use std::collections::BTreeSet;

#[derive(Debug, Args)]
pub(crate) struct User {
    #[command(subcommand)]
    pub(crate) command: UserCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    List(List),
    Add(Add),
    Set(Set),
    Link(Link),
}

const LIST: &str = "gradus user list
gradus user list --json
gradus user list --format csv > users.csv";

#[derive(Debug, Args)]
#[command(after_help = LIST)]
pub(crate) struct List {}

const ADD: &str = "gradus user add li.na@example.com --roles viewer,approver
gradus user add ana@example.com --name \"Ana Ruiz\" --roles data_steward --categories COMP
gradus user add qa@supplier.example --roles supplier --supplier S10012";

#[derive(Debug, Args)]
#[command(after_help = ADD)]
pub(crate) struct Add {
    #[arg(value_name = "EMAIL")]
    pub(crate) email: String,
    #[arg(long, default_value = "")]
    pub(crate) name: String,
    #[arg(long, value_delimiter = ',', default_value = "viewer")]
    pub(crate) roles: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    pub(crate) categories: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    pub(crate) units: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    pub(crate) sites: Vec<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) supplier: Option<String>,
}

const SET: &str = "gradus user set li.na@example.com --roles approver
gradus user set li.na@example.com --disable
gradus user set li.na@example.com --enable";

#[derive(Debug, Args)]
#[command(after_help = SET)]
pub(crate) struct Set {
    #[arg(value_name = "EMAIL")]
    pub(crate) email: String,
    #[arg(long, value_delimiter = ',')]
    pub(crate) roles: Option<Vec<String>>,
    #[arg(long, conflicts_with = "enable")]
    pub(crate) disable: bool,
    #[arg(long)]
    pub(crate) enable: bool,
}

const LINK: &str = "gradus user link li.na@example.com
gradus user link operator@localhost
gradus user link li.na@example.com --json";

#[derive(Debug, Args)]
#[command(after_help = LINK)]
pub(crate) struct Link {
    #[arg(value_name = "EMAIL")]
    pub(crate) email: String,
}

impl User {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let cx = &workspace.context;
        let operator = Principal::operator(&cx.actor);
        let mut table = Table::new(&["email", "name", "roles", "status", "link"]);
        match self.command {
            UserCommand::List(List {}) => {
                for user in identity::users(cx, &operator).await? {
                    table.push(row(&user, None));
                }
            }
            UserCommand::Add(add) => {
                let codes = |codes: Vec<String>| codes.into_iter().collect();
                let new = NewUser {
                    email: add.email,
                    name: add.name,
                    roles: roles(&add.roles)?,
                    scope: ScopeDocument {
                        categories: codes(add.categories),
                        units: codes(add.units),
                        sites: codes(add.sites),
                        supplier: add.supplier,
                    },
                };
                let (user, secret) = identity::invite(cx, &operator, new).await?;
                table.push(row(&user, Some(format!("/welcome/{}", secret.reveal()))));
            }
            UserCommand::Set(set) => {
                let user = identity::user(cx, &operator, &set.email).await?;
                let wanted = set.roles.as_ref().unwrap_or(&user.roles);
                let is_active = set.enable || (user.status == "active" && !set.disable);
                let change = (roles(wanted)?, user.scope.clone(), is_active);
                identity::change_user(cx, &operator, (&user.id, user.version), change).await?;
                table.push(row(&identity::user(cx, &operator, &set.email).await?, None));
            }
            UserCommand::Link(link) => {
                let secret = identity::new_link(cx, &operator, &link.email).await?;
                let user = identity::user(cx, &operator, &link.email).await?;
                table.push(row(&user, Some(format!("/welcome/{}", secret.reveal()))));
            }
        }
        session.output.print(&Report::table(table))?;
        Ok(Status::Done)
    }
}

fn roles(names: &[String]) -> Result<BTreeSet<Role>, Failure> {
    let known: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
    names
        .iter()
        .map(|name| {
            Role::from_name(name).ok_or_else(|| {
                let known = known.join(", ");
                app::Error::invalid("no-role")
                    .with("role", name)
                    .with("known", known)
                    .into()
            })
        })
        .collect()
}

fn row(user: &UserView, link: Option<String>) -> Vec<Cell> {
    vec![
        Cell::text(&user.email),
        Cell::text(&user.name),
        Cell::text(user.roles.join(" ")),
        Cell::text(&user.status),
        Cell::maybe(link),
    ]
}
