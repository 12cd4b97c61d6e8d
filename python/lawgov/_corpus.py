"""Many reports: read in parallel, in order; tables, panels, keywords in context."""

from __future__ import annotations

import glob as globbing
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal, overload

from . import _lawgov
from ._cache import Cache
from ._errors import NotFoundError, OptionError
from ._lang import language, said
from ._metadata import Given, gather
from ._panel import Panel
from ._parse import Catalogue, Options, PathLike, error_of, native_of
from ._plot import Plots
from ._report import Report
from ._table import Table, column_of, need

logger = logging.getLogger("lawgov")

Source = PathLike | Iterable[PathLike | tuple[str, str] | tuple[str, bytes]]
Errors = Literal["collect", "raise"]

#: Corpora of more files than this show their progress by themselves.
QUIET = 50

#: Tables that every corpus has.
TABLES = ("reports", "sections", "measures", "statistics", "citations", "indicators", "findings", "variables", "panel")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: called after each file, in order."""

    done: int
    total: int
    path: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, in place of its report."""

    name: str
    kind: str
    message: str
    hint: str
    offset: int | None
    line: int | None


class Corpus(Sequence[Report]):
    """Reports in the order of their files, and the files that could not be read.

    Made by :func:`lawgov.read_corpus`, or from reports: ``Corpus([report, …])``.
    """

    def __init__(
        self,
        reports: Iterable[Report],
        *,
        failures: Sequence[_lawgov.NativeFailure] = (),
        catalogue: Catalogue | None = None,
        lang: str = "zh",
        meta: Any = None,
        meta_from: str | None = None,
    ) -> None:
        self._reports = list(reports)
        self._failures = list(failures)
        self._catalogue, self._lang = catalogue, lang
        self._tables: dict[str, Table] = {}
        self._given = Given()
        if meta is not None or meta_from is not None:
            self._given = gather([self._name(report) for report in self._reports], meta, meta_from)
            for what, names in (
                (said("行 meta 没有对应的文档", "rows of meta name no document"), self._given.unused),
                (said("份文档在 meta 中没有对应的行", "documents have no row in meta"), self._given.missing),
            ):
                if names:
                    logger.warning("%d %s: %s …", len(names), what, ", ".join(names[:3]))

    @staticmethod
    def _name(report: Report) -> str:
        return report._core().name or ""

    def __len__(self) -> int:
        return len(self._reports)

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> list[Report]: ...
    def __getitem__(self, index: int | slice) -> Report | list[Report]:
        return self._reports[index]

    def __iter__(self) -> Iterator[Report]:
        return iter(self._reports)

    def __repr__(self) -> str:
        return f"<lawgov.Corpus: {self.summary()}>"

    def summary(self) -> str:
        """How many reports were parsed, and how many files failed."""
        return f"{len(self._reports)} parsed, {len(self._failures)} failed"

    @property
    def catalogue(self) -> Catalogue:
        """The indicators that the reports were read by."""
        return Catalogue() if self._catalogue is None else self._catalogue

    # Tables

    def table(self, name: str) -> Table:
        """A table by its name: one of ``lawgov.TABLES`` or ``panel_status``."""
        if name not in self._tables:
            native = _lawgov.tabulate(
                name,
                [report._core() for report in self._reports],
                catalogue=native_of(self._catalogue),
                lang=self._lang,
            )
            self._tables[name] = Table(self._joined(native))
        return self._tables[name]

    def _joined(self, native: _lawgov.NativeTable) -> _lawgov.NativeTable:
        """What is given besides the text, in tables of a row a report. It comes before what the text says."""
        known = {column[0]: column[1] for column in native.columns()}
        if "issuers" not in known or native.name == "indicators":
            return native
        for name, given in self._given.columns.items():
            sources = self._given.sources[name]
            if name not in known:
                native = native.beside(column_of(name, given)._native)
                continue
            said = list(native.values(name))
            whole = known[name] == "integer"
            both = [
                one if value is None else _integer(name, value) if whole else value
                for value, one in zip(given, said, strict=True)
            ]
            where = [source or (None if one is None else "text") for source, one in zip(sources, said, strict=True)]
            native = native.beside(column_of(name, both, kind=known[name])._native)
            native = native.beside(column_of(f"{name}_source", where)._native)
        return native

    @property
    def reports(self) -> Table:
        """A row a report: what it says about itself, counts, and what `meta` gives."""
        return self.table("reports")

    @property
    def sections(self) -> Table:
        """A row a section."""
        return self.table("sections")

    @property
    def measures(self) -> Table:
        """A row a measure."""
        return self.table("measures")

    @property
    def statistics(self) -> Table:
        """A row a figure, with its sentence."""
        return self.table("statistics")

    @property
    def citations(self) -> Table:
        """A row a cited text."""
        return self.table("citations")

    @property
    def indicators(self) -> Table:
        """A row for each indicator that a report states or names."""
        return self.table("indicators")

    @property
    def findings(self) -> Table:
        """A row a finding of the audit."""
        return self.table("findings")

    @property
    def variables(self) -> Table:
        """A row a report, a column a variable."""
        return self.table("variables")

    @property
    def failures(self) -> Table:
        """A row for each file that could not be read: kind, message, what to do, place."""
        return Table(_lawgov.NativeTable.failures(self._failures))

    def codebook(self) -> Table:
        """What each column of each table means."""
        tables = [self.table(name) for name in TABLES]
        return Table(_lawgov.NativeTable.codebook([table._native for table in [*tables, self.failures]]))

    @property
    def conflicts(self) -> Table:
        """Where `meta` or a file name says something else than the text: document, column, both values."""
        rows: list[tuple[str, str, str, str, str]] = []
        own = _lawgov.tabulate("reports", [report._core() for report in self._reports])
        for name in (name for name in self._given.columns if name in {column[0] for column in own.columns()}):
            told = zip(
                list(own.values("document")),
                list(own.values(name)),
                self._given.columns[name],
                self._given.sources[name],
                strict=True,
            )
            rows += [
                (str(document), name, str(text), str(value), str(source))
                for document, text, value, source in told
                if text is not None and value is not None and str(text) != str(value)
            ]
        return _table("conflicts", ("document", "column", "text", "given", "source"), rows)

    # Views

    @property
    def plot(self) -> Plots:
        """Plots, where matplotlib is installed: ``corpus.plot.indicator(code)``, ``.coverage()``, ``.themes()``."""
        return Plots(self)

    def panel(
        self,
        indicators: Sequence[str] | None = None,
        *,
        index: Sequence[str] = ("region", "body", "level", "year"),
        status: Literal["columns"] | None = None,
    ) -> Panel:
        """A row a report, a column an indicator: its value where it is reported, otherwise missing.

        Args:
            indicators: Codes, in the order wanted; every indicator that some report states or names when not given.
            index: Columns of :attr:`reports` that identify a row, after the document.
            status: ``"columns"`` for a column ``<code>_status`` beside each: reported, mentioned_without_number,
                not_mentioned or conflict.

        Raises:
            OptionError: There is no such indicator or column.
        """
        if status not in (None, "columns"):
            raise OptionError(
                said(f"status={status!r}：应为 'columns' 或 None", f"status={status!r}: it is 'columns' or None")
            )
        if isinstance(indicators, str):
            indicators = [indicators]
        catalogue = self.catalogue.codes
        if indicators is None:
            seen = set(self.indicators.column("code"))
            indicators = [code for code in catalogue if code in seen]
        unknown = [code for code in indicators if code not in set(catalogue)]
        if unknown:
            raise _no_indicator(unknown[0])
        panel, reports = self.table("panel"), self.reports
        wanted = ["document", *(name for name in index if name != "document")]
        native = _lawgov.NativeTable.empty("panel").beside(reports.select(*wanted)._native)
        columns = [column for code in indicators for column in ([code, f"{code}_status"] if status else [code])]
        if columns:
            figures = panel._native.beside(self.table("panel_status")._native) if status else panel._native
            native = native.beside(figures.select("panel", columns))
        return Panel(native, self, tuple(indicators))

    def _evidence(self, codes: Sequence[str], asked: str | None) -> Table:
        known = set(self.catalogue.codes)
        if asked is not None and asked not in known:
            raise _no_indicator(asked)
        wanted, statistics, indicators = set(codes), self.statistics, self.indicators
        found = zip(
            indicators.column("document"), indicators.column("code"), indicators.column("statistics"), strict=True
        )
        # One figure may tell two rates (参考率、合格率均达100%): then it is a row of each.
        used: dict[tuple[Any, int], list[str]] = {}
        for document, code, ids in found:
            for one in ids.split("; ") if ids and code in wanted else ():
                used.setdefault((document, int(one)), []).append(code)
        told = zip(statistics.column("document"), statistics.column("indicator"), statistics.column("id"), strict=True)
        rows = []
        for at, (document, own, figure) in enumerate(told):
            counted = used.get((document, figure), [])
            rows += [(at, own, False)] if own in wanted and own not in counted else []
            rows += [(at, code, True) for code in counted]
        native = statistics._native.rows([at for at, _, _ in rows])
        code_column = column_of("indicator", [code for _, code, _ in rows], label="指标")
        used_column = column_of("used", [used for _, _, used in rows], kind="bool", label="计入指标")
        native = native.beside(code_column._native).beside(used_column._native)
        order = ["document", "indicator", "used", "value", "upper", "approx", "unit", "modality", "text", "sentence"]
        rest = ["section_role", "section_path", "start", "end"]
        return Table(native.select("evidence", [*order, *rest]))

    def coverage(self) -> Table:
        """How many reports state, name or pass over each indicator: a row an indicator, a column a status."""
        status = self.table("panel_status")
        kinds = ("reported", "mentioned_without_number", "conflict", "not_mentioned")
        rows = []
        for entry in self.catalogue.entries:
            values = status.column(f"{entry['code']}_status")
            rows.append(
                (
                    entry["code"],
                    entry["name_zh"],
                    entry["name_en"],
                    entry["theme"],
                    *(values.count(kind) for kind in kinds),
                )
            )
        return _table("coverage", ("code", "name_zh", "name_en", "theme", *kinds), rows)

    def kwic(self, pattern: str, *, window: int = 20, regex: bool = False) -> Table:
        """Keyword in context: each place where `pattern` stands, with `window` code points on each side.

        Args:
            pattern: The words, or a regular expression.
            window: Code points shown on each side.
            regex: Whether `pattern` is a regular expression.
        """
        try:
            matcher = re.compile(pattern if regex else re.escape(pattern))
        except re.error as error:
            raise OptionError(
                said(
                    f"{pattern!r} 不是正则表达式，第 {(error.pos or 0) + 1} 个字符处有误",
                    f"{pattern!r} is no regular expression: {error}",
                )
            ) from error
        rows = []
        for report in self._reports:
            name, text = self._name(report), report.text
            sections = report.sections
            for found in matcher.finditer(text):
                start, end = found.span()
                if start == end:
                    continue
                inner = [section for section in sections if section.start <= start and end <= section.end]
                role, heading = (inner[-1].role, inner[-1].heading) if inner else (None, None)
                left, keyword, right = report.context(slice(start, end), window)
                rows.append((name, report.metadata.year, left, keyword, right, role, heading, start, end))
        columns = ("document", "year", "left", "keyword", "right", "section_role", "heading", "start", "end")
        return _table("kwic", columns, rows, integers=("year", "start", "end"))

    # Files

    def export(
        self,
        folder: PathLike,
        *,
        tables: Sequence[str] = (*TABLES, "failures"),
        formats: Sequence[str] = ("csv",),
    ) -> list[Path]:
        """Writes tables into a folder, each as csv, jsonl, xlsx, dta or parquet, with a Frictionless
        ``datapackage.json`` that describes every column. The files appear when all are whole.

        Args:
            folder: Made when it is not there.
            tables: Of ``lawgov.TABLES``, and ``panel_status``, ``codebook`` and ``failures``.
            formats: Each table is written in each.

        Returns:
            The files written.
        """
        from ._export import export

        return export(self, folder, tables, formats)


