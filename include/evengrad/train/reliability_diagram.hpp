// The reliability diagram (DeGroot & Fienberg 1983; Niculescu-Mizil & Caruana 2005) as SVG.
#pragma once
#include <evengrad/train/calibration.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// How right the answers of each bin are, against how sure; below, how many there are. It stands alone, without a
/// script, in the colours of a light or a dark page as the reader has it; each bar tells its figures under the pointer.
/// The orange end of a bar is surer than right, the pale one more right than sure.
inline std::string reliability_diagram(const calibration_report& r) {
  constexpr double left = 52, right = 392, top = 40, bottom = 300, floor = 380, side = right - left,
                   rise = bottom - top;
  std::string svg;
  const auto draw = [&svg](const char* form, auto... x) {
    char text[512];
    std::snprintf(text, sizeof text, form, x...);
    svg += text;
  };
  draw(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"reliability\" viewBox=\"0 0 420 430\" width=\"420\" "
      "height=\"430\" role=\"img\"><title>Reliability diagram: ECE %.4f over %lld rows</title>\n",
      r.ece, static_cast<long long>(r.rows));
  svg +=
      R"css(<style>.reliability{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--grid:#d8dde3;--right:#0072b2;--gap:#d55e00;font:12px system-ui,sans-serif;max-width:100%;height:auto}
@media (prefers-color-scheme:dark){.reliability{--ink:#e8eaed;--soft:#a3acb7;--paper:#191d23;--grid:#333a44;--right:#56b4e9;--gap:#f0a030}}
.reliability text{fill:var(--soft)}.reliability .head{fill:var(--ink);font-size:13px}.reliability .grid{stroke:var(--grid);fill:none}.reliability .even{stroke:var(--ink);stroke-dasharray:5 4;fill:none}.reliability .right{fill:var(--right)}.reliability .over{fill:var(--gap);fill-opacity:.45;stroke:var(--gap);stroke-width:1.5}.reliability .under{fill:var(--right);fill-opacity:.15;stroke:var(--right);stroke-width:1.5;stroke-dasharray:3 2}.reliability .rows{fill:var(--soft);fill-opacity:.6}</style>
<rect width="420" height="430" fill="var(--paper)"/>
)css";
  draw("<text class=\"head\" x=\"%g\" y=\"18\">ECE %.2f %%, accuracy %.2f %%, confidence %.2f %%</text>\n", left - 40,
       100 * r.ece, 100 * r.accuracy, 100 * r.confidence);
  for (int i = 0; i <= 4; ++i) {
    const double y = bottom - rise * i / 4, x = left + side * i / 4;
    draw("<path class=\"grid\" d=\"M%g %gH%g\"/><text x=\"%g\" y=\"%g\" text-anchor=\"end\">%g</text>", left, y, right,
         left - 6, y + 4, i / 4.);
    draw("<text x=\"%g\" y=\"%g\" text-anchor=\"middle\">%g</text>\n", x, floor + 16, i / 4.);
  }
  std::int64_t most = 1;
  for (const calibration_bin& b : r.bins) most = b.rows > most ? b.rows : most;
  const double n = double(r.bins.size()), width = side / n;
  for (std::size_t i = 0; i < r.bins.size(); ++i) {
    const calibration_bin& b = r.bins[i];
    if (b.rows == 0) continue;
    const double x = left + width * double(i) + 0.06 * width, w = 0.88 * width,
                 rows = 60 * double(b.rows) / double(most);
    const double low = rise * std::fmin(b.accuracy, b.confidence), high = rise * std::fmax(b.accuracy, b.confidence);
    draw("<g><title>confidence %.3f to %.3f: %lld rows, %.1f %% sure, %.1f %% right</title>", double(i) / n,
         double(i + 1) / n, static_cast<long long>(b.rows), 100 * b.confidence, 100 * b.accuracy);
    draw("<rect class=\"right\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>", x, bottom - low, w, low);
    draw("<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>",
         b.confidence > b.accuracy ? "over" : "under", x, bottom - high, w, high - low);
    draw("<rect class=\"rows\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/></g>\n", x, floor - rows, w, rows);
  }
  draw("<path class=\"even\" d=\"M%g %gL%g %g\"/><path class=\"grid\" d=\"M%g %gH%g\"/>\n", left, bottom, right, top,
       left, floor, right);
  draw(
      "<text x=\"%g\" y=\"33\" text-anchor=\"end\">right</text><text x=\"%g\" y=\"%g\" text-anchor=\"end\">rows</text>",
      left - 6, left - 6, floor - 26);
  draw("<text x=\"%g\" y=\"%g\" text-anchor=\"end\">confidence</text>\n", right, floor + 34);
  draw("<rect class=\"right\" x=\"%g\" y=\"405\" width=\"10\" height=\"10\"/><text x=\"%g\" y=\"414\">right</text>",
       left, left + 15);
  draw(
      "<rect class=\"over\" x=\"%g\" y=\"405\" width=\"10\" height=\"10\"/><text x=\"%g\" y=\"414\">surer than "
      "right</text>",
      left + 55, left + 70);
  draw("<rect class=\"under\" x=\"%g\" y=\"405\" width=\"10\" height=\"10\"/><text x=\"%g\" y=\"414\">less sure</text>",
       left + 170, left + 185);
  return svg + "</svg>\n";
}

}  // namespace evengrad::inline EVENGRAD_ISA
