"""Tables of more reports than memory holds, as Parquet."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import _lawgov
from ._errors import ExportError
from ._lang import said, why
from ._parse import Options, native_of
from ._table import Table, need

#: Places of exact numbers: the same in every part of a file.
PLACES = 10


class Writers:
    """A Parquet file a table, in a folder beside their place until all are whole."""

    def __init__(self, folder: Path, tables: Sequence[str], options: Options, *, exact: bool) -> None:
        self._pa, self._parquet = need("pyarrow", "parquet"), need("pyarrow.parquet", "parquet")
        self._folder, self._options, self._exact = folder, options, exact
        self._tables = list(dict.fromkeys([*tables, "failures"]))
        self._open: dict[str, Any] = {}
        self._waiting: list[_lawgov.NativeReport] = []
        self._failures: list[_lawgov.NativeFailure] = []
        self._pending = 0
        self._rows = dict.fromkeys(self._tables, 0)

    def __enter__(self) -> Writers:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._temporary = tempfile.TemporaryDirectory(prefix=".lawgov-", dir=self._folder)
        except OSError as error:
            raise ExportError(
                said(
                    f"{self._folder}：无法写出：{why(error)}",
                    f"{self._folder}: cannot be written: {why(error)}",
                )
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._open.values():
            writer.close()
        self._temporary.cleanup()

    def add(self, outcomes: Sequence[_lawgov.NativeReport | _lawgov.NativeFailure], rows: int) -> None:
        """Takes reports; writes them once they make `rows` rows or so."""
        for outcome in outcomes:
            if isinstance(outcome, _lawgov.NativeFailure):
                self._failures.append(outcome)
            else:
                self._waiting.append(outcome)
                # A report has a figure every 40 characters or so: enough to know when to write.
                self._pending += 1 + len(outcome.text) // 40
        if self._pending >= rows:
            self._flush()

    def _flush(self) -> None:
        catalogue = native_of(self._options.catalogue)
        for name in self._tables[:-1]:
            self._write(name, _lawgov.tabulate(name, self._waiting, catalogue=catalogue, lang=self._options.lang))
        self._waiting, self._pending = [], 0

    def _write(self, name: str, native: _lawgov.NativeTable) -> None:
        table = Table(native).to_arrow(exact=self._exact)
        if self._exact:
            table = table.cast(self._schema(table.schema))
        if name not in self._open:
            self._open[name] = self._parquet.ParquetWriter(Path(self._temporary.name) / f"{name}.parquet", table.schema)
        self._open[name].write_table(table)
        self._rows[name] += table.num_rows

    def _schema(self, schema: Any) -> Any:
        pa = self._pa
        fields = [
            field.with_type(pa.decimal128(38, PLACES)) if pa.types.is_decimal(field.type) else field for field in schema
        ]
        return pa.schema(fields)

    def finish(self) -> dict[str, int]:
        """Writes what is left and puts the files in their places."""
        self._flush()
        self._write("failures", _lawgov.NativeTable.failures(self._failures))
        for writer in self._open.values():
            writer.close()
        self._open = {}
        for name in self._tables:
            (Path(self._temporary.name) / f"{name}.parquet").replace(self._folder / f"{name}.parquet")
        return self._rows