def _no_indicator(code: str) -> OptionError:
    return OptionError(
        said(
            f"没有指标 {code!r}；lawgov.indicators() 列出全部指标",
            f"there is no indicator {code!r}; lawgov.indicators() lists them",
        )
    )


def no_table(name: str, known: Iterable[str]) -> OptionError:
    """The error of a table that is not there."""
    names = ", ".join(known)
    return OptionError(said(f"没有表 {name!r}；有 {names}", f"there is no table {name!r}; there are {names}"))


def _integer(name: str, value: Any) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise OptionError(
            said(
                f"meta 中 {name} 的值是 {value!r}，这一列应当是整数",
                f"meta gives {value!r} as {name}, which is a whole number",
            )
        ) from error


def _table(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], integers: Sequence[str] = ()) -> Table:
    """A table from rows of text and whole numbers."""
    native = _lawgov.NativeTable.empty(name)
    for at, column in enumerate(columns):
        values = [row[at] for row in rows]
        native = native.beside(column_of(column, values, kind="integer" if column in integers else None)._native)
    return Table(native)


# Reading


def find(source: Source) -> list[Any]:
    """The inputs that a folder, a path, a glob or an iterable stands for, folders and globs in sorted order."""
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        if not os.path.exists(path) and not globbing.has_magic(path):
            raise NotFoundError(
                said(f"{path}：没有这个文件或文件夹", f"{path}: there is no such file or folder"),
                name=path,
                kind="not_found",
                hint=said("请检查路径", "check the path"),
            )
        found = find([source])
        if not found:
            text = said(f"{path}：其中没有可读的文件", f"{path}: there is no file to read in it")
            warnings.warn(text, stacklevel=3)
        return found
    inputs: list[Any] = []
    for one in source:
        if isinstance(one, tuple):
            inputs.append(one)
            continue
        path = os.fspath(one)
        if not os.path.exists(path) and globbing.has_magic(path):
            # A name that exists is meant as it stands, brackets and all.
            matched = sorted(globbing.glob(path, recursive=True))
            if not matched:
                logger.warning(said("%s：没有这样的文件", "%s: no file has such a name"), path)
            inputs += (each for each in matched if not os.path.isdir(each))
            continue
        listed, left_out = _lawgov.list_inputs([path], language())
        for line in left_out:
            logger.info(line)
        inputs += listed
    return inputs


