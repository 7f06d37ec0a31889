-- The page of a supplier shows its latest rows of each kind: they are found by supplier and date.

create index receipts_by_supplier on receipts (supplier_id, day);
create index inspection_lots_by_supplier on inspection_lots (supplier_id, decided_on);
create index nonconformances_by_supplier on nonconformances (supplier_id, opened_on);
create index invoice_lines_by_supplier on invoice_lines (supplier_id, invoiced_on);
create index tickets_by_supplier on tickets (supplier_id, opened_at);
create index certificates_by_supplier on certificates (supplier_id, valid_from);
create index risk_events_by_supplier on risk_events (supplier_id, happened_on);
create index order_lines_by_supplier on order_lines (supplier_id, ordered_on);
