"""Reads the worlds of a run with DuckDB and holds them to the result file of the same run: columns and their types,
rows, and per view the counts of deals, of real red lines and of parties without whose consent a deal would exist.

Usage: python3 tests/worlds/check.py RESULT.json WORLDS.parquet
"""

import json
import sys

import duckdb


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def main(result_name, worlds_name):
    with open(result_name, encoding="utf-8") as file:
        result = json.load(file)
    counted = [
        (result["problems"][claim["problem"]], claim["claim"]["record"]["counted"])
        for claim in result["claims"]
        if claim["claim"]["kind"] == "worlds"
    ]
    found = []

    def hold(what, found_there, expected):
        if found_there != expected:
            found.append(f"{what}: {found_there!r}, and not {expected!r}")

    hold("views counted", len(counted) > 0, True)
    database = duckdb.connect()
    name = worlds_name.replace("'", "''")
    database.execute(f"CREATE VIEW worlds AS SELECT * FROM read_parquet('{name}')")
    columns = {name: kind for name, kind, *_ in database.execute("DESCRIBE worlds").fetchall()}
    hold("first columns", list(columns.items())[:3], [("view", "VARCHAR"), ("world", "BIGINT"), ("deal", "BOOLEAN")])
    flags = {f"real.{line['id']}" for problem, _ in counted for line in problem["lines"]}
    flags |= {f"opens.{party['id']}" for problem, _ in counted for party in problem["parties"]}
    hold("flags", {name for name, kind in columns.items() if kind == "BOOLEAN"}, flags | {"deal"})
    numbers = [name for name in columns if name not in flags | {"view", "world", "deal"}]
    hold("numbers", {columns[name] for name in numbers}, {"DOUBLE"})

    rows = database.execute("SELECT count(*) FROM worlds").fetchone()[0]
    hold("rows", rows, sum(count["worlds"] for _, count in counted))
    for problem, count in counted:
        view = problem["view"]

        def of_view(expression):
            query = f"SELECT {expression} FROM worlds WHERE view IS NOT DISTINCT FROM ?"
            return database.execute(query, [view]).fetchone()

        worlds, base = count["worlds"], count["cases"][0]
        spread = of_view("count(DISTINCT world), min(world), max(world)")
        hold(f"worlds of {view}", spread, (worlds, 0, worlds - 1))
        hold(f"deals of {view}", of_view("count(*) FILTER (deal)")[0], base["deals"])
        hold(f"not settled of {view}", of_view("count(*) FILTER (deal IS NULL)")[0], base["unsettled"])
        for line, real in zip(problem["lines"], count["real"], strict=True):
            column = f"real.{line['id']}"
            hold(f"{column} of {view}", of_view(f"count(*) FILTER ({quoted(column)})")[0], real)
        for party, opens in zip(problem["parties"], count["without"]["parties"], strict=True):
            column = f"opens.{party['id']}"
            hold(f"{column} of {view}", of_view(f"count(*) FILTER ({quoted(column)})")[0], opens)
            missing = of_view(f"count(*) FILTER ({quoted(column)} IS NULL)")[0]
            hold(f"missing {column} of {view}", missing, base["deals"] + base["unsettled"])
        share = of_view("avg(deal::INTEGER)")[0]
        print(f"{view}: a deal in {share:.1%} of {worlds} worlds")

    notes = database.execute(f"SELECT key, value FROM parquet_kv_metadata('{name}')").fetchall()
    notes = {key.decode(): value.decode() for key, value in notes}
    hold("program", notes.get("zopa.program"), result["program"])
    hold("seed", notes.get("zopa.seed"), str(result["settings"]["seed"]))
    hold("files", json.loads(notes.get("zopa.files", "null")), result["scenario"]["files"])
    for wrong in found:
        print(wrong, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
