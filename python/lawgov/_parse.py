"""Reading one text or file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Protocol

from . import _lawgov
from ._errors import CatalogueError, DecodeError, NotFoundError, OptionError, ReadError
from ._items import Quantity, _quantity
from ._lang import language, said, why
from ._report import Report, _shortest

PathLike = str | os.PathLike[str]

#: Kinds of failures that concern the bytes of a text.
_DECODING = frozenset({"malformed_encoding", "truncated_encoding", "not_text"})


class Failure(Protocol):
    """A file that could not be read, as the native half tells it."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def offset(self) -> int | None: ...
    @property
    def line(self) -> int | None: ...


def error_of(failure: Failure) -> ReadError:
    """The error to raise for a failure."""
    kinds: dict[str, type[ReadError]] = {"not_found": NotFoundError, **dict.fromkeys(_DECODING, DecodeError)}
    return kinds.get(failure.kind, ReadError)(
        failure.message,
        name=failure.name,
        kind=failure.kind,
        hint=failure.hint,
        offset=failure.offset,
        line=failure.line,
    )


class Catalogue:
    """Indicators to read by: the built-in ones, or those with one's own merged over them."""

    __slots__ = ("_entries", "_native", "_text")

    def __init__(self) -> None:
        self._native, self._text = _lawgov.NativeCatalogue.builtin(), ""
        self._entries: tuple[Mapping[str, Any], ...] | None = None

    @classmethod
    def load(cls, path: PathLike) -> Catalogue:
        """Merges a TOML file over the built-in indicators; ``schema/indicators.schema.json`` says how it is written.

        Raises:
            CatalogueError: The file cannot be read; the message names the line and what to do.
        """
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CatalogueError(_unreadable(path, error)) from error
        return cls.from_toml(text, name=os.fspath(path))

    @classmethod
    def from_toml(cls, text: str, *, name: str = "catalogue") -> Catalogue:
        """Merges the text of such a file. `name` is for messages."""
        made = cls.__new__(cls)
        made._native, made._text, made._entries = _lawgov.NativeCatalogue.from_toml(name, text), text, None
        return made

    @property
    def entries(self) -> tuple[Mapping[str, Any], ...]:
        """The indicators: code, names, definition, theme, units and examples of each."""
        if self._entries is None:
            self._entries = tuple(MappingProxyType(row) for row in json.loads(self._native.to_json()))
        return self._entries

    @property
    def codes(self) -> list[str]:
        """The codes, in the order of the catalogue."""
        return [entry["code"] for entry in self.entries]

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"<lawgov.Catalogue of {len(self)} indicators>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Catalogue.from_toml, (self._text,)) if self._text else (Catalogue, ())


def native_of(catalogue: Catalogue | None) -> _lawgov.NativeCatalogue | None:
    """What the native half takes for a catalogue."""
    return None if catalogue is None else catalogue._native


class Options:
    """How texts are read; shared by :func:`parse`, :func:`read` and :func:`read_corpus`."""

    def __init__(
        self,
        *,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        profile: PathLike | None = None,
        catalogue: Catalogue | PathLike | None = None,
        laws: PathLike | None = None,
        lang: str = "zh",
        extraction_only: bool = False,
    ) -> None:
        for name, given in (("select", select), ("ignore", ignore)):
            if isinstance(given, str):
                raise OptionError(
                    said(
                        f"{name} 是代码、代码前缀或名称的列表：{name}=[{given!r}]",
                        f"{name} is a list of codes, beginnings of codes or names: {name}=[{given!r}]",
                    )
                )
        self.select = None if select is None else tuple(select)
        self.ignore = tuple(ignore or ())
        self.profile = None if profile is None else _file(profile)
        self.laws = None if laws is None else _file(laws)
        loaded = catalogue is None or isinstance(catalogue, Catalogue)
        self.catalogue: Catalogue | None = catalogue if loaded else Catalogue.load(catalogue)  # type: ignore[assignment,arg-type]
        self.lang, self.extraction_only = lang, extraction_only
        self.native = _lawgov.NativeParser(
            select=None if self.select is None else list(self.select),
            ignore=list(self.ignore),
            profile=self.profile,
            laws=self.laws,
            catalogue=native_of(self.catalogue),
            lang=lang,
            extraction_only=extraction_only,
        )

    @property
    def key(self) -> str:
        """What sets these options apart from others."""
        catalogue = "" if self.catalogue is None else self.catalogue._text
        return repr((self.select, self.ignore, self.profile, catalogue, self.laws, self.lang, self.extraction_only))


