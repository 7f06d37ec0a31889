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
    let mut tables = [
        Table::create(folder, "order_line", ORDER_LINE)?,
        Table::create(folder, "receipt", RECEIPT)?,
        Table::create(folder, "inspection_lot", INSPECTION_LOT)?,
    ];
    let mut random = Random::new(SEED, &[0xB1]);
    let days = u64::from(plan.months) * 365 / 12;
    let first = day_number(date(2026, 9, 30)) - i32::try_from(days).unwrap_or(0);
    let suppliers: Vec<String> = (0..plan.suppliers).map(|number| format!("B{number:06}")).collect();
    let leaves: Vec<[String; 2]> = (0..LEAVES)
        .map(|leaf| [format!("I{leaf:02}"), format!("K{leaf:02}")])
        .collect();
    let mut row = BulkRow {
        order: String::new(),
        line: "1",
        ordered: first,
        supplier: "",
        goods: &leaves[0],
        inspected: false,
    };
    let mut lots_owed = 0;
    for index in 0..plan.order_lines {
        let number = random.below(suppliers.len());
        (row.supplier, row.goods) = (&suppliers[number], &leaves[number % leaves.len()]);
        row.ordered = first + i32::try_from(index * days / plan.order_lines).unwrap_or(0);
        row.order.clear();
        // Writing to a string cannot fail.
        let _ = write!(row.order, "P{}", index / 4);
        row.line = ["1", "2", "3", "4"][usize::try_from(index % 4).unwrap_or(0)];
        lots_owed += plan.lots;
        row.inspected = lots_owed >= plan.order_lines;
        if row.inspected {
            lots_owed -= plan.order_lines;
        }
        row.write(&mut tables, &mut random);
    }
    Ok(tables)
}

const ORDER_LINE: &str =
    "order_no,line_no,supplier,item,category,ordered_on,requested_on,quantity,unit,price,currency,incoterm";
const RECEIPT: &str = "document_no,line_no,order_line,supplier,day,quantity";
const INSPECTION_LOT: &str =
    "lot,supplier,item,category,order_line,received_on,decided_on,quantity,unit,sample,rejected,decision";

/// One order line with what follows from it.
struct BulkRow<'a> {
    order: String,
    line: &'static str,
    ordered: i32,
    supplier: &'a str,
    /// Item and category.
    goods: &'a [String; 2],
    inspected: bool,
}

impl BulkRow<'_> {
    fn write(&self, [lines, receipts, lots]: &mut [Table; 3], random: &mut Random) {
        let due = self.ordered + random.within(20, 60);
        let late = random.chance(0.1);
        let day = due
            + if late {
                random.within(1, 15)
            } else {
                -random.within(0, 2)
            };
        let quantity = i64::from(random.within(1, 5_000));
        let price = i64::from(random.within(5_000_000, 15_000_000));
        let row = lines
            .text(&self.order)
            .text(self.line)
            .text(self.supplier)
            .text(&self.goods[0])
            .text(&self.goods[1]);
        row.day(self.ordered)
            .day(due)
            .int(quantity)
            .text("pcs")
            .scaled(price, 6)
            .text("EUR")
            .text("DAP")
            .end();
        let row = receipts.text(&self.order).text(self.line).pair(&self.order, self.line);
        row.text(self.supplier).day(day).int(quantity).end();
        if self.inspected {
            let found = if random.chance(0.04) {
                i64::from(random.within(1, 20))
            } else {
                0
            };
            let row = lots
                .text("L")
                .glue(&self.order)
                .glue("-")
                .glue(self.line)
                .text(self.supplier);
            row.text(&self.goods[0])
                .text(&self.goods[1])
                .pair(&self.order, self.line)
                .day(day)
                .day(day + 2);
            row.int(quantity)
                .text("pcs")
                .int(quantity.min(80))
                .int(found.min(quantity));
            row.text(if found > 0 { "rejected" } else { "accepted" }).end();
        }
    }
}
