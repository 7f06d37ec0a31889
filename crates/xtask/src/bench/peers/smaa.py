"""Rank acceptability in NumPy: weighted sums as a matrix product, ranks by argsort, every rank counted.

Beside the counts it sums the weights that put a supplier first, as ours does. Works in chunks of draws; the only
large array is the table of counts. Reads its settings from the file that the first argument names, says when it
is ready, and makes one run for each line of its input.
"""

import json
import pathlib
import sys
import time

import numpy

CHUNK = 200


def run(settings, values, random):
    suppliers, indicators, draws = settings["suppliers"], settings["indicators"], settings["draws"]
    started = time.perf_counter()
    # Falling order is rising order of the negative.
    columns = numpy.ascontiguousarray(-values.T)
    counts = numpy.zeros((suppliers, suppliers), dtype=numpy.uint32)
    cells = counts.reshape(-1)
    first = numpy.zeros(suppliers, dtype=numpy.int64)
    first_weights = numpy.zeros((suppliers, indicators))
    ranks = numpy.arange(suppliers)
    rows = ranks * suppliers
    sums = numpy.empty((CHUNK, suppliers))
    for start in range(0, draws, CHUNK):
        weights = random.dirichlet(numpy.ones(indicators), min(CHUNK, draws - start))
        order = numpy.argsort(numpy.matmul(weights, columns, out=sums[: len(weights)]), axis=1)
        for best_first in order:
            # Each supplier stands once in an order, so no cell is counted twice in one step.
            cells[rows + best_first] += 1
        leaders = order[:, 0]
        first += numpy.bincount(leaders, minlength=suppliers)
        numpy.add.at(first_weights, leaders, weights)
    with numpy.errstate(invalid="ignore"):
        central = first_weights / first[:, None]
    seconds = time.perf_counter() - started
    assert int(counts[0].sum()) == draws and central.shape == (suppliers, indicators)
    compared = settings["compared"]
    mean_ranks = (ranks[:, None] * counts[:, :compared].astype(numpy.float64)).sum(axis=0) / draws
    return {"seconds": seconds, "mean_ranks": mean_ranks.tolist()}


def main():
    settings = json.loads(pathlib.Path(sys.argv[1]).read_text())
    values = numpy.fromfile(settings["values"], dtype="<f8").reshape(settings["suppliers"], settings["indicators"])
    random = numpy.random.default_rng(12)
    print(json.dumps({"title": f"NumPy {numpy.__version__}"}), flush=True)
    for _ in sys.stdin:
        print(json.dumps(run(settings, values, random)), flush=True)


main()