def _file(path: PathLike | tuple[str, str]) -> tuple[str, str]:
    """The name and the text of a file of options; they are given as such where the file itself is elsewhere."""
    if isinstance(path, tuple):
        return path
    try:
        return os.fspath(path), Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(_unreadable(path, error)) from error


def _unreadable(path: PathLike, error: Exception) -> str:
    name = os.fspath(path)
    if isinstance(error, OSError):
        return said(f"{name}：无法读取：{why(error)}", f"{name}: cannot be read: {why(error)}")
    at = getattr(error, "start", 0)
    return said(
        f"{name}：不是 UTF-8 编码（第 {at + 1} 个字节处）；请另存为 UTF-8",
        f"{name}: no UTF-8 (byte {at + 1}); save it as UTF-8",
    )


@lru_cache(maxsize=1)
def _default() -> Options:
    return Options()


def options(given: Mapping[str, Any]) -> Options:
    """The options given, or the shared default ones."""
    return Options(**given) if given else _default()


def parse(
    text: str,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    profile: PathLike | None = None,
    catalogue: Catalogue | PathLike | None = None,
    laws: PathLike | None = None,
    lang: str = "zh",
    extraction_only: bool = False,
) -> Report:
    """Reads a text. Any text is read; what is not a report gives few items.

    Args:
        text: The text. Nothing of it is changed.
        select: Run only these audit rules: codes (LG302), beginnings of codes (LG3) or names.
        ignore: Leave these out. The longest of all selectors decides.
        profile: A TOML file with the parts and deadlines that are mandated.
        catalogue: Indicators of your own, or the path of their file.
        laws: A TOML file of laws added to the built-in ones, such as local regulations.
        lang: Language of messages, ``zh`` or ``en``.
        extraction_only: Leave out indicators, variables and the audit: some two fifths of the time.

    Raises:
        OptionError: No rule fits a selector, or a file of options cannot be read.

    >>> import lawgov
    >>> lawgov.parse("全年发放宣传资料1000余份。").statistics[0].unit
    '份'
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise TypeError(
            said(
                f"parse 接受 str，不接受 {kind}；路径、字节和文件请用 read",
                f"parse takes a str, not {kind}; read takes a path, bytes or a file",
            )
        )
    given = _given(
        select=select,
        ignore=ignore,
        profile=profile,
        catalogue=catalogue,
        laws=laws,
        lang=lang,
        extraction_only=extraction_only,
    )
    return Report._of(options(given).native.parse(_encodable(text)))


def read(
    source: PathLike | bytes | bytearray | memoryview | IO[bytes],
    *,
    name: str | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    profile: PathLike | None = None,
    catalogue: Catalogue | PathLike | None = None,
    laws: PathLike | None = None,
    lang: str = "zh",
    extraction_only: bool = False,
) -> Report:
    """Reads a file: its path, its bytes, or the file opened in binary mode. The format is told by its content.

    Text is UTF-8, UTF-16 with a byte order mark, or GB18030, decoded strictly. The other options are those of
    :func:`parse`.

    Raises:
        NotFoundError: There is no such file.
        DecodeError: Its bytes are no text; with the place of the first bad one.
        ReadError: It cannot be read for another reason.
    """
    given = _given(
        select=select,
        ignore=ignore,
        profile=profile,
        catalogue=catalogue,
        laws=laws,
        lang=lang,
        extraction_only=extraction_only,
    )
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        try:
            content = Path(path).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError(
                said(f"{path}：没有这个文件", f"{path}: there is no such file"),
                name=path,
                kind="not_found",
                hint=said("请检查路径", "check the path"),
            ) from error
        except OSError as error:
            raise ReadError(
                said(f"{path}：无法读取：{why(error)}", f"{path}: cannot be read: {why(error)}"),
                name=path,
            ) from error
        name = name or path
    elif isinstance(source, bytes | bytearray | memoryview):
        content, name = bytes(source), name or "bytes"
    else:
        read_bytes = source.read()
        if not isinstance(read_bytes, bytes):
            raise TypeError(
                said(
                    "文件以文本模式打开，换行会被改动：请用 'rb' 模式打开",
                    "the file is open in text mode, which changes line ends: open it with mode 'rb'",
                )
            )
        content, name = read_bytes, name or str(getattr(source, "name", "file"))
    made = options(given).native.read(content, name, lang=language())
    if isinstance(made, _lawgov.NativeFailure):
        raise error_of(made)
    return Report._of(made)


def _given(
    *,
    select: object,
    ignore: object,
    profile: object,
    catalogue: object,
    laws: object,
    lang: str,
    extraction_only: bool,
) -> dict[str, Any]:
    given = {
        "select": select,
        "ignore": ignore,
        "profile": profile,
        "catalogue": catalogue,
        "laws": laws,
        "lang": None if lang == "zh" else lang,
        "extraction_only": extraction_only or None,
    }
    return {name: value for name, value in given.items() if value is not None}


def _encodable(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise OptionError(
            said(
                f"文本第 {error.start} 个字符处只有半个字符（孤立的代理项）：请用 lawgov.decode 解码原来的字节",
                f"the text holds half a character (a lone surrogate) at {error.start}: "
                "decode its bytes with lawgov.decode",
            )
        ) from error
    return text


def quantities(text: str) -> list[Quantity]:
    """Every number of a text with its unit and the class of what it is, whether it is a statistic or not.

    >>> import lawgov
    >>> [(q.text, q.cls) for q in lawgov.quantities("2023年发放资料20份")]
    [('2023年', 'date'), ('20份', 'quantity')]
    """
    return [_quantity(row) for row in json.loads(_lawgov.quantities_json(_encodable(text)), parse_float=_shortest)]


def decode(content: bytes, *, name: str = "bytes") -> tuple[str, str]:
    """The text of bytes and their encoding: by a byte order mark, then strict UTF-8, then strict GB18030.

    Raises:
        DecodeError: None of them fits every byte.

    >>> import lawgov
    >>> lawgov.decode("法治政府".encode("gb18030"))
    ('法治政府', 'gb18030')
    """
    made = _lawgov.decode(bytes(content), name, lang=language())
    if isinstance(made, _lawgov.NativeFailure):
        raise error_of(made)
    return made


def rules() -> list[dict[str, Any]]:
    """The audit rules: code, name, severity, titles, reasons and examples of each."""
    found: list[dict[str, Any]] = json.loads(_lawgov.rules_json())
    return found


def indicators(catalogue: Catalogue | None = None) -> list[dict[str, Any]]:
    """The indicators of a catalogue, the built-in one unless another is given."""
    return [dict(entry) for entry in (catalogue or Catalogue()).entries]


def laws(query: str = "", *, laws: PathLike | None = None) -> list[dict[str, Any]]:
    """The laws of the registry: key, name, other names, kind, days in force, what replaced each.

    Args:
        query: Only those with this in their key or in a name, of the kind that is called so in Chinese or English, or
            cited so.
        laws: A TOML file of laws added to the built-in ones.

    Raises:
        OptionError: The file cannot be read.

    >>> import lawgov
    >>> [law["replaced_by"] for law in lawgov.laws("《中华人民共和国物权法》")]
    ['civil-code']
    """
    found: list[dict[str, Any]] = json.loads(_lawgov.laws_json(query, None if laws is None else _file(laws)))
    return found


def near(wrong: str, known: Iterable[str]) -> str:
    """The question whether one of the known names was meant, to end a message with; nothing where none is near."""
    return _lawgov.did_you_mean(wrong, list(known), language()) or ""


def explain(rule: str, *, lang: str = "zh") -> str:
    """The page of an audit rule, by code or name, in Markdown.

    Raises:
        OptionError: There is no such rule.
    """
    page = _lawgov.explain(rule, lang)
    if page is None:
        asked = near(rule, [row[name] for row in rules() for name in ("code", "name")])
        raise OptionError(
            said(
                f"没有代码或名称为 {rule!r} 的规则；{asked}lawgov.rules() 列出全部规则",
                f"no rule has the code or name {rule!r}; {asked}{asked and ' '}lawgov.rules() lists them",
            )
        )
    return page
