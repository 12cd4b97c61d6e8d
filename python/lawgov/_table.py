"""Tables: named, typed columns that every data library takes over."""

from __future__ import annotations

import html
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, overload

from . import _lawgov
from ._files import whole, write_bytes, write_text
from ._lang import said

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow

logger = logging.getLogger("lawgov")

#: Rows that a notebook shows.
SHOWN = 20


def need(module: str, extra: str) -> Any:
    """An optional library, or an error that says how to get it."""
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(
            said(
                f"这项功能需要 {module}：pip install 'lawgov[{extra}]'",
                f"this needs {module}: pip install 'lawgov[{extra}]'",
            )
        ) from error


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``type`` is text, date, bool, integer or number."""

    name: str
    type: str
    label_zh: str
    label_en: str
    note: str | None


class Table:
    """Rows of facts. Any library that knows the Arrow C stream reads it without a copy through Python objects:

    ``polars.DataFrame(table)``, ``pyarrow.table(table)``, ``pandas.DataFrame.from_arrow(table)``, ``duckdb`` through
    :meth:`to_duckdb`. What a report does not tell is missing (NA, null), never 0.

    Columns of type ``number`` hold exact decimals. They go out as 64-bit floats, the type that pandas, polars, R and
    Stata compute with; ``to_arrow(exact=True)`` gives decimal128, :meth:`to_dicts` and :meth:`column` give
    :class:`decimal.Decimal`.
    """

    __slots__ = ("__weakref__", "_native")

    def __init__(self, native: _lawgov.NativeTable) -> None:
        self._native = native

    @property
    def name(self) -> str:
        """The stable name of the table."""
        return self._native.name

    @property
    def columns(self) -> list[Column]:
        """The columns with their types and labels."""
        return [Column(*column) for column in self._native.columns()]

    @property
    def column_names(self) -> list[str]:
        """The stable names of the columns, in ASCII."""
        return [column.name for column in self.columns]

    def __len__(self) -> int:
        return len(self._native)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_dicts())

    @overload
    def __getitem__(self, row: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, row: slice) -> Table: ...
    def __getitem__(self, row: int | slice) -> dict[str, Any] | Table:
        size = len(self)
        if isinstance(row, slice):
            return self._rows(list(range(*row.indices(size))))
        if not -size <= row < size:
            raise IndexError(said(f"表共 {size} 行，没有第 {row} 行", f"row {row} of a table of {size} rows"))
        return Table(self._native.rows([row % size])).to_dicts()[0]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self.columns == other.columns and self.to_dicts() == other.to_dicts()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<lawgov.Table {self.name}: {len(self)} rows × {len(self.columns)} columns>"

    def _repr_html_(self) -> str:
        def row(tag: str, cells: Sequence[object]) -> str:
            made = "".join(f"<{tag}>{html.escape('' if cell is None else str(cell))}</{tag}>" for cell in cells)
            return f"<tr>{made}</tr>"

        head = Table(self._native.rows(list(range(min(SHOWN, len(self))))))
        lines = [row("th", self.column_names), *(row("td", list(each.values())) for each in head.to_dicts())]
        more = f"<p>… {len(self)} × {len(self.columns)}</p>" if len(self) > SHOWN else ""
        return f"<table>{''.join(lines)}</table>{more}"

    # Arranging

    def select(self, *columns: str) -> Table:
        """These columns, in this order."""
        return Table(self._native.select(self.name, list(columns)))

    def filter(self, **equal: object) -> Table:
        """The rows in which each of these columns has this value: ``table.filter(kind="count", unit="件")``."""
        wanted = [(list(self._native.values(name)), value) for name, value in equal.items()]
        return self._rows([i for i in range(len(self)) if all(values[i] == value for values, value in wanted)])

    def _rows(self, rows: list[int]) -> Table:
        return Table(self._native.rows(rows))

    def column(self, name: str) -> list[Any]:
        """The values of a column, None where the report does not tell. Numbers are Decimal, dates datetime.date."""
        kinds = {column.name: column.type for column in self.columns}
        values = list(self._native.values(name))
        if kinds[name] == "date":
            return [None if value is None else date.fromisoformat(value) for value in values]
        return values

    # To other libraries

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A fresh Arrow stream for each call. Another schema is not made: libraries convert what they get."""
        return self._native.arrow_stream()

    def to_arrow(self, *, exact: bool = False) -> pyarrow.Table:
        """A pyarrow Table; numbers as decimal128 when `exact`."""
        pa = need("pyarrow", "parquet")
        return pa.table(_Exact(self._native) if exact else self)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame with nullable types: Int64, boolean, str, datetime64; numbers as float64 with NaN.

        Goes over Arrow where pyarrow is installed, otherwise value by value.
        """
        pd = need("pandas", "pandas")
        try:
            import pyarrow as pa
        except ImportError:
            return self._pandas(pd)
        types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
        text = pd.Series(["a"]).dtype
        if text.name != "object":
            types[pa.string()] = text
        return self.to_arrow().to_pandas(types_mapper=types.get, date_as_object=False)

    def _pandas(self, pd: Any) -> pandas.DataFrame:
        types = {"integer": "Int64", "bool": "boolean", "number": "float64"}
        frame = {}
        for column in self.columns:
            values: list[Any] = list(self._native.values(column.name))
            if column.type == "number":
                values = [None if value is None else float(value) for value in values]
            series = pd.Series(values, dtype=types.get(column.type))
            frame[column.name] = pd.to_datetime(series).astype("datetime64[ms]") if column.type == "date" else series
        return pd.DataFrame(frame)

    def to_polars(self) -> polars.DataFrame:
        """A polars DataFrame."""
        return need("polars", "polars").DataFrame(self)

    def to_duckdb(self, connection: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyRelation:
        """A DuckDB relation, on the connection given or the default one."""
        return (connection or need("duckdb", "duckdb")).from_arrow(self.to_arrow())

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts: None where the report does not tell, numbers as Decimal, dates as datetime.date."""
        names = self.column_names
        return [dict(zip(names, row, strict=True)) for row in zip(*map(self.column, names), strict=True)]

    # To files

    def to_csv(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        lang: str | None = None,
        bom: bool = True,
        sanitize: bool = True,
    ) -> str | None:
        """Comma-separated values that Excel opens; the text itself when no `path` is given.

        Args:
            path: The file to write.
            lang: ``zh`` or ``en`` for labels instead of the stable names as headers; with ``zh`` names in cells
                (``next_steps``) are Chinese terms, too.
            bom: Begin with the mark by which Excel knows UTF-8. Read such a file with ``encoding="utf-8-sig"``.
            sanitize: Put an apostrophe before text that a spreadsheet could take for a formula.
        """
        text = self._native.to_csv(lang=lang, bom=bom, guard=sanitize)
        if path is None:
            return text
        write_text(path, text)
        return None

    def to_jsonl(self, path: str | os.PathLike[str] | None = None) -> str | None:
        """A JSON object a row, numbers exact; the text itself when no `path` is given."""
        text = self._native.to_jsonl()
        if path is None:
            return text
        write_text(path, text)
        return None

    def to_excel(self, path: str | os.PathLike[str], *, sheet: str | None = None, lang: str | None = None) -> int:
        """A workbook with this table as its one sheet; `lang` as in :meth:`to_csv`.

        Returns:
            How many cells had more than 32,767 characters and were cut (they end in ``…``); that is logged, too.
        """
        name = sheet or (self.name if lang is None else _lawgov.label("table", self.name, lang))
        return write_workbook(path, [(name, self)], lang=lang)

    def to_stata(self, path: str | os.PathLike[str], *, lang: str = "zh") -> dict[str, str]:
        """A Stata data set of format 118 (Stata 14 and later; ``haven::read_dta`` in R).

        Names are ASCII of at most 32 characters, labels in `lang` of at most 80, what is not told ``.``; numbers are
        doubles, dates ``%td``, yes and no and the status of indicators labelled numbers, long texts strL.

        Returns:
            New names of the columns whose names Stata does not take.
        """
        content, about = self._native.to_stata(lang=lang)
        write_bytes(path, content)
        renamed = dict(about["renamed"])
        if renamed:
            logger.info(said("%s：列已改名：%s", "%s: columns renamed: %s"), os.fspath(path), renamed)
        return renamed

    def to_parquet(self, path: str | os.PathLike[str], *, exact: bool = False) -> None:
        """A Parquet file, labels as metadata of the fields. Needs pyarrow; numbers as decimal128 when `exact`."""
        parquet = need("pyarrow.parquet", "parquet")
        with whole(path) as temporary:
            parquet.write_table(self.to_arrow(exact=exact), temporary)


