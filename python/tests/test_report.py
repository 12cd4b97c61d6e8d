"""One report."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES, TEXT
from hypothesis import given, settings
from hypothesis import strategies as st

import lawgov

LISTS = ("sections", "measures", "statistics", "citations", "law_mentions", "people", "organizations", "findings")


def items(report: lawgov.Report) -> list[Any]:
    return [item for kind in LISTS for item in getattr(report, kind)]


def test_spans_slice_the_text(samples: lawgov.Corpus) -> None:
    for report in [*samples, lawgov.parse(TEXT)]:
        found = items(report)
        assert found
        for item in found:
            assert report.text[item.span] == item.text
            assert report.text[item.start : item.end] == item.text
        for finding in report.findings:
            for related in finding.related:
                assert report.text[related.span] == related.text


@given(st.text(alphabet="𠮷😀一二是、。，\r\n\ufeff年12３0件%％份余《》法 发放宣传资料", max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_and_read_back(text: str) -> None:
    report = lawgov.parse(text)
    assert report.text == text
    assert all(text[item.span] == item.text for item in items(report))
    again = lawgov.Report.from_json(report.to_json())
    assert again == report
    assert again._core().to_json() == report.to_json()


def test_items_are_typed_and_frozen(report: lawgov.Report) -> None:
    leaflets = report.statistics[0]
    assert (leaflets.text, leaflets.value, leaflets.approx, leaflets.unit) == ("1200余份", Decimal(1200), "over", "份")
    money = next(item for item in report.statistics if item.kind == "money")
    assert money.value == Decimal(12500)
    assert report.metadata.year == 2023
    assert report.metadata.document_number == "𠮷府〔2026〕3号"
    assert report.sections[0].text.startswith("一、主要举措和成效\r\n")
    with pytest.raises(dataclasses.FrozenInstanceError):
        leaflets.value = Decimal(1)  # type: ignore[misc]
    assert hash(leaflets) == hash(copy.deepcopy(leaflets))


def test_dates_and_periods() -> None:
    report = lawgov.parse("2023年1月至6月，发放资料20份，比上年增长5%。\n2024年1月31日")
    period = report.statistics[0].period
    assert period is not None
    assert (period.first, period.last) == (date(2023, 1, 1), date(2023, 6, 30))
    change = report.statistics[1].change
    assert change is not None
    assert change.direction == "up"


def test_context_reads_around(report: lawgov.Report) -> None:
    item = report.statistics[0]
    left, text, right = report.context(item, 4)
    assert (left, text) == ("宣传资料", "1200余份")
    assert report.text[item.start - 4 : item.end + 4] == left + text + right
    assert report.context(slice(0, 2), 1) == ("", "\ufeff𠮷", "府")


def test_items_are_tables_too(report: lawgov.Report) -> None:
    rows = report.statistics.to_dicts()
    assert [row["text"] for row in rows] == [item.text for item in report.statistics]
    assert [row["start"] for row in rows] == [item.start for item in report.statistics]
    assert list(report.statistics.to_pandas()["value"]) == [float(item.value) for item in report.statistics]


def test_json_is_lossless(report: lawgov.Report, tmp_path: Path) -> None:
    text = report.to_json()
    assert lawgov.Report.from_json(text).to_json() == text
    assert lawgov.Report.from_json(text.encode()) == report
    assert lawgov.Report.from_dict(report.to_dict()).to_json() == text
    for pretty in (False, True):
        report.to_json(tmp_path / "a.json", pretty=pretty)
        assert lawgov.Report.from_json(tmp_path / "a.json") == report
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    data = report.to_dict()
    assert data == json.loads(text)
    data["text"] = "changed"
    assert report.text == TEXT


def test_numbers_keep_all_digits() -> None:
    text = "投入资金12345678901234567.89元，增长5.20%。"
    report = lawgov.parse(text)
    assert report.statistics[0].value == Decimal("12345678901234567.89")
    again = lawgov.Report.from_dict(report.to_dict())
    assert again.to_json() == report.to_json()
    assert again.statistics[0].value == Decimal("12345678901234567.89")


def test_pickles_and_equality(report: lawgov.Report) -> None:
    again = pickle.loads(pickle.dumps(report))
    assert again == report
    assert hash(again) == hash(report)
    assert again.statistics == report.statistics
    assert again.to_html() == report.to_html()
    assert again.table("statistics") == report.table("statistics")
    assert report != lawgov.parse(TEXT + "。")
    assert report != 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is no JSON"),
        ("[]", "it has no `schema`"),
        ('{"schema": 2, "lawgov_version": "9.1"}', "schema 2, written by lawgov 9.1"),
        ('{"schema": 1, "offset_unit": "utf16", "text": ""}', "counts offsets in utf16"),
        ('{"schema": 1, "offset_unit": "char", "error": {}}', "could not be read"),
    ],
)
def test_what_is_no_report_is_told(text: str, said: str) -> None:
    with pytest.raises(lawgov.SchemaError, match=said.replace("(", r"\(")):
        lawgov.Report.from_json(text)


class Page(HTMLParser):
    """The ids, tags and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        assert not any(name.startswith("on") for name, _ in attrs)


