"""A folder of tables that says what it holds."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _lawgov
from ._errors import ExportError, OptionError
from ._files import write_text
from ._lang import said, why
from ._table import Table

if TYPE_CHECKING:
    from ._corpus import Corpus

#: What Frictionless calls the types of columns.
TYPES = {"text": "string", "date": "date", "bool": "boolean", "integer": "integer", "number": "number"}
#: What it calls the kinds of files.
MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dta": "application/x-stata",
}


def export(corpus: Corpus, folder: str | os.PathLike[str], tables: Sequence[str], formats: Sequence[str]) -> list[Path]:
    """Writes tables in each format, and ``datapackage.json``, which describes every file."""
    unknown = [name for name in formats if name not in MEDIA]
    if unknown:
        names = ", ".join(MEDIA)
        raise OptionError(
            said(f"没有格式 {unknown[0]!r}；有 {names}", f"there is no format {unknown[0]!r}; there are {names}")
        )
    target = Path(folder)
    resources: list[dict[str, Any]] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.TemporaryDirectory(prefix=".lawgov-", dir=target)
    except OSError as error:
        raise ExportError(
            said(
                f"{target}：无法写出：{why(error)}",
                f"{target}: cannot be written: {why(error)}",
            )
        ) from error
    # Files come to their places together.
    with temporary as made:
        for name in tables:
            table = _table(corpus, name)
            for kind in formats:
                path = Path(made) / f"{name}.{kind}"
                _writers(table)[kind](path)
                resources.append(resource(table, path))
        package = {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "lawgov",
            "title": "法治政府建设年度报告",
            "version": _lawgov.__version__,
            "resources": resources,
        }
        path = Path(made) / "datapackage.json"
        write_text(path, json.dumps(package, ensure_ascii=False, indent=2) + "\n")
        files = [*(one["path"] for one in resources), path.name]
        for file in files:
            (Path(made) / file).replace(target / file)
    return [target / file for file in files]


def _table(corpus: Corpus, name: str) -> Table:
    if name == "codebook":
        return corpus.codebook()
    return corpus.failures if name == "failures" else corpus.table(name)


def _writers(table: Table) -> dict[str, Any]:
    return {
        "csv": table.to_csv,
        "jsonl": table.to_jsonl,
        "parquet": table.to_parquet,
        "xlsx": table.to_excel,
        "dta": table.to_stata,
    }


def resource(table: Table, path: Path) -> dict[str, Any]:
    """A file as a resource of a data package, its columns with types, labels and notes."""
    kind, content = path.suffix[1:], path.read_bytes()
    described: dict[str, Any] = {
        "name": f"{table.name}-{kind}".replace("_", "-"),
        "path": path.name,
        "format": kind,
        "mediatype": MEDIA[kind],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if kind == "csv":
        described["dialect"] = {"lineTerminator": "\r\n"}
    fields = []
    for column in table.columns:
        about = {"name": column.name, "type": TYPES[column.type], "title": column.label_zh}
        description = "; ".join(text for text in (column.label_en, column.note) if text)
        entry: dict[str, Any] = {**about, "description": description}
        if column.type == "bool":
            entry |= {"trueValues": ["1"], "falseValues": ["0"]}
        fields.append(entry)
    described["schema"] = {"fields": fields, "missingValues": [""]}
    return described
