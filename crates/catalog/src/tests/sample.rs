//! Sound documents, small enough to be spoiled one line at a time.

pub(super) const INDICATOR: &str = r#"+++
code = "delivery.ours"
kind = "ratio"
unit = "percent"
direction = "up"
min_events = 5
curve = [[70, 0], [99, 100]]
needs = ["order_lines.due_on"]
name = { en = "Ours", zh = "我方" }

[parameter.late_days]
default = 0
min = 0
max = 30
en = "Days of grace."
zh = "宽限天数。"
+++

What counts.

## 说明

计入范围。

## Query

```sql
select supplier_id, category_id, unit_id, row_id, due_on as on_date, 'all' as part, 1 as good, 1 as n
from order_lines
where due_on <= add_days($as_of, $late_days)
```

## Examples

### A line that is due

with as_of = 2026-03-31, late_days = 2

order_lines

| row_id | due_on | quantity | arrivals |
| --- | --- | ---: | --- |
| L1 | 2026-03-02 | 10 | 2026-03-02:4; 2026-03-03:6 |

gives

| row_id | good | n |
| --- | ---: | ---: |
| L1 | 1 | 1 |

### Nothing is due

order_lines

| row_id | due_on |
| --- | --- |
| L2 | 2026-07-02 |

gives

| row_id | good | n |
| --- | ---: | ---: |
"#;

pub(super) const PARTS: &str = r#"+++
code = "quality.ours"
kind = "parts"
unit = "points"
direction = "up"
min_events = 5
curve = [[70, 0], [99, 100]]
needs = ["inspection_lots.decision"]
name = { en = "Ours", zh = "我方" }

[[part]]
name = "first"
kind = "ratio"
weight = 6000
title = { en = "First", zh = "其一" }

[[part]]
name = "second"
kind = "ratio"
weight = 4000
title = { en = "Second", zh = "其二" }
+++

What counts.

## 说明

计入范围。

## Query

```sql
select supplier_id, category_id, unit_id, row_id, received_on as on_date, 'first' as part, 1 as good, 1 as n
from inspection_lots
union all
select supplier_id, category_id, unit_id, row_id, received_on as on_date, 'second' as part, 1 as good, 1 as n
from inspection_lots
```
"#;

pub(super) const SCHEME: &str = r#"+++
code = "ours"
version = 1
name = { en = "Ours", zh = "我方" }
scope = "base"

[quality]
weight = 6000
indicators = [
  { code = "quality.acceptance_rate", weight = 6800 },
  { code = "quality.ppm", weight = 3200 },
]

[delivery]
weight = 4000
indicators = [
  { code = "delivery.otd", weight = 10000, parameters = { early_days = 2 } },
]

[rules]
grade_bounds = [90, 75, 60]
core_share = 12.5
core_range = [10, 15]
+++

What it is for.

## 说明

用途。
"#;
