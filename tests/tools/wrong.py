# The runner of what must not compile: which files pass it and which must not.
import pathlib
import subprocess
import sys
import tempfile

runner = pathlib.Path(__file__).parents[2] / "tools" / "wrong.py"
compiler = sys.argv[1:]
TEMPLATE = """// expect: {expect}
#ifdef RIGHT
{right}
#else
{wrong}
#endif
"""
cases = [  # expected text, right, wrong, whether the runner accepts the file
    ("seven is odd", "int x;", 'static_assert(7 % 2 == 0, "seven is odd");', True),
    ("eight is odd", "int x;", 'static_assert(7 % 2 == 0, "seven is odd");', False),
    ("seven is odd", 'static_assert(false, "no");', 'static_assert(7 % 2 == 0, "seven is odd");', False),
    ("int", "int x;", "int y;", False),
    ("seven is odd", "int x;", 'static_assert(7 % 2 == 0, "seven is odd"); static_assert(1 == 2, "");', False),
]
faults = []
with tempfile.TemporaryDirectory() as folder:
    for i, (expect, right, wrong, accepted) in enumerate(cases):
        file = pathlib.Path(folder) / f"case_{i}.cpp"
        file.write_text(TEMPLATE.format(expect=expect, right=right, wrong=wrong))
        run = subprocess.run([sys.executable, runner, file, "--", *compiler], stdout=subprocess.PIPE, text=True)
        if (run.returncode == 0) != accepted:
            faults.append(f"case {i}:\n{run.stdout}")
print("\n".join(faults))
sys.exit(1 if faults else 0)
