"""Runs zopa and its peers on the same data and prints tables of times and ratios in Markdown.

Called by `run`, which makes the environment. Every peer runs in a process of its own, one at a time, with a limit on time
and memory; a peer that does not finish is said not to have finished. Where a peer is quick it is run three times and the
least counts, as for zopa; NegMAS is run once.
"""

import argparse
import datetime
import importlib.metadata
import json
import os
import pathlib
import platform
import resource
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
MEMORY = 10 << 30
SECTIONS = ["points", "additive", "domains", "shell", "highs"]
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")}


def children():
    """Seconds of processor time that finished child processes have had, in user and system mode."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def limit(seconds):
    """To be called in the new process before the peer starts in it."""
    def limited():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))

    return limited


class Peers:
    """Runs one measurement of a peer after the other."""

    def __init__(self, seconds):
        self.seconds = seconds

    def ask(self, *words):
        """What `peer.py` measured, or a note why it did not; with the processor time of the whole process."""
        print("peer:", *words, file=sys.stderr)
        before = children()
        try:
            run = subprocess.run(
                [sys.executable, str(HERE / "peer.py"), *map(str, words)],
                capture_output=True, text=True, timeout=4 * self.seconds, preexec_fn=limit(self.seconds),
                env={**os.environ, **ONE_THREAD},
            )
        except subprocess.TimeoutExpired:
            return {"note": f"stopped after {4 * self.seconds} s of wall clock"}
        process = children() - before
        if run.returncode == -signal.SIGXCPU:
            return {"note": f"> {self.seconds} s"}
        if run.returncode != 0:
            lines = run.stderr.strip().splitlines() or [f"exit code {run.returncode}"]
            print(*lines[-3:], sep="\n", file=sys.stderr)
            return {"note": "failed: " + lines[-1][:60]}
        return {**json.loads(run.stdout.strip().splitlines()[-1]), "process": process}


def zopa_facts(bench, data, parts, domains):
    """The lines of zopa's half, by their first word and name."""
    print("zopa:", bench, file=sys.stderr)
    words = [str(bench), "--folder", str(data), "--parts", ",".join(parts)]
    if domains:
        words += ["--domains", ",".join(map(str, domains))]
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    facts = {}
    for line in out.splitlines():
        kind, name, *fields = line.split("\t")
        facts.setdefault(kind, {})[name] = fields
    return facts


def seconds_of(fields):
    """zopa's time in seconds, its count and whether it is proved; `None` for a search that does not exist yet."""
    if not fields or fields[0] == "absent":
        return None
    return float(fields[0]) / 1e3, int(fields[1]), fields[2] == "true"


def duration(seconds):
    if seconds is None:
        return "–"
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds:.3g} s"


def shown(measured, key="seconds"):
    return duration(measured[key]) if key in measured else measured.get("note", "–")


def ratio(measured, zopa, key="seconds"):
    """How many times zopa's time the peer took; a lower bound where it did not finish."""
    if zopa is None or zopa == 0:
        return "–"
    if key in measured:
        return f"**{measured[key] / zopa:,.3g}**" if measured[key] / zopa < 1000 else f"**{measured[key] / zopa:,.0f}**"
    note = measured.get("note", "")
    return f"> {float(note[2:-2]) / zopa:,.0f}" if note.startswith("> ") else "–"


def table(titles, rows):
    print("|", " | ".join(titles), "|")
    print("|", " | ".join("---" for _ in titles), "|")
    for row in rows:
        print("|", " | ".join(map(str, row)), "|")
    print(flush=True)


def points(facts, peers):
    print("## Frontier of a black box\n")
    print("Like for like: each gets the same list of 10^6 points (utilities of all packages of 10^6) and nothing else.")
    print("NegMAS's function is `pareto_frontier_numpy`, the one that its `pareto_frontier` and scenario statistics call.\n")
    rows = []
    for name, (path, columns, _) in facts["points"].items():
        zopa = seconds_of(facts["box"].get(name))
        moocore, negmas = peers.ask("moocore-points", path, columns), peers.ask("negmas-points", path, columns)
        mine = zopa[0] if zopa else None
        sizes = {m["found"] for m in (moocore, negmas) if "found" in m} | ({zopa[1]} if zopa else set())
        rows.append([
            name, ratio(negmas, mine), ratio(moocore, mine), duration(mine) if zopa else "not there yet",
            shown(negmas), shown(moocore), ", ".join(map(str, sorted(sizes))),
        ])
    table(["points", "NegMAS / zopa", "moocore / zopa", "zopa", "NegMAS", "moocore", "distinct points found"], rows)


