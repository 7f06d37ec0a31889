//! The site: what every request shares.

use app::Context;
use app::platform::Principal;
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

impl Site {
    /// The use cases with the principal as who acts, for the audit log.
    pub(crate) fn acting_for(&self, principal: &Principal) -> Context {
        let mut context = self.context.clone();
        principal.name.clone_into(&mut context.actor);
        context
    }
}

impl Deref for Site {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}
