"""Apache Spark, in a local session of two workers."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import lawgov

if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java, which is not installed", allow_module_level=True)
pytest.importorskip("pyspark", reason="pyspark is not installed")

import lawgov.spark

GOOD = "青石镇2023年法治政府建设年度报告\n一、主要举措\n受理行政复议案件12件，发放宣传资料300余份。"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("lawgov")
    for name, value in (
        ("spark.ui.enabled", "false"),
        ("spark.driver.host", "127.0.0.1"),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.sql.shuffle.partitions", "2"),
    ):
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def texts(spark: Any) -> Any:
    return spark.createDataFrame([(f"{i}.txt", GOOD) for i in range(200)], "id string, text string").repartition(4)


def test_every_table_is_that_of_a_corpus(spark: Any, texts: Any) -> None:
    corpus = lawgov.Corpus([lawgov.parse(GOOD)])
    for name in lawgov.TABLES:
        own = corpus.table(name)
        made = getattr(lawgov.spark, name)(texts)
        assert made.columns == own.column_names, name
        assert made.count() == 200 * len(own), name
    row = lawgov.spark.statistics(texts).filter("id = 0").orderBy("document").first()
    assert (row.document, row.text, row.value, row.unit) == ("0.txt", "12件", 12.0, "件")
    assert row.upper is None
    assert texts.sparkSession.sparkContext.defaultParallelism == 2


def test_bytes_are_read_by_content_and_bad_rows_fail_no_job(spark: Any) -> None:
    rows = [(1, GOOD.encode("gb18030")), (2, b"\xff\xff\xff"), (3, GOOD.encode()), (4, None)]
    files = spark.createDataFrame(rows, "key int, content binary")
    reports = lawgov.spark.reports(files, text="content", id="key")
    encodings = {row.document: row.encoding for row in reports.collect()}
    assert (encodings["1"], encodings["3"]) == ("gb18030", "utf-8")
    assert "2" not in encodings
    (failure,) = lawgov.spark.failures(files, "content", "key").collect()
    assert failure.document == "2"
    assert failure.hint


def test_options_reach_the_workers(spark: Any, texts: Any) -> None:
    own = lawgov.Catalogue.from_toml(
        '[[indicator]]\ncode = "lamps"\nname_zh = "路灯数"\ntheme = "functions"\nunits = ["盏"]\n'
        'wordings = [{ subject = ["路灯"] }]\n'
    )
    lamps = spark.createDataFrame([("a", "全年安装路灯30盏。")], "id string, text string")
    (row,) = lawgov.spark.indicators(lamps, catalogue=own).collect()
    assert (row.code, row.value) == ("lamps", 30.0)
    assert lawgov.spark.findings(texts, select=["LG503"]).count() == 0


def test_files_of_options_need_not_be_on_workers(spark: Any, tmp_path: Path) -> None:
    laws = tmp_path / "laws.toml"
    laws.write_text(
        '[[law]]\nkey = "signs"\nname = "清泽县店招管理办法"\nkind = "local_regulation"\nfrom = [2010-01-01]\n', "utf-8"
    )
    texts = spark.createDataFrame(
        [("a", "清泽县2023年工作报告\n落实《清泽县店招管理办法》。")], "id string, text string"
    )
    cited = lawgov.spark.citations(texts, laws=laws)
    laws.unlink()
    assert cited.first().law == "signs"


def test_mistakes_are_told_before_the_job(texts: Any) -> None:
    with pytest.raises(lawgov.OptionError, match="no column 'content'; it has id, text"):
        lawgov.spark.statistics(texts, text="content")
    with pytest.raises(lawgov.OptionError, match="no table 'facts'"):
        lawgov.spark.table(texts, "facts")
    with pytest.raises(lawgov.OptionError):
        lawgov.spark.findings(texts, select=["LG999"])