def test_a_notebook_shows_two_reports_without_script() -> None:
    report = lawgov.parse("<script>alert(1)</script>\n一、<b>举措\n发放资料20份&amp;。")
    first, second = Page(report._repr_html_()), Page(report._repr_html_())
    assert first.ids
    assert not set(first.ids) & set(second.ids)
    assert len(first.ids) == len(set(first.ids))
    assert not {"script", "b", "iframe", "link", "img"} & set(first.tags)
    assert "&lt;script&gt;" in report._repr_html_()


def test_a_page_stands_alone(report: lawgov.Report, tmp_path: Path) -> None:
    report.to_html(tmp_path / "a.html", lang="en")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "http" not in page.replace("http-equiv", "")
    assert "color-scheme: light dark" in page


def test_repr_says_what_it_is(report: lawgov.Report) -> None:
    assert repr(report).startswith("<lawgov.Report '青石镇2023年法治政府建设年度报告' 2023: ")
    with pytest.raises(TypeError, match=r"lawgov\.parse"):
        lawgov.Report()


def test_options_are_taken() -> None:
    text = "一、主要举措\n发放资料20份，。推进工作,落实。\n"
    names = {finding.name for finding in lawgov.parse(text).findings}
    assert "doubled-punctuation" in names
    assert {finding.rule[:3] for finding in lawgov.parse(text, select=["LG5"]).findings} == {"LG5"}
    assert "doubled-punctuation" not in {f.name for f in lawgov.parse(text, ignore=["LG502"]).findings}
    only = lawgov.parse(text, extraction_only=True)
    assert only.statistics
    assert not only.findings
    assert not only.variables
    chinese, english = (lawgov.parse(text, select=["LG502"], lang=lang).findings[0].message for lang in ("zh", "en"))
    assert chinese != english
    assert english.isascii() or "，" in english


def test_wrong_options_name_themselves() -> None:
    with pytest.raises(lawgov.OptionError, match="LG999"):
        lawgov.parse("", select=["LG999"])
    with pytest.raises(lawgov.OptionError, match=r"select=\['LG5'\]"):
        lawgov.parse("", select="LG5")
    with pytest.raises(lawgov.OptionError, match="language `fr`"):
        lawgov.parse("", lang="fr")
    with pytest.raises(TypeError, match="read takes"):
        lawgov.parse(b"")  # type: ignore[arg-type]
    with pytest.raises(lawgov.OptionError, match="surrogate"):
        lawgov.parse("\ud800")


def test_a_catalogue_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    entry = '[[indicator]]\ncode = "lamps"\nname_zh = "路灯数"\n'
    own.write_text(f'{entry}theme = "functions"\nunits = ["盏"]\nwordings = [{{ subject = ["路灯"] }}]\n', "utf-8")
    catalogue = lawgov.Catalogue.load(own)
    for one in (catalogue, own, pickle.loads(pickle.dumps(catalogue))):
        report = lawgov.parse("全年安装路灯30盏。", catalogue=one)
        assert [(item.code, item.value) for item in report.indicators] == [("lamps", Decimal(30))]
    assert "lamps" in catalogue.codes
    assert "lamps" in [entry["code"] for entry in lawgov.indicators(catalogue)]
    assert "lamps" not in [entry["code"] for entry in lawgov.indicators()]
    own.write_text(entry, "utf-8")
    with pytest.raises(lawgov.CatalogueError, match=r"own\.toml:2: `lamps` has no theme"):
        lawgov.Catalogue.load(own)
    with pytest.raises(lawgov.CatalogueError, match=r"none\.toml: cannot be read"):
        lawgov.Catalogue.load(tmp_path / "none.toml")


def test_a_profile(tmp_path: Path) -> None:
    built_in = next((SAMPLES.parent / "crates/lawgov/data/profiles").glob("*.toml"))
    assert lawgov.parse(TEXT, profile=built_in).findings is not None
    with pytest.raises(lawgov.OptionError, match=r"none\.toml: cannot be read"):
        lawgov.parse(TEXT, profile=tmp_path / "none.toml")


def test_laws_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "laws.toml"
    entry = '[[law]]\nkey = "qz-signs"\nname = "清泽县店招管理办法"\nkind = "local_regulation"\nfrom = [2010-01-01]\n'
    own.write_text(entry + 'to = 2020-01-01\nend = "repealed"\nconfirmed = true\nsource = "test"\n', "utf-8")
    text = "清泽县2023年法治政府建设年度报告\n一、主要举措\n落实《清泽县店招管理办法》。"
    assert lawgov.parse(text).citations[0].status == "unknown"
    assert lawgov.parse(text, laws=own).citations[0].status == "repealed"
    assert lawgov.read_corpus([("a", text)], laws=own)[0].citations[0].law == "qz-signs"
    own.write_text(entry.replace("local_regulation", "song"), "utf-8")
    with pytest.raises(lawgov.OptionError, match=r"laws\.toml:4"):
        lawgov.parse(text, laws=own)