def additive(facts, peers):
    print("## Frontier of an additive domain of 10^6 outcomes, as a library call\n")
    print("Not like for like: zopa sums the issues up without listing the outcomes; NegMAS's `pareto_frontier` evaluates")
    print("its utility functions on every outcome. The black-box table above is the like-for-like one.\n")
    rows = []
    for name, (path, n, m, k) in facts["space"].items():
        if int(n) > 3:
            continue
        zopa = seconds_of(facts["additive"].get(name))
        negmas = peers.ask("negmas-space", path, n, m, k)
        sizes = {zopa[1]} | ({negmas["found"]} if "found" in negmas else set())
        rows.append([
            name, ratio(negmas, zopa[0]), duration(zopa[0]), shown(negmas), ", ".join(map(str, sorted(sizes))),
        ])
    table(["domain", "NegMAS / zopa", "zopa", "NegMAS", "distinct points found"], rows)


def domains_in_process(facts, peers, domains):
    print("## Real domains above 100,000 outcomes: load, frontier, Nash, Kalai, Kalai–Smorodinsky, welfare, in one process\n")
    rows = []
    for path, outcomes in domains.items():
        zopa = seconds_of(facts.get("domain", {}).get(str(path)))
        negmas = peers.ask("negmas-domain", path)
        parts = ", ".join(f"{k} {duration(v)}" for k, v in negmas.get("parts", {}).items()) or "–"
        mine = zopa[0] if zopa else None
        rows.append([
            path.name, f"{outcomes:,}", ratio(negmas, mine), duration(mine) if zopa else "not there yet",
            shown(negmas), parts,
        ])
    table(["domain", "outcomes", "NegMAS / zopa", "zopa", "NegMAS", "of which"], rows)


def zopa_process(zopa, command, path):
    """Least of three processor times of a command, or a note why it refused."""
    best = None
    for _ in range(3):
        before = children()
        run = subprocess.run([str(zopa), command, str(path)], capture_output=True, text=True, timeout=120)
        took = children() - before
        if run.returncode != 0:
            lines = (run.stderr or run.stdout).strip().splitlines() or [f"exit code {run.returncode}"]
            return None, f"skipped: zopa {command} refuses it (exit code {run.returncode})", lines[0]
        best = took if best is None else min(best, took)
    return best, None, None


def shell(zopa, peers, domains):
    print("## Real domains above 100,000 outcomes: whole processes from the shell\n")
    print("NegMAS: a Python script that loads the folder, computes frontier and Nash points and prints them, with the start of")
    print("Python and the imports. zopa: `zopa frontier FOLDER` and then `zopa solve FOLDER`, both together.\n")
    rows = []
    for path, outcomes in domains.items():
        front, why, said = zopa_process(zopa, "frontier", path)
        solve, why_not, also = (None, why, said) if why else zopa_process(zopa, "solve", path)
        note = why or why_not
        if note:
            print(f"{path.name}: {note}: {said or also}", file=sys.stderr)
        mine = None if note else front + solve
        negmas = peers.ask("negmas-shell", path)
        rows.append([
            path.name, f"{outcomes:,}", ratio(negmas, mine, "process"), note or duration(mine),
            "–" if note else f"{duration(front)} + {duration(solve)}", shown(negmas, "process"),
        ])
    table(["domain", "outcomes", "NegMAS / zopa", "zopa", "frontier + solve", "NegMAS"], rows)


