//! What the demo company buys: the category tree and the items with their market prices.

use crate::names::data_lines;
use crate::number::{real_i64, round};
use crate::plan::{self, CategoryFigures};
use crate::random::Random;

/// A category as `data/categories.tsv` names it.
#[derive(Debug)]
pub(crate) struct Category {
    pub(crate) code: &'static str,
    pub(crate) parent: &'static str,
    pub(crate) name: &'static str,
    pub(crate) name_local: &'static str,
    /// Kraljic cell, days to switch, days of cover, tolerated ppm; empty for the groups.
    pub(crate) figures: [&'static str; 4],
    pub(crate) hs_code: &'static str,
    pub(crate) unit: &'static str,
    words: Vec<&'static str>,
}

/// One item that is bought.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Position among the leaf categories.
    pub(crate) category: usize,
    pub(crate) currency: &'static str,
    pub(crate) origin: &'static str,
    /// Market price of one piece, delivered, in millionths of the currency.
    pub(crate) market_micro: i64,
    /// Number that chooses its random streams.
    number: u64,
}

impl Item {
    /// The market price in a quarter: the market wanders by a percent or so.
    pub(crate) fn market_micro_in(&self, seed: u64, quarter: usize) -> f64 {
        let wander = Random::new(seed, &[0x17E3, self.number, quarter as u64]).between(-0.008, 0.008);
        real_i64(self.market_micro) * (1.0 + wander)
    }
}

/// The category tree.
#[derive(Debug)]
pub(crate) struct Goods {
    /// Groups first, so that parents come before their children.
    pub(crate) categories: Vec<Category>,
}

impl Goods {
    pub(crate) fn new() -> Goods {
        let category = |line: Vec<&'static str>| {
            let cell = |index: usize| line.get(index).copied().unwrap_or("");
            Category {
                code: cell(0),
                parent: cell(1),
                name: cell(2),
                name_local: cell(3),
                figures: [cell(4), cell(5), cell(6), cell(7)],
                hs_code: cell(8),
                unit: cell(9),
                words: cell(10).split('|').collect(),
            }
        };
        Goods {
            categories: data_lines(include_str!("../data/categories.tsv"))
                .map(category)
                .collect(),
        }
    }

    /// The category with the figures of that leaf.
    pub(crate) fn leaf(&self, leaf: usize) -> &Category {
        let code = plan::CATEGORIES[leaf].code;
        self.categories
            .iter()
            .find(|category| category.code == code)
            .unwrap_or(&self.categories[0])
    }

    /// A new item of a leaf category, priced in the currency of who makes it.
    pub(crate) fn item(&self, number: usize, leaf: usize, country: &plan::Country, random: &mut Random) -> Item {
        let figures: &CategoryFigures = &plan::CATEGORIES[leaf];
        let category = self.leaf(leaf);
        let short = category.code.split_once('-').map_or("", |(_, short)| short);
        let model = format!(
            "{}{}",
            char::from(b'A' + u8::try_from(random.below(26)).unwrap_or(0)),
            random.within(100, 999)
        );
        // The square keeps most items near the low end, as price lists look.
        let place = random.unit();
        let in_cny = figures.price.0 + (figures.price.1 - figures.price.0) * place * place;
        let price = in_cny / crate::rates::line(country.currency, plan::EXCHANGE_ORIGIN);
        Item {
            code: format!("{short}-{:05}", number + 1),
            name: format!("{} {model}", random.pick(&category.words)),
            category: leaf,
            currency: country.currency,
            origin: country.code,
            market_micro: round(price * 1e4) * 100,
            number: number as u64,
        }
    }
}
