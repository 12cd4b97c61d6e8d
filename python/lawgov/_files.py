"""Files that appear only when they are whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ._errors import ExportError
from ._lang import said, why


@contextmanager
def whole(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A temporary path beside `path`, moved into its place at the end and removed on any error."""
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=".lawgov-", suffix=target.suffix, dir=target.parent)
    except OSError as error:
        raise ExportError(
            said(
                f"{target}：无法写出：{why(error)}",
                f"{target}: cannot be written: {why(error)}",
            )
        ) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        try:
            temporary.replace(target)
        except PermissionError as error:
            raise ExportError(
                said(
                    f"{target}：无法写出；请先在打开它的程序中关闭 {target.name}",
                    f"{target}: cannot be written; close {target.name} in the program that has it open",
                )
            ) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: str | os.PathLike[str], content: bytes) -> None:
    """Writes a file at once."""
    with whole(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: str | os.PathLike[str], content: str) -> None:
    """Writes a file in UTF-8 at once, its line ends as they are."""
    write_bytes(path, content.encode("utf-8"))
