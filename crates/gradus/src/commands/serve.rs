//! `gradus serve`: the screens and the API of a data folder, on this machine.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::session::Session;
use app::Context;
use clap::Args;
use std::io::{ErrorKind, IsTerminal};
use std::net::{IpAddr, SocketAddr};
use std::process::{Command, Stdio};
use tokio::net::TcpListener;
use web::{Settings, Site};

const EXAMPLES: &str = "gradus serve
gradus serve --listen 127.0.0.1:9000
gradus --home /srv/gradus serve --listen 127.0.0.1:0 --no-open";

/// Ports tried after the wanted one.
const NEXT_PORTS: u16 = 20;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    #[arg(long)]
    pub(crate) no_open: bool,
    /// A proxy in front of it ends TLS: cookies are then sent over TLS only.
    #[arg(long)]
    pub(crate) behind_tls: bool,
}

impl Serve {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let is_loopback = match self.listen.ip() {
            IpAddr::V4(address) => address.is_loopback(),
            IpAddr::V6(address) => address.is_loopback(),
        };
        if !is_loopback && !self.behind_tls {
            return Err(Failure::said("cli-error-listen-open").with("address", self.listen));
        }
        let workspace = session.open(Access::Write).await?;
        let serving = Serving {
            listen: self.listen,
            opens_browser: !self.no_open,
            is_secure: self.behind_tls,
            is_demo: session.home().demo_mark().exists(),
        };
        serving.run(session, &workspace.context).await
    }
}

/// How to serve an open workspace.
pub(crate) struct Serving {
    pub(crate) listen: SocketAddr,
    pub(crate) opens_browser: bool,
    pub(crate) is_secure: bool,
    pub(crate) is_demo: bool,
}

impl Serving {
    /// Prints the address with a one-time link and serves until the program is told to end.
    pub(crate) async fn run(&self, session: &Session, cx: &Context) -> Result<Status, Failure> {
        let refused = |problem: std::io::Error| {
            Failure::said("cli-error-listen")
                .with("address", self.listen)
                .with("problem", problem)
        };
        let listener = bind(self.listen).await.map_err(refused)?;
        let bound = listener.local_addr().map_err(refused)?.to_string();
        let link = app::platform::identity::operator_link(cx).await?;
        let address = format!("http://{bound}/welcome/{}", link.reveal());
        crate::output::note(&session.say("cli-serving", &[("address", &bound)]));
        crate::output::note(&session.say("cli-serving-link", &[("link", &address)]));
        if self.opens_browser {
            open_browser(&address);
        }
        cx.jobs.take_over(&cx.clock.now());
        let settings = Settings {
            is_secure: self.is_secure,
            is_demo: self.is_demo,
            zone: session.config.zone()?,
        };
        let site = Site {
            context: cx.clone(),
            settings,
        };
        web::serve(listener, site, std::future::pending())
            .await
            .map_err(refused)?;
        Ok(Status::Done)
    }
}

/// The wanted port, or the next free one when it is taken.
async fn bind(wanted: SocketAddr) -> std::io::Result<TcpListener> {
    let mut address = wanted;
    loop {
        match TcpListener::bind(address).await {
            Err(error)
                if error.kind() == ErrorKind::AddrInUse
                    && address.port() < wanted.port().saturating_add(NEXT_PORTS) =>
            {
                address.set_port(address.port() + 1);
            }
            bound => return bound,
        }
    }
}

/// Shows the address in a browser where there is a desktop; otherwise the printed link is enough.
fn open_browser(address: &str) {
    let has_desktop = std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some();
    let opener = match std::env::consts::OS {
        "macos" => "open",
        "linux" if has_desktop => "xdg-open",
        _ => return,
    };
    if std::io::stderr().is_terminal() {
        let started = Command::new(opener)
            .arg(address)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        drop(started);
    }
}
