// The tables of a lottery experiment, in CSV: a row when a training ends, on the disk; and read again.
#pragma once
#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <charconv>
#include <evengrad/data/file.hpp>
#include <evengrad/data/new_file.hpp>
#include <evengrad/prune/lottery_run.hpp>
#include <map>

namespace evengrad::inline EVENGRAD_ISA {

/// A row of a table in CSV. Numbers are the shortest that are read as the same; what was not measured is empty.
struct csv_row {
  std::string text;
  void add(const std::string& s) { text.append(text.empty() ? "" : ",").append(s); }
  template <class N>
  void add(N value) {
    char digits[40];
    const bool known = value == value;
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    add(std::string(digits, known ? end : digits));
  }
};

/// The three tables: runs.csv, curves.csv with what was measured on the way, and times.csv, which alone is another one
/// each time.
struct lottery_columns {
  static constexpr const char* names[] = {"runs.csv", "curves.csv", "times.csv"};
  static constexpr const char* heads[] = {
      ("kind,trial,round,copy,remaining,steps,early_stop,validation_loss,validation_accuracy,test_loss,test_accuracy,"
       "last_test_accuracy,last_training_accuracy\n"),
      "kind,trial,round,copy,step,validation_loss,validation_accuracy\n", "kind,trial,round,copy,seconds\n"};

  /// Calls f for each number of a row behind its key.
  template <class Run, class F>
  static void each(Run& r, const F& f) {
    f(r.remaining), f(r.steps), f(r.early_stop), f(r.validation_loss), f(r.validation_accuracy);
    f(r.test_loss), f(r.test_accuracy), f(r.last_test_accuracy), f(r.last_training_accuracy);
  }
  static csv_row begun(const lottery_run& r) {
    csv_row row{r.kind};
    row.add(r.trial), row.add(r.round), row.add(r.copy);
    return row;
  }
  /// The lines of a run in one of the tables.
  static std::string lines(const lottery_run& r, int table) {
    csv_row row = begun(r);
    if (table == 0) each(r, [&](auto x) { row.add(x); });
    if (table == 2) row.add(r.seconds);
    if (table != 1) return row.text + '\n';
    std::string all;
    for (const validation_point& p : r.curve) {
      csv_row point = row;
      point.add(p.step), point.add(p.loss), point.add(p.accuracy);
      all += point.text + '\n';
    }
    return all;
  }
};

/// Reads the lines of a table, field by field; a last line without its end was torn, and is left out.
class lottery_reader {
  std::string path_, text_;
  std::size_t at_ = 0;
  int line_ = 0;
  std::string_view rest_;

  [[noreturn]] void refuse(const std::string& value) const {
    fail(path_ + ", line " + std::to_string(line_), value,
         "give a folder that evengrad::lottery wrote, or remove it to begin again");
  }

