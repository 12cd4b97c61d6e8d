"""Lays plain texts out on pages and packs them as OFD (GB/T 33190): ofd.py TEXT MADE

A line is a text object of characters of 5 mm, those of ASCII half as wide; paragraphs are indented by two characters and the pages numbered.
"""

import pathlib
import sys
import zipfile
from xml.sax.saxutils import escape

EM, LEFT, TOP, WIDTH, LINES = 5.0, 30.0, 30.0, 30, 26
CLOSING = set("，。、；：！？）》〉”’」』】〕…%％,.;:!?)")
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def width(char):
    return 0.5 if char.isascii() else 1.0


def words(paragraph):
    """What may not be parted: runs of ASCII, and a character with the punctuation behind it."""
    found = []
    for char in paragraph:
        joined = found and (char in CLOSING or (char.isascii() and char.isalnum() and found[-1][-1].isascii() and found[-1][-1].isalnum()))
        if joined:
            found[-1] += char
        else:
            found.append(char)
    return found


def lines(paragraph):
    """Lines of a paragraph with how far they are indented."""
    line, room, indent = "", WIDTH - 2.0, 2.0
    for word in words(paragraph):
        size = sum(map(width, word))
        if line and size > room:
            yield indent, line
            line, room, indent = "", float(WIDTH), 0.0
        line += word
        room -= size
    yield indent, line


def text_object(x, y, line):
    deltas = " ".join(f"{width(char) * EM:g}" for char in line[:-1])
    return (f'<ofd:TextObject Boundary="{x:g} {y - EM:g} {WIDTH * EM:g} {EM + 1:g}" Font="1" Size="{EM:g}">'
            f'<ofd:TextCode X="0" Y="{EM:g}" DeltaX="{deltas}">{escape(line)}</ofd:TextCode></ofd:TextObject>')


def pack(path, paragraphs):
    drawn = [line for paragraph in paragraphs for line in lines(paragraph)]
    pages = [drawn[first : first + LINES] for first in range(0, len(drawn), LINES)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("OFD.xml", f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE} DocType="OFD" Version="1.0"><ofd:DocBody>'
                                    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")
        places = "".join(f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages)))
        package.writestr("Doc_0/Document.xml",
                         f'<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>'
                         f"</ofd:CommonData><ofd:Pages>{places}</ofd:Pages></ofd:Document>")
        for number, page in enumerate(pages):
            objects = [text_object(LEFT + indent * EM, TOP + 8.5 * row, line) for row, (indent, line) in enumerate(page)]
            objects.append(text_object(100.0, 285.0, f"- {number + 1} -"))
            # The order in the file says nothing.
            content = "".join(reversed(objects))
            package.writestr(f"Doc_0/Pages/Page_{number}/Content.xml",
                             f'<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer Type="Body">{content}</ofd:Layer></ofd:Content></ofd:Page>')


target = pathlib.Path(sys.argv[2])
target.mkdir(parents=True, exist_ok=True)
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    text = path.read_text(encoding="utf-8-sig")
    pack(target / f"{path.stem}.ofd", [line.strip() for line in text.splitlines() if line.strip()])
