"""Many reports."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
import zlib
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from conftest import SAMPLES, TEXT

import lawgov


def names(corpus: lawgov.Corpus, folder: Path) -> list[str]:
    return [Path(report.source.name or "").relative_to(folder).as_posix() for report in corpus]


def test_reports_come_in_the_order_of_files(folder: Path) -> None:
    corpus = lawgov.read_corpus(folder)
    # Sorted by code point: 乙 before 甲.
    assert names(corpus, folder) == ["乙省/白石镇_2023.txt", "甲省/青石镇_2022.txt", "甲省/青石镇_2023.txt"]
    assert [report.metadata.year for report in corpus] == [2023, 2022, 2023]
    assert corpus.summary() == "3 parsed, 1 failed"
    failure = corpus.failures[0]
    assert failure["document"].endswith("坏_2023.txt")
    assert (failure["kind"], failure["offset"], failure["line"]) == ("malformed_encoding", 0, 1)
    for threads in (1, 2, 7):
        assert list(lawgov.read_corpus(folder, threads=threads)) == list(corpus)
    assert corpus[1:] == [corpus[1], corpus[2]]


def test_what_can_be_given(folder: Path) -> None:
    every = list(lawgov.read_corpus(folder))
    assert list(lawgov.read_corpus(f"{folder}/**/*.txt")) == every
    assert list(lawgov.read_corpus(sorted(folder.rglob("*.txt")))) == every
    bracketed = folder / "报告[2023].txt"
    bracketed.write_text(TEXT, encoding="utf-8")
    assert len(lawgov.read_corpus(bracketed)) == 1
    with pytest.warns(UserWarning, match="there is no file to read in it"):
        assert not lawgov.read_corpus(f"{folder}/none*.txt")
    with pytest.raises(lawgov.NotFoundError, match="there is no such file or folder"):
        lawgov.read_corpus(folder / "none")
    in_memory = lawgov.read_corpus([("a", TEXT), ("b.txt", TEXT.encode("utf-8"))])
    assert [report.source.name for report in in_memory] == ["a", "b.txt"]
    assert [report.text for report in in_memory] == [TEXT, TEXT]
    assert len(lawgov.read_corpus([])) == 0
    missing = lawgov.read_corpus([folder / "none.txt"])
    assert missing.failures[0]["kind"] == "not_found"


def test_errors_can_be_raised(folder: Path) -> None:
    with pytest.raises(lawgov.DecodeError, match=r"坏_2023\.txt"):
        lawgov.read_corpus(folder, errors="raise")
    with pytest.raises(lawgov.OptionError, match="'skip'"):
        lawgov.read_corpus(folder, errors="skip")  # type: ignore[arg-type]
    with pytest.raises(lawgov.OptionError, match="threads=0"):
        lawgov.read_corpus(folder, threads=0)


def test_progress_is_told_for_each_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    seen: list[lawgov.Progress] = []
    lawgov.read_corpus(folder, progress=seen.append)
    assert [(one.done, one.total, one.ok) for one in seen] == [(1, 4, False), (2, 4, True), (3, 4, True), (4, 4, True)]
    assert seen[0].path.endswith("坏_2023.txt")
    lawgov.read_corpus(folder)
    out, err = capfd.readouterr()
    assert out == ""
    assert err == "", "few files show no bar"
    lawgov.read_corpus(folder, progress=True)
    assert "4/4" in capfd.readouterr().err


def test_many_files_show_a_bar_where_tqdm_is(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    many = [(str(n), "发放资料20份。") for n in range(60)]
    lawgov.read_corpus(many)
    assert "60/60" in capfd.readouterr().err
    lawgov.read_corpus(many, progress=False)
    assert capfd.readouterr().err == ""
    for name in ("tqdm", "tqdm.auto"):
        monkeypatch.setitem(sys.modules, name, None)
    assert len(lawgov.read_corpus(many)) == 60
    assert capfd.readouterr().err == ""
    with pytest.raises(ImportError, match=r"pip install 'lawgov\[progress\]'"):
        lawgov.read_corpus(many, progress=True)


def test_a_callable_that_fails_ends_the_run(folder: Path) -> None:
    def fail(_: lawgov.Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lawgov.read_corpus(folder, progress=fail)


def test_failures_and_notes_are_logged(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "空.txt").write_bytes(b"")
    with caplog.at_level(logging.INFO, "lawgov"):
        lawgov.read_corpus(folder)
    assert "坏_2023.txt" in caplog.text
    assert "空.txt" in caplog.text


def test_one_after_another(folder: Path) -> None:
    found = list(lawgov.iter_reports(folder))
    assert isinstance(found[0], lawgov.Failure)
    assert found[1:] == list(lawgov.read_corpus(folder))
    stopped = lawgov.iter_reports(folder)
    next(stopped)
    stopped.close()  # type: ignore[attr-defined]


def test_tables_are_those_of_the_reports(samples: lawgov.Corpus) -> None:
    statistics = samples.statistics
    assert len(statistics) == sum(len(report.statistics) for report in samples)
    texts = {report.source.name: report.text for report in samples}
    for row in statistics:
        assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
        assert row["text"] in row["sentence"]
    for name in lawgov.TABLES:
        assert samples.table(name).name == name
        assert samples.table(name).column_names[0] == "document"
    assert len(samples.variables) == len(samples.reports) == len(samples)
    with pytest.raises(lawgov.OptionError, match="table `nothing`"):
        samples.table("nothing")


def test_a_figure_of_two_rates_is_evidence_for_both(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("组织法治考试，参考率、合格率均达到100%。", "utf-8")
    panel = lawgov.read_corpus(tmp_path).panel(["exam_participation_rate", "exam_pass_rate"], index=())
    assert panel.to_dicts()[0]["exam_participation_rate"] == panel.to_dicts()[0]["exam_pass_rate"] == Decimal(100)
    told = [(row["indicator"], row["used"], row["text"]) for row in panel.evidence()]
    assert sorted(told) == [("exam_participation_rate", True, "100%"), ("exam_pass_rate", True, "100%")]
    assert len(panel.evidence("exam_pass_rate")) == 1


def test_the_panel_has_no_invented_zero(folder: Path) -> None:
    corpus = lawgov.read_corpus(folder)
    panel = corpus.panel(["reconsideration_accepted", "leaflets"], status="columns", index=("year",))
    assert panel.column_names == [
        "document",
        "year",
        "reconsideration_accepted",
        "reconsideration_accepted_status",
        "leaflets",
        "leaflets_status",
    ]
    assert panel.column("reconsideration_accepted") == [None, Decimal(12), Decimal(15)]
    assert panel.column("reconsideration_accepted_status")[1:] == ["reported", "reported"]
    assert panel.column("leaflets") == [Decimal(300), None, None]
    assert panel.column("leaflets_status") == ["reported", "not_mentioned", "not_mentioned"]
    evidence = panel.evidence("leaflets")
    assert [(row["text"], row["used"], row["value"]) for row in evidence] == [("300份", True, Decimal(300))]
    assert len(panel.evidence()) == 3
    assert corpus.panel().indicators == tuple(c for c in corpus.catalogue.codes if c in panel.indicators)
    assert len(panel.duplicates("year")) == 2
    with pytest.raises(lawgov.OptionError, match="'nothing'"):
        corpus.panel(["nothing"])
    with pytest.raises(lawgov.OptionError, match="`nothing`"):
        corpus.panel(index=["nothing"])


def test_coverage_counts_every_report(folder: Path) -> None:
    rows = {row["code"]: row for row in lawgov.read_corpus(folder).coverage()}
    assert (rows["leaflets"]["reported"], rows["leaflets"]["not_mentioned"]) == (1, 2)
    kinds = ("reported", "mentioned_without_number", "conflict", "not_mentioned")
    assert all(sum(row[kind] for kind in kinds) == 3 for row in rows.values())


def test_keywords_in_context(folder: Path) -> None:
    corpus = lawgov.read_corpus(folder)
    rows = corpus.kwic("行政复议", window=2).to_dicts()
    assert [(row["left"], row["keyword"], row["right"]) for row in rows[1:]] == [("受理", "行政复议", "案件")] * 2
    texts = {report.source.name: report.text for report in corpus}
    assert all(texts[row["document"]][row["start"] : row["end"]] == "行政复议" for row in rows)
    assert rows[0]["section_role"] == "measures"
    assert len(corpus.kwic(r"[0-9]+[件份]", regex=True)) == 3
    assert len(corpus.kwic("没有的词")) == 0
    with pytest.raises(lawgov.OptionError, match="no regular expression"):
        corpus.kwic("(", regex=True)


def test_a_table_of_facts_is_joined(folder: Path, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"document": "青石镇_2022.txt", "adcode": "500101", "year": 2021, "population": 1200},
        {"document": "甲省/青石镇_2023.txt", "adcode": "500101", "year": 2023, "population": None},
        {"document": "白石镇_2023", "adcode": "500102", "year": None, "population": 900},
        {"document": "没有.txt", "adcode": "500103", "year": None, "population": 1},
    ]
    meta = tmp_path / "meta.csv"
    lines = [
        "document,adcode,year,population",
        *(",".join("" if v is None else str(v) for v in r.values()) for r in rows),
    ]
    meta.write_bytes("\r\n".join(lines).encode("gb18030"))
    by_name = {row["document"]: {k: v for k, v in row.items() if k != "document"} for row in rows}
    for given in (rows, meta, by_name, pd.DataFrame(rows), pl.DataFrame(rows)):
        corpus = lawgov.read_corpus(folder, meta=given)
        reports = corpus.reports
        assert reports.column("adcode") == ["500102", "500101", "500101"]
        assert reports.column("population") == [900, 1200, None]
        # The table comes before the text, and both can be seen.
        assert reports.column("year") == [2023, 2021, 2023]
        assert reports.column("year_source") == ["text", "table", "table"]
        conflicts = corpus.conflicts.to_dicts()
        assert [(row["column"], row["text"], row["given"]) for row in conflicts] == [("year", "2022", "2021")]
        assert corpus.panel(["leaflets"], index=("adcode", "year")).column("adcode") == ["500102", "500101", "500101"]
        assert corpus.panel(["leaflets"], index=("adcode", "year")).column("year") == [2023, 2021, 2023]


def test_names_of_files_say_things(folder: Path) -> None:
    corpus = lawgov.read_corpus(folder, meta_from="{province}/{city}_{year}.txt")
    reports = corpus.reports
    assert reports.column("province") == ["乙省", "甲省", "甲省"]
    assert reports.column("city") == ["白石镇", "青石镇", "青石镇"]
    assert reports.column("year_source") == ["name", "name", "name"]
    with pytest.warns(UserWarning, match="fits none of 3 names, such as"):
        both = lawgov.read_corpus(folder, meta_from="{year}.txt", meta=[{"document": "青石镇_2022.txt", "year": 1999}])
    assert both.reports.column("year_source") == ["text", "table", "text"]
    for wrong in ("none", "{a}/{a}", "{1}.txt"):
        with pytest.raises(lawgov.OptionError, match="meta_from"):
            lawgov.read_corpus(folder, meta_from=wrong)


def test_wrong_tables_of_facts_are_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(lawgov.OptionError, match="two rows"):
        lawgov.read_corpus(folder, meta=[{"document": "a"}, {"document": "a"}])
    with pytest.raises(lawgov.OptionError, match="no rows"):
        lawgov.read_corpus(folder, meta=[])
    for name, content, told in (
        ("a.csv", "document,year,year\na,2021,2022\n", r"a\.csv:1: columns 2 and 3 are both called 'year'; rename"),
        ("a.tsv", "document\tyear\t year\na\t1\t2\n", r"a\.tsv:1: columns 2 and 3"),
        ("b.csv", ",document\n1,a\n", r"b\.csv:1: column 1 has no name; .*index=False"),
        ("c.csv", "document,year\na,2021,2022\n", "row 2 has more cells than the header"),
        ("a.jsonl", '{"document": "a"}\n{"year": 1, "year": 2}\n', r"a\.jsonl:2: columns 1 and 2 are both called"),
        ("a.json", '[{"document": "a",}]', r"a\.json: no JSON, wrong at character \d+ of line 1"),
    ):
        (tmp_path / name).write_text(content, "utf-8")
        with pytest.raises(lawgov.OptionError, match=told):
            lawgov.read_corpus(folder, meta=tmp_path / name)
    twice = pd.DataFrame([["青石镇_2022.txt", 1, 2]], columns=["document", "year", "year"])
    with pytest.raises(lawgov.OptionError, match="meta: columns 2 and 3 are both called 'year'"):
        lawgov.read_corpus(folder, meta=twice)
    with pytest.raises(lawgov.OptionError, match=r"none\.csv: cannot be read"):
        lawgov.read_corpus(folder, meta=tmp_path / "none.csv")
    with pytest.raises(lawgov.OptionError, match="as year"):
        _ = lawgov.read_corpus(folder, meta=[{"document": "青石镇_2022.txt", "year": "去年"}]).reports


def test_unchanged_files_are_not_read_again(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.db"
    first = lawgov.read_corpus(folder, cache=cache)
    (folder / "甲省/青石镇_2022.txt").rename(folder / "甲省/青石乡_2022.txt")
    (folder / "甲省/青石镇_2023.txt").write_text("青石镇2024年法治政府建设年度报告\n", encoding="utf-8")
    fresh, cached = lawgov.read_corpus(folder), lawgov.read_corpus(folder, cache=cache)
    assert list(cached) == list(fresh)
    assert list(cached) != list(first)
    for name in lawgov.TABLES:
        assert cached.table(name) == fresh.table(name)
    assert cached.failures == fresh.failures
    other = lawgov.read_corpus(folder, cache=cache, extraction_only=True)
    assert not any(report.findings for report in other)
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 100)
    with pytest.raises(lawgov.OptionError, match="cache="):
        lawgov.read_corpus(folder, cache=broken)


def test_what_is_cached_is_not_parsed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lawgov import _cache

    lawgov.read_corpus(folder, cache=tmp_path / "cache.db")
    asked: list[str] = []
    real = _cache._read
    monkeypatch.setattr(_cache, "_read", lambda inputs, *rest: asked.extend(inputs) or real(inputs, *rest))  # type: ignore[func-returns-value]
    lawgov.read_corpus(folder, cache=tmp_path / "cache.db")
    assert [Path(one).name for one in asked] == ["坏_2023.txt"], "only what failed is tried again"


LONG = """
    import os, signal, sys, threading, time
    import lawgov

    text = "一、主要举措\\n" + "全年发放宣传资料1000余份，受理行政复议案件12件。" * 800
    source = [(str(i), f"{{i}}{{text}}") for i in range(1_500)]
    running, began = threading.Event(), None

    def interrupt():
        global began
        running.wait()
        time.sleep(0.2)
        began = time.monotonic()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    try:
        {call}
    except KeyboardInterrupt:
        print("stopped after", time.monotonic() - began)
