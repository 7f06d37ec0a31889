"""Order lines from CSV into a DuckDB file: `insert or replace` into a table with the same key, and a checkpoint.

A run begins without a file and ends when everything is on disk. Reads its settings from the file that the first
argument names, says when it is ready, and makes one run for each line of its input.
"""

import json
import pathlib
import sys
import time

import duckdb

TABLE = """
    create table order_lines (
      source varchar not null, key varchar not null, order_no varchar, line_no varchar, supplier varchar, item varchar,
      category varchar, ordered_on date, requested_on date, quantity decimal(18,3), unit varchar, price decimal(18,6),
      currency varchar, incoterm varchar, primary key (source, key))"""

COLUMNS = {
    "order_no": "varchar", "line_no": "varchar", "supplier": "varchar", "item": "varchar", "category": "varchar",
    "ordered_on": "date", "requested_on": "date", "quantity": "decimal(18,3)", "unit": "varchar",
    "price": "decimal(18,6)", "currency": "varchar", "incoterm": "varchar",
}


def run(settings):
    database = pathlib.Path(settings["database"])
    for leftover in (database, database.with_name(database.name + ".wal")):
        leftover.unlink(missing_ok=True)
    started = time.perf_counter()
    connection = duckdb.connect(str(database))
    connection.execute(TABLE)
    connection.execute(
        f"""insert or replace into order_lines
            select 'bench', order_no || '/' || line_no, *
            from read_csv('{settings["csv"]}', header = true, columns = {COLUMNS!r})"""
    )
    connection.execute("checkpoint")
    connection.close()
    seconds = time.perf_counter() - started
    with duckdb.connect(str(database), read_only=True) as check:
        rows = check.execute("select count(*) from order_lines").fetchone()[0]
    if rows != settings["rows"]:
        sys.exit(f"{rows} rows are in the table, expected {settings['rows']}")
    return {"seconds": seconds}


def main():
    settings = json.loads(pathlib.Path(sys.argv[1]).read_text())
    print(json.dumps({"title": f"DuckDB {duckdb.__version__}"}), flush=True)
    for _ in sys.stdin:
        print(json.dumps(run(settings)), flush=True)


main()
