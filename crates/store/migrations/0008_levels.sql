-- The levels that suppliers hold after each official quarter, and which periods are closed:
-- the next classification starts from both.

-- Unit is 0 for the whole company.
create table level_held (
    period text not null,
    supplier_id bigint not null,
    unit_id bigint not null,
    level text not null,
    evaluation_id text not null,
    confirmed_at text not null,
    confirmed_by text not null,
    primary key (period, supplier_id, unit_id)
) {keyed};

create table period_close (
    period text primary key,
    closed_at text not null,
    closed_by text not null
);
