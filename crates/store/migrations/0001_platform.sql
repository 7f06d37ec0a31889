-- The installation itself: settings, the audit chain, and the highest row id ever given per table,
-- so that an id of an undone row is never given to another one.

create table setting (
    name text primary key,
    value text not null,
    changed_at text not null,
    changed_by text not null
);

create table audit_entry (
    sequence {id},
    at text not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    previous text not null,
    hash text not null
);

create table row_id_high (
    name text primary key,
    high bigint not null
);
