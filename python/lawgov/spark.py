"""Reports on Apache Spark: a DataFrame with a text a row becomes tables of facts.

For more reports than one machine's disk holds, or than it reads in a night; below that, :func:`lawgov.read_corpus` and
:func:`lawgov.stream_tables` are faster and simpler. Every worker needs this package and pyarrow.

    >>> import lawgov.spark
    >>> df = spark.read.parquet("pages.parquet")                        # doctest: +SKIP
    >>> lawgov.spark.statistics(df, text="content", id="url")           # doctest: +SKIP

The column of texts holds strings, or the bytes of files in any format that :func:`lawgov.read` takes. The schema of a
table is that of the same table of a :class:`lawgov.Corpus`; its column ``document`` is the id as a string. A row that
cannot be read fails no job: it is left out of the tables and is a row of :func:`failures`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ._corpus import TABLES, Corpus, no_table, read_corpus
from ._errors import OptionError
from ._lang import said
from ._parse import Options
from ._table import Table, need

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

__all__ = [
    "citations",
    "failures",
    "findings",
    "indicators",
    "measures",
    "panel",
    "reports",
    "sections",
    "statistics",
    "table",
    "variables",
]

#: Reports held at once by a task.
HELD = 64


def table(df: DataFrame, name: str, *, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A table of the reports in a DataFrame, by the table's name.

    Args:
        df: A DataFrame with a report a row.
        name: One of ``lawgov.TABLES``, or ``failures``.
        text: The column with the texts (string) or the bytes of files (binary).
        id: The column that names a report. It need not be unique, but joins are by it.
        options: As for :func:`lawgov.parse`.

    Raises:
        OptionError: There is no such table or column, or an option makes no sense.
    """
    if name not in (*TABLES, "failures"):
        raise no_table(name, (*TABLES, "failures"))
    for column in (text, id):
        if column not in df.columns:
            names = ", ".join(df.columns)
            raise OptionError(
                said(
                    f"DataFrame 没有列 {column!r}；有 {names}",
                    f"the DataFrame has no column {column!r}; it has {names}",
                )
            )
    # A mistake in the options is told here and not by a worker, hours later.
    made = Options(**options)
    catalogue = made.catalogue
    # Workers have no files of this machine.
    options |= {name: given for name in ("catalogue", "profile", "laws") if (given := getattr(made, name)) is not None}
    types = need("pyspark.sql.pandas.types", "spark")
    schema = types.from_arrow_schema(_of(Corpus([], catalogue=catalogue), name).to_arrow().schema)
    picked = df.select(df[id].cast("string").alias("id"), df[text].alias("text"))
    return picked.mapInArrow(_reader(name, options), schema)


def _of(corpus: Corpus, name: str) -> Table:
    return corpus.failures if name == "failures" else corpus.table(name)


def _reader(name: str, options: dict[str, Any]) -> Callable[[Iterator[pyarrow.RecordBatch]], Iterator[Any]]:
    """What a worker does with its rows: Arrow in, Arrow out."""

    def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for start in range(0, batch.num_rows, HELD):
                rows = batch.slice(start, HELD).to_pydict()
                # No text at all is read as the bytes of nothing, with a note and not with a crash.
                inputs = [(one or "", b"" if text is None else text) for one, text in zip(*rows.values(), strict=True)]
                # Spark runs a task a core.
                corpus = read_corpus(inputs, threads=1, progress=False, **options)
                yield from _of(corpus, name).to_arrow().to_batches()

    return read


def reports(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row a report: what it says about itself, and counts. See :func:`table`."""
    return table(df, "reports", text=text, id=id, **options)


def sections(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row a section. See :func:`table`."""
    return table(df, "sections", text=text, id=id, **options)


def measures(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row a measure. See :func:`table`."""
    return table(df, "measures", text=text, id=id, **options)


def statistics(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row a figure, with its sentence. See :func:`table`."""
    return table(df, "statistics", text=text, id=id, **options)


def citations(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row a cited text. See :func:`table`."""
    return table(df, "citations", text=text, id=id, **options)


def indicators(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row for each indicator that a report states or names. See :func:`table`."""
    return table(df, "indicators", text=text, id=id, **options)


def findings(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row a finding of the audit. See :func:`table`."""
    return table(df, "findings", text=text, id=id, **options)


def variables(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row a report, a column a variable. See :func:`table`."""
    return table(df, "variables", text=text, id=id, **options)


def panel(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row a report, a column an indicator: missing where it is not reported. See :func:`table`."""
    return table(df, "panel", text=text, id=id, **options)


def failures(df: DataFrame, text: str = "text", id: str = "id", **options: Any) -> DataFrame:
    """A row for each row that could not be read: kind, message, what to do, place. See :func:`table`."""
    return table(df, "failures", text=text, id=id, **options)
