//! Master and reference data: companies, suppliers, categories, items, contracts, rates, holidays.

use super::{INCOTERMS, optional, required};
use crate::intake::kind::{Class, Kind, Type};
use Type::{Choice, Country, Currency, Date, Flag, Integer, Price, Quantity, Rate, Ref, Text};

pub const COMPANY: Kind = Kind {
    name: "company",
    table: "companies",
    class: Class::Master,
    key: &["code"],
    partition: None,
    columns: &[
        required("code", Text, "Short unique code."),
        required("name", Text, "Name."),
        required("currency", Currency, "Reporting currency."),
        optional(
            "fiscal_year_start_month",
            Integer,
            "Month in which the fiscal year starts, 1 to 12; 1 when empty.",
        ),
        optional(
            "calendar",
            Text,
            "Closing calendar: a calendar name of the holiday table.",
        ),
    ],
};

pub const BUSINESS_UNIT: Kind = Kind {
    name: "business_unit",
    table: "business_units",
    class: Class::Master,
    key: &["code"],
    partition: None,
    columns: &[
        required("code", Text, "Short unique code."),
        required("company", Ref("company"), "Company it belongs to."),
        required("name", Text, "Name."),
    ],
};

pub const SUPPLIER: Kind = Kind {
    name: "supplier",
    table: "suppliers",
    class: Class::Master,
    key: &["code"],
    partition: None,
    columns: &[
        required("code", Text, "Short unique code of the legal entity."),
        required("name", Text, "Legal name in its own script."),
        optional("name_latin", Text, "Legal name in Latin letters."),
        optional("country", Country, "Country of registration."),
        required(
            "status",
            Choice(&["prospect", "reserve", "approved", "suspended", "exited"]),
            "Master status: may they supply?",
        ),
        optional("family", Text, "Code of the corporate family."),
        optional(
            "internal",
            Flag,
            "Internal depot or intercompany seller: never evaluated.",
        ),
        optional("owner", Text, "Responsible category manager."),
        optional("languages", Text, "Languages of correspondence, such as zh,en."),
        optional("contact", Text, "Main contact."),
        optional("uscc", Text, "Unified social credit code."),
        optional("lei", Text, "Legal entity identifier."),
        optional("vat", Text, "VAT number."),
        optional("duns", Text, "D-U-N-S number."),
        optional("gln", Text, "Global location number."),
        optional("reserve_from", Date, "Day it entered the reserve pool."),
        optional("approved_from", Date, "Day of first approval."),
        optional("merged_into", Ref("supplier"), "Supplier this code became an alias of."),
    ],
};

pub const SITE: Kind = Kind {
    name: "site",
    table: "sites",
    class: Class::Master,
    key: &["supplier", "code"],
    partition: None,
    columns: &[
        required("supplier", Ref("supplier"), "Supplier code."),
        required("code", Text, "Site code, unique within the supplier."),
        optional("name", Text, "Name."),
        optional("country", Country, "Country."),
        optional("region", Text, "Region."),
        optional("time_zone", Text, "IANA time zone, such as Asia/Shanghai."),
        optional("calendar", Text, "Calendar name of the holiday table."),
    ],
};

pub const CATEGORY: Kind = Kind {
    name: "category",
    table: "categories",
    class: Class::Master,
    key: &["code"],
    partition: None,
    columns: &[
        required("code", Text, "Short unique code."),
        required("name", Text, "Name."),
        optional("name_local", Text, "Name in the second language."),
        optional("parent", Ref("category"), "Parent category."),
        optional("industry", Text, "Industry, for scheme inheritance."),
        optional(
            "kraljic",
            Choice(&["strategic", "bottleneck", "leverage", "routine"]),
            "Cell of the Kraljic matrix.",
        ),
        optional("days_to_switch", Integer, "Days needed to qualify an alternative."),
        optional("days_of_cover", Integer, "Days that stock covers."),
        optional(
            "quality_tolerance_ppm",
            Integer,
            "Tolerated defective parts per million.",
        ),
    ],
};

pub const LANDED_COST_ADDER: Kind = Kind {
    name: "landed_cost_adder",
    table: "landed_cost_adders",
    class: Class::Master,
    key: &["category", "incoterm", "lane"],
    partition: None,
    columns: &[
        required("category", Ref("category"), "Category."),
        required("incoterm", Choice(INCOTERMS), "Incoterm of the quoted price."),
        required("lane", Country, "Country shipped from."),
        required(
            "share",
            Rate,
            "Share added to the price to compare it delivered: 0.08 is 8 %.",
        ),
    ],
};

