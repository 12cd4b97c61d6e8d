"""One report: its text and everything read from it."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, overload

from . import _lawgov
from ._errors import SchemaError
from ._files import write_text
from ._items import (
    MAKERS,
    Citation,
    Finding,
    Indicator,
    Item,
    LawMention,
    Measure,
    Metadata,
    Organization,
    Person,
    Section,
    Source,
    Statistic,
    _metadata,
    _source,
)
from ._lang import said
from ._table import Table

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

T = TypeVar("T")

#: The version of the JSON's shape that this package reads and writes.
SCHEMA = 1

_views = itertools.count(1)


def _shortest(text: str) -> float | Decimal:
    """A JSON number as a float, or as a Decimal where a float would not give the same digits back."""
    value = float(text)
    return value if repr(value) == text else Decimal(text)


class Items(tuple[T, ...]):
    """The items of one kind, in the order of the text; also a table."""

    _kind: str
    _report: Report

    @property
    def table(self) -> Table:
        """The items as a table, with the document, the section and the sentence of each."""
        return self._report.table(self._kind)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas DataFrame."""
        return self.table.to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars DataFrame."""
        return self.table.to_polars()

    def to_arrow(self) -> pyarrow.Table:
        """The table as a pyarrow Table."""
        return self.table.to_arrow()

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows of the table."""
        return self.table.to_dicts()


