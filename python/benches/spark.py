"""Throughput of Apache Spark on two local workers, beside one process of this package on the same texts.

    python python/benches/spark.py FOLDER [REPORTS]

The texts of a folder are repeated until there are REPORTS (20,000). Every row of the statistics is made and counted.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
from pyspark.sql import SparkSession

import lawgov
import lawgov.spark


def timed(run: Callable[[], int]) -> tuple[float, int]:
    began = time.perf_counter()
    rows = run()
    return time.perf_counter() - began, rows


def main(folder: str, reports: int) -> None:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    texts = [report.text for report in lawgov.read_corpus(folder, progress=False)]
    texts = list(itertools.islice(itertools.cycle(texts), reports))
    size = sum(len(text.encode()) for text in texts) / 1e6
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "texts.parquet"
        pa.parquet.write_table(pa.table({"id": [str(n) for n in range(reports)], "text": texts}), path)

        def one_process() -> int:
            given = [(str(n), text) for n, text in enumerate(texts)]
            return lawgov.stream_tables(given, Path(place) / "out", tables=["statistics"], progress=False)["statistics"]

        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
        frame = spark.read.parquet(str(path)).repartition(8)

        def count() -> int:
            # A count alone would read no column.
            made = lawgov.spark.statistics(frame).selectExpr("count(*) n", "sum(length(text)) s").first()
            assert made
            return int(made.n)

        timed(count)
        for name, run in (("spark local[2]", count), ("one process", one_process)):
            seconds, rows = min(timed(run) for _ in range(3))
            print(f"{name:16} {reports / seconds:8.0f} reports/s {size / seconds:6.1f} MB/s, {rows} rows")
        spark.stop()


if __name__ == "__main__":
    match sys.argv[1:]:
        case [folder, *rest] if Path(folder).is_dir() and len(rest) < 2:
            main(folder, int(rest[0]) if rest else 20_000)
        case _:
            sys.exit(__doc__)
