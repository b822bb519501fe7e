"""One measurement of one other program, in a process of its own; prints one line of JSON.

    peer.py negmas-points FILE COLUMNS      frontier of a list of points
    peer.py moocore-points FILE COLUMNS     the same
    peer.py negmas-space FILE N M K         frontier of an additive domain, from its utility functions
    peer.py negmas-domain FOLDER            load a domain, frontier, bargaining points
    peer.py negmas-shell FOLDER             what a small script does: load, frontier, Nash points, print
    peer.py highs-ks FILE N M K             Kalai-Smorodinsky as a mixed integer program

Times are seconds of processor time of this process, after the imports: on a quiet machine the wall clock's, on a busy one
still meaningful. The caller times whole processes.
"""

import json
import sys
import time


class Clock:
    """Processor time: the process's, so that every thread counts; the main thread's where that is more, because under a
    limit on processor time the process's clock only advances in steps of some milliseconds."""

    def __init__(self):
        self.process, self.thread = time.process_time(), time.thread_time()

    def __sub__(self, earlier):
        return max(self.process - earlier.process, self.thread - earlier.thread)


def points_of(path, columns):
    import numpy

    return numpy.fromfile(path, dtype="<f8").reshape(-1, int(columns))


def distinct(rows):
    import numpy

    return len(numpy.unique(numpy.asarray(rows), axis=0))


def negmas_points(path, columns):
    from negmas.preferences.ops import pareto_frontier_numpy

    points = points_of(path, columns)
    start = Clock()
    chosen = pareto_frontier_numpy(points)
    seconds = Clock() - start
    return {"seconds": seconds, "found": distinct(points[chosen])}


def moocore_points(path, columns):
    import moocore

    points = points_of(path, columns)
    moocore.is_nondominated(points[:1000], maximise=True)  # whatever it sets up at the first call
    seconds = float("inf")
    for _ in range(3):
        start = Clock()
        kept = moocore.is_nondominated(points, maximise=True)
        seconds = min(seconds, Clock() - start)
    return {"seconds": seconds, "found": distinct(points[kept])}


def table_of(path, n, m, k):
    """Values (party, issue, option), then one no-deal value per party, then the ideals, if there are any."""
    import numpy

    n, m, k = int(n), int(m), int(k)
    numbers = numpy.fromfile(path, dtype="<i8")
    values = numbers[: n * m * k].reshape(n, m, k)
    rest = numbers[n * m * k :]
    return values, rest[:n], rest[n:]


def negmas_space(path, n, m, k):
    from negmas import make_issue
    from negmas.preferences import LinearAdditiveUtilityFunction, pareto_frontier

    values, _, _ = table_of(path, n, m, k)
    issues = [make_issue(int(k), f"issue{i}") for i in range(int(m))]
    ufuns = [
        LinearAdditiveUtilityFunction(
            values=[{o: float(v) for o, v in enumerate(row)} for row in party],
            weights=[1.0] * int(m),
            issues=issues,
        )
        for party in values
    ]
    start = Clock()
    frontier, _ = pareto_frontier(ufuns, issues=issues)
    seconds = Clock() - start
    return {"seconds": seconds, "found": distinct(frontier)}


def negmas_domain(folder):
    from negmas import Scenario
    from negmas.preferences import kalai_points, ks_points, max_welfare_points, nash_points, pareto_frontier

    start = Clock()
    # Without discounts: its bargaining functions refuse some discounted ones, and at the start there is nothing to discount.
    scenario = Scenario.load(folder, ignore_discount=True)
    ufuns, issues = scenario.ufuns, scenario.issues
    loaded = Clock()
    frontier, _ = pareto_frontier(ufuns, issues=issues)
    found = Clock()
    for concept in (nash_points, kalai_points, ks_points, max_welfare_points):
        concept(ufuns, frontier, issues=issues)
    end = Clock()
    parts = {"load": loaded - start, "frontier": found - loaded, "concepts": end - found}
    return {"seconds": end - start, "found": distinct(frontier), "parts": parts}


def negmas_shell(folder):
    from negmas import Scenario
    from negmas.preferences import nash_points, pareto_frontier

    scenario = Scenario.load(folder, ignore_discount=True)
    frontier, _ = pareto_frontier(scenario.ufuns, issues=scenario.issues)
    nash = nash_points(scenario.ufuns, frontier, issues=scenario.issues)
    return {"found": distinct(frontier), "nash": [list(map(float, point)) for point, _ in nash]}


class Milp:
    """Packages as 0-1 columns, `share` as one more; `gain[p] - unit[p] * share >= 0`."""

    def __init__(self, values, no_deal):
        self.values, self.no_deal = values, no_deal
        self.n, self.m, self.k = values.shape

    def solve(self, objective, units=None):
        """Maximises the gain of party `objective`, or the smallest share of `units`; gains are never negative."""
        import highspy
        import numpy

        h = highspy.Highs()
        h.setOptionValue("output_flag", False)
        h.setOptionValue("threads", 1)
        h.setOptionValue("mip_rel_gap", 0.0)
        h.setOptionValue("mip_abs_gap", 1e-9)
        inf = highspy.kHighsInf
        last = self.m * self.k
        for i in range(self.m):
            for o in range(self.k):
                cost = 0.0 if objective is None else float(self.values[objective, i, o])
                h.addCol(cost, 0.0, 1.0, 0, [], [])
                h.changeColIntegrality(i * self.k + o, highspy.HighsVarType.kInteger)
        h.addCol(1.0 if objective is None else 0.0, 0.0, 1.0, 0, [], [])
        ones = numpy.ones(self.k)
        for i in range(self.m):
            h.addRow(1.0, 1.0, self.k, numpy.arange(i * self.k, (i + 1) * self.k, dtype=numpy.int32), ones)
        for p in range(self.n):
            index = numpy.arange(last + 1, dtype=numpy.int32)
            unit = 0.0 if units is None else float(units[p])
            row = numpy.append(self.values[p].reshape(-1).astype(float), -unit)
            scale = unit if unit else 1.0
            h.addRow(float(self.no_deal[p]) / scale, inf, last + 1, index, row / scale)
        h.changeObjectiveSense(highspy.ObjSense.kMaximize)
        h.run()
        proved = h.getModelStatus() == highspy.HighsModelStatus.kOptimal
        chosen = numpy.asarray(h.getSolution().col_value[:last]).reshape(self.m, self.k).argmax(axis=1)
        gains = self.values[:, numpy.arange(self.m), chosen].sum(axis=1) - self.no_deal
        return proved, gains


def highs_ks(path, n, m, k):
    values, no_deal, given = table_of(path, n, m, k)
    milp = Milp(values, no_deal)
    start = Clock()
    ideals = []
    for party in range(milp.n):
        _, gains = milp.solve(party)
        ideals.append(int(gains[party]))
    middle = Clock()
    proved, gains = milp.solve(None, given)
    end = Clock()
    return {
        "ideals": middle - start,
        "seconds": end - middle,
        "same_ideals": ideals == [int(v) for v in given],
        "proved": bool(proved),
        "share": float(min(gains / given)),
    }


if __name__ == "__main__":
    work = globals()[sys.argv[1].replace("-", "_")]
    print(json.dumps(work(*sys.argv[2:])))
