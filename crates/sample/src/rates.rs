//! Exchange rates of the demo company: the table `DEMO`, one rate for every weekday, made by this program.

use crate::number::{along, round};
use crate::plan;
use crate::random::Random;
use crate::table::Table;

/// The reporting currency.
pub(crate) const REPORTING: &str = "CNY";

/// Writes the table: how many CNY one unit of a foreign currency costs.
pub(crate) fn write(table: &mut Table, seed: u64) {
    for (number, (currency, turns)) in (0..).zip(plan::EXCHANGE) {
        let mut random = Random::new(seed, &[0xF0, number]);
        let mut swing = 0.0;
        for day in plan::EXCHANGE_DAYS.0..=plan::EXCHANGE_DAYS.1 {
            // 1970-01-01 was a Thursday: rates stand on weekdays only.
            if (day + 3).rem_euclid(7) > 4 {
                continue;
            }
            swing = swing * 0.9 + random.between(-0.25, 0.25) * plan::EXCHANGE_NOISE;
            let rate = on_line(turns, day) * (1.0 + swing);
            // Six significant places, as published rates have.
            let nano = if rate > 1.0 {
                round(rate * 1e4) * 100_000
            } else {
                round(rate * 1e7) * 100
            };
            table
                .text("DEMO")
                .text(currency)
                .text(REPORTING)
                .day(day)
                .scaled(nano, 9)
                .end();
        }
    }
}

/// CNY per unit of the currency on the line between its turning points, without the daily noise.
pub(crate) fn line(currency: &str, day: i32) -> f64 {
    let turns = plan::EXCHANGE.iter().find(|(code, _)| *code == currency);
    turns.map_or(1.0, |(_, turns)| on_line(turns, day))
}

fn on_line(turns: &[(i32, f64)], day: i32) -> f64 {
    let points: Vec<(f64, f64)> = turns.iter().map(|(after, rate)| (f64::from(*after), *rate)).collect();
    along(&points, f64::from(day - plan::EXCHANGE_ORIGIN))
}