def outcomes(
    inputs: Sequence[Any],
    options: Options,
    *,
    threads: int | None = None,
    progress: bool | Callable[[Progress], None] | None = None,
    cache: PathLike | None = None,
    errors: Errors = "collect",
) -> Iterator[_lawgov.NativeReport | _lawgov.NativeFailure]:
    """What becomes of each input, in order. Leaving the loop early ends the threads."""
    if errors not in ("collect", "raise"):
        raise OptionError(
            said(f"errors={errors!r}：应为 'collect' 或 'raise'", f"errors={errors!r}: it is 'collect' or 'raise'")
        )
    if threads is not None and threads < 1:
        raise OptionError(
            said(
                f"threads={threads}：至少为 1，或用 None 表示与处理器核数相同",
                f"threads={threads}: at least 1, or None for as many as the machine has",
            )
        )
    # A failure that is a row of a table is data, in the language of the call.
    lang = language() if errors == "raise" else options.lang
    with _shown(progress, len(inputs)) as show, Cache.opened(cache, options) as store:
        for done, outcome in enumerate(store.outcomes(inputs, options, threads, lang), 1):
            ok = not isinstance(outcome, _lawgov.NativeFailure)
            name = outcome.name or ""
            show(Progress(done, len(inputs), name, ok))
            if isinstance(outcome, _lawgov.NativeFailure):
                if errors == "raise":
                    raise error_of(outcome)
                logger.warning("%s（%s）" if lang == "zh" else "%s (%s)", outcome.message, outcome.hint)
            yield outcome