class _Exact:
    """A table whose stream has decimals."""

    def __init__(self, native: _lawgov.NativeTable) -> None:
        self._native = native

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._native.arrow_stream(exact=True)


def write_workbook(
    path: str | os.PathLike[str], sheets: Sequence[tuple[str, Table]], *, lang: str | None = None
) -> int:
    """Tables as sheets of one workbook. Returns how many cells had to be cut."""
    content, cut = _lawgov.workbook([(name, table._native) for name, table in sheets], lang=lang)
    write_bytes(path, content)
    if cut:
        logger.warning(
            said(
                "%s：%d 个单元格超过 32767 个字符，已截断，以 … 结尾",
                "%s: %d cells of more than 32767 characters are cut and end in …",
            ),
            os.fspath(path),
            cut,
        )
    return cut


def column_of(name: str, values: Sequence[Any], *, kind: str | None = None, label: str | None = None) -> Table:
    """A table of one column of one's own.

    Args:
        name: Its stable name.
        values: Its values, None where there is none.
        kind: text, date, bool, integer or number; told from the values when not given.
        label: What it is called in print; its name when not given.
    """
    kind = kind or _kind(values)
    texts = [None if value is None else _text(value, kind) for value in values]
    return Table(_lawgov.NativeTable.column_of(name, kind, label or name, texts))


def _text(value: Any, kind: str) -> str:
    if kind == "bool":
        return "true" if value else "false"
    # A float as its shortest digits, without an exponent.
    return format(Decimal(str(value)), "f") if kind == "number" else str(value)


def _kind(values: Sequence[Any]) -> str:
    given = [value for value in values if value is not None]
    for kind, types in (("bool", (bool,)), ("integer", (int,)), ("number", (int, float, Decimal)), ("date", (date,))):
        if given and all(isinstance(value, types) for value in given):
            return kind
    return "text"
