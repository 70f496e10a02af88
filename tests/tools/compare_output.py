# The comparison of recorded output: what passes and what must not.
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
from compare_output import LINT, compare

same = [
    ("loss 0.1234", "loss 0.1240"), ("  9.9 %", " 10.0 %"), ("266'610 parameters", "266'610 parameters"),
    ("took 12.3 ms", "took 99 ms"), ("47.1 GFLOP/s", "3 GFLOP/s"), ("1e-12", "1.01e-12"), ("0.000", "0.001"),
    ("dense_1   300", "dense_1 300"), ("nan", "nan"), ("took 3 s", "took 4 s"),
    ("in all 113 kB", "in all 116 kB"), ("1.07 MB", "1.1 MB"),
]
other = [
    ("loss 0.1234", "loss 0.1300"), ("266'610", "266'611"), ("dense_1", "dense_2"), ("loss 0.1", "lost 0.1"),
    ("5 steps", "6 steps"), ("nan", "0.5"), ("1.0e-12", "2.0e-12"), ("a", "a\nb"), ("0.5", "-0.5"), ("3 sums", "4 sums"),
    ("in all 113 kB", "in all 130 kB"), ("113 kB", "113 MB"), ("12 B", "13 B"),
]
faults = [pair for pair in same if compare(*pair, 0.02)] + [pair for pair in other if not compare(*pair, 0.02)]
said = """dense_1: unscaled_input: far (feature 3: mean 20); scale the data
epoch 1/2: 45/45 [00:00, 1093 it/s] loss 2.3; accuracy: 0.9
repeat_1.dense_2.b: bias_without_effect: taken off; leave it out
"""
if LINT.findall(said) != ["unscaled_input", "bias_without_effect"]:
    faults.append(LINT.findall(said))
print(faults)
sys.exit(1 if faults else 0)
