"""Plots."""

from __future__ import annotations

import logging

import matplotlib as mpl
import pytest

import lawgov
from lawgov import _plot

mpl.use("Agg")
from matplotlib import font_manager, pyplot


@pytest.fixture(autouse=True)
def _closed() -> object:
    yield
    pyplot.close("all")


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With a font that says it is Chinese, and with none."""
    entries = [font_manager.FontEntry(name=_plot.FONTS[0], fname=font_manager.findfont("DejaVu Sans"))]
    known = [font for font in font_manager.fontManager.ttflist if font.name not in _plot.FONTS]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", known + (entries if request.param == "zh" else []))
    _plot._warn.cache_clear()
    return str(request.param)


def test_an_indicator_over_years(lang: str) -> None:
    corpus = lawgov.Corpus(
        [
            lawgov.parse(f"青石镇{year}年法治政府建设年度报告\n一、主要举措\n受理行政复议案件{count}件。")
            for year, count in ((2021, 12), (2022, 0), (2024, 15))
        ]
    )
    axes = corpus.plot.indicator("reconsideration_accepted")
    (line,) = axes.get_lines()
    values = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    # A stated zero is drawn, a year without a report is a gap.
    assert (values[2021], values[2022], values[2024]) == (12, 0, 15)
    assert values[2023] != values[2023]
    entry = next(entry for entry in lawgov.indicators() if entry["code"] == "reconsideration_accepted")
    assert axes.get_title().startswith(entry[f"name_{lang}"])


def test_a_county_and_its_department_are_two() -> None:
    def report(head: str, year: int, count: int) -> lawgov.Report:
        return lawgov.parse(f"{head}{year}年法治政府建设年度报告\n一、主要举措\n受理行政复议案件{count}件。")

    county = [report("清泽县人民政府", year, count) for year, count in ((2021, 40), (2022, 50))]
    bureau = [report("清泽县财政局", 2022, 3)]
    axes = lawgov.Corpus([*county, *bureau]).plot.indicator("reconsideration_accepted")
    lines = {tuple(line.get_xdata()): tuple(line.get_ydata()) for line in axes.get_lines()}
    assert lines == {(2021, 2022): (40, 50), (2022,): (3,)}
    # Two figures for one body and year are points, and none of them is chosen.
    twice = lawgov.Corpus([*county, report("清泽县人民政府", 2022, 55)])
    axes = twice.plot.indicator("reconsideration_accepted")
    (points,) = axes.collections
    assert points.get_offsets().tolist() == [[2022, 50], [2022, 55]]
    (line,) = axes.get_lines()
    assert line.get_ydata()[0] == 40
    assert line.get_ydata()[1] != line.get_ydata()[1]


def test_one_year_is_bars_and_what_is_not_told_is_no_bar(samples: lawgov.Corpus) -> None:
    corpus = lawgov.Corpus([lawgov.parse("青石镇2023年工作报告\n受理行政复议案件3件。"), lawgov.parse("没有数字。")])
    axes = corpus.plot.indicator("reconsideration_accepted")
    assert [bar.get_width() for bar in axes.patches] == [3]
    with pytest.raises(lawgov.OptionError, match="no report of the corpus states"):
        corpus.plot.indicator("leaflets")
    with pytest.raises(lawgov.OptionError, match="no indicator"):
        samples.plot.indicator("no_such_code")


def test_coverage_counts_reports(samples: lawgov.Corpus, lang: str) -> None:
    axes = samples.plot.coverage(theme="disputes")
    assert axes.get_xlim() == (0, len(samples))
    table = {row[f"name_{lang}"]: row for row in samples.coverage().to_dicts()}
    names = [label.get_text() for label in axes.get_yticklabels()]
    reported = [bar.get_width() for bar in axes.containers[0]]
    assert reported == [table[name]["reported"] for name in names]
    assert reported == sorted(reported, reverse=True)
    with pytest.raises(lawgov.OptionError, match="no report states"):
        lawgov.Corpus([]).plot.coverage()


def test_themes_have_a_row_a_report(samples: lawgov.Corpus, lang: str) -> None:
    axes = samples.plot.themes()
    (image,) = axes.get_images()
    assert image.get_array().shape == (len(samples), 10)
    expected = "Party leadership" if lang == "en" else "党的领导"
    assert axes.get_xticklabels()[0].get_text() == expected


def test_unknown_shares_are_not_shares_of_nothing(lang: str) -> None:
    text = "青石镇2023年法治政府建设情况报告\n一、存在的不足\n普法宣传不够深入。"
    axes = lawgov.read_corpus([("a", text)]).plot.themes()
    assert {shown.get_text() for shown in axes.texts} == {"—"}


def test_settings_stay_and_one_warning_is_given(
    samples: lawgov.Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = dict(mpl.rcParams)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    _plot._warn.cache_clear()
    with caplog.at_level(logging.WARNING, "lawgov"):
        samples.plot.themes()
        samples.plot.themes()
    assert len([record for record in caplog.records if "Chinese" in record.message]) == 1
    assert dict(mpl.rcParams) == before
