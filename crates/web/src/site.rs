//! The site: what every request shares.

use app::Context;
use jiff::tz::TimeZone;
use std::ops::Deref;

/// How the site is reached and what it shows about itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether browsers reach it over TLS: cookies are then never sent without it.
    pub is_secure: bool,
    /// Whether this is the demo company; every page then says so.
    pub is_demo: bool,
    /// Instants are shown in it.
    pub zone: TimeZone,
}

/// The use cases' surroundings and the settings of the site.
pub struct Site {
    pub context: Context,
    pub settings: Settings,
}

impl Deref for Site {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}
