-- The list of snapshot files, which months no longer say what the store says,
-- and the versions of the data that other rows are derived from.

create table change_counter (
    name text primary key,
    value bigint not null
);

-- Month is empty for a table that is written whole. Change is the counter when the mark was last set.
create table snapshot_mark (
    table_name text not null,
    month text not null,
    change bigint not null,
    primary key (table_name, month)
) {keyed};

-- Path is empty when the month was written and had no rows.
create table snapshot_manifest (
    table_name text not null,
    month text not null,
    path text not null,
    sha256 text not null,
    bytes bigint not null,
    row_count bigint not null,
    built_from text not null,
    primary key (table_name, month)
) {keyed};