pub const ITEM: Kind = Kind {
    name: "item",
    table: "items",
    class: Class::Master,
    key: &["code"],
    partition: None,
    columns: &[
        required("code", Text, "Item number."),
        optional("category", Ref("category"), "Category."),
        optional("name", Text, "Description."),
        required("unit", Text, "Base unit of measure."),
        optional("hs_code", Text, "Customs code."),
        optional("origin", Country, "Country of origin."),
        optional(
            "reference_price",
            Price,
            "Reference price per base unit, to weigh across units.",
        ),
        optional("currency", Currency, "Currency of the reference price."),
    ],
};

pub const SUPPLIER_CATEGORY: Kind = Kind {
    name: "supplier_category",
    table: "supplier_categories",
    class: Class::Master,
    key: &["supplier", "category", "business_unit"],
    partition: None,
    columns: &[
        required("supplier", Ref("supplier"), "Supplier code."),
        required("category", Ref("category"), "Category approved for."),
        optional("business_unit", Ref("business_unit"), "Business unit that buys."),
        required("approved_from", Date, "First day of the approval."),
        optional("approved_to", Date, "Last day of the approval."),
        optional("qualification", Text, "Qualification record."),
        optional("sole_source", Flag, "The only approved source."),
        optional(
            "roadmap_fit",
            Integer,
            "Fit to the roadmap, 0 to 100, judged by people.",
        ),
        optional("confirmed_by", Text, "First person who confirmed the fit."),
        optional("second_confirmed_by", Text, "Second person who confirmed it."),
        optional(
            "confirmed_on",
            Date,
            "Day of the second confirmation; valid for 12 months.",
        ),
        optional(
            "potential_analysis",
            Choice(&["green", "yellow", "red"]),
            "Result of the potential analysis of a reserve supplier.",
        ),
        optional("trial_lots_passed", Integer, "Trial lots passed before approval."),
    ],
};

pub const CONTRACT: Kind = Kind {
    name: "contract",
    table: "contracts",
    class: Class::Master,
    key: &["number"],
    partition: None,
    columns: &[
        required("number", Text, "Contract number."),
        required("supplier", Ref("supplier"), "Supplier code."),
        optional("category", Ref("category"), "Category."),
        required("valid_from", Date, "First day."),
        optional("valid_to", Date, "Last day."),
        optional("renewal_on", Date, "Renewal decision due."),
        optional("payment_days", Integer, "Payment term in days."),
    ],
};

pub const CONTRACT_PRICE: Kind = Kind {
    name: "contract_price",
    table: "contract_prices",
    class: Class::Master,
    key: &["contract", "item", "valid_from"],
    partition: None,
    columns: &[
        required("contract", Ref("contract"), "Contract."),
        required("item", Ref("item"), "Item."),
        required("valid_from", Date, "First day of the price."),
        required("price", Price, "Price."),
        required("currency", Currency, "Currency."),
        optional("price_unit", Quantity, "Quantity the price is for; 1 when empty."),
    ],
};

pub const CERTIFICATE_REQUIREMENT: Kind = Kind {
    name: "certificate_requirement",
    table: "certificate_requirements",
    class: Class::Master,
    key: &["category", "country", "type"],
    partition: None,
    columns: &[
        optional("category", Ref("category"), "Category it applies to; empty means all."),
        optional("country", Country, "Supplier country it applies to; empty means all."),
        required("type", Text, "Certificate type, such as ISO9001."),
        optional("critical", Flag, "Missing it caps the compliance indicator."),
        optional("weight", Integer, "Weight among the requirements; 1 when empty."),
        optional(
            "grace_days",
            Integer,
            "Days after expiry in which a pending renewal counts.",
        ),
    ],
};

pub const FX_RATE: Kind = Kind {
    name: "fx_rate",
    table: "fx_rates",
    class: Class::Reference,
    key: &["rate_table", "base", "quote", "day"],
    partition: None,
    columns: &[
        required("rate_table", Text, "Table name, such as ECB."),
        required("base", Currency, "Currency that one unit is of."),
        required("quote", Currency, "Currency it costs."),
        required("day", Date, "Day."),
        required("rate", Rate, "Units of quote per unit of base."),
    ],
};

pub const HOLIDAY: Kind = Kind {
    name: "holiday",
    table: "holidays",
    class: Class::Reference,
    key: &["calendar", "day"],
    partition: None,
    columns: &[
        required("calendar", Text, "Calendar name, such as CN."),
        required("day", Date, "Day."),
        required(
            "kind",
            Choice(&["holiday", "workday"]),
            "A day off, or a weekend day that is worked.",
        ),
        optional("name", Text, "Name of the day."),
    ],
};
