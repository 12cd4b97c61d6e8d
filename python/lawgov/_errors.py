"""What can go wrong: each error names the file or option and what to do."""

from __future__ import annotations

from ._lang import said

__all__ = [
    "CatalogueError",
    "DecodeError",
    "ExportError",
    "LawgovError",
    "NotFoundError",
    "OptionError",
    "ReadError",
    "SchemaError",
]


class LawgovError(Exception):
    """Any error of this package."""


class ReadError(LawgovError):
    """A file that cannot be read.

    Attributes:
        name: The file, as given.
        kind: A stable name of what is wrong, for programs.
        hint: What to do about it.
        offset: The first bad byte, where there is one.
        line: Its line, from 1.
    """

    def __init__(
        self,
        message: str,
        *,
        name: str = "",
        kind: str = "io",
        hint: str = "",
        offset: int | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(said(f"{message}（{hint}）", f"{message} ({hint})") if hint else message)
        self.name, self.kind, self.hint, self.offset, self.line = name, kind, hint, offset, line


class NotFoundError(ReadError, FileNotFoundError):
    """A file that is not there."""

    def __str__(self) -> str:
        return str(self.args[0])


class DecodeError(ReadError, ValueError):
    """Bytes that are no text of any known encoding, with the place of the first bad one."""


class OptionError(LawgovError, ValueError):
    """An option that makes no sense."""


class CatalogueError(OptionError):
    """A catalogue of indicators that cannot be read; the message names file, line and remedy."""


class SchemaError(LawgovError, ValueError):
    """A saved report that this version cannot read."""


class ExportError(LawgovError, ValueError):
    """A table that a file cannot hold, or a file that cannot be written."""