"""

CALLS = {
    "read_corpus": "lawgov.read_corpus(source, progress=lambda _: running.set())",
    "stream_tables": "lawgov.stream_tables(source, 'out', tables=['statistics'], progress=lambda _: running.set())",
    "cache": "lawgov.read_corpus(source, cache='cache.db', progress=lambda _: running.set())",
}


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("call", CALLS)
def test_ctrl_c_stops_within_half_a_second_and_leaves_nothing(call: str, tmp_path: Path) -> None:
    script = textwrap.dedent(LONG).format(call=CALLS[call])
    took = []
    # Other work of the machine can hold one try up, not all of them.
    for attempt in range(5):
        place = tmp_path / str(attempt)
        place.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=place, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("stopped after "), done.stdout + done.stderr
        left = [path for path in place.rglob("*") if path.is_file()]
        if call == "cache":
            # What was read is kept, and whole.
            assert [path.name for path in left] == ["cache.db"]
            with closing(sqlite3.connect(left[0])) as kept:
                assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                rows = kept.execute("SELECT json FROM reports").fetchall()
            assert 0 < len(rows) < 1_500
            assert all(lawgov.Report.from_json(zlib.decompress(row[0])).statistics for row in rows[:3])
        else:
            assert left == []
        took.append(float(done.stdout.split()[-1]))
        if took[-1] < 0.5:
            return
    pytest.fail(f"took {took} seconds")


def test_threads_of_python_run_meanwhile(samples: lawgov.Corpus) -> None:
    import threading

    ticks, done = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.monotonic()
    lawgov.parse("全年发放宣传资料1000余份，受理行政复议案件12件。" * 20_000)
    took = time.monotonic() - began
    done.set()
    thread.join()
    assert ticks > took * 50, "the interpreter is free while native code works"


def test_importing_is_quick_and_quiet() -> None:
    script = (
        "import sys, lawgov; print(sorted({'pandas', 'polars', 'pyarrow', 'tqdm', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_samples_are_there(samples: lawgov.Corpus) -> None:
    assert len(samples) == len([path for path in SAMPLES.iterdir() if path.suffix == ".txt"])


def test_the_handler_of_ctrl_c_is_left_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    lawgov.read_corpus(SAMPLES, progress=False)
    assert signal.getsignal(signal.SIGINT) is before
