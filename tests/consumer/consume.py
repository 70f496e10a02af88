#!/usr/bin/env python3
# Builds and runs a program outside of the library: consume.py WAY COMPILER..., where WAY is subproject, pkgconfig or cmake.
#
# The library is a subproject, or installed into a folder that then moves. Exit status 77 where a tool is missing.
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
QUIET = ["-Dtests=disabled", "-Dexamples=disabled", "-Dbenchmarks=disabled"]


def run(*command, **more):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout}")
    return done.stdout


def need(*tools):
    if missing := [t for t in tools if not shutil.which(t)]:
        print(f"skipped: {', '.join(missing)} is not there")
        sys.exit(77)


def installed(folder):
    """The prefix of an installation, which is not where it was installed to."""
    run("meson", "setup", folder / "build", ROOT, f"--prefix={folder / 'first'}", *QUIET)
    run("meson", "install", "-C", folder / "build", "--tags", "devel")
    (folder / "first").rename(folder / "moved")
    return folder / "moved"


def by_subproject(folder, compiler):
    project = folder / "project"
    shutil.copytree(HERE / "subproject", project)
    shutil.copy(HERE / "main.cpp", project)
    (project / "subprojects" / "evengrad").symlink_to(ROOT)
    said = run("meson", "setup", folder / "build", project, env=os.environ | {"CXX": " ".join(compiler)})
    run("ninja", "-C", folder / "build")
    others = [t for t in run("ninja", "-C", folder / "build", "-t", "targets", "all").splitlines() if "test_" in t]
    if others:
        sys.exit(f"as a subproject it builds its own tests: {others}\n{said}")
    print(run(folder / "build" / "consumer"))


def by_pkgconfig(folder, compiler):
    need("pkg-config")
    prefix = installed(folder)
    environment = os.environ | {"PKG_CONFIG_PATH": str(prefix / "share" / "pkgconfig")}
    flags = run("pkg-config", "--define-prefix", "--cflags", "--libs", "evengrad", env=environment).split()
    run(*compiler, "-std=c++20", "-O1", HERE / "main.cpp", "-o", folder / "consumer", *flags)
    print(run(folder / "consumer"))


def by_cmake(folder, compiler):
    need("cmake")
    prefix = installed(folder)
    project = folder / "project"
    shutil.copytree(HERE / "cmake", project)
    shutil.copy(HERE / "main.cpp", project)
    run("cmake", "-S", project, "-B", folder / "out", f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler[-1]}",
        "-DCMAKE_BUILD_TYPE=Release")
    run("cmake", "--build", folder / "out")
    print(run(folder / "out" / "consumer"))


def main():
    need("meson", "ninja")
    way, *compiler = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        {"subproject": by_subproject, "pkgconfig": by_pkgconfig, "cmake": by_cmake}[way](pathlib.Path(folder), compiler)


main()
