"""Facts about documents that a table or the names of files give."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ._errors import OptionError
from ._lang import said, why
from ._parse import decode
from ._table import Table

#: Columns that name the document, the first of them that is there.
KEYS = ("document", "file", "path", "name")


@dataclass
class Given:
    """What is known of each document besides its text."""

    #: Column → values, one a document.
    columns: dict[str, list[Any]] = field(default_factory=dict)
    #: Column → where each value comes from: ``table`` or ``name``.
    sources: dict[str, list[str | None]] = field(default_factory=dict)
    #: Rows of the table that name no document.
    unused: list[str] = field(default_factory=list)
    #: Documents that the table does not name.
    missing: list[str] = field(default_factory=list)


def gather(documents: list[str], meta: Any, pattern: str | None) -> Given:
    """Joins a table and a pattern of names to documents. The table comes before the names."""
    given = Given()
    rows: list[dict[str, tuple[Any, str]]] = [{} for _ in documents]
    if pattern is not None:
        matcher = compile_pattern(pattern)
        for document, row in zip(documents, rows, strict=True):
            found = matcher.search(_shape(document))
            row.update(
                {name: (typed(name, text), "name") for name, text in (found.groupdict() if found else {}).items()}
            )
        if documents and not any(rows):
            fits_none = said(
                f"meta_from={pattern!r}：{len(documents)} 个文件名都不符合，例如 {documents[0]}",
                f"meta_from={pattern!r} fits none of {len(documents)} names, such as {documents[0]}",
            )
            warnings.warn(fits_none, stacklevel=4)
    if meta is not None:
        by_key = _rows_by_key(meta)
        find = _finder(documents, by_key)
        used = set()
        for document, row in zip(documents, rows, strict=True):
            key = find(document)
            if key is None:
                given.missing.append(document)
                continue
            used.add(key)
            row.update({name: (value, "table") for name, value in by_key[key].items() if value is not None})
        given.unused = [key for key in by_key if key not in used]
    names = list(dict.fromkeys(name for row in rows for name in row))
    for name in names:
        given.columns[name] = _alike([row.get(name, (None, ""))[0] for row in rows])
        given.sources[name] = [row[name][1] if name in row else None for row in rows]
    return given


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern ``{province}/{city}_{year}.txt`` as a regular expression for the end of a path."""
    parts = re.split(r"\{([^{}]*)\}", _shape(pattern))
    names = parts[1::2]
    for name in names:
        if not name.isidentifier():
            raise OptionError(
                said(
                    f"meta_from={pattern!r}：{{{name}}} 不能作名称；请用字母、数字和下划线",
                    f"meta_from={pattern!r}: {{{name}}} is no name; write letters, digits and underscores",
                )
            )
    if not names or len(set(names)) < len(names):
        raise OptionError(
            said(
                f"meta_from={pattern!r}：每个部分命名一次，例如 '{{province}}/{{city}}_{{year}}.txt'",
                f"meta_from={pattern!r}: name each part once, such as '{{province}}/{{city}}_{{year}}.txt'",
            )
        )
    made = ""
    for literal, name in zip(parts[::2], [*names, None], strict=True):
        made += re.escape(literal)
        if name:
            made += rf"(?P<{name}>[0-9]{{4}})" if name == "year" else rf"(?P<{name}>[^/]+?)"
    return re.compile(rf"(?:^|/){made}$")