def highs(facts, peers):
    print("## Kalai–Smorodinsky on 10^20 packages, against a mixed integer program\n")
    print("HiGHS: the ideals (one program per party), then the largest smallest share, gap 0, one thread. zopa: the ideals,")
    print("then leximin with all ties and a proof that is checked apart. `share` is the smallest share reached.\n")
    rows = []
    for name, fields in facts.get("ks", {}).items():
        if fields[0] == "absent":
            rows.append([name, "–", "–", "ideals not proved", "–", "–", "–"])
            continue
        before, then, share, proved, path, n, m, k = fields
        mine, both = float(then) / 1e3, (float(before) + float(then)) / 1e3
        answer = peers.ask("highs-ks", path, n, m, k)
        theirs = dict(answer)
        if "seconds" in answer:
            theirs["all"] = answer["seconds"] + answer["ideals"]
        equal = "–"
        if "share" in answer:
            equal = "yes" if abs(answer["share"] - float(share)) < 1e-9 and answer["same_ideals"] else "no"
        state = lambda ok: "" if ok else " (not proved)"
        rows.append([
            name, ratio(theirs, both, "all"), ratio(theirs, mine), duration(both) + state(proved == "true"),
            duration(mine), shown(theirs, "all") + state(answer.get("proved", True)), shown(theirs), equal,
        ])
    table(
        ["parties-seed", "HiGHS / zopa", "without ideals", "zopa", "without ideals", "HiGHS", "without ideals", "same share"],
        rows,
    )


def processor():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        return next(l.split(":")[1].strip() for l in lines if l.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def version(zopa):
    return subprocess.run([str(zopa), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def real_domains():
    """Folders of the reference data with more than 100,000 outcomes, smallest first."""
    given = os.environ.get("ZOPA_REFERENCE")
    base = pathlib.Path(given) if given else HERE.parents[2] / "shared" / "reference"
    index = base / "negotiation" / "index.json"
    if not index.is_file():
        return {}
    known = [d for d in json.loads(index.read_text()) if (d["n_outcomes"] or 0) > 100_000]
    known.sort(key=lambda d: d["n_outcomes"])
    return {index.parent / "domains" / d["name"]: d["n_outcomes"] for d in known}


def main():
    say = argparse.ArgumentParser(description="zopa and its peers on the same data")
    say.add_argument("--zopa", type=pathlib.Path, required=True, help="the zopa program")
    say.add_argument("--bench", type=pathlib.Path, required=True, help="the program `peers` of zopa-bench")
    say.add_argument("--data", type=pathlib.Path, required=True, help="where the points go")
    say.add_argument("--only", nargs="*", choices=SECTIONS, default=SECTIONS, help="some of the tables")
    say.add_argument("--timeout", type=int, default=180, help="seconds of processor time a peer may take for one measurement (180)")
    asked = say.parse_args()
    peers, domains, started = Peers(asked.timeout), real_domains(), time.perf_counter()
    in_process = "domains" in asked.only
    parts = ["boxes"] * bool({"points", "additive"} & set(asked.only)) + ["bargains"] * ("highs" in asked.only)
    facts = zopa_facts(asked.bench, asked.data, parts or ["none"], domains if in_process else {})
    print(f"# zopa and its peers, {datetime.date.today()}\n")
    names = ["negmas", "moocore", "numpy", "highspy"]
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    print(f"{version(asked.zopa)}; {versions}; Python {platform.python_version()}.")
    load = ", ".join(f"{v:.1f}" for v in os.getloadavg())
    print(f"{os.cpu_count()} cores, {processor()}, {platform.system()} {platform.machine()}; load {load}.")
    print("Ratios first: how many times zopa's time the peer takes. Times are processor time, so that other work on the machine")
    print("counts little. zopa and moocore: least of several runs; others: one run.\n")
    if "points" in asked.only:
        points(facts, peers)
    if "additive" in asked.only:
        additive(facts, peers)
    if not domains and ("domains" in asked.only or "shell" in asked.only):
        print("skipped: no reference data (ZOPA_REFERENCE), so no real domains\n")
    if domains and in_process:
        domains_in_process(facts, peers, domains)
    if domains and "shell" in asked.only:
        shell(asked.zopa, peers, domains)
    if "highs" in asked.only:
        highs(facts, peers)
    print(f"The whole run took {(time.perf_counter() - started) / 60:.1f} minutes.")


if __name__ == "__main__":
    main()
