"""Writes the samples as UTF-8: plain.py FROM TO"""

import pathlib
import sys

source, target = map(pathlib.Path, sys.argv[1:])
for path in sorted(source.glob("*.txt")):
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    (target / path.name).write_text(text, encoding="utf-8", newline="\n")
