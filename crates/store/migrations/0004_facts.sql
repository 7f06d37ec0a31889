-- What happened: unique by source and key, found by the date that chooses its snapshot month,
-- and, where it belongs to an order line, a case or a ticket, by that.
-- The unique rule starts with the key, so that it also finds a row whose source is not known.

create table order_lines (
    id {id},
    source text not null,
    key text not null,
    order_no text not null,
    line_no text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    item_id bigint,
    category_id bigint,
    site_id bigint,
    ordered_on text not null,
    requested_on text,
    quantity bigint not null,
    unit text not null,
    price bigint,
    currency text,
    price_unit bigint,
    incoterm text,
    lane text,
    quoted_lead_days bigint,
    status text,
    cause text,
    fault_owner text,
    value bigint,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index order_lines_by_ordered_on on order_lines (ordered_on);

create table confirmations (
    id {id},
    source text not null,
    key text not null,
    order_line_id bigint not null,
    sequence bigint not null,
    supplier_id bigint,
    business_unit_id bigint,
    confirmed_on text not null,
    promised_on text not null,
    quantity bigint,
    asked_by text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index confirmations_by_confirmed_on on confirmations (confirmed_on);
create index confirmations_by_order_line on confirmations (order_line_id);

create table change_requests (
    id {id},
    source text not null,
    key text not null,
    number text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    order_line_id bigint,
    category_id bigint,
    asked_on text not null,
    kind text not null,
    size bigint,
    in_frozen_horizon bigint,
    answer text,
    answered_on text,
    met bigint,
    cause text,
    fault_owner text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index change_requests_by_asked_on on change_requests (asked_on);
create index change_requests_by_order_line on change_requests (order_line_id);

create table hand_overs (
    id {id},
    source text not null,
    key text not null,
    document_no text not null,
    line_no text not null,
    order_line_id bigint not null,
    supplier_id bigint,
    business_unit_id bigint,
    day text not null,
    quantity bigint not null,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index hand_overs_by_day on hand_overs (day);
create index hand_overs_by_order_line on hand_overs (order_line_id);

create table receipts (
    id {id},
    source text not null,
    key text not null,
    document_no text not null,
    line_no text not null,
    order_line_id bigint not null,
    supplier_id bigint,
    business_unit_id bigint,
    day text not null,
    quantity bigint not null,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index receipts_by_day on receipts (day);
create index receipts_by_order_line on receipts (order_line_id);

create table inspection_lots (
    id {id},
    source text not null,
    key text not null,
    lot text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    item_id bigint,
    category_id bigint,
    order_line_id bigint,
    received_on text not null,
    decided_on text not null,
    quantity bigint not null,
    unit text,
    sample bigint,
    rejected bigint,
    conceded bigint,
    decision text not null,
    stage text,
    severity text,
    pre_series bigint,
    cause text,
    fault_owner text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index inspection_lots_by_decided_on on inspection_lots (decided_on);
create index inspection_lots_by_order_line on inspection_lots (order_line_id);

create table nonconformances (
    id {id},
    source text not null,
    key text not null,
    case_no text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    item_id bigint,
    category_id bigint,
    order_line_id bigint,
    opened_on text not null,
    severity text,
    quantity bigint,
    failure_mode text,
    repeat_of text,
    closed_on text,
    cost bigint,
    currency text,
    cause text,
    fault_owner text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index nonconformances_by_opened_on on nonconformances (opened_on);
create index nonconformances_by_order_line on nonconformances (order_line_id);

create table scar_milestones (
    id {id},
    source text not null,
    key text not null,
    nonconformance_id bigint not null,
    step text not null,
    supplier_id bigint,
    business_unit_id bigint,
    due_on text not null,
    done_on text,
    accepted_first bigint,
    waiting_from text,
    waiting_to text,
    cause text,
    fault_owner text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index scar_milestones_by_due_on on scar_milestones (due_on);
create index scar_milestones_by_nonconformance on scar_milestones (nonconformance_id);

create table invoice_lines (
    id {id},
    source text not null,
    key text not null,
    invoice_no text not null,
    line_no text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    order_line_id bigint,
    invoiced_on text not null,
    quantity bigint,
    price bigint,
    currency text,
    match_result text not null,
    cause text,
    fault_owner text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index invoice_lines_by_invoiced_on on invoice_lines (invoiced_on);
create index invoice_lines_by_order_line on invoice_lines (order_line_id);

create table quote_lines (
    id {id},
    source text not null,
    key text not null,
    rfq text not null,
    item_id bigint not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    due_on text not null,
    answered_on text,
    price bigint,
    currency text,
    price_unit bigint,
    incoterm text,
    no_quote_reason text,
    qualified bigint,
    awarded bigint,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index quote_lines_by_due_on on quote_lines (due_on);

create table tickets (
    id {id},
    source text not null,
    key text not null,
    number text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    category_id bigint,
    site_id bigint,
    opened_at text not null,
    severity text,
    answered_at text,
    resolved_at text,
    target_hours bigint,
    reopened_at text,
    rating bigint,
    cause text,
    fault_owner text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index tickets_by_opened_at on tickets (opened_at);

create table ticket_events (
    id {id},
    source text not null,
    key text not null,
    ticket_id bigint not null,
    sequence bigint not null,
    supplier_id bigint,
    business_unit_id bigint,
    happened_at text not null,
    kind text not null,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index ticket_events_by_happened_at on ticket_events (happened_at);
create index ticket_events_by_ticket on ticket_events (ticket_id);

create table project_milestones (
    id {id},
    source text not null,
    key text not null,
    project text not null,
    step text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    category_id bigint,
    due_on text not null,
    done_on text,
    planned_days bigint,
    actual_days bigint,
    scope_change_agreed bigint,
    joint_product bigint,
    cause text,
    fault_owner text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index project_milestones_by_due_on on project_milestones (due_on);

create table certificates (
    id {id},
    source text not null,
    key text not null,
    number text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    site_id bigint,
    type text not null,
    issuer text,
    valid_from text not null,
    valid_to text,
    renewal_pending bigint,
    verified_on text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index certificates_by_valid_from on certificates (valid_from);

create table risk_events (
    id {id},
    source text not null,
    key text not null,
    number text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    category_id bigint,
    happened_on text not null,
    ended_on text,
    kind text not null,
    severity bigint,
    hours bigint,
    gate text,
    evidence text,
    cause text,
    fault_owner text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index risk_events_by_happened_on on risk_events (happened_on);

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
    points bigint not null,
    max_points bigint,
    evidence text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index assessment_answers_by_answered_on on assessment_answers (answered_on);

create table efforts (
    id {id},
    source text not null,
    key text not null,
    entry text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    day text not null,
    role text,
    hours bigint,
    amount bigint,
    currency text,
    activity text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index efforts_by_day on efforts (day);

create table savings (
    id {id},
    source text not null,
    key text not null,
    entry text not null,
    supplier_id bigint not null,
    business_unit_id bigint,
    category_id bigint,
    booked_on text not null,
    amount bigint not null,
    currency text not null,
    stage text,
    probability bigint,
    validated_by text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index savings_by_booked_on on savings (booked_on);

create table benchmark_prices (
    id {id},
    source text not null,
    key text not null,
    item_id bigint not null,
    day text not null,
    price bigint not null,
    currency text not null,
    kind text,
    origin text,
    import_id bigint not null,
    row_no bigint not null,
    unique (key, source)
);
create index benchmark_prices_by_day on benchmark_prices (day);
