// The report of a training: one HTML file with pictures, the figures as CSV beside it, and event files for TensorBoard.
#pragma once
#include <ctime>
#include <evengrad/diagnose/diagnose.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/report/csv.hpp>
#include <evengrad/report/event_file.hpp>
#include <evengrad/report/html.hpp>
#include <evengrad/report/model_table.hpp>

#include <sys/stat.h>
#include <optional>

namespace evengrad::inline EVENGRAD_ISA {

struct report_options {
  std::string title{};  // of the page; empty: the name of the file
  bool csv = true, tensorboard = false;
  std::vector<alarm> alarms{};  // besides those of diagnose(recording)
  double now = 0;               // seconds since 1970, for the times of TensorBoard; 0: those of the clock
};
/// Where the files are; empty where one was not asked for.
struct written_report {
  std::string html, csv, events;
};

namespace report {
/// "a/digits.html" is "a/digits".
inline std::string stem_of(const std::string& path) {
  const auto dot = path.rfind('.'), slash = path.rfind('/');
  return dot == path.npos || (slash != path.npos && dot < slash) || dot == (slash == path.npos ? 0 : slash + 1)
             ? path
             : path.substr(0, dot);
}
inline std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') == path.npos ? 0 : path.rfind('/') + 1);
}

/// What diagnosis finds, and what is given to be told. All files are written before the first takes its place.
inline written_report write(const std::string& path, const wiring& w, const std::string& table, std::int64_t parameters,
                            const recording& r, const report_options& o) {
  if (path.empty() || path.back() == '/')
    fail("write_report.path", path.empty() ? "an empty text" : path,
         "give the name of a file, such as \"report.html\"");
  const std::string stem = stem_of(path);
  std::vector<alarm> alarms = diagnose(r);
  alarms.insert(alarms.end(), o.alarms.begin(), o.alarms.end());
  written_report out{path, o.csv ? stem + ".csv" : "", ""};
  static constexpr const char* who = "write_report";
  std::optional<new_file> figures, events;
  if (o.csv && out.csv == path)
    fail("write_report.path", path, "end it in .html: the figures go to the .csv beside it");
  std::string beside = o.csv ? "Every figure of every recorded step: " + name_of(out.csv) + ". " : "";
  if (o.tensorboard) {
    const std::string folder = stem + ".tensorboard";
    if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST)
      fail("write_report, " + folder, std::strerror(errno), "give a path in a folder that can be written to");
    out.events =
        folder + "/events.out.tfevents.evengrad";  // always the same, so that a second report does not add to the first
    beside += "TensorBoard: tensorboard --logdir " + name_of(folder) + ".";
  }
  new_file page(path, who);
  page.write(html(o.title.empty() ? name_of(stem) : o.title, w, table, parameters, r, alarms, beside)), page.finish();
  if (o.csv) csv_table(figures.emplace(out.csv, who)).write(r), figures->finish();
  if (o.tensorboard)
    event_file(events.emplace(out.events, who), o.now != 0 ? o.now : double(std::time(nullptr))).write(r),
        events->finish();
  if (figures) figures->put();
  if (events) events->put();
  page.put();
  return out;
}
}  // namespace report

/// Writes `path`, in general NAME.html, and beside it NAME.csv and, where it is asked for, the folder NAME.tensorboard.
/// The first screen says in words how training went, with the alarms of eg::diagnose. Charts of what was not recorded
/// are left out. The page needs no network and
/// is the same for the same recording. Fails where a file cannot be written, and then leaves no half of one.
template <const auto& Net, class T = float>
written_report write_report(const std::string& path, const recording& r, const report_options& o = {}) {
  using to_infer = checked<Net, void>;
  const batch rows{r.batch > 0 ? r.batch : 1};
  memory_use holds = memory_of<T, to_infer>(rows);
  holds.gradients = 0;
  static constexpr const auto& graphs = graphs_of<to_infer>;
  return report::write(
      path, report::wiring(graphs.data()),
      report::model_table(graphs.data(), counts_of<to_infer, 0>, holds, int(rows.rows), int(sizeof(T))),
      counts_of<to_infer, 0>.parameters, r, o);
}
template <const auto& Net, class T>
written_report write_report(const std::string& path, const model<Net, T>&, const recording& r,
                            const report_options& o = {}) {
  return write_report<Net, T>(path, r, o);
}

}  // namespace evengrad::inline EVENGRAD_ISA
