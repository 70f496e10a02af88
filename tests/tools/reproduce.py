# What tools/reproduce says without data, and the tables of docs/lottery.md from rows that are known.
#
# usage: python3 reproduce.py PROGRAM        (docs/lottery.cpp)
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = ("kind,trial,round,copy,remaining,steps,early_stop,validation_loss,validation_accuracy,test_loss,test_accuracy,"
        "last_test_accuracy,last_training_accuracy")
LEVELS = [1, 213060 / 266200, 170538 / 266200]  # of the weights of LeNet-300-100, round after round
faults = []


def check(right, what):
    if not right:
        faults.append(what)


def run(*command, **more):
    env = {k: v for k, v in os.environ.items() if k != "EVENGRAD_DATA"} | more
    done = subprocess.run([str(c) for c in command], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def reproduce():
    tool = [sys.executable, ROOT / "tools" / "reproduce"]
    code, said = run(*tool)
    check(code == 0 and said.split() == ["lottery"], f"the list is {said!r}")
    code, said = run(*tool, "nothing")
    check(code != 0 and "there is no nothing" in said, f"another name: {code}, {said!r}")
    code, said = run(*tool, "lottery")
    check(code == 77 and said.startswith("skipped: no MNIST"), f"without data: {code}, {said!r}")
    code, said = run(*tool, "lottery", "--out")
    check(code != 0 and "--out without a folder" in said, f"half an option: {code}, {said!r}")


def program(path, folder):
    code, said = run(path)
    check(code == 77 and "EVENGRAD_DATA" in said, f"the program without data: {code}, {said!r}")
    code, said = run(path, "--sets", "3")
    check(code == 2 and "--rounds N" in said, f"an option that it does not know: {code}, {said!r}")
    code, said = run(path, "--report", "--out", folder / "none")
    check(code == 1 and len(said.splitlines()) == 1, f"a report of nothing: {code}, {said!r}")
    code, said = run(path, EVENGRAD_DATA=str(folder))
    check(code == 1 and "neither this file nor its .gz is there" in said, f"a folder without MNIST: {code}, {said!r}")


def tables(folder):
    rows = [HEAD]
    for trial in (1, 2):
        for round_, left in enumerate(LEVELS):
            # The full net stops at 1,000 and 3,000 and has 97 and 98 %; tickets stop earlier and are better.
            stop = (2 * trial - 1) * 1000 // (round_ + 1)
            accuracy = 0.96 + 0.01 * trial + 0.001 * round_
            rows.append(f"ticket,{trial},{round_},1,{left!r},6000,{stop},0.1,0.9,0.1,{accuracy},{accuracy},1")
            if round_ == 2:
                for copy in (1, 2):
                    rows.append(f"reinitialized,{trial},2,{copy},{left!r},6000,6000,0.1,0.9,0.1,{0.95 + 0.01 * copy},0.97,1")
    (folder / "runs.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    code, said = run(sys.executable, ROOT / "docs" / "lottery.py", folder, "--print")
    check(code == 0, f"the tables: {said}")
    for text in ["| rounds, to Pm | 20 and more, 1.2 % | 2, 64.1 % |",
                 "| Pm of every round | 100, 80.0, 64.1, 51.3, … % | the same, to the weight |",
                 "| re-initialized | 3 copies of each ticket | 2 of each ticket |",
                 "| accuracy at early stop is below the full net's from, ticket | 2.9 % | nowhere |",
                 "| accuracy at early stop is below the full net's from, reinitialized | 21.1 % | 64.1 % on |",
                 "| trainings whose validation loss was least in the last step |  | 4 |",
                 "| 0 | 100.0 % | 2,000 (1,000 … 3,000) | 97.50 (97.00 … 98.00) |",
                 "| 2 | 64.1 % | 666 (333 … 1,000) | 97.70 (97.20 … 98.20) | 6,000 | 96.50 (96.00 … 97.00) |"]:
        check(text in said, f"the tables have no {text!r}:\n{said}")
    wrong = (folder / "runs.csv").read_text(encoding="utf-8").replace(repr(LEVELS[1]), "0.8")
    (folder / "runs.csv").write_text(wrong, encoding="utf-8")
    code, said = run(sys.executable, ROOT / "docs" / "lottery.py", folder, "--print")
    check("others in rounds [1]" in said, f"a share that the paper does not have is not told:\n{said}")
    lines = [line for line in wrong.splitlines() if not line.startswith("ticket,2,1,")]
    (folder / "runs.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, said = run(sys.executable, ROOT / "docs" / "lottery.py", folder, "--print")
    check(code != 0 and "trial 2 has no round 1" in said, f"an experiment that has not ended: {code}, {said!r}")


reproduce()
with tempfile.TemporaryDirectory() as name:
    program(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(name))
    tables(pathlib.Path(name))
print("\n".join(faults) or "tools/reproduce, its program and its tables are right")
sys.exit(1 if faults else 0)
