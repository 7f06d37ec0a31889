-- Named things and the tables a computation leans on: unique by their key, whatever source brought them.
-- One column per column of the kind, in its order; `x_id` keeps the row id of the x that a row names.
-- Row ids are given by the program (see row_id_high), so they are the same on every engine and never given twice.

create table companies (
    id {id},
    source text not null,
    key text not null,
    code text not null,
    name text not null,
    currency text not null,
    fiscal_year_start_month bigint,
    calendar text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table business_units (
    id {id},
    source text not null,
    key text not null,
    code text not null,
    company_id bigint not null,
    name text not null,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table suppliers (
    id {id},
    source text not null,
    key text not null,
    code text not null,
    name text not null,
    name_latin text,
    country text,
    status text not null,
    family text,
    internal bigint,
    owner text,
    languages text,
    contact text,
    uscc text,
    lei text,
    vat text,
    duns text,
    gln text,
    reserve_from text,
    approved_from text,
    merged_into_id bigint,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table sites (
    id {id},
    source text not null,
    key text not null,
    supplier_id bigint not null,
    code text not null,
    name text,
    country text,
    region text,
    time_zone text,
    calendar text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table categories (
    id {id},
    source text not null,
    key text not null,
    code text not null,
    name text not null,
    name_local text,
    parent_id bigint,
    industry text,
    kraljic text,
    days_to_switch bigint,
    days_of_cover bigint,
    quality_tolerance_ppm bigint,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table landed_cost_adders (
    id {id},
    source text not null,
    key text not null,
    category_id bigint not null,
    incoterm text not null,
    lane text not null,
    share bigint not null,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table items (
    id {id},
    source text not null,
    key text not null,
    code text not null,
    category_id bigint,
    name text,
    unit text not null,
    hs_code text,
    origin text,
    reference_price bigint,
    currency text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table supplier_categories (
    id {id},
    source text not null,
    key text not null,
    supplier_id bigint not null,
    category_id bigint not null,
    business_unit_id bigint,
    approved_from text not null,
    approved_to text,
    qualification text,
    sole_source bigint,
    roadmap_fit bigint,
    confirmed_by text,
    second_confirmed_by text,
    confirmed_on text,
    potential_analysis text,
    trial_lots_passed bigint,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table contracts (
    id {id},
    source text not null,
    key text not null,
    number text not null,
    supplier_id bigint not null,
    category_id bigint,
    valid_from text not null,
    valid_to text,
    renewal_on text,
    payment_days bigint,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table contract_prices (
    id {id},
    source text not null,
    key text not null,
    contract_id bigint not null,
    item_id bigint not null,
    valid_from text not null,
    price bigint not null,
    currency text not null,
    price_unit bigint,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table certificate_requirements (
    id {id},
    source text not null,
    key text not null,
    category_id bigint,
    country text,
    type text not null,
    critical bigint,
    weight bigint,
    grace_days bigint,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table fx_rates (
    id {id},
    source text not null,
    key text not null,
    rate_table text not null,
    base text not null,
    quote text not null,
    day text not null,
    rate bigint not null,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);

create table holidays (
    id {id},
    source text not null,
    key text not null,
    calendar text not null,
    day text not null,
    kind text not null,
    name text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key)
);