def test_reading_files(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode())
    report = lawgov.read(path)
    assert report.text == TEXT
    assert (report.source.name, report.source.encoding) == (str(path), "utf-8")
    assert lawgov.read(str(path)) == report
    with path.open("rb") as file:
        assert lawgov.read(file) == report
    assert lawgov.read(TEXT.encode(), name=str(path)) == report
    assert lawgov.read(memoryview(TEXT.encode())).text == TEXT
    assert lawgov.read(TEXT.removeprefix("\ufeff").encode("gb18030")).source.encoding == "gb18030"
    with path.open(encoding="utf-8") as file, pytest.raises(TypeError, match="'rb'"):
        lawgov.read(file)  # type: ignore[arg-type]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        lawgov.read(tmp_path / "none.txt")
    assert isinstance(missing.value, lawgov.ReadError)
    assert "none.txt" in str(missing.value)
    with pytest.raises(lawgov.DecodeError) as bad:
        lawgov.read("全年\n发放".encode() + b"\xff" + "资料".encode(), name="a.txt")
    assert (bad.value.name, bad.value.line, bad.value.offset) == ("a.txt", 2, 13)
    assert isinstance(bad.value, ValueError)
    assert bad.value.hint
    with pytest.raises(lawgov.ReadError):
        lawgov.read(tmp_path)


def test_the_lower_level() -> None:
    found = {(q.text, q.cls) for q in lawgov.quantities("2023年开通12345热线，发放资料20份。")}
    assert found == {("2023年", "date"), ("12345", "name"), ("20份", "quantity")}
    day = lawgov.quantities("2023年")[0]
    assert (day.first, day.last) == (date(2023, 1, 1), date(2023, 12, 31))
    assert lawgov.decode("法治".encode("utf-16")) == ("\ufeff法治", "utf-16le")
    with pytest.raises(lawgov.DecodeError):
        lawgov.decode(b"\xff\xff\xff")
    assert {"LG302", "LG701"} <= {rule["code"] for rule in lawgov.rules()}
    assert "parts-differ-from-total" in lawgov.explain("LG302")
    with pytest.raises(lawgov.OptionError, match=r"'LG999'; lawgov\.rules\(\) lists them"):
        lawgov.explain("LG999")
    with pytest.raises(lawgov.OptionError, match="did you mean `doubled-punctuation`"):
        lawgov.explain("doubled-punctation")


def test_a_zero_shows_its_words() -> None:
    report = lawgov.parse("𠮷祥镇全年未发生行政复议案件，发放宣传资料20份。")
    by_code = {item.code: item for item in report.indicators}
    zero = by_code["reconsideration_accepted"].zero
    assert zero is not None
    assert (zero.text, report.text[zero.span]) == ("未发生行政复议案件", "未发生行政复议案件")
    assert by_code["leaflets"].zero is None
    again = lawgov.Report.from_json(report.to_json())
    assert again.indicators == report.indicators
    rows = lawgov.Corpus([report]).indicators.to_dicts()
    assert [row["text"] for row in rows if row["code"] == "reconsideration_accepted"] == ["未发生行政复议案件"]
    assert "未发生行政复议案件</td></tr>" in report.to_html()


def test_the_registry_of_laws(tmp_path: Path) -> None:
    every = lawgov.laws()
    assert len(every) > 100
    assert {"key", "name", "short", "kind", "from", "to", "end", "replaced_by", "confirmed"} == set(every[0])
    for query in ("中华人民共和国民法典", "《民法典》", "civil-code"):
        assert "civil-code" in [law["key"] for law in lawgov.laws(query)]
    kinds = {law["kind"] for law in lawgov.laws("administrative_regulation")}
    assert kinds == {law["kind"] for law in lawgov.laws("Administrative regulation")} == {"administrative_regulation"}
    own = tmp_path / "own.toml"
    row = "[[law]]\nkey = 'heating'\nname = '清河市供热条例'\nkind = 'local_regulation'\n"
    own.write_text(row + "from = [2009-11-01]\n", "utf-8")
    (law,) = lawgov.laws("清河市供热条例", laws=own)
    assert (law["key"], law["from"], law["to"], law["confirmed"]) == ("heating", ["2009-11-01"], None, False)
    assert lawgov.laws("清河市供热条例") == []
    own.write_text(row * 2, "utf-8")
    with pytest.raises(lawgov.OptionError, match=r"own\.toml:6: the key `heating` is given before, in line 2"):
        lawgov.laws(laws=own)