class Report:
    """A parsed report. Made by :func:`lawgov.parse`, :func:`lawgov.read` and :meth:`from_json`.

    Offsets count code points of ``text``, which is the text exactly as it came:

    >>> import lawgov
    >>> report = lawgov.parse("一、主要举措\\n全年发放宣传资料1000余份。")
    >>> leaflets = report.statistics[0]
    >>> report.text[leaflets.span], leaflets.value, leaflets.approx
    ('1000余份', Decimal('1000'), 'over')
    """

    __slots__ = ("__weakref__", "_data", "_items", "_json", "_native")

    _native: _lawgov.NativeReport | None
    _json: str | None
    _data: dict[str, Any] | None
    _items: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError(
            said(
                "请用 lawgov.parse、lawgov.read 或 Report.from_json",
                "use lawgov.parse, lawgov.read or Report.from_json",
            )
        )

    @classmethod
    def _of(cls, native: _lawgov.NativeReport | None, text: str | None = None) -> Report:
        report = object.__new__(cls)
        report._native, report._json, report._data, report._items = native, text, None, {}
        return report

    # What it is made of

    def _core(self) -> _lawgov.NativeReport:
        if self._native is None:
            self._native = _lawgov.NativeReport.from_json(self.to_json())
        return self._native

    def _loaded(self) -> dict[str, Any]:
        if self._data is None:
            self._data = json.loads(self.to_json(), parse_float=_shortest)
        return self._data

    def _list(self, kind: str) -> Any:
        found = self._items.get(kind)
        if found is None:
            rows = self._loaded()[kind]
            if kind == "sections":
                text = self.text
                made: Iterable[Any] = (
                    Section(text=text[row["start"] : row["end"]], **{**row, "themes": tuple(row["themes"])})
                    for row in rows
                )
            else:
                made = map(MAKERS[kind], rows)
            found = Items(made)
            found._kind, found._report = kind, self
            self._items[kind] = found
        return found

    @property
    def text(self) -> str:
        """The text as it came: nothing trimmed or normalised."""
        if "text" not in self._items:
            self._items["text"] = self._native.text if self._native else self._loaded()["text"]
        text: str = self._items["text"]
        return text

    @property
    def source(self) -> Source:
        """The file it came from."""
        return _source(self._loaded()["source"])

    @property
    def metadata(self) -> Metadata:
        """Title, issuers, region, year and dates, as the report gives them."""
        return _metadata(self._loaded()["metadata"])

    @property
    def sections(self) -> Items[Section]:
        """Sections, parents before children."""
        found: Items[Section] = self._list("sections")
        return found

    @property
    def measures(self) -> Items[Measure]:
        """Enumerated measures."""
        found: Items[Measure] = self._list("measures")
        return found

    @property
    def statistics(self) -> Items[Statistic]:
        """Figures that report something."""
        found: Items[Statistic] = self._list("statistics")
        return found

    @property
    def citations(self) -> Items[Citation]:
        """Cited laws and documents."""
        found: Items[Citation] = self._list("citations")
        return found

    @property
    def law_mentions(self) -> Items[LawMention]:
        """Laws named without 《》."""
        found: Items[LawMention] = self._list("law_mentions")
        return found

    @property
    def people(self) -> Items[Person]:
        """People named."""
        found: Items[Person] = self._list("people")
        return found

    @property
    def organizations(self) -> Items[Organization]:
        """Organisations named."""
        found: Items[Organization] = self._list("organizations")
        return found

    @property
    def indicators(self) -> Items[Indicator]:
        """Indicators that the report states or names, in the order of the catalogue."""
        found: Items[Indicator] = self._list("indicators")
        return found

    @property
    def findings(self) -> Items[Finding]:
        """Faults found by the audit."""
        found: Items[Finding] = self._list("findings")
        return found

    @property
    def variables(self) -> Mapping[str, Any]:
        """The flat row of variables; None where the text does not tell."""
        return MappingProxyType(self._loaded()["variables"])

    # Around an item

    def context(self, item: Item | slice, width: int = 40) -> tuple[str, str, str]:
        """The text before, in and after an item, up to `width` code points on each side.

        >>> import lawgov
        >>> report = lawgov.parse("全年发放宣传资料1000余份。")
        >>> report.context(report.statistics[0], width=2)
        ('资料', '1000余份', '。')
        """
        span = item if isinstance(item, slice) else item.span
        start, end, _ = span.indices(len(self.text))
        return self.text[max(0, start - width) : start], self.text[start:end], self.text[end : end + width]

    def table(self, kind: str) -> Table:
        """One of the tables of :class:`lawgov.Corpus`, of this report alone."""
        return Table(_lawgov.tabulate(kind, [self._core()]))

    # JSON

    def to_dict(self) -> dict[str, Any]:
        """The JSON as a new dict. Numbers are int and float, or Decimal where a float would lose digits."""
        data: dict[str, Any] = json.loads(self.to_json(), parse_float=_shortest)
        return data

    @overload
    def to_json(self, path: None = None, *, pretty: bool = False) -> str: ...
    @overload
    def to_json(self, path: str | os.PathLike[str], *, pretty: bool = False) -> None: ...
    def to_json(self, path: str | os.PathLike[str] | None = None, *, pretty: bool = False) -> str | None:
        """The report as JSON, the same bytes as from the command line; written to `path` when one is given."""
        if pretty:
            made = self._core().to_json(pretty=True)
        else:
            if self._json is None:
                self._json = self._core().to_json()
            made = self._json
        if path is None:
            return made
        write_text(path, made + "\n")
        return None

    @classmethod
    def from_json(cls, source: str | bytes | os.PathLike[str]) -> Report:
        """A report saved with :meth:`to_json` or by ``lawgov parse``: its text, or the path of the file.

        Raises:
            SchemaError: It is of another version of the schema, counts other offsets, or is no report.
        """
        if isinstance(source, os.PathLike):
            source = Path(source).read_bytes()
        try:
            text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
            data = json.loads(text, parse_float=_shortest)
        except ValueError as error:
            raise SchemaError(
                said(
                    f"这不是 JSON{_place(error)}；请给出 Report.to_json 写出的文字",
                    f"this is no JSON: {error}; give the text that Report.to_json wrote",
                )
            ) from error
        return cls._checked(data, text if text.startswith('{"schema":') and text.endswith("}") else None)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Report:
        """A report from what :meth:`to_dict` gave.

        Raises:
            SchemaError: It is of another version of the schema, counts other offsets, or is no report.
        """
        return cls._checked(dict(data), None)

    @classmethod
    def _checked(cls, data: Any, text: str | None) -> Report:
        if not isinstance(data, dict) or "schema" not in data:
            raise SchemaError(
                said(
                    "这不是报告：没有 `schema`；请给出 Report.to_json 或 to_dict 的结果",
                    "this is no report: it has no `schema`; give what Report.to_json or to_dict gave",
                )
            )
        if data["schema"] != SCHEMA:
            theirs, by, ours = data["schema"], data.get("lawgov_version"), _lawgov.__version__
            raise SchemaError(
                said(
                    f"报告的 schema 是 {theirs}，由 lawgov {by} 写出；lawgov {ours} 读取 schema {SCHEMA}："
                    f"请使用该版本，或重新解析原文",
                    f"the report has schema {theirs}, written by lawgov {by}; "
                    f"lawgov {ours} reads schema {SCHEMA}: use that version, or parse the text again",
                )
            )
        if data.get("offset_unit") != "char":
            unit = data.get("offset_unit")
            raise SchemaError(
                said(
                    f"报告的偏移量单位是 {unit}：请用 --offsets char 写出",
                    f"the report counts offsets in {unit}: write it with --offsets char",
                )
            )
        if "error" in data or "text" not in data:
            raise SchemaError(
                said(
                    "这一行是读取失败的文件，不是报告",
                    "this is the row of a file that could not be read, not a report",
                )
            )
        # Its own line breaks and spaces are not kept: the JSON is, byte for byte, what was written on one line.
        return cls._of(None, text if text is not None else _dumps(data))

    # For the eye

    @overload
    def to_html(self, path: None = None, *, lang: str | None = None) -> str: ...
    @overload
    def to_html(self, path: str | os.PathLike[str], *, lang: str | None = None) -> None: ...
    def to_html(self, path: str | os.PathLike[str] | None = None, *, lang: str | None = None) -> str | None:
        """The report as one self-contained page, without script; written to `path` when one is given."""
        page = self._core().to_html(lang=lang)
        if path is None:
            return page
        write_text(path, page)
        return None

    def _repr_html_(self) -> str:
        return self._core().to_html(fragment=True, id=f"v{os.getpid()}-{next(_views)}")

    def __repr__(self) -> str:
        data = self._loaded()
        name = data["source"]["name"] or data["metadata"]["title"] or ""
        counts = ", ".join(f"{len(data[kind])} {kind}" for kind in ("sections", "measures", "statistics", "citations"))
        return f"<lawgov.Report {name!r} {data['metadata']['year'] or ''}: {counts}>"

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __reduce__(self) -> tuple[Any, ...]:
        return Report.from_json, (self.to_json(),)


def _place(error: ValueError) -> str:
    """Where the error of a decoder is, in Chinese."""
    if isinstance(error, json.JSONDecodeError):
        return f"，第 {error.lineno} 行第 {error.colno} 个字符处有误"
    return f"，第 {error.start + 1} 个字节不是 UTF-8" if isinstance(error, UnicodeDecodeError) else ""


def _dumps(data: Mapping[str, Any]) -> str:
    """JSON on one line. A Decimal is written with all its digits."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_marked)
    return re.sub(f'"{_MARK}([^"]*)"', r"\1", text) if _MARK in text else text


#: Stands before a number that JSON's writer is to take for text; no text of a report begins with it.
_MARK = "\ufdd0"


def _marked(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value}"
    kind = type(value).__name__
    raise TypeError(said(f"报告中不能有 {kind}", f"{kind} is no part of a report"))
