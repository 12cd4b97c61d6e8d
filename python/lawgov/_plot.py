"""Plots of a corpus, on matplotlib where it is installed."""

from __future__ import annotations

import logging
import math
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from . import _lawgov
from ._errors import OptionError
from ._lang import said
from ._table import need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from ._corpus import Corpus

logger = logging.getLogger("lawgov")

#: Families that hold Chinese characters, the best for print first.
FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Arial Unicode MS",
)

#: Bars and rows that one plot shows.
MOST = 30


@cache
def _warn() -> None:
    """Said once."""
    logger.warning(
        said(
            "没有安装含汉字的字体（如 fonts-noto-cjk）：图中文字用英文",
            "no font with Chinese characters is installed (fonts-noto-cjk has one): labels are in English",
        )
    )


@contextmanager
def _style() -> Iterator[str]:
    """Settings for one plot alone, with a Chinese font where there is one. Gives the language of its labels."""
    matplotlib, manager = need("matplotlib", "plot"), need("matplotlib.font_manager", "plot")
    known = {font.name for font in manager.fontManager.ttflist}
    font = next((name for name in FONTS if name in known), None)
    if font is None:
        _warn()
    settings: dict[str, Any] = {"axes.unicode_minus": False, "axes.spines.top": False, "axes.spines.right": False}
    if font is not None:
        settings["font.family"] = [font]
    with matplotlib.rc_context(settings):
        yield "en" if font is None else "zh"


def _axes(ax: Axes | None, width: float, height: float) -> Axes:
    if ax is not None:
        return ax
    _, made = need("matplotlib.pyplot", "plot").subplots(figsize=(width, height), layout="constrained")
    return made  # type: ignore[no-any-return]


