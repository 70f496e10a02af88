// Values under the pointer and by arrow keys; without it they are the browser's own tooltips.
#pragma once
#include <evengrad/core/isa.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// JavaScript without < and &, so that the page is XML as well. The class `js` says that it ran to its end.
inline constexpr const char* script = R"(
"use strict";
const tip = document.createElement("div");
tip.id = "tip";
tip.hidden = true;
tip.setAttribute("role", "status");
document.body.append(tip);
let on = null;
const hide = () => {
  if (on) on.classList.remove("on");
  on = null;
  tip.hidden = true;
};
const show = (mark, x, y) => {
  if (on !== mark) {
    hide();
    on = mark;
    on.classList.add("on");
    const title = on.querySelector("title");
    if (title) {  // the browser would show it a second time
      on.dataset.title = title.textContent;
      title.remove();
    }
    tip.textContent = on.dataset.title;
    tip.hidden = false;
  }
  const box = tip.getBoundingClientRect(), above = y - box.height - 12;
  tip.style.left = Math.max(8, Math.min(x + 12, innerWidth - box.width - 8)) + "px";
  tip.style.top = (above > 8 ? above : y + 20) + "px";
};
const within = (i, n) => Math.max(0, Math.min(n - 1, i));
const ways = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
for (const plot of document.querySelectorAll(".plot")) {
  const point = (event) => {
    const mark = event.target.closest(".hits > *");
    if (mark) show(mark, event.clientX, event.clientY);
  };
  plot.addEventListener("pointermove", point);
  plot.addEventListener("pointerdown", point);
  plot.addEventListener("pointerleave", hide);
  plot.addEventListener("focusout", hide);
  plot.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const way = ways[event.key], svg = event.target.closest("svg[tabindex]");
    if (!way || !svg) return;
    const lines = Array.from(svg.querySelectorAll(".hits"), (g) => Array.from(g.children)).filter((line) => line.length);
    if (!lines.length) return;
    event.preventDefault();
    let row = lines.findIndex((line) => line.includes(on)), at = 0;
    if (row === -1) row = 0;
    else if (lines.length === 1) at = within(lines[0].indexOf(on) + way[0] + way[1], lines[0].length);
    else {
      at = within(lines[row].indexOf(on) + way[1], lines[row].length);
      row = within(row + way[0], lines.length);
    }
    const mark = lines[row][at], box = mark.getBoundingClientRect();
    show(mark, box.left + box.width / 2, box.top + Math.min(12, box.height / 2));
  });
}
addEventListener("scroll", hide, {passive: true});
document.documentElement.classList.add("js");
)";

}  // namespace evengrad::inline EVENGRAD_ISA::report
