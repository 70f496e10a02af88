#!/usr/bin/env python3
# Writes the tables of docs/diagnosis.md: what the rules measure in healthy trainings and in ones that are spoiled.
#
# usage: python3 docs/diagnosis.py            (CXX names another compiler; it takes some minutes)
#        python3 docs/diagnosis.py --check    compares only: the table of diagnose/alarm.hpp and the page say the same
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ALARMS = HERE.parent / "include" / "evengrad" / "diagnose" / "alarm.hpp"
PAGE = HERE / "diagnosis.md"
STRING = r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*'


def joined(literals):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))


def check():
    table = ALARMS.read_text(encoding="utf-8")
    texts = [tuple(map(joined, m)) for m in re.findall(rf'\{{({STRING}),\s*({STRING}),\s*({STRING})\}}', table)]
    names = re.findall(r"\w+", re.search(r"enum class ailment : [^{]*\{(.*?)\};", table, re.S)[1])
    page = PAGE.read_text(encoding="utf-8")
    entries = {m[0]: m[1] for m in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.M | re.S)}
    faults = []
    if [t[0] for t in texts] != names:
        faults.append(f"alarm_texts has {[t[0] for t in texts]}, enum ailment {names}")
    for name, sentence, cure in texts:
        if f"*{sentence[0].upper()}{sentence[1:]}: {cure}.*" not in entries.get(name, ""):
            faults.append(f"{name}: docs/diagnosis.md has no such entry with the text of the table")
        if f"| [{name}](#{name}) | {sentence} | {cure} |" not in page:
            faults.append(f"{name}: the table of docs/diagnosis.md says something else")
    print("\n".join(faults) or f"{len(texts)} alarms: the table and the page agree")
    return 1 if faults else 0


def main():
    if "--check" in sys.argv:
        return check()
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "diagnosis"
        subprocess.run([os.environ.get("CXX", "g++"), "-std=c++20", "-O2", "-march=native", "-I", HERE.parent / "include",
                        HERE / "diagnosis.cpp", "-o", program], check=True)
        out = subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True).stdout
    print(out)
    text = PAGE.read_text(encoding="utf-8")
    for name, table in re.findall(r"^@(\w+)\n(.*?)(?=^@|\Z)", out, re.M | re.S):
        text, n = re.subn(rf"(<!-- {name} -->\n).*?(<!-- end -->)", lambda m: m[1] + table + m[2], text, flags=re.S)
        if n != 1:
            sys.exit(f"docs/diagnosis.md has no place for the table {name}")
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
