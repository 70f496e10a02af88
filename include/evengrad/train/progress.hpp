// A progress bar in the manner of tqdm: on stderr, with rate, time left and a short text; one plain line elsewhere.
#pragma once
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <evengrad/core/isa.hpp>
#include <string>
#include <string_view>

namespace evengrad::inline EVENGRAD_ISA {

/// Seconds on a clock that never goes back.
inline double steady_seconds() {
  std::timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Whether a bar can be drawn over itself: a terminal that is not "dumb".
inline bool can_redraw(std::FILE* out) {
  const char* term = std::getenv("TERM");
  return isatty(fileno(out)) != 0 && term != nullptr && std::string_view(term) != "dumb";
}

/// The columns of a terminal: COLUMNS, else what the terminal says, else 80.
inline int terminal_columns(std::FILE* out) {
  if (const char* columns = std::getenv("COLUMNS"))
    if (const int n = std::atoi(columns); n > 0) return n;
  winsize size{};
  return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// Whether the locale prints UTF-8, and so blocks of an eighth.
inline bool prints_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != 0) {
      const std::string_view v(value);
      return v.find("UTF-8") != v.npos || v.find("utf8") != v.npos;
    }
  return false;
}

/// Where and how a bar is drawn; the defaults ask the terminal.
struct progress_options {
  std::FILE* out = stderr;
  bool redraw = can_redraw(out);
  int columns = terminal_columns(out);
  bool utf8 = prints_utf8();
  double (*clock)() = steady_seconds;
};

/// Seconds as mm:ss, from an hour on as h:mm:ss, unknown as "?".
inline std::string clock_text(double seconds) {
  if (!(seconds >= 0 && seconds < 1e7)) return "?";
  const int s = static_cast<int>(seconds);
  char text[40];
  if (s < 3600) std::snprintf(text, sizeof text, "%02d:%02d", s / 60, s % 60);
  else std::snprintf(text, sizeof text, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  return text;
}

/// The bar of one epoch: `progress bar("epoch 1/10", steps); bar.update(step, "loss 0.123"); bar.finish("loss 0.1");`.
/// At most ten redraws a second, no colours, never wider than the terminal. Where it cannot redraw, `finish` writes one
/// line.
class progress {
 public:
  progress(std::string label, std::int64_t total, progress_options options = {})
      : options_(options), label_(std::move(label)), total_(total), start_(options.clock()), drawn_(start_) {}
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  ~progress() {
    if (on_screen_) std::fputc('\n', options_.out);
  }

  /// Whether anything is shown before the end.
  bool redraws() const { return options_.redraw; }
  /// So many steps are done; the text goes to the end of the line.
  void update(std::int64_t done, std::string_view text = {}) {
    done_ = done;
    if (!options_.redraw) return;
    const double now = options_.clock();
    if (now - drawn_ < 0.1 && on_screen_) return;
    if (now > drawn_ && done > counted_) {
      const double rate = static_cast<double>(done - counted_) / (now - drawn_);
      rate_ = rate_ > 0 ? 0.7 * rate_ + 0.3 * rate : rate;
      counted_ = done;
      drawn_ = now;
    }
    write(line(now, rate_, text));
    on_screen_ = true;
  }

  /// The last look of the bar, with the mean rate, and the end of its line.
  void finish(std::string_view text = {}) {
    const double now = options_.clock(), took = now - start_;
    write(line(now, took > 0 ? static_cast<double>(done_) / took : 0, text));
    std::fputc('\n', options_.out);
    std::fflush(options_.out);
    on_screen_ = false;
  }

 private:
  std::string line(double now, double rate, std::string_view text) const {
    const double part = total_ > 0 ? static_cast<double>(done_) / static_cast<double>(total_) : 1;
    const double left = rate > 0 ? static_cast<double>(total_ - done_) / rate : -1;
    char percent[16], count[128];
    std::snprintf(percent, sizeof percent, "%3.0f%%|", 100 * part);
    std::string times = clock_text(now - start_);
    if (done_ < total_) times.append("<").append(clock_text(left));
    std::snprintf(count, sizeof count, "%lld/%lld [%s, %.*f it/s]", static_cast<long long>(done_),
                  static_cast<long long>(total_), times.c_str(), rate < 100 ? 2 : 0, rate);
    std::string after = count;
    if (!text.empty()) after.append(" ").append(text);
    if (!options_.redraw) return label_ + ": " + after;
    const std::string before = label_ + ": " + percent;
    const int room = options_.columns - 1 - width(before) - width(after) - 2;
    return clipped(room < 4 ? label_ + ": " + after : before + bar(part, room < 40 ? room : 40) + "| " + after);
  }

  std::string bar(double part, int cells) const {
    const int steps = options_.utf8 ? 8 : 1, full = static_cast<int>((part < 1 ? part : 1) * cells * steps);
    std::string out;
    for (int i = 0; i < cells; ++i) {
      const int eighths = full - i * steps;
      if (eighths >= steps) out += options_.utf8 ? "\u2588" : "#";
      else if (eighths <= 0) out += ' ';
      else out.append("\xE2\x96").push_back(static_cast<char>(0x90 - eighths));  // U+2588 + 8 - eighths
    }
    return out;
  }

  static bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
  static int width(std::string_view s) {
    int n = 0;
    for (char c : s) n += !continues(c);
    return n;
  }
  std::string clipped(std::string s) const {
    int n = 0;
    for (std::size_t i = 0; i < s.size(); ++i)
      if (!continues(s[i]) && ++n >= options_.columns) return s.substr(0, i);
    return s;
  }

  void write(const std::string& line) const {
    if (options_.redraw) std::fputs("\r\x1b[K", options_.out);  // to the start of the line, and erase it
    std::fputs(line.c_str(), options_.out);
    std::fflush(options_.out);
  }

  progress_options options_;
  std::string label_;
  std::int64_t total_, done_ = 0, counted_ = 0;
  double start_, drawn_, rate_ = 0;
  bool on_screen_ = false;
};

}  // namespace evengrad::inline EVENGRAD_ISA
