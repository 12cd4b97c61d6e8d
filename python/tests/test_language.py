"""Errors and log lines in two languages."""

from __future__ import annotations

import logging
import pickle
import re
from collections.abc import Callable

import pytest
from conftest import ROOT, TEXT

import lawgov
from lawgov._lang import language

HAN = re.compile("[\u4e00-\u9fff]")
#: Words of the system, of Python and of readers.
SYSTEM = re.compile("No such|directory|Errno|codec|Expecting|missing|line 1|unterminated|expected")

WRONG: list[Callable[[], object]] = [
    lambda: lawgov.read("none.txt"),
    lambda: lawgov.read("."),
    lambda: lawgov.Catalogue.load("none.toml"),
    lambda: lawgov.parse("", laws="none.toml"),
    lambda: lawgov.laws(laws="."),
    lambda: lawgov.read_corpus([], meta="none.csv"),
    lambda: lawgov.Report.from_json(b"\xff"),
    lambda: lawgov.Report.from_json('{"schema": 1}'),
    lambda: lawgov.read(b"\xff\xff\xff", name="a.txt"),
    lambda: lawgov.read(b"PK\x03\x04 and no more", name="a.docx"),
    lambda: lawgov.decode(b"\xff\xff\xff"),
    lambda: lawgov.parse("", lang="fr"),
    lambda: lawgov.parse("", select="LG5"),
    lambda: lawgov.explain("LG999"),
    lambda: lawgov.read_corpus([("a.txt", b"\xff\xff")], errors="raise"),
    lambda: lawgov.read_corpus([], threads=0),
    lambda: lawgov.Report.from_json("{"),
    lambda: lawgov.Corpus([]).table("nothing"),
    lambda: lawgov.Corpus([]).reports.select("nothing"),
    lambda: lawgov.Corpus([]).panel(["nothing"]),
    lambda: lawgov.Corpus([]).reports[0],
    lambda: lawgov.Corpus([]).kwic("(", regex=True),
    lambda: lawgov.Corpus([]).reports.to_csv("none/none.csv"),
    lambda: lawgov.Corpus([lawgov.parse(TEXT)], meta=[]),
    lambda: lawgov.set_language("fr"),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_every_message_is_in_the_language_asked_for(wrong: Callable[[], object]) -> None:
    messages = {}
    for lang in ("zh", "en"):
        lawgov.set_language(lang)
        with pytest.raises((lawgov.LawgovError, IndexError)) as told:
            wrong()
        messages[lang] = str(told.value)
    assert HAN.search(messages["zh"]), messages
    assert not SYSTEM.search(messages["zh"]), messages
    assert not HAN.search(messages["en"]), messages


def test_the_environment_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    lawgov.set_language(None)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for value, lang in (("zh_CN.UTF-8", "zh"), ("en_US.UTF-8", "en"), ("C.UTF-8", "en")):
        monkeypatch.setenv("LANG", value)
        assert language() == lang
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert language() == "zh"
    lawgov.set_language("en")
    assert language() == "en"


def test_failures_are_data_in_the_language_of_the_call() -> None:
    for lang in ("zh", "en"):
        for chosen in ("zh", "en"):
            lawgov.set_language(chosen)
            corpus = lawgov.read_corpus([("a.txt", b"\xff\xff\xff")], lang=lang)
            assert bool(HAN.search(corpus.failures[0]["message"])) == (lang == "zh")


def test_log_lines_follow(caplog: pytest.LogCaptureFixture) -> None:
    lawgov.set_language("zh")
    with caplog.at_level(logging.WARNING, "lawgov"):
        lawgov.read_corpus(["none*.txt"])
    assert caplog.messages == ["none*.txt：没有这样的文件"]


def test_errors_can_be_sent_to_another_process() -> None:
    with pytest.raises(lawgov.DecodeError) as told:
        lawgov.read(b"\xff\xff\xff", name="a.txt")
    again = pickle.loads(pickle.dumps(told.value))
    assert (str(again), again.name, again.offset) == (str(told.value), "a.txt", 0)


def test_no_message_was_forgotten() -> None:
    """Words that are raised or logged pass through the function that knows two languages."""
    call = re.compile(r"(?:raise \w*Error|(?:logger|getLogger\(\"lawgov\"\))\.\w+)\(\s*f?\"([^\"]*)\"")
    for path in sorted((ROOT / "python" / "lawgov").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        words = [found[1] for found in call.finditer(source)]
        assert not [text for text in words if re.search("[A-Za-z]{3}", re.sub(r"\{[^}]*\}", "", text))], path
