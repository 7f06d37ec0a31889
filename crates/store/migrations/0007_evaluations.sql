-- Evaluations with the files they read and the exact sums they started from:
-- enough to recompute a published scorecard to the same bytes. Decimals are text, digit by digit.

create table evaluation (
    number {id},
    id text not null unique,
    period text not null,
    scheme text not null,
    scheme_version bigint not null,
    as_of text not null,
    unit_id bigint,
    status text not null,
    created_at text not null,
    created_by text not null,
    document text not null
);
create index evaluation_by_period on evaluation (period, scheme);

create table evaluation_file (
    evaluation bigint not null,
    ordinal bigint not null,
    table_name text not null,
    month text not null,
    path text not null,
    sha256 text not null,
    bytes bigint not null,
    row_count bigint not null,
    primary key (evaluation, ordinal)
) {keyed};

create table evaluation_query (
    evaluation bigint not null,
    ordinal bigint not null,
    indicator text not null,
    primary key (evaluation, ordinal)
) {keyed};

create table evaluation_bucket (
    evaluation bigint not null,
    ordinal bigint not null,
    from_day text not null,
    to_day text not null,
    primary key (evaluation, ordinal)
) {keyed};

create table evaluation_observation (
    evaluation bigint not null,
    ordinal bigint not null,
    query bigint not null,
    supplier_id bigint not null,
    category_id bigint not null,
    unit_id bigint not null,
    bucket bigint not null,
    part text not null,
    good text not null,
    n text not null,
    good_squared text not null,
    events bigint not null,
    hits bigint not null,
    excused bigint not null,
    cap bigint,
    knockouts bigint not null,
    primary key (evaluation, ordinal)
) {keyed};

create table evaluation_result (
    evaluation bigint not null,
    ordinal bigint not null,
    supplier_id bigint not null,
    category_id bigint not null,
    subject text not null,
    value text,
    score text,
    rank_score text,
    state text not null,
    grade text,
    level text,
    detail text not null,
    primary key (evaluation, ordinal)
) {keyed};
