-- The book of imports: what came in, what became of every row, and what changed rows were before,
-- so that each import can be explained and undone.

create table import (
    id {id},
    source text not null,
    label text not null,
    file_name text not null,
    file_sha256 text not null,
    mapping text not null,
    started_at text not null,
    actor text not null,
    undone_at text,
    undone_by text
);
create index import_by_file on import (file_sha256);

create table import_count (
    import_id bigint not null,
    kind text not null,
    rows_read bigint not null,
    stored bigint not null,
    changed bigint not null,
    unchanged bigint not null,
    rejected bigint not null,
    primary key (import_id, kind)
) {keyed};

-- One line per problem; a rejected row has at least one, and all of a row share its number.
-- The row's raw text stands with its first problem.
create table import_rejection (
    import_id bigint not null,
    ordinal bigint not null,
    row_ordinal bigint not null,
    kind text not null,
    line bigint not null,
    code text not null,
    column_no bigint,
    header text,
    field text,
    value text not null,
    expected text not null,
    nearest text,
    raw text,
    primary key (import_id, ordinal)
) {keyed};

-- The row as it was before the import changed it, as one JSON object, and the import it came from then:
-- that import cannot be undone while this line stands.
create table import_change (
    import_id bigint not null,
    kind text not null,
    row_id bigint not null,
    before_import bigint not null,
    before text not null,
    primary key (import_id, kind, row_id)
) {keyed};
create index import_change_by_before on import_change (before_import, kind);
