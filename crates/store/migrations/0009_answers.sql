-- Questions that were not answered, or do not apply, come in as rows without points.

create table assessment_answers_before (
    id bigint primary key,
    source text not null,
    key text not null,
    round text not null,
    question text not null,
    rater text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    category_id bigint,
    answered_on text not null,
    points bigint,
    max_points bigint,
    evidence text,
    import_id bigint not null,
    row_no bigint not null
);
insert into assessment_answers_before
select id, source, key, round, question, rater, supplier_id, business_unit_id, category_id, answered_on, points,
    max_points, evidence, import_id, row_no
from assessment_answers;
drop table assessment_answers;

create table assessment_answers (
    id {id},
    source text not null,
    key text not null,
    round text not null,
    question text not null,
    rater text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    category_id bigint,
    answered_on text not null,
    points bigint,
    max_points bigint,
    evidence text,
    answer text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index assessment_answers_by_answered_on on assessment_answers (answered_on);
insert into assessment_answers (id, source, key, round, question, rater, supplier_id, business_unit_id, category_id,
    answered_on, points, max_points, evidence, import_id, row_no)
select id, source, key, round, question, rater, supplier_id, business_unit_id, category_id, answered_on, points,
    max_points, evidence, import_id, row_no
from assessment_answers_before;
drop table assessment_answers_before;

-- The snapshots of the table have a column more: they are written anew.
update snapshot_manifest set built_from = 'without answers' where table_name = 'assessment_answers';
