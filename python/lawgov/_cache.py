"""Results of earlier runs, by the content of files."""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import _lawgov
from ._errors import LawgovError, OptionError
from ._lang import said
from ._parse import Options

#: Results after which they are made safe.
EVERY = 200


class Cache:
    """A file of results, each under the hash of its file's bytes, the version and the options.

    A file that is moved or renamed keeps its result; one that changes gets a new one. Without a path nothing is kept.
    """

    def __init__(self, connection: sqlite3.Connection | None, options: Options) -> None:
        self._connection = connection
        self._key = f"{_lawgov.__version__}\n{options.key}".encode()

    @classmethod
    @contextmanager
    def opened(cls, path: str | os.PathLike[str] | None, options: Options) -> Iterator[Cache]:
        """The cache in that file, made when it is not there."""
        if path is None:
            yield cls(None, options)
            return
        try:
            connection = sqlite3.connect(path)
            connection.execute("CREATE TABLE IF NOT EXISTS reports (key BLOB PRIMARY KEY, json BLOB NOT NULL)")
        except sqlite3.Error as error:
            raise OptionError(
                said(
                    f"cache={os.fspath(path)!r}：{error}；请指定一个文件，可以是新文件",
                    f"cache={os.fspath(path)!r}: {error}; name a file, which may be new",
                )
            ) from error
        try:
            yield cls(connection, options)
        finally:
            # What was read before an interruption is kept.
            connection.commit()
            connection.close()

    def outcomes(
        self, inputs: Sequence[Any], options: Options, threads: int | None, lang: str
    ) -> Generator[_lawgov.NativeReport | _lawgov.NativeFailure, None, None]:
        """What becomes of each input, in order; only those without a result are read. Failures are told in `lang`."""
        if self._connection is None:
            yield from _read(inputs, options, threads, lang)
            return
        keys = [self._key_of(one) for one in inputs]
        known = {key for key in keys if key and self._has(key)}
        unread = _read([one for one, key in zip(inputs, keys, strict=True) if key not in known], options, threads, lang)
        try:
            for done, (one, key) in enumerate(zip(inputs, keys, strict=True), 1):
                if key in known:
                    yield self._load(key, _name(one))
                else:
                    outcome = next(unread)
                    if key and isinstance(outcome, _lawgov.NativeReport):
                        self._save(key, outcome)
                    yield outcome
                if done % EVERY == 0:
                    self._connection.commit()
        finally:
            unread.close()

    def _key_of(self, one: Any) -> bytes | None:
        try:
            content = one[1] if isinstance(one, tuple) else Path(one).read_bytes()
        except OSError:
            return None
        kind = b"text" if isinstance(content, str) else b"bytes"
        content = content.encode() if isinstance(content, str) else content
        # The end of the name can decide the format.
        parts = (self._key, kind, os.path.splitext(_name(one))[1].encode(), hashlib.sha256(content).digest())
        return hashlib.sha256(b"\0".join(parts)).digest()

    def _has(self, key: bytes) -> bool:
        assert self._connection
        return self._connection.execute("SELECT 1 FROM reports WHERE key = ?", (key,)).fetchone() is not None

    def _load(self, key: bytes, name: str) -> _lawgov.NativeReport:
        assert self._connection
        (packed,) = self._connection.execute("SELECT json FROM reports WHERE key = ?", (key,)).fetchone()
        try:
            return _lawgov.NativeReport.from_json(zlib.decompress(packed).decode(), name=name)
        except (zlib.error, ValueError) as error:
            raise LawgovError(
                said(
                    f"缓存中 {name} 的报告已损坏；请删除缓存文件",
                    f"the cache holds no report for {name} any more: {error}; delete the file",
                )
            ) from error

    def _save(self, key: bytes, report: _lawgov.NativeReport) -> None:
        assert self._connection
        packed = zlib.compress(report.to_json().encode(), 1)
        self._connection.execute("INSERT OR REPLACE INTO reports VALUES (?, ?)", (key, packed))


def _name(one: Any) -> str:
    return str(one[0] if isinstance(one, tuple) else one)


def _read(
    inputs: Sequence[Any], options: Options, threads: int | None, lang: str
) -> Generator[_lawgov.NativeReport | _lawgov.NativeFailure, None, None]:
    batch = _lawgov.BatchIterator(list(inputs), options.native, threads=threads, lang=lang)
    try:
        for outcome, notes in batch:
            for note in notes:
                logging.getLogger("lawgov").info("%s: %s", outcome.name, note)
            yield outcome
    finally:
        batch.close()
