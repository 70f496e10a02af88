// How a report looks: light, dark and on paper, from 320 pixels of width on.
#pragma once
#include <evengrad/report/palette.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// CSS without < and &, so that the page is XML as well.
inline std::string style() {
  const std::string
      white =
          "color-scheme:light;--ink:#1b1f24;--soft:#57606a;--page:#f6f7f9;--paper:#fff;--edge:#d8dde3;--grid:#e7eaee;--"
          "ridge:#9fc5e4;--base:#c3cad2;"
          "--hover:rgba(0,60,120,.10);--alarm:#b3261e;--alarm-page:#fdf1ef;--calm:#1f6f43;--calm-page:#eef7f1;" +
          colour_variables(false),
      black =
          "color-scheme:dark;--ink:#e8eaed;--soft:#a3acb7;--page:#101317;--paper:#191d23;--edge:#333a44;--grid:#2a3038;"
          "--ridge:#2b5f88;--base:#465060;"
          "--hover:rgba(160,200,255,.16);--alarm:#ff9a8f;--alarm-page:#2d1a1a;--calm:#7fd4a3;--calm-page:#15251c;" +
          colour_variables(true);
  return ":root{" + white + "}@media (prefers-color-scheme:dark){:root{" + black + "}}@media print{:root{" + white +
         "--page:#fff}}" + colour_classes() + R"(
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums}
main,header,footer{max-width:1240px;margin:0 auto;padding:0 16px}
header{padding-top:22px}
h1{font-size:26px;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:19px;margin:34px 0 10px}
h3{font-size:15px;margin:0 0 2px}
h4{font-size:12px;margin:0;font-weight:600;overflow-wrap:anywhere}
h4 span{color:var(--alarm);font-weight:400}
header p{margin:0 0 8px;color:var(--soft);max-width:80ch}
header p.verdict{color:var(--ink);font-size:17px;line-height:1.45;margin:14px 0 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:16px 0 4px}
.tile{background:var(--paper);border:1px solid var(--edge);border-radius:8px;padding:10px 12px;display:flex;flex-direction:column}
.tile span,.tile small{color:var(--soft);font-size:13px;line-height:1.35}
.tile strong{font-size:27px;line-height:1.25;font-weight:650}
nav{margin-top:14px;display:flex;flex-wrap:wrap;gap:4px 16px;font-size:14px}
a{color:var(--s0)}
a:focus-visible,svg:focus-visible{outline:2px solid var(--s0);outline-offset:3px;border-radius:2px}
.cards{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:14px}
.card{background:var(--paper);border:1px solid var(--edge);border-radius:8px;padding:14px 14px 8px;margin:0;min-width:0}
.wide{grid-column:1/-1}
.guide{color:var(--soft);font-size:13px;line-height:1.45;margin:0 0 8px;max-width:95ch}
.plot{position:relative;min-width:0}
.plot svg{display:block;overflow:visible}
.map{display:flex;flex-wrap:wrap;gap:0 28px}
.map svg{overflow:hidden;flex:1 1 270px;min-width:0;max-width:400px}
.tables{display:flex;flex-wrap:wrap;gap:0 36px;align-items:flex-start}
.tables+.guide{margin-top:10px}
.tables table{flex:1 1 400px;max-width:640px}
td{white-space:nowrap}
text{font-size:12px;fill:var(--soft);stroke:none;font-family:inherit}
text.layer{fill:var(--ink)}
tspan.note,text.note{fill:var(--soft)}
.halo{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
path,rect{vector-effect:non-scaling-stroke}
.grid{fill:none;stroke:var(--grid);stroke-width:1}
.line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.line.thin{fill:none;stroke-width:1.3}
.line.s1{stroke-dasharray:7 4}
.line.s2{stroke-dasharray:2 4}
.line.s3{stroke-dasharray:9 3 2 3}
.line.faint{stroke:var(--base);stroke-width:1.2}
.ink{stroke:var(--ink)}
.span{fill:none;stroke-width:1.6;opacity:.75}
.mark{stroke:var(--paper);stroke-width:1}
.dot{fill:none;stroke-width:9;stroke-linecap:round}
.guide path,path.guide{fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:5 4}
.zone{fill:var(--s2);opacity:.13;stroke:none}
.band{fill:var(--s0);opacity:.22;stroke:none}
.bar.band{fill:none;stroke:var(--s0);stroke-width:5;opacity:.4}
.ridge{fill:var(--ridge);fill-opacity:.82;stroke:var(--s0);stroke-width:1}
.before{fill:none;stroke:var(--ink);stroke-width:1.2;stroke-dasharray:1.5 2.5;opacity:.75}
.base{fill:none;stroke:var(--base);stroke-width:1}
.heat path,.heat rect{stroke:none;shape-rendering:crispEdges}
.legend rect{stroke:none}
.none{fill:none;stroke:var(--base)}
.zero{fill:var(--paper);stroke:var(--base)}
.heat .zero,.legend .zero{fill:var(--base);fill-opacity:.35}
.broken{fill:var(--alarm);stroke:var(--alarm)}
.flow{fill:none;stroke-linecap:butt}
.flow.zero,.flow.none{stroke-dasharray:3 3;stroke:var(--soft)}
.knot{stroke:var(--paper);stroke-width:1.5}
.knot.none,.knot.open{fill:var(--soft)}
.knot.zero{fill:var(--base)}
.hits rect{fill:transparent;stroke:none}
.hits rect:hover,.hits rect.on{fill:var(--hover)}
.heat .hits path:hover,.heat .hits path.on{stroke:var(--ink);stroke-width:2}
.legend{display:flex;flex-wrap:wrap;align-items:center;gap:2px 14px;margin:2px 0 4px;font-size:13px;color:var(--soft)}
.legend span{white-space:nowrap}
.legend svg{overflow:visible;vertical-align:middle}
#tip{position:fixed;z-index:9;max-width:min(340px,92vw);background:var(--ink);color:var(--page);padding:5px 10px;border-radius:6px;font-size:13px;line-height:1.4;pointer-events:none;overflow-wrap:anywhere}
#tip[hidden]{display:none}
.hint{display:none}
.js .hint{display:block;font-size:13px;margin:10px 0 0}
.smalls{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:8px 12px}
.small{min-width:0}
.smalls.charts{grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr))}
.ranges td{white-space:normal}
.ranges th:first-child{white-space:nowrap;min-width:3em}
.ranges small{color:var(--soft);font-size:12px}
.ranges tr>:last-child,.ranges tr>:nth-child(n+3){width:19%}
.ranges tr>:nth-child(2){width:8%}
.alarms{list-style:none;margin:0;padding:0;display:grid;gap:10px}
.alarms li,.calm{background:var(--alarm-page);border:1px solid var(--edge);border-left:5px solid var(--alarm);border-radius:6px;padding:10px 14px;margin:0;overflow-wrap:anywhere}
.alarms h3 small{color:var(--soft);font-weight:400;font-size:13px}
.alarms p{margin:2px 0 0}
.alarms code{font-size:14px;color:var(--alarm)}
.cure b{color:var(--calm)}
.calm{background:var(--calm-page);border-left-color:var(--calm)}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th,td{text-align:right;padding:4px;border-bottom:1px solid var(--grid);vertical-align:baseline}
th:first-child{text-align:left;font-weight:500;min-width:6.5em;overflow-wrap:anywhere}
thead th,thead th:first-child,tfoot th:first-child,tfoot td{font-weight:650;border-bottom-color:var(--edge)}
footer{color:var(--soft);font-size:13px;padding-top:22px;padding-bottom:30px}
footer p{margin:0 0 4px;max-width:95ch}
.columns{columns:2;column-gap:14px}
.columns .card{break-inside:avoid;margin-bottom:14px}
@media (max-width:860px){.columns{columns:1}.cards{grid-template-columns:minmax(0,1fr)}}
@media (max-width:480px){.card .units text{font-size:16px}body{font-size:14px}.card{padding:12px 10px 6px}.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}.tile strong{font-size:22px}.tile:last-child:nth-child(odd){grid-column:1/-1}
h1{font-size:22px}header p.verdict{font-size:15px}table{font-size:12px}th,td{padding:3px 2px}.smalls{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media print{body{font-size:10pt}.cards{grid-template-columns:repeat(2,minmax(0,1fr));gap:8px}h2{margin-top:18px}table{font-size:7.5pt}.ranges small{font-size:7pt}th,td{padding:2px}th:first-child{min-width:0}nav,.js .hint,#tip{display:none}.card,.tile,.alarms li,tr{break-inside:avoid}h2,h3{break-after:avoid}.heat path,.legend rect,.ridge,.zone,.band,.v0{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)";
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
