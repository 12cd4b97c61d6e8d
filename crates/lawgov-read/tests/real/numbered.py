"""Writes texts as Word documents whose numbers Word counts: numbered.py TEXT OUT [--typed-jumps]

一、 and （一） at the start of a paragraph become levels of an automatic list, as an author's Word makes them. Where the
author's numbers jump, Word is told where to go on; with --typed-jumps the number stays typed instead.
"""

import pathlib
import re
import sys

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LEVELS = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
MARK = re.compile(r"^[\s　]*(?:([一二三四五六七八九十]+)、|（([一二三四五六七八九十]+)）|(\d{1,2})\.(?!\d))")
DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}


def element(name, **attributes):
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def value(number):
    if number.isdigit():
        return int(number)
    tens, _, ones = number.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if "十" in number else 0) + DIGITS.get(ones, 0)


def main(source, target, typed_jumps):
    document = Document()
    numbering = document.part.numbering_part.element
    abstract = element("abstractNum", abstractNumId=90)
    for at, (style, text) in enumerate(LEVELS):
        level = element("lvl", ilvl=at)
        for name, val in [("start", 1), ("numFmt", style), ("suff", "nothing"), ("lvlText", text)]:
            level.append(element(name, val=val))
        abstract.append(level)
    # All abstractNum stand before all num.
    numbering.insert(0, abstract)

    nums = 0

    def num(level=None, start=None):
        nonlocal nums
        nums += 1
        made = element("num", numId=900 + nums)
        made.append(element("abstractNumId", val=90))
        if level is not None:
            override = element("lvlOverride", ilvl=level)
            override.append(element("startOverride", val=start))
            made.append(override)
        numbering.append(made)
        return 900 + nums

    current, reached = num(), [0] * len(LEVELS)
    automatic = 0
    for line in pathlib.Path(source).read_text(encoding="utf-8").split("\n"):
        mark = MARK.match(line)
        paragraph = document.add_paragraph()
        level = mark and next(i for i in range(len(LEVELS)) if mark.group(i + 1))
        number = mark and value(mark.group(level + 1))
        jumps = mark and number != reached[level] + 1
        if not mark or (jumps and typed_jumps):
            paragraph.add_run(line)
            continue
        if jumps:
            current = num(level, number)
        reached = reached[:level] + [number] + [0] * (len(LEVELS) - level - 1)
        properties = paragraph._p.get_or_add_pPr()
        list_properties = element("numPr")
        list_properties.append(element("ilvl", val=level))
        list_properties.append(element("numId", val=current))
        properties.append(list_properties)
        paragraph.add_run(line[mark.end() :])
        automatic += 1
    document.save(target)
    return automatic


if __name__ == "__main__":
    folder, out = map(pathlib.Path, sys.argv[1:3])
    out.mkdir(parents=True, exist_ok=True)
    counts = [main(path, out / f"{path.stem}.docx", "--typed-jumps" in sys.argv) for path in sorted(folder.glob("*.txt"))]
    if not sum(counts):
        sys.exit("no automatic number was written: the comparison would prove nothing")
