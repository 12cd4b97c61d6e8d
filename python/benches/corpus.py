"""What Python costs over the command line: processor time of reading a folder, and the time of one report.

    python python/benches/corpus.py FOLDER target/release/lawgov

The package must be built for release (``pip install .``). Prints the best of five runs.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import lawgov

ROUNDS = 5
#: Bytes of the one report.
SIZE = 10_000


def processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def best(run: Callable[[], object], who: int) -> tuple[float, float]:
    """Processor seconds and seconds of the quickest of some runs."""
    times = []
    for _ in range(ROUNDS):
        cpu, wall = processor(who), time.perf_counter()
        run()
        times.append((processor(who) - cpu, time.perf_counter() - wall))
    return min(times)


def main(folder: str, command: str) -> None:
    tables = ("reports", "sections", "measures", "statistics", "citations", "indicators", "findings")

    def python() -> None:
        corpus = lawgov.read_corpus(folder, progress=False)
        for name in tables:
            corpus.table(name).__arrow_c_stream__()

    arguments = [command, "parse", folder, "--format", "jsonl", "-o", "/dev/null"]
    ours = best(python, resource.RUSAGE_SELF)
    theirs = best(lambda: subprocess.run(arguments, check=False, stderr=subprocess.DEVNULL), resource.RUSAGE_CHILDREN)
    print(f"read_corpus into Arrow  {ours[0]:.3f} s processor, {ours[1]:.3f} s, {ours[0] / ours[1]:.2f} cores")
    print(f"lawgov parse            {theirs[0]:.3f} s processor, {theirs[1]:.3f} s, {theirs[0] / theirs[1]:.2f} cores")
    print(f"ratio                   {ours[0] / theirs[0]:.2f} of processor time")

    text = max((report.text for report in lawgov.read_corpus(folder, progress=False)), key=len)
    while len(text.encode()) > SIZE:
        text = text[: len(text) * SIZE // len(text.encode())]
    one = min(timed(lambda: lawgov.parse(text)) for _ in range(200))
    every = min(timed(lambda: touch(lawgov.parse(text))) for _ in range(200))
    print(f"parse of {len(text.encode())} bytes    {one * 1000:.2f} ms, with every item made {every * 1000:.2f} ms")


def timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def touch(report: lawgov.Report) -> None:
    assert report.sections or report.statistics
    _ = report.measures, report.citations, report.law_mentions, report.people, report.organizations
    _ = report.indicators, report.findings, report.metadata, report.variables


if __name__ == "__main__":
    if len(sys.argv) != 3 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
