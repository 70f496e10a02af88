#!/usr/bin/env python3
# Writes the tables of docs/signal.md: what eg::signal says of 20 layers, and what drawn networks do.
#
# usage: python3 docs/signal.py     (CXX names another compiler; it takes some minutes)
import os
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ACTIVATIONS = ["tanh", "sigmoid", "relu", "leaky_relu()", "selu", "gelu"]
HEAD = """| initializer | E[y²] of the last layer | measured | worst layer | E[L'²] of the first layer | measured | worst layer | verdict |
|---|---|---|---|---|---|---|---|
"""


def main():
    tables = ""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "signal"
        for name in ACTIVATIONS:
            subprocess.run([os.environ.get("CXX", "g++"), "-std=c++20", "-O2", "-march=native", "-I", HERE.parent / "include",
                            f"-DACTIVATION={name}", HERE / "signal.cpp", "-o", program], check=True)
            rows = subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True).stdout
            tables += f"### {name.rstrip('()')}\n\n{HEAD}{rows}\n"
            print(f"{name}\n{rows}", flush=True)
    page = HERE / "signal.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"(<!-- tables -->\n).*?(<!-- end -->)", lambda m: m[1] + tables + m[2], text, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    main()
