//! Plain large files for benchmarks: minimal masters, order lines, receipts and inspection lots.
//!
//! Unlike the demo company these facts carry no story; they only have the shape and the size.

use crate::manifest::{Manifest, SampleError};
use crate::plan;
use crate::random::Random;
use crate::table::Table;
use domain::period::day_number;
use jiff::civil::date;
use std::fmt::Write;
use std::path::Path;

/// How large the files shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkPlan {
    pub order_lines: u64,
    pub lots: u64,
    pub suppliers: u32,
    /// Calendar months over which the orders are spread, ending with 2026-09.
    pub months: u32,
}

const LEAVES: i64 = 12;
const SEED: u64 = 7;

/// Writes the files into the folder, which is made when it is missing; every order line has one receipt.
pub fn write_bulk(folder: &Path, plan: &BulkPlan) -> Result<Manifest, SampleError> {
    check("suppliers", u64::from(plan.suppliers), 1..=1_000_000, "1 to 1000000")?;
    check("months", u64::from(plan.months), 1..=240, "1 to 240")?;
    check(
        "lots",
        plan.lots,
        0..=plan.order_lines,
        "at most one for each order line",
    )?;
    std::fs::create_dir_all(folder).map_err(|problem| SampleError::File {
        path: folder.to_owned(),
        problem,
    })?;
    let masters = write_masters(folder, plan)?;
    let [lines, receipts, lots] = write_facts(folder, plan)?;
    let mut files = Vec::new();
    for table in masters.into_iter().chain([lines, receipts, lots]) {
        files.push(table.finish()?);
    }
    Ok(Manifest { files, entered: &[] })
}

fn check(
    what: &'static str,
    found: u64,
    range: std::ops::RangeInclusive<u64>,
    expected: &'static str,
) -> Result<(), SampleError> {
    if range.contains(&found) {
        Ok(())
    } else {
        Err(SampleError::BulkPlan { what, found, expected })
    }
}

fn write_masters(folder: &Path, plan: &BulkPlan) -> Result<Vec<Table>, SampleError> {
    let mut company = Table::create(folder, "company", "code,name,currency,calendar")?;
    company.text("BULK").text("Bulk").text("EUR").text("DE").end();
    let mut suppliers = Table::create(folder, "supplier", "code,name,country,status,approved_from")?;
    let mut categories = Table::create(folder, "category", "code,name")?;
    let mut items = Table::create(folder, "item", "code,category,name,unit,reference_price,currency")?;
    let mut approvals = Table::create(folder, "supplier_category", "supplier,category,approved_from")?;
    for leaf in 0..LEAVES {
        categories
            .text(&format!("K{leaf:02}"))
            .text(&format!("Category {leaf}"))
            .end();
        items
            .text(&format!("I{leaf:02}"))
            .text(&format!("K{leaf:02}"))
            .text("Item")
            .text("pcs")
            .int(10 + leaf)
            .text("EUR")
            .end();
    }
    let approved = day_number(date(2015, 1, 1));
    for number in 0..i64::from(plan.suppliers) {
        let country = plan::COUNTRIES[usize::try_from(number).unwrap_or(0) % plan::COUNTRIES.len()].code;
        let code = format!("B{number:06}");
        suppliers
            .text(&code)
            .text(&format!("Supplier {number}"))
            .text(country)
            .text("approved")
            .day(approved)
            .end();
        approvals
            .text(&code)
            .text(&format!("K{:02}", number % LEAVES))
            .day(approved)
            .end();
    }
    Ok(vec![company, suppliers, categories, items, approvals])
}

/// Order lines in the order of their days, each with its receipt, and lots for as many of them as planned.
fn write_facts(folder: &Path, plan: &BulkPlan) -> Result<[Table; 3], SampleError> {
    let mut lines = Table::create(
        folder,
        "order_line",
        "order_no,line_no,supplier,item,category,ordered_on,requested_on,quantity,unit,price,currency,incoterm",
    )?;
    let mut receipts = Table::create(
        folder,
        "receipt",
        "document_no,line_no,order_line,supplier,day,quantity",
    )?;
    let mut lots = Table::create(
        folder,
        "inspection_lot",
        "lot,supplier,item,category,order_line,received_on,decided_on,quantity,unit,sample,rejected,decision",
    )?;
    let mut random = Random::new(SEED, &[0xB1]);
    let end = day_number(date(2026, 9, 30));
    let months = i64::from(plan.months);
    let first = i64::from(end) - months * 365 / 12;
    let codes: Vec<String> = (0..plan.suppliers).map(|number| format!("B{number:06}")).collect();
    let leaves: Vec<(String, String)> = (0..LEAVES)
        .map(|leaf| (format!("K{leaf:02}"), format!("I{leaf:02}")))
        .collect();
    let (mut order, mut lot_debt) = (String::new(), 0_u64);
    for index in 0..plan.order_lines {
        let number = random.below(codes.len());
        let (supplier, (category, item)) = (&codes[number], &leaves[number % leaves.len()]);
        let elapsed = index * (months * 365 / 12).unsigned_abs() / plan.order_lines;
        let ordered = i32::try_from(first).unwrap_or(0) + i32::try_from(elapsed).unwrap_or(0);
        order.clear();
        // Writing to a string cannot fail.
        let _ = write!(order, "P{}", index / 4);
        let line = ["1", "2", "3", "4"][usize::try_from(index % 4).unwrap_or(0)];
        let due = ordered + random.within(20, 60);
        let day = due
            + if random.chance(0.9) {
                -random.within(0, 2)
            } else {
                random.within(1, 15)
            };
        let quantity = i64::from(random.within(1, 5_000));
        let row = lines
            .text(&order)
            .text(line)
            .text(supplier)
            .text(item)
            .text(category)
            .day(ordered)
            .day(due);
        row.int(quantity)
            .text("pcs")
            .scaled(i64::from(random.within(5_000_000, 15_000_000)), 6)
            .text("EUR")
            .text("DAP")
            .end();
        receipts
            .text(&order)
            .text(line)
            .pair(&order, line)
            .text(supplier)
            .day(day)
            .int(quantity)
            .end();
        lot_debt += plan.lots;
        if lot_debt >= plan.order_lines {
            lot_debt -= plan.order_lines;
            let rejected = if random.chance(0.04) {
                i64::from(random.within(1, 20))
            } else {
                0
            };
            let row = lots.text("L");
            row.glue(&order)
                .glue("-")
                .glue(line)
                .text(supplier)
                .text(item)
                .text(category)
                .pair(&order, line);
            row.day(day)
                .day(day + 2)
                .int(quantity)
                .text("pcs")
                .int(quantity.min(80))
                .int(rejected.min(quantity));
            row.text(if rejected > 0 { "rejected" } else { "accepted" }).end();
        }
    }
    Ok([lines, receipts, lots])
}
