"""The language of errors and log lines."""

from __future__ import annotations

import locale
import os

_asked: str | None = None


def set_language(lang: str | None) -> None:
    """Chooses the language of errors and log lines, ``"zh"`` or ``"en"``; None for that of the environment.

    In the beginning it is that of the environment: Chinese where ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` says so, or
    the regional settings of Windows. What is read from reports does not depend on it: the messages of findings and of
    ``corpus.failures`` are in the `lang` of the call.

    Raises:
        OptionError: It is another language.
    """
    global _asked  # noqa: PLW0603
    if lang not in ("zh", "en", None):
        from ._errors import OptionError

        raise OptionError(said(f"没有语言 {lang!r}：请用 'zh' 或 'en'", f"there is no language {lang!r}: 'zh' or 'en'"))
    _asked = lang


def language() -> str:
    """The language of errors and log lines."""
    if _asked is not None:
        return _asked
    told = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), None)
    if told is None and os.name == "nt":
        told = locale.getlocale()[0]
    return "zh" if (told or "").lower().startswith(("zh", "chinese")) else "en"


def why(error: OSError) -> str:
    """What the system says of a file, and what to do about it."""
    from . import _lawgov

    number = getattr(error, "winerror", None) or error.errno
    if number is None:
        return str(error)
    what, hint = _lawgov.system_error(number, language())
    return said(f"{what}；{hint}", f"{what}; {hint}")


def said(zh: str, en: str) -> str:
    """The one of two texts that is in the language of errors."""
    return zh if language() == "zh" else en
