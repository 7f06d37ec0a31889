"""The indicator queries in DuckDB over one Parquet file per table.

Each query is summed as our engine sums it: by supplier, category, unit, span and part, with the misses
that somebody else caused left out. Reads its settings from the file that the first argument names,
says when it is ready, and makes one run for each line of its input.
"""

import json
import pathlib
import sys
import time

import duckdb
from pyarrow import compute

# Quantities that arrived inside a window, over the list of arrivals of an order line.
# A missing bound leaves its side open, as in our own functions.
FUNCTIONS = [
    """create macro received_between(arrivals, low, high) as coalesce(list_sum(list_transform(arrivals, lambda a:
       case when a.day between coalesce(low, date '0001-01-01') and coalesce(high, date '9999-12-31')
            then a.quantity else 0 end)), 0)""",
    """create macro received_between_workdays(arrivals, low, high) as coalesce(list_sum(list_transform(arrivals,
       lambda a: case when a.workday_no between coalesce(low, -1000000) and coalesce(high, 1000000)
            then a.quantity else 0 end)), 0)""",
    """create macro received_in_full_on(arrivals, wanted) as list_min(list_transform(list_filter(
       arrivals, lambda a: list_sum(list_transform(list_filter(arrivals, lambda b: b.day <= a.day),
       lambda b: b.quantity)) >= wanted), lambda a: a.day))""",
    "create macro days_between(a, b) as (b - a)",
    "create macro add_days(day, n) as (day + cast(n as integer))",
]


def connect(settings):
    connection = duckdb.connect()
    folder = pathlib.Path(settings["parquet"])
    folder.mkdir(parents=True, exist_ok=True)
    for table in settings["tables"]:
        name = table["name"]
        months = sorted(str(path) for path in pathlib.Path(settings["snapshots"], name).glob("*.parquet"))
        if months:
            one = folder / f"{name}.parquet"
            if not one.exists():
                unfinished = folder / f"{name}.unfinished"
                connection.execute(f"copy (select * from read_parquet({months!r})) to '{unfinished}' (format parquet)")
                unfinished.rename(one)
            connection.execute(f"create view {name} as select * from read_parquet('{one}')")
        else:
            columns = ", ".join(f"{column} {type}" for column, type in table["columns"])
            connection.execute(f"create table {name} ({columns})")
    for function in FUNCTIONS:
        connection.execute(function)
    return connection


def summed(connection, query, buckets):
    """The query with the sums around it."""
    sql = query["sql"]
    columns = [column[0] for column in connection.execute(f"select * from ({sql}) limit 0").description]
    owner = "fault_owner" if "fault_owner" in columns else "null"
    gate = "gate" if "gate" in columns else "cast(null as varchar)"
    owners = ", ".join(f"'{owner}'" for owner in query["owners"])
    spans = " ".join(
        f"when on_date between date '{first}' and date '{last}' then {number}"
        for number, (first, last) in enumerate(buckets)
    )
    return f"""
        select supplier_id, category_id, unit_id, bucket, part,
               sum(good) filter (counted) as good,
               sum(n) filter (counted) as n,
               sum(case when n = 1 then good * good end) filter (counted) as good_squared,
               count(*) filter (counted) as events,
               count(*) filter (good >= n) as hits,
               count(*) filter (not counted) as excused,
               min(cast(substr(gate, 5) as integer)) filter (counted and gate like 'cap:%') as cap,
               count(*) filter (counted and gate = 'knockout') as knockouts
        from (
          select supplier_id, coalesce(category_id, 0) as category_id, coalesce(unit_id, 0) as unit_id,
                 case {spans} end as bucket, part, good, n, {gate} as gate,
                 good >= n or coalesce({owner}, 'supplier') in ({owners}) as counted
          from ({sql}) as query
          where on_date between date '{buckets[0][0]}' and date '{buckets[-1][1]}'
            and supplier_id is not null and part is not null and good is not null and n is not null
        ) as events
        where bucket is not null
        group by supplier_id, category_id, unit_id, bucket, part"""


def run(connection, texts, last_bucket):
    """Seconds of all queries together, and what they counted in the last span."""
    seconds, counts = 0.0, {}
    for code, text in texts:
        started = time.perf_counter()
        result = connection.sql(text).to_arrow_table()
        seconds += time.perf_counter() - started
        quarter = result.filter(compute.equal(result["bucket"], last_bucket))
        counts[code] = [compute.sum(quarter[name]).as_py() or 0 for name in ("events", "hits", "excused")]
    return {"seconds": seconds, "counts": counts}


def main():
    settings = json.loads(pathlib.Path(sys.argv[1]).read_text())
    connection = connect(settings)
    buckets = settings["buckets"]
    texts = [(query["code"], summed(connection, query, buckets)) for query in settings["queries"]]
    print(json.dumps({"title": f"DuckDB {duckdb.__version__}"}), flush=True)
    for _ in sys.stdin:
        print(json.dumps(run(connection, texts, len(buckets) - 1)), flush=True)


main()
