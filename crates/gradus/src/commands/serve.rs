//! `gradus serve`: the pages of a data folder, on this machine.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::session::Session;
use clap::Args;
use std::net::SocketAddr;

const EXAMPLES: &str = "gradus serve
gradus serve --listen 127.0.0.1:9000
gradus --home /srv/gradus serve --listen 127.0.0.1:0";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
}

impl Serve {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let address = self.listen;
        let refused = |problem: std::io::Error| {
            Failure::said("cli-error-listen")
                .with("address", address)
                .with("problem", problem)
        };
        let listener = tokio::net::TcpListener::bind(address).await.map_err(refused)?;
        let bound = listener.local_addr().map_err(refused)?.to_string();
        crate::output::note(&session.say("cli-serving", &[("address", &bound)]));
        web::serve(listener, workspace.context.clone()).await.map_err(refused)?;
        Ok(Status::Done)
    }
}
