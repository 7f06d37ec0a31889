-- Documents that people design: schemes, indicators, rules and mappings, each version kept for ever.

create table document (
    kind text not null,
    code text not null,
    version bigint not null,
    body text not null,
    created_at text not null,
    created_by text not null,
    primary key (kind, code, version)
) {keyed};
