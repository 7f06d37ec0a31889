//! All files of the demo company, one for each kind, with their headers, in import order.

use crate::manifest::{ENTERED, Manifest, SampleError};
use crate::table::Table;
use std::path::Path;

macro_rules! book {
    ($($field:ident: $kind:literal, $header:literal;)*) => {
        /// The open files.
        #[derive(Debug)]
        pub(crate) struct Book {
            $(pub(crate) $field: Table,)*
        }

        impl Book {
            pub(crate) fn open(folder: &Path) -> Result<Book, SampleError> {
                std::fs::create_dir_all(folder)
                    .map_err(|problem| SampleError::File { path: folder.to_owned(), problem })?;
                Ok(Book { $($field: Table::create(folder, $kind, $header)?,)* })
            }

            pub(crate) fn finish(self) -> Result<Manifest, SampleError> {
                let files = vec![$(self.$field.finish()?,)*];
                Ok(Manifest { files, entered: ENTERED })
            }
        }

        /// Kind and header of every file; a test holds them against `domain::intake::KINDS`.
        #[cfg(test)]
        pub(crate) const HEADERS: &[(&str, &str)] = &[$(($kind, $header),)*];
    };
}

// The columns are written out because the cells of a row follow them by position.
book! {
    companies: "company", "code,name,currency,fiscal_year_start_month,calendar";
    business_units: "business_unit", "code,company,name";
    suppliers: "supplier", "code,name,name_latin,country,status,family,internal,owner,languages,contact,uscc,lei,vat,duns,gln,reserve_from,approved_from,merged_into";
    sites: "site", "supplier,code,name,country,region,time_zone,calendar";
    categories: "category", "code,name,name_local,parent,industry,kraljic,days_to_switch,days_of_cover,quality_tolerance_ppm";
    landed_cost_adders: "landed_cost_adder", "category,incoterm,lane,share";
    items: "item", "code,category,name,unit,hs_code,origin,reference_price,currency";
    supplier_categories: "supplier_category", "supplier,category,business_unit,approved_from,approved_to,qualification,sole_source,roadmap_fit,confirmed_by,second_confirmed_by,confirmed_on,potential_analysis,trial_lots_passed";
    contracts: "contract", "number,supplier,category,valid_from,valid_to,renewal_on,payment_days";
    contract_prices: "contract_price", "contract,item,valid_from,price,currency,price_unit";
    certificate_requirements: "certificate_requirement", "category,country,type,critical,weight,grace_days";
    fx_rates: "fx_rate", "rate_table,base,quote,day,rate";
    holidays: "holiday", "calendar,day,kind,name";
    order_lines: "order_line", "order_no,line_no,supplier,business_unit,item,category,site,ordered_on,requested_on,quantity,unit,price,currency,price_unit,incoterm,lane,quoted_lead_days,status,cause,fault_owner,value";
    confirmations: "confirmation", "order_line,sequence,supplier,business_unit,confirmed_on,promised_on,quantity,asked_by";
    change_requests: "change_request", "number,supplier,business_unit,order_line,category,asked_on,kind,size,in_frozen_horizon,answer,answered_on,met,cause,fault_owner";
    hand_overs: "hand_over", "document_no,line_no,order_line,supplier,business_unit,day,quantity";
    receipts: "receipt", "document_no,line_no,order_line,supplier,business_unit,day,quantity";
    inspection_lots: "inspection_lot", "lot,supplier,business_unit,item,category,order_line,received_on,decided_on,quantity,unit,sample,rejected,conceded,decision,stage,severity,pre_series,cause,fault_owner";
    nonconformances: "nonconformance", "case_no,supplier,business_unit,item,category,order_line,opened_on,severity,quantity,failure_mode,repeat_of,closed_on,cost,currency,cause,fault_owner";
    scar_milestones: "scar_milestone", "nonconformance,step,supplier,business_unit,due_on,done_on,accepted_first,waiting_from,waiting_to,cause,fault_owner";
    invoice_lines: "invoice_line", "invoice_no,line_no,supplier,business_unit,order_line,invoiced_on,quantity,price,currency,match_result,cause,fault_owner";
    quote_lines: "quote_line", "rfq,item,supplier,business_unit,due_on,answered_on,price,currency,price_unit,incoterm,no_quote_reason,qualified,awarded";
    tickets: "ticket", "number,supplier,business_unit,category,site,opened_at,severity,answered_at,resolved_at,target_hours,reopened_at,rating,cause,fault_owner";
    ticket_events: "ticket_event", "ticket,sequence,supplier,business_unit,happened_at,kind";
    project_milestones: "project_milestone", "project,step,supplier,business_unit,category,due_on,done_on,planned_days,actual_days,scope_change_agreed,joint_product,cause,fault_owner";
    certificates: "certificate", "number,supplier,business_unit,site,type,issuer,valid_from,valid_to,renewal_pending,verified_on";
    risk_events: "risk_event", "number,supplier,business_unit,category,happened_on,ended_on,kind,severity,hours,gate,evidence,cause,fault_owner";
    assessment_answers: "assessment_answer", "round,question,rater,supplier,business_unit,category,answered_on,points,max_points,evidence,answer";
    efforts: "effort", "entry,supplier,business_unit,day,role,hours,amount,currency,activity";
    savings: "saving", "entry,supplier,business_unit,category,booked_on,amount,currency,stage,probability,validated_by";
    benchmark_prices: "benchmark_price", "item,day,price,currency,kind,origin";
}
