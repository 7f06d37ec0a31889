//! The columnar side as its callers see it: files in, exact sums, rows and tables out.

mod support;

mod storage;
mod apart;
mod fence;
mod contract;
mod functions;
mod observe;
mod exact;
mod kept;
mod events;
mod select;
mod examples;