 public:
  explicit lottery_reader(const std::string& path, const std::string& head) : path_(path) {
    const bytes all = read_file(path);
    text_.assign(reinterpret_cast<const char*>(all.data()), all.size());
    line_ = 1;
    if (!text_.starts_with(head)) refuse("no head of this table");
    at_ = head.size();
  }
  bool next() {
    const std::size_t end = text_.find('\n', at_);
    if (end == text_.npos) return false;
    rest_ = std::string_view(text_).substr(at_, end - at_), at_ = end + 1, ++line_;
    return true;
  }
  std::string_view field() {
    const std::size_t end = std::min(rest_.find(','), rest_.size());
    const std::string_view f = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return f;
  }
  template <class N>
  void read(N& value) {
    const std::string_view f = field();
    if constexpr (std::is_floating_point_v<N>)
      if (f.empty()) return void(value = lottery_run::none);
    const auto [end, state] = std::from_chars(f.data(), f.data() + f.size(), value);
    if (state != std::errc() || end != f.data() + f.size()) refuse("\"" + std::string(f.substr(0, 40)) + "\"");
  }
  lottery_run key() {
    lottery_run r;
    r.kind = field();
    read(r.trial), read(r.round), read(r.copy);
    return r;
  }
  void end() const {
    if (!rest_.empty()) refuse("more than its columns: \"" + std::string(rest_.substr(0, 40)) + "\"");
  }
};

/// All trainings that ended, with their curves: those of trials, rounds and copies in order, tickets first.
inline std::vector<lottery_run> read_lottery(const std::string& folder) {
  using columns = lottery_columns;
  std::map<decltype(key_of(lottery_run())), lottery_run> all;
  const auto path = [&](int table) { return folder + "/" + columns::names[table]; };
  lottery_reader runs(path(0), columns::heads[0]);
  while (runs.next()) {
    lottery_run r = runs.key();
    columns::each(r, [&](auto& x) { runs.read(x); });
    runs.end();
    all[key_of(r)] = r;
  }
  lottery_reader curves(path(1), columns::heads[1]);
  while (curves.next()) {
    const lottery_run r = curves.key();
    validation_point p;
    curves.read(p.step), curves.read(p.loss), curves.read(p.accuracy), curves.end();
    // What was written by a process that died before its row was is written again, in full.
    if (const auto of = all.find(key_of(r)); of != all.end()) {
      std::vector<validation_point>& c = of->second.curve;
      if (!c.empty() && p.step <= c.back().step) c.clear();
      c.push_back(p);
    }
  }
  if (std::FILE* const times = std::fopen(path(2).c_str(), "rb")) {
    std::fclose(times);
    lottery_reader seconds(path(2), columns::heads[2]);
    while (seconds.next()) {
      const lottery_run r = seconds.key();
      double s = 0;
      seconds.read(s);
      if (const auto of = all.find(key_of(r)); of != all.end()) of->second.seconds = s;
    }
  }
  std::vector<lottery_run> rows;
  for (auto& [key, r] : all) rows.push_back(std::move(r));
  return rows;
}

/// The tables in a folder while an experiment goes on. Where there are some, it goes on with them.
class lottery_table {
  std::string folder_;
  std::vector<lottery_run> rows_;
  int lock_ = -1;
  std::FILE* files_[3] = {};

  [[noreturn]] void complain(const std::string& path, int number) const {
    fail("lottery, " + path, std::strerror(number ? number : EIO),
         "give a folder that can be written to, on a disk with room");
  }
  std::string path(int table) const { return folder_ + "/" + lottery_columns::names[table]; }
  void close() {
    for (std::FILE*& f : files_)
      if (f) std::fclose(f), f = nullptr;
  }
  void write_all() {
    std::sort(rows_.begin(), rows_.end(), [](const auto& a, const auto& b) { return key_of(a) < key_of(b); });
    for (const int table : {1, 2, 0}) {
      new_file out(path(table), "lottery");
      out.write(lottery_columns::heads[table]);
      for (const lottery_run& r : rows_) out.write(lottery_columns::lines(r, table));
      if (table != 2) out.finish_on_disk();
      out.put();
    }
  }

 public:
  /// Nobody else may work in the folder meanwhile.
  explicit lottery_table(const std::string& folder)
      : folder_(folder), lock_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (lock_ < 0) complain(folder, errno);
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
      ::close(lock_);
      fail("lottery, " + folder, "another process works in it", "wait for it, or give another folder");
    }
  }
  lottery_table(const lottery_table&) = delete;
  ~lottery_table() { close(), ::close(lock_); }

  const std::vector<lottery_run>& rows() const { return rows_; }
  bool has(const lottery_run& which) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const auto& r) { return key_of(r) == key_of(which); });
  }
  /// Reads what is there, without the rows of which `is_lost` says so, and begins to write behind it.
  template <class F>
  void open(const F& is_lost) {
    if (::access(path(0).c_str(), F_OK) == 0) rows_ = read_lottery(folder_);
    std::erase_if(rows_, is_lost);
    write_all();
    for (int table = 0; table < 3; ++table)
      if (!(files_[table] = std::fopen(path(table).c_str(), "ab"))) complain(path(table), errno);
  }
  /// A training that ended: on the disk when this returns. Its row in runs.csv comes last: with it, it counts.
  void add(const lottery_run& r) {
    for (const int table : {1, 2, 0}) {
      const std::string text = lottery_columns::lines(r, table);
      std::FILE* const f = files_[table];
      errno = 0;
      if (std::fwrite(text.data(), 1, text.size(), f) != text.size() || std::fflush(f) != 0 ||
          (table != 2 && ::fdatasync(fileno(f)) != 0))
        complain(path(table), errno);
    }
    rows_.push_back(r);
  }
  /// Writes the tables in order, the same whatever came first.
  void finish() { close(), write_all(); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