class _shown:
    """Progress as asked for: a callable, a bar, or nothing."""

    def __init__(self, progress: bool | Callable[[Progress], None] | None, total: int) -> None:
        self._call: Callable[[Progress], None] | None = progress if callable(progress) else None
        self._bar: Any = None
        if progress is True or (progress is None and total > QUIET):
            self._bar = _bar(total, wanted=progress is True)

    def __enter__(self) -> Callable[[Progress], None]:
        return self._step

    def _step(self, progress: Progress) -> None:
        if self._call:
            self._call(progress)
        if self._bar is not None:
            self._bar.update(1)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()


def _bar(total: int, *, wanted: bool) -> Any:
    """A bar of tqdm. In a notebook without ipywidgets its plain form; without tqdm none, unless it was asked for."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm

            return tqdm(total=total, unit="file")
    except ImportError:
        if wanted:
            need("tqdm", "progress")
    try:
        from tqdm import tqdm as plain

        return plain(total=total, unit="file")
    except ImportError:
        return None


def read_corpus(
    source: Source,
    *,
    errors: Errors = "collect",
    progress: bool | Callable[[Progress], None] | None = None,
    threads: int | None = None,
    meta: Any = None,
    meta_from: str | None = None,
    cache: PathLike | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    profile: PathLike | None = None,
    catalogue: Catalogue | PathLike | None = None,
    laws: PathLike | None = None,
    lang: str = "zh",
    extraction_only: bool = False,
) -> Corpus:
    """Reads many files on native threads; report `i` belongs to the `i`-th file that could be read.

    Args:
        source: A folder (walked in sorted order), a glob (``reports/**/*.txt``), a path, or an iterable of paths, of
            pairs of a name and bytes, or of a name and text.
        errors: ``"collect"``: a file that cannot be read is a row of ``corpus.failures``. ``"raise"``: it is an error.
        progress: None: a bar of tqdm for more than 50 files, if tqdm is there. True, False, or a callable that gets a
            :class:`Progress` after each file.
        threads: As many as the machine has when not given.
        meta: Facts about documents: the path of a CSV or JSON file, a DataFrame, a list of dicts, or a dict of dicts by
            document. Rows are joined by path, end of path, or file name; its values come before those of the text.
        meta_from: A pattern for the end of paths, such as ``"{province}/{city}_{year}.txt"``.
        cache: A file in which results are kept: files whose bytes did not change are not read again.
        select, ignore, profile, catalogue, laws, lang, extraction_only: As for :func:`parse`.

    Ctrl-C ends the threads and leaves nothing behind.

    Raises:
        NotFoundError: `source` is a path where nothing is; of several paths such a one is a failure.
        ReadError: With ``errors="raise"``, at the first file that cannot be read.
        OptionError: An option makes no sense.
    """
    options = Options(
        select=select,
        ignore=ignore,
        profile=profile,
        catalogue=catalogue,
        laws=laws,
        lang=lang,
        extraction_only=extraction_only,
    )
    reports, failures = [], []
    with closing(
        outcomes(find(source), options, threads=threads, progress=progress, cache=cache, errors=errors)
    ) as found:  # type: ignore[type-var]
        for outcome in found:
            if isinstance(outcome, _lawgov.NativeFailure):
                failures.append(outcome)
            else:
                reports.append(Report._of(outcome))
    return Corpus(reports, failures=failures, catalogue=options.catalogue, lang=lang, meta=meta, meta_from=meta_from)


def iter_reports(
    source: Source,
    *,
    errors: Errors = "collect",
    progress: bool | Callable[[Progress], None] | None = None,
    threads: int | None = None,
    cache: PathLike | None = None,
    **options: Any,
) -> Iterator[Report | Failure]:
    """As :func:`read_corpus`, one report after another, so that none has to be held. Failures come in their places."""
    made = Options(**options)
    for outcome in outcomes(find(source), made, threads=threads, progress=progress, cache=cache, errors=errors):
        if isinstance(outcome, _lawgov.NativeFailure):
            yield Failure(outcome.name, outcome.kind, outcome.message, outcome.hint, outcome.offset, outcome.line)
        else:
            yield Report._of(outcome)


def stream_tables(
    source: Source,
    folder: PathLike,
    *,
    tables: Sequence[str] = TABLES,
    rows: int = 50_000,
    progress: bool | Callable[[Progress], None] | None = None,
    threads: int | None = None,
    cache: PathLike | None = None,
    exact: bool = False,
    **options: Any,
) -> dict[str, int]:
    """Reads files and writes their tables as Parquet, ``folder/statistics.parquet`` and so on, holding few at a time.

    Files appear when all are whole; on an error or Ctrl-C none does. Needs pyarrow.

    Args:
        source: As for :func:`read_corpus`.
        folder: Made when it is not there.
        tables: Which of ``lawgov.TABLES``; failures are always written.
        rows: Rows of the largest table after which a row group is written.
        progress, threads, cache: As for :func:`read_corpus`.
        exact: Numbers as decimal128 with ten places instead of float64.
        options: As for :func:`parse`.

    Returns:
        The number of rows of each table.
    """
    from ._stream import Writers

    made = Options(**options)
    unknown = [name for name in tables if name not in (*TABLES, "panel_status")]
    if unknown:
        raise no_table(unknown[0], TABLES)
    found = outcomes(find(source), made, threads=threads, progress=progress, cache=cache)
    with Writers(Path(folder), tables, made, exact=exact) as writers:
        while batch := list(islice(found, 64)):
            writers.add(batch, rows)
        return writers.finish()
