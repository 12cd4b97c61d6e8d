"""Writes plain texts as web pages to print, a paragraph a line: page.py TEXT PAGES"""

import html
import pathlib
import sys

STYLE = "body { font-family: 'Noto Sans CJK SC'; font-size: 14px } p { text-indent: 2em; margin: 0.6em 0 }"

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    body = "".join(f"<p>{html.escape(line.strip())}</p>\n" for line in lines if line.strip())
    page = f"<!doctype html><html lang=zh><meta charset=utf-8><title>{path.stem}</title><style>{STYLE}</style>\n{body}</html>\n"
    pathlib.Path(sys.argv[2], f"{path.stem}.html").write_text(page, encoding="utf-8")
