"""What Python costs over the command line: processor time of reading a folder, and the time of one report.

    cargo build --release -p lawgov-cli && pip install .
    python python/benches/corpus.py FOLDER target/release/lawgov

Both must be built for release from the same sources. Runs take turns, so that what else the machine does weighs on
both, and the best counts. Python is measured in a process that lives, as a notebook does, and once more with its start.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import lawgov

ROUNDS = 15
#: Bytes of the one report.
SIZE = 10_000
TABLES = ("reports", "sections", "measures", "statistics", "citations", "indicators", "findings")


class Best:
    """The least processor time and wall time of some runs."""

    def __init__(self, who: int, run: Callable[[], object]) -> None:
        self._who, self._run = who, run
        self.processor = self.wall = float("inf")

    def again(self) -> None:
        before, began = self._used(), time.perf_counter()
        self._run()
        wall, used = time.perf_counter() - began, self._used() - before
        self.processor, self.wall = min(self.processor, used), min(self.wall, wall)

    def _used(self) -> float:
        used = resource.getrusage(self._who)
        return used.ru_utime + used.ru_stime

    def __str__(self) -> str:
        return f"{self.processor:.3f} s processor, {self.wall:.3f} s, {self.processor / self.wall:.2f} cores"


def tables(folder: str) -> None:
    """A folder as Arrow tables."""
    corpus = lawgov.read_corpus(folder, progress=False)
    for name in TABLES:
        corpus.table(name).__arrow_c_stream__()


def quiet(*arguments: str) -> None:
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main(folder: str, command: str) -> None:
    own = Best(resource.RUSAGE_SELF, lambda: tables(folder))
    start = Best(resource.RUSAGE_CHILDREN, lambda: quiet(sys.executable, __file__, folder))
    theirs = Best(
        resource.RUSAGE_CHILDREN, lambda: quiet(command, "parse", folder, "--format", "jsonl", "-o", os.devnull)
    )
    for _ in range(ROUNDS):
        for one in (own, start, theirs):
            one.again()
    print(f"read_corpus into Arrow      {own}")
    print(f"the same with Python's start {start}")
    print(f"lawgov parse                {theirs}")
    print(f"processor time of Python over that of the command: {own.processor / theirs.processor:.2f}")
    print(f"with its start: {start.processor / theirs.processor:.2f}")

    text = max((report.text for report in lawgov.read_corpus(folder, progress=False)), key=len)
    while len(text.encode()) > SIZE:
        text = text[: len(text) * SIZE // len(text.encode())]
    alone = min(timed(lambda: lawgov.parse(text)) for _ in range(500))
    every = min(timed(lambda: touch(lawgov.parse(text))) for _ in range(500))
    print(f"parse of {len(text.encode())} bytes: {alone * 1000:.2f} ms; with every item made {every * 1000:.2f} ms")


def timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def touch(report: lawgov.Report) -> None:
    assert report.sections or report.statistics
    _ = report.measures, report.citations, report.law_mentions, report.people, report.organizations
    _ = report.indicators, report.findings, report.metadata, report.variables


if __name__ == "__main__":
    match sys.argv[1:]:
        case [folder, command] if Path(folder).is_dir():
            main(folder, command)
        case [folder]:
            tables(folder)
        case _:
            sys.exit(__doc__)
