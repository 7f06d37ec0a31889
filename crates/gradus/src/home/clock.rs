//! The system's clock: the only place of the program that reads it for the data.

use app::Clock;
use domain::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Tells the system's time; a day begins in the zone of the settings.
pub(super) struct SystemClock {
    zone: TimeZone,
}

impl SystemClock {
    pub(super) fn new(zone: TimeZone) -> SystemClock {
        SystemClock { zone }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> String {
        format!("{:.6}", Timestamp::now())
    }

    fn today(&self) -> Date {
        Timestamp::now().to_zoned(self.zone.clone()).date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_six_decimals_and_ends_in_z() {
        let clock = SystemClock::new(TimeZone::get("Asia/Shanghai").expect("the zone ships with the program"));
        let now = clock.now();
        assert_eq!((now.len(), now.ends_with('Z'), &now[19..20]), (27, true, "."), "{now}");
    }
}
