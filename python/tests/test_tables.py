"""Tables in other libraries and in files."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest

import lawgov
from lawgov._table import column_of, need, write_workbook


def test_every_library_reads_every_table(samples: lawgov.Corpus) -> None:
    for name in [*lawgov.TABLES, "panel_status"]:
        table = samples.table(name)
        arrow, polars, pandas = table.to_arrow(), table.to_polars(), table.to_pandas()
        assert arrow.num_rows == polars.height == len(pandas) == len(table)
        assert arrow.column_names == polars.columns == list(pandas.columns) == table.column_names
        # The stream is fresh each time.
        assert pa.table(table) == pa.table(table)
        assert pl.DataFrame(table).equals(polars)
    relation = samples.statistics.to_duckdb()
    total = relation.aggregate("count(*), sum(value)").fetchall()
    assert total[0][0] == len(samples.statistics)
    connection = duckdb.connect()
    assert samples.reports.to_duckdb(connection).filter("year = 2023").fetchall()


def test_types_are_declared_even_where_nothing_is_told() -> None:
    empty = lawgov.Corpus([])
    schema = empty.statistics.to_arrow().schema
    assert schema.field("value").type == pa.float64()
    assert schema.field("start").type == pa.int64()
    assert schema.field("period_from").type == pa.date32()
    assert schema.field("text").type == pa.string()
    assert empty.variables.to_arrow().schema.field("has_measures").type == pa.bool_()
    assert schema.field("value").metadata[b"label_zh"].decode() == "数值"
    assert empty.statistics.to_polars().schema["value"] == pl.Float64


def test_missing_is_missing_and_numbers_are_exact() -> None:
    corpus = lawgov.read_corpus([("a", "投入资金12345678901234567.89元，发放资料20份。")])
    values = [Decimal("12345678901234567.89"), Decimal(20)]
    assert corpus.statistics.column("value") == values
    assert corpus.statistics.to_arrow(exact=True).column("value").to_pylist() == [
        Decimal("12345678901234567.89"),
        Decimal("20.00"),
    ]
    assert corpus.statistics.to_dicts()[0]["upper"] is None
    frame = corpus.statistics.to_pandas()
    assert frame["upper"].isna().all()
    assert frame["measure"].dtype == pd.Int64Dtype()
    assert frame["period_from"].dtype.kind == "M"
    assert corpus.variables.to_pandas()["has_measures"].dtype == pd.BooleanDtype()


def test_pandas_without_arrow(samples: lawgov.Corpus) -> None:
    for name in lawgov.TABLES:
        table = samples.table(name)
        pd.testing.assert_frame_equal(table._pandas(pd), table.to_pandas(), check_dtype=False)
    with pytest.raises(ImportError, match=r"this needs no_such: pip install 'lawgov\[parquet\]'"):
        need("no_such", "parquet")


def test_rows_and_columns(samples: lawgov.Corpus) -> None:
    table = samples.statistics
    assert table[0] == table.to_dicts()[0]
    assert table[-1] == table.to_dicts()[-1]
    with pytest.raises(IndexError):
        table[len(table)]
    assert table[1:3].to_dicts() == table.to_dicts()[1:3]
    assert table[::-1][0] == table[-1]
    assert len(table[5:2]) == 0
    counts = table.filter(kind="count", modality="achieved")
    assert 0 < len(counts) < len(table)
    assert set(counts.column("kind")) == {"count"}
    assert table.select("text", "value").column_names == ["text", "value"]
    with pytest.raises(lawgov.OptionError, match="no column `nothing`"):
        table.select("nothing")
    html = column_of("t", ["<b>", None])
    assert "&lt;b&gt;" in html._repr_html_()
    assert repr(html) == "<lawgov.Table t: 2 rows × 1 columns>"
    numbers = column_of("n", [1e-05, None, Decimal("1E+3"), 2])
    assert numbers.column("n") == [Decimal("0.00001"), None, Decimal(1000), Decimal(2)]
    assert column_of("b", [True, None, False]).column("b") == [True, None, False]
    with pytest.raises(lawgov.OptionError, match="row 1 of the column n holds `x`"):
        column_of("n", ["x"], kind="integer")
    days = column_of("d", [date(2024, 2, 29), None])
    assert (days.columns[0].type, days.column("d")) == ("date", [date(2024, 2, 29), None])


def test_csv_opens_in_excel(samples: lawgov.Corpus, tmp_path: Path) -> None:
    samples.statistics.to_csv(tmp_path / "a.csv")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfdocument,")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = samples.statistics.to_dicts()
    assert [row["text"] for row in rows] == [row["text"] for row in told]
    assert [Decimal(row["value"]) for row in rows] == [row["value"] for row in told]
    assert [row["upper"] for row in rows] == ["" if row["upper"] is None else str(row["upper"]) for row in told]
    risky = column_of("t", ["=1+1", "@a", "－5", "平常", "-3"])
    assert risky.to_csv(bom=False) == "t\r\n'=1+1\r\n'@a\r\n'－5\r\n平常\r\n'-3\r\n"
    assert risky.to_csv(bom=False, sanitize=False) == "t\r\n=1+1\r\n@a\r\n－5\r\n平常\r\n-3\r\n"
    chinese = samples.reports.to_csv(lang="zh")
    assert chinese is not None
    assert chinese.startswith("\ufeff文档,标题,报告单位,")


def test_json_lines(samples: lawgov.Corpus, tmp_path: Path) -> None:
    samples.reports.to_jsonl(tmp_path / "a.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["document"] for row in rows] == samples.reports.column("document")


def test_a_workbook_a_reviewer_accepts(folder: Path, tmp_path: Path) -> None:
    corpus = lawgov.read_corpus(folder, meta=[{"document": "青石镇_2022.txt", "adcode": "500101"}])
    panel = corpus.panel(["leaflets", "reconsideration_accepted"], index=("adcode", "year"), status="columns")
    assert panel.to_excel(tmp_path / "面板.xlsx") == 0
    first = (tmp_path / "面板.xlsx").read_bytes()
    panel.to_excel(tmp_path / "面板.xlsx")
    assert (tmp_path / "面板.xlsx").read_bytes() == first, "the same bytes each time"
    book = openpyxl.load_workbook(tmp_path / "面板.xlsx")
    assert book.sheetnames == ["面板", "证据", "指标说明", "失败"]
    sheet = book["面板"]
    assert [cell.value for cell in sheet[1]][:3] == ["文档", "adcode", "报告年度"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(rows) == 3
    row = next(row for name, row in rows.items() if str(name).endswith("青石镇_2022.txt"))
    assert row[1:] == ("500101", 2022, None, "未提及", 12, "已报告")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G4"
    assert sheet["B3"].number_format == "@", "codes are text"
    assert {cell.value for cell in book["证据"]["I"][1:]} == {"300份", "12件", "15件"}
    assert book["失败"].max_row == 2
    assert "发放" in str(list(book["指标说明"].iter_rows(values_only=True)))
    panel.to_excel(tmp_path / "en.xlsx", lang="en")
    assert openpyxl.load_workbook(tmp_path / "en.xlsx").sheetnames == ["Panel", "Evidence", "Indicators", "Failures"]


def test_long_cells_are_cut_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    long = column_of("t", ["𠮷" * 20_000, "短"])
    assert write_workbook(tmp_path / "a.xlsx", [("表", long)]) == 1
    assert "1 cells" in caplog.text
    cell = str(openpyxl.load_workbook(tmp_path / "a.xlsx")["表"]["A2"].value)
    assert cell == "𠮷" * 16_383 + "…"
    assert zipfile.ZipFile(tmp_path / "a.xlsx").testzip() is None


def test_stata_keeps_chinese(folder: Path, tmp_path: Path) -> None:
    meta = [{"document": "青石镇_2022.txt", "省份": "甲省", "a name that is far too long for Stata's taste": 1.5}]
    corpus = lawgov.read_corpus(folder, meta=meta)
    panel = corpus.panel(
        ["leaflets", "reconsideration_accepted"],
        index=("year", "省份", "a name that is far too long for Stata's taste"),
        status="columns",
    )
    renamed = panel.to_stata(tmp_path / "a.dta")
    assert renamed == {
        "省份": "v3",
        "a name that is far too long for Stata's taste": "a_name_that_is_far_too_long_for_",
    }
    with pd.read_stata(tmp_path / "a.dta", iterator=True, convert_categoricals=False) as reader:
        labels, values = reader.variable_labels(), reader.value_labels()
        frame = reader.read()
    assert all(name.isascii() and len(name) <= 32 for name in frame.columns)
    assert labels["year"] == "报告年度"
    assert labels["v3"] == "省份"
    assert all(0 < len(label) <= 80 for label in labels.values())
    told = frame.set_index(frame["document"].map(lambda name: Path(name).name))
    assert told.loc["青石镇_2022.txt", "v3"] == "甲省"
    assert told.loc["青石镇_2022.txt", "reconsideration_accepted"] == 12
    assert told["leaflets"].isna().tolist() == [False, True, True]
    assert values["indicator"] == {1: "已报告", 2: "提及无数", 3: "未提及", 4: "数字不一"} or values["indicator"][1]
    assert told["leaflets_status"].tolist() == [1, 3, 3]
    plain = pd.read_stata(tmp_path / "a.dta")
    assert str(plain["leaflets_status"].iloc[1]) == values["indicator"][3]


def test_stata_reads_every_table_back(samples: lawgov.Corpus, tmp_path: Path) -> None:
    for name in lawgov.TABLES:
        table = samples.table(name)
        table.to_stata(tmp_path / f"{name}.dta", lang="en")
        back = pd.read_stata(tmp_path / f"{name}.dta", convert_categoricals=False)
        assert len(back) == len(table)
        for column, stored in zip(table.columns, back.columns, strict=True):
            told = table.column(column.name)
            if column.type == "text" and back[stored].dtype.kind not in "iu":
                assert back[stored].tolist() == ["" if value is None else value for value in told]
            elif column.type == "date":
                assert [None if pd.isna(day) else day.date() for day in back[stored]] == told
            elif column.type in ("integer", "number"):
                expected = [None if value is None else float(value) for value in told]
                assert [None if pd.isna(value) else float(value) for value in back[stored]] == expected


def test_parquet(samples: lawgov.Corpus, tmp_path: Path) -> None:
    samples.statistics.to_parquet(tmp_path / "a.parquet")
    back = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    assert back == samples.statistics.to_arrow()
    assert back.schema.field("value").metadata[b"label_en"] == b"Value"
    samples.statistics.to_parquet(tmp_path / "b.parquet", exact=True)
    assert pa.types.is_decimal(pyarrow.parquet.read_schema(tmp_path / "b.parquet").field("value").type)


def test_streams_hold_few_reports_and_give_the_same(samples: lawgov.Corpus, tmp_path: Path) -> None:
    documents = [(report.source.name or "", report.text) for report in samples] * 12
    rows = lawgov.stream_tables([*documents, ("坏.txt", b"\xff\xff")], tmp_path / "out", rows=200)
    whole = lawgov.read_corpus(documents, progress=False)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"{name}.parquet" for name in (*lawgov.TABLES, "failures")
    )
    for name in lawgov.TABLES:
        back = pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet")
        assert back == whole.table(name).to_arrow()
        assert rows[name] == back.num_rows
    parts = pyarrow.parquet.ParquetFile(tmp_path / "out" / "statistics.parquet").num_row_groups
    assert parts > 1
    assert rows["failures"] == 1
    lawgov.stream_tables(documents[:3], tmp_path / "exact", tables=["statistics"], exact=True)
    exact = pyarrow.parquet.read_table(tmp_path / "exact" / "statistics.parquet").column("value").to_pylist()
    assert exact == [row["value"] for row in whole.statistics][: len(exact)]
    with pytest.raises(lawgov.OptionError, match="'nothing'"):
        lawgov.stream_tables(documents, tmp_path / "none", tables=["nothing"])
    assert not (tmp_path / "none").exists()


def test_an_export_says_what_it_holds(folder: Path, tmp_path: Path) -> None:
    corpus = lawgov.read_corpus(folder)
    files = corpus.export(
        tmp_path / "out", tables=["reports", "failures"], formats=["csv", "jsonl", "xlsx", "dta", "parquet"]
    )
    assert all(path.is_file() for path in files)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["path"] for one in package["resources"]} == {path.name for path in files} - {"datapackage.json"}
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert (fields["year"]["type"], fields["year"]["title"]) == ("integer", "报告年度")
    (codebook,) = corpus.export(tmp_path / "codebook", tables=["codebook"])[:-1]
    assert "报告年度" in codebook.read_text(encoding="utf-8-sig")
    with pytest.raises(lawgov.OptionError, match="'pdf'"):
        corpus.export(tmp_path, formats=["pdf"])
    # What fails half-way leaves what was there, and nothing else.
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with pytest.raises(lawgov.OptionError, match="`nothing`"):
        lawgov.Corpus([]).export(tmp_path / "out", tables=["reports", "nothing"])
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_files_appear_when_they_are_whole(samples: lawgov.Corpus, tmp_path: Path) -> None:
    with pytest.raises(lawgov.ExportError, match="no such file or folder; check the path"):
        samples.reports.to_csv(tmp_path / "none" / "a.csv")
    (tmp_path / "a.csv").write_text("before")
    samples.reports.to_csv(tmp_path / "a.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").stat().st_mode & 0o400


def test_the_codebook_names_every_column(samples: lawgov.Corpus) -> None:
    rows = {(row["table"], row["column"]): row for row in samples.codebook()}
    for name in lawgov.TABLES:
        for column in samples.table(name).columns:
            assert rows[name, column.name]["label_zh"]