class Plots:
    """Plots of a corpus: ``corpus.plot.indicator("leaflets")``. Each gives the matplotlib Axes it drew on.

    Labels are Chinese where a font for them is installed, otherwise English. Settings of matplotlib stay as they are.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def indicator(self, code: str, *, ax: Axes | None = None) -> Axes:
        """An indicator by who reports and year: a line each over several years, otherwise a bar a report.

        A county and a department of it are two that report. A report that does not state the indicator leaves a gap; a
        stated zero is drawn at zero; two reports of one body on one year are two points.

        Raises:
            OptionError: There is no such indicator, or no report states it.
        """
        panel = self._corpus.panel([code], index=("region", "level", "issuers", "year"))
        entry = next(entry for entry in self._corpus.catalogue.entries if entry["code"] == code)
        columns = (panel.column(name) for name in ("document", "region", "level", "issuers", "year", code))
        told = [
            (_reporter(document, region, level, issuers), year, float(value))
            for document, region, level, issuers, year, value in zip(*columns, strict=True)
            if value is not None
        ]
        if not told:
            raise OptionError(
                said(
                    f"没有一份报告写明 {code!r}；corpus.coverage() 列出各指标写明的份数",
                    f"no report of the corpus states {code!r}; corpus.coverage() says which are stated",
                )
            )
        units = {
            unit
            for which, unit in zip(
                self._corpus.indicators.column("code"), self._corpus.indicators.column("unit"), strict=True
            )
            if which == code and unit
        }
        with _style() as lang:
            years = sorted({year for _, year, _ in told if year is not None})
            ax = _axes(ax, 7, 4)
            if len(years) > 1:
                for reporter in dict.fromkeys(reporter for reporter, _, _ in told):
                    points = [(year, value) for name, year, value in told if name == reporter and year is not None]
                    _line(ax, points, _shown(reporter, lang))
                ax.set_xticks(years)
                ax.set_ylim(bottom=0)
                # Beside the lines, however many there are.
                ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1), fontsize="small")
            else:
                bars = ax.barh([_shown(name, lang) for name, _, _ in told], [value for _, _, value in told])
                ax.bar_label(bars, padding=3)
                ax.invert_yaxis()
            unit = f"（{'、'.join(sorted(units))}）" if units and lang == "zh" else ""
            ax.set_title(entry[f"name_{lang}"] + unit)
        return ax

    def coverage(self, *, theme: str | None = None, ax: Axes | None = None) -> Axes:
        """How many reports state, name or contradict themselves on each indicator, those most often stated first.

        Args:
            theme: Only the indicators of this theme, ``disputes`` for one.
            ax: Where to draw; a new figure when not given.

        Raises:
            OptionError: No report states or names an indicator of the theme.
        """
        rows = [row for row in self._corpus.coverage().to_dicts() if theme is None or row["theme"] == theme]
        kinds = ("reported", "conflict", "mentioned_without_number")
        rows = [row for row in rows if any(row[kind] for kind in kinds)]
        if not rows:
            of_theme = f" of the theme {theme!r}" if theme else ""
            raise OptionError(
                said(
                    f"没有一份报告写明或提及{f'主题 {theme!r} 的' if theme else ''}任何指标",
                    f"no report states or names an indicator{of_theme}",
                )
            )
        rows = sorted(rows, key=lambda row: [-row[kind] for kind in kinds])[:MOST]
        with _style() as lang:
            ax = _axes(ax, 8, 1.2 + 0.28 * len(rows))
            names, left = [row[f"name_{lang}"] for row in rows], [0] * len(rows)
            styles = (("#1f4e79", ""), ("#a33b20", "xx"), ("#9db8d2", "//"))
            for kind, (colour, hatch) in zip(kinds, styles, strict=True):
                counts = [row[kind] for row in rows]
                label = _lawgov.label("indicator", kind, lang)
                ax.barh(names, counts, left=left, color=colour, hatch=hatch, edgecolor="white", label=label)
                left = [before + count for before, count in zip(left, counts, strict=True)]
            ax.invert_yaxis()
            ax.set_xlim(0, len(self._corpus))
            total = len(self._corpus)
            ax.set_xlabel(f"报告份数（共 {total} 份）" if lang == "zh" else f"reports (of {total})")
            ax.legend(frameon=False, loc="lower right")
        return ax

    def themes(self, *, ax: Axes | None = None) -> Axes:
        """The share of the text on what was done that each theme has, a row a report."""
        variables = self._corpus.variables
        names = [name for name in variables.column_names if name.startswith("attention_")]
        known = [(name, _lawgov.label("theme", name.removeprefix("attention_"), "en")) for name in names]
        themes = [name for name, label in known if label != name.removeprefix("attention_")]
        with _style() as lang:
            reports = self._corpus.reports
            columns = (reports.column(name) for name in ("document", "region", "level", "issuers", "year"))
            rows = [
                " ".join(str(part) for part in (_reporter(*who), year) if part)
                for *who, year in zip(*columns, strict=True)
            ]
            # A report without a part on what was done has no shares, which is not a share of nothing.
            shares = [
                [math.nan if value is None else float(value) for value in row]
                for row in zip(*map(variables.column, themes), strict=True)
            ]
            rows, shares = rows[:MOST], shares[:MOST]
            ax = _axes(ax, 9, 1.5 + 0.32 * len(rows))
            most = max([0.01, *(share for row in shares for share in row if not math.isnan(share))])
            ax.imshow(shares, aspect="auto", cmap="Blues", vmin=0, vmax=most)
            for at, row in enumerate(shares):
                for column, share in enumerate(row):
                    ax.text(
                        column,
                        at,
                        "—" if math.isnan(share) else f"{share:.0%}",
                        ha="center",
                        va="center",
                        fontsize=8,
                        color="white" if share > most * 0.6 else "black" if share > 0 else "0.65",
                    )
            labels = [_lawgov.label("theme", name.removeprefix("attention_"), lang) for name in themes]
            ax.set_xticks(range(len(themes)), labels, rotation=0 if lang == "zh" else 45)
            ax.set_yticks(range(len(rows)), [_shown(row, lang) for row in rows])
            ax.set_title("各主题的关注度（篇幅占比）" if lang == "zh" else "Attention by theme (share of the text)")
        return ax


def _reporter(document: str, region: str | None, level: str | None, issuers: str | None) -> str:
    """Who reports: a place, or in a place with departments one of them."""
    return (issuers if level == "department" else region) or region or document


def _line(ax: Axes, points: list[tuple[int, float]], label: str) -> None:
    """Points by year. A year in between that nothing is told about breaks the line."""
    by_year: dict[int, list[float]] = {}
    for year, value in points:
        by_year.setdefault(year, []).append(value)
    if not by_year:
        return
    years = list(range(min(by_year), max(by_year) + 1))
    # Where two reports tell of one year no line can choose between them.
    values = [by_year[year][0] if len(by_year.get(year, ())) == 1 else float("nan") for year in years]
    (line,) = ax.plot(years, values, marker="o", label=label)
    rest = [(year, value) for year, told in by_year.items() if len(told) > 1 for value in told]
    if rest:
        ax.scatter(*zip(*rest, strict=True), color=line.get_color(), marker="x")


def _shown(name: Any, lang: str) -> str:
    """A name in letters that the font has: without a Chinese one, what is left of it."""
    text = str(name)
    return text if lang == "zh" or text.isascii() else text.encode("ascii", "replace").decode()
