#!/usr/bin/env python3
# Writes the tables of docs/lints.md: what each lint costs a net that is trained.
#
# usage: python3 docs/lints.py            (CXX names another compiler; it takes some minutes)
#        python3 docs/lints.py --check    compares only: the table of lint/lint.hpp, the messages of lint/strict.hpp, and
#                                         the entries of docs/lints.md say the same
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LINT = HERE.parent / "include" / "evengrad" / "lint"
PAGE = HERE / "lints.md"
STRING = r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*'


def joined(literals):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))


def check():
    table = (LINT / "lint.hpp").read_text(encoding="utf-8")
    texts = [tuple(map(joined, m)) for m in re.findall(rf'\{{({STRING}),\s*({STRING}),\s*({STRING})\}}', table)]
    names = re.findall(r"\w+", re.search(r"enum class lint : [^{]*\{(.*?)\};", table, re.S)[1])
    strict = (LINT / "strict.hpp").read_text(encoding="utf-8")
    messages = {m[0]: joined(m[1]) for m in re.findall(rf'What != (\w+), Layer, Name>,\s*({STRING})\)', strict)}
    entries = {m[0]: m[1] for m in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.M | re.S)}
    faults = []
    if [t[0] for t in texts] != names:
        faults.append(f"lint_texts has {[t[0] for t in texts]}, enum lint {names}")
    for name, sentence, cure in texts:
        said, entry = f"{sentence}: {cure}", entries.get(name, "")
        if messages.get(name) != said:
            faults.append(f"{name}: the message is {messages.get(name)!r}, the table says {said!r}")
        if f"*{said[0].upper()}{said[1:]}.*" not in entry:
            faults.append(f"{name}: docs/lints.md has no such entry with the text of the table")
        for part in ("Wrong:", "Right:", "Tried in [", f"<!-- harm {name} -->\n|"):
            if part not in entry:
                faults.append(f"{name}: its entry in docs/lints.md has no {part!r}")
    for name in sorted(set(messages) - set(names)):
        faults.append(f"{name}: a message without a lint")
    print("\n".join(faults) or f"{len(texts)} lints: the table, the messages and the page agree")
    return 1 if faults else 0


def main():
    if "--check" in sys.argv:
        return check()
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "lints"
        subprocess.run([os.environ.get("CXX", "g++"), "-std=c++20", "-O2", "-march=native", "-I", HERE.parent / "include",
                        HERE / "lints.cpp", "-o", program], check=True)
        out = subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True).stdout
    print(out)
    text = PAGE.read_text(encoding="utf-8")
    for name, table in re.findall(r"^@(\w+)\n(.*?)(?=^@|\Z)", out, re.M | re.S):
        text, n = re.subn(rf"(<!-- harm {name} -->\n).*?(<!-- end -->)", lambda m: m[1] + table + m[2], text, flags=re.S)
        if n != 1:
            sys.exit(f"docs/lints.md has no place for the harm of {name}")
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