def _shape(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/"))


def _rows_by_key(meta: Any) -> dict[str, dict[str, Any]]:
    rows, where = _rows(meta)
    if not rows:
        raise OptionError(said(f"{where}：没有数据行", f"{where}: it has no rows"))
    names = list(rows[0])
    key = next((name for name in KEYS if name in names), names[0])
    by_key: dict[str, dict[str, Any]] = {}
    for row in rows:
        name = _shape(str(row[key]))
        if name in by_key:
            raise OptionError(
                said(
                    f"{where}：文档 {name} 在列 {key} 中出现两次；请只保留一行",
                    f"{where}: the document {name} has two rows in the column {key}; keep one",
                )
            )
        by_key[name] = {column: _clean(value) for column, value in row.items() if column != key}
    return by_key


def _rows(meta: Any) -> tuple[list[dict[str, Any]], str]:
    """The rows of what was given, and what to call it in messages."""
    if isinstance(meta, str | os.PathLike):
        return _rows_of_file(Path(meta)), os.fspath(meta)
    where = "meta"
    if isinstance(meta, Table):
        return meta.to_dicts(), where
    if isinstance(meta, Mapping):
        return [{"document": name, **row} for name, row in meta.items()], where
    if hasattr(meta, "to_dicts"):  # polars
        return list(meta.to_dicts()), where
    if hasattr(meta, "to_dict"):  # pandas
        frame = meta.reset_index() if meta.index.name else meta
        _once([str(name) for name in frame.columns], where)
        return list(frame.to_dict("records")), where
    if isinstance(meta, Iterable):
        return [dict(row) for row in meta], where
    raise OptionError(
        said(
            f"meta 是 {type(meta).__name__}：请给出路径、DataFrame 或字典的列表",
            f"meta is a {type(meta).__name__}: give a path, a DataFrame, or a list of dicts",
        )
    )


def _rows_of_file(path: Path) -> list[dict[str, Any]]:
    try:
        text, _ = decode(path.read_bytes(), name=os.fspath(path))
    except OSError as error:
        raise OptionError(
            said(
                f"{path}：无法读取：{why(error)}",
                f"{path}: cannot be read: {why(error)}",
            )
        ) from error
    text = text.removeprefix("\ufeff")
    if path.suffix.lower() == ".jsonl":
        lines = enumerate(text.split("\n"), 1)
        return [_row_of_json(line, f"{path}:{number}") for number, line in lines if line.strip()]
    if path.suffix.lower() == ".json":
        return list(_row_of_json(text, str(path)))
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    header = [name.strip() for name in reader.fieldnames or ()]
    if "" in header:
        at = header.index("") + 1
        raise OptionError(
            said(
                f"{path}:1：第 {at} 列没有列名；请写上列名，或删去这一列（pandas：index=False；R：row.names = FALSE）",
                f"{path}:1: column {at} has no name; name it or leave it out "
                "(pandas: index=False; R: row.names = FALSE)",
            )
        )
    _once(header, f"{path}:1")
    reader.fieldnames = header
    rows = list(reader)
    for number, row in enumerate(rows, 2):
        if None in row:
            raise OptionError(
                said(
                    f"{path}：第 {number} 行的单元格比表头多；请检查引号",
                    f"{path}: row {number} has more cells than the header; check its quotes",
                )
            )
    return [{name: typed(name, value) for name, value in row.items()} for row in rows]


def _once(header: list[str], where: str) -> None:
    """Column names stand once each: of two alike one would be lost."""
    for at, name in enumerate(header):
        first = header.index(name)
        if first < at:
            raise OptionError(
                said(
                    f"{where}：第 {first + 1} 列和第 {at + 1} 列都叫“{name}”；请改名或删去一列",
                    f"{where}: columns {first + 1} and {at + 1} are both called {name!r}; rename or remove one",
                )
            )


def _row_of_json(text: str, where: str) -> Any:
    """A value of JSON whose objects name each column once."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        _once([name for name, _ in pairs], where)
        return dict(pairs)

    try:
        return json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise OptionError(
            said(
                f"{where}：不是 JSON，第 {error.lineno} 行第 {error.colno} 个字符处有误；请检查引号和逗号",
                f"{where}: no JSON, wrong at character {error.colno} of line {error.lineno}; check quotes and commas",
            )
        ) from error


def _clean(value: Any) -> Any:
    """A plain value; None for what the libraries call missing."""
    if value is None or value == "":
        return None
    if type(value).__name__ in ("NAType", "NaTType"):  # pandas
        return None
    if hasattr(value, "item"):  # numpy
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime().date()
    return value


def typed(name: str, text: str) -> Any:
    """A cell of text as a number where it is one; codes and numbers with leading zeros stay text."""
    text = text.strip()
    if not text:
        return None
    if name.lower().endswith(("code", "代码")) or (len(text) > 1 and text[0] == "0" and text[1] != "."):
        return text
    if re.fullmatch(r"[+-]?[0-9]{1,15}", text):
        return int(text)
    if re.fullmatch(r"[+-]?[0-9]{1,15}\.[0-9]{1,10}", text):
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return text


def _alike(values: list[Any]) -> list[Any]:
    """Values of one type: text as soon as one is neither number nor day."""
    given = [value for value in values if value is not None]
    if given and all(isinstance(value, float) and value.is_integer() for value in given):
        # What pandas makes of whole numbers with gaps.
        return [None if value is None else int(value) for value in values]
    for kind in ((bool,), (int,), (int, float, Decimal), (date,)):
        if all(isinstance(value, kind) for value in given):
            return values
    return [None if value is None else str(value) for value in values]


def _finder(documents: list[str], by_key: Mapping[str, object]) -> Any:
    """Finds the row of a document: by its path, by the end of its path, by its file name with or without extension."""
    shapes: dict[str, int] = {}
    for document in documents:
        for name in _names(document):
            shapes[name] = shapes.get(name, 0) + 1

    def find(document: str) -> str | None:
        for name in _names(document):
            # The same file name in two folders says nothing.
            if name in by_key and (shapes[name] == 1 or name == _shape(document)):
                return name
        return None

    return find


def _names(document: str) -> list[str]:
    parts = _shape(document).split("/")
    tails = ["/".join(parts[at:]) for at in range(len(parts))]
    stem = parts[-1].rpartition(".")[0]
    return list(dict.fromkeys([*tails, *([stem] if stem else [])]))
