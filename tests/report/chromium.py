#!/usr/bin/env python3
# Opens reports in headless Chromium, light and dark, wide and narrow: no script error, nothing wider than the window, a
# value for the pointer and for arrow keys. Skipped (exit 77) where Chromium is not installed.
#
# usage: python3 chromium.py PROGRAM     (PROGRAM is pages.cpp, compiled)
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Runs behind the page's own script, in a frame of the width that is asked for, and leaves what it saw in the document.
PROBE = """<script>
const seen = {errors: [], pages: {}};
addEventListener("error", (e) => seen.errors.push(e.message));
const look = (name, width, frame) => {
  const w = frame.contentWindow, d = frame.contentDocument, plots = [...d.querySelectorAll(".plot")];
  const tip = d.querySelector("#tip"), told = [], keys = [];
  for (const plot of plots) {
    const mark = plot.querySelector(".hits > *");
    if (!mark) continue;
    mark.dispatchEvent(new w.PointerEvent("pointermove", {bubbles: true, clientX: 50, clientY: 50}));
    told.push(tip.hidden ? "" : tip.textContent);
    const svg = plot.querySelector("svg[tabindex]");
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
      svg.dispatchEvent(new w.KeyboardEvent("keydown", {bubbles: true, cancelable: true, key}));
      keys.push(tip.hidden ? "" : tip.textContent);
    }
    svg.dispatchEvent(new w.KeyboardEvent("keydown", {bubbles: true, key: "Escape"}));
    if (!tip.hidden) seen.errors.push("Escape does not hide");
  }
  const small = [...d.querySelectorAll("text, p, td, th, h1, h2, h3, h4, small, span")].filter((e) => parseFloat(w.getComputedStyle(e).fontSize) < 11.5);
  const outside = [...d.querySelectorAll("svg text")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > width + 1);
  });
  const spills = [...d.querySelectorAll(".card table, .card .plot, .card .tables, .tile > *")].filter(
    (e) => e.getBoundingClientRect().right > e.closest(".card, .tile").getBoundingClientRect().right + 1);
  seen.pages[name + " " + width] = {ran: d.documentElement.classList.contains("js"), wide: d.documentElement.scrollWidth, plots: plots.length,
    told: told.length, empty: told.concat(keys).filter((t) => !t).length, small: small.length, spills: spills.length, outside: outside.map((e) => e.textContent),
    dark: w.matchMedia("(prefers-color-scheme: dark)").matches, paper: w.getComputedStyle(d.body).backgroundColor};
};
</script>"""
FRAME = """<script>
{
  const frame = document.createElement("iframe");
  frame.style = "border:0;height:900px;width:WIDTHpx";
  frame.onload = () => {
    frame.contentWindow.addEventListener("error", (e) => seen.errors.push(e.message));
    look(NAME, WIDTH, frame);
    frame.remove();
    document.title = JSON.stringify(seen);
  };
  frame.src = URL;
  document.body.append(frame);
}
</script>"""


def open_in(browser, folder, pages, dark):
    frames = "".join(FRAME.replace("WIDTH", str(width)).replace("NAME", json.dumps(page.name)).replace("URL", json.dumps(page.as_uri()))
                     for page in pages for width in (400, 880, 1280))
    every = folder / "every.htm"
    every.write_text("<!DOCTYPE html><meta charset='utf-8'><body>" + PROBE + frames + "</body>", encoding="utf-8")
    run = subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--allow-file-access-from-files",
                          f"--user-data-dir={folder}/profile", "--enable-logging=stderr", "--window-size=1400,1000", "--virtual-time-budget=20000",
                          *(["--blink-settings=preferredColorScheme=0"] if dark else []), "--dump-dom", every.as_uri()],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=240)
    title = re.search(r"<title>(.*?)</title>", run.stdout, re.S)
    console = [line for line in run.stderr.splitlines() if "CONSOLE" in line]
    return json.loads(html.unescape(title[1])) if title else None, console


def main():
    browser = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if not browser:
        print("chromium is not installed")
        return 77
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.argv[1], name], check=True)
        pages = sorted(folder.glob("*.html"))
        for dark in (False, True):
            seen, console = open_in(browser, folder, pages, dark)
            if seen is None or len(seen["pages"]) != 3 * len(pages):
                print("the pages were not loaded\n" + "\n".join(console))
                return 1
            faults += console + seen["errors"]
            for page, s in seen["pages"].items():
                width = int(page.split()[-1])
                wrong = {"its script did not end": not s["ran"], f"it is {s['wide']} pixels wide": s["wide"] > width, f"{s['small']} texts are too small": s["small"], f"{s['spills']} parts are wider than their card": s["spills"],
                         f"{s['empty']} marks tell nothing": s["empty"], f"texts are outside: {s['outside'][:5]}": s["outside"],
                         f"dark is {s['dark']} on {s['paper']}": s["dark"] != dark or (s["paper"] == "rgb(16, 19, 23)") != dark,
                         "it has no charts": s["told"] < (1 if page.startswith("nothing") else 2)}
                faults += [f"{page}{' dark' if dark else ''}: {what}" for what, is_so in wrong.items() if is_so]
            if not dark:
                print("\n".join(f"{page}: {s['plots']} charts" for page, s in seen["pages"].items()))
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
