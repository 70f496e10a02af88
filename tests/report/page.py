#!/usr/bin/env python3
# Reads reports as XML: well-formed, every link and name there once, nothing from outside, a value under every mark.
#
# usage: python3 page.py PROGRAM COUNT     (PROGRAM is pages.cpp, compiled, which writes so many)
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

faults = []


def look_at(path):
    text = path.read_text(encoding="utf-8")
    fault = lambda what: faults.append(f"{path.name}: {what}")
    if len(text) > 2_000_000:
        fault(f"{len(text)} bytes")
    if not text.startswith("<!DOCTYPE html>\n"):
        fault("no document type")
    root = tree.fromstring(text.split("\n", 1)[1])
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    if len(ids) != len(set(ids)):
        fault("an id stands twice")
    for e in root.iter():
        for name, value in e.attrib.items():
            if name in ("src", "href") and not (value.startswith("#") and value[1:] in ids):
                fault(f"{name}={value}")
            if name.startswith("on"):
                fault(f"a handler in {name}")
            if re.search(r"\bnan\b|\binf\b", value) and name in ("d", "x", "y", "width", "height", "points", "style"):
                fault(f"{name}={value[:60]}")
            if name == "d" and not re.fullmatch(r"[MLCVZhvz0-9 .\-]*", value):
                fault(f"a path: {value[:60]}")
    marks = [m for g in root.iter() if g.get("class") == "hits" for m in g]
    for m in marks:
        if not (m.findtext("{http://www.w3.org/1999/xhtml}title") or "").strip():
            fault("a mark without a value")
    for svg in root.iter("{http://www.w3.org/1999/xhtml}svg"):
        if svg.get("tabindex") and not svg.get("aria-label"):
            fault("a chart without a label")
    if len(root.findall(".//{http://www.w3.org/1999/xhtml}script")) != 1:
        fault("not one script")
    return len(marks)


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        pages = sorted(pathlib.Path(folder).glob("*.html"))
        for page in pages:
            marks = look_at(page)
            print(f"{page.name}: {page.stat().st_size} bytes, {marks} values")
        if len(pages) != int(sys.argv[2]) or list(pathlib.Path(folder).glob("*.part")):
            faults.append("not the files that were expected")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
