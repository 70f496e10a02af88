// The progress bar, on a clock of its own and into a file.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <evengrad/train/progress.hpp>
#include <memory>
#include <string>
#include <vector>

namespace eg = evengrad;

namespace {
double now = 0;

// What was written to a file, in pieces: a new one at every redraw.
struct screen {
  std::FILE* file = std::tmpfile();
  ~screen() { std::fclose(file); }
  eg::progress_options options(bool redraw = true, int columns = 100, bool utf8 = false) const {
    return {file, redraw, columns, utf8, [] { return now; }};
  }
  std::string text() const {
    std::string all(static_cast<std::size_t>(std::ftell(file)), 0);
    std::rewind(file);
    all.resize(std::fread(all.data(), 1, all.size(), file));
    return all;
  }
  std::vector<std::string> redraws() const {
    std::vector<std::string> out;
    std::string all = text();
    const std::string mark = "\r\x1b[K";
    for (std::size_t at = all.find(mark); at != all.npos;) {
      const std::size_t next = all.find(mark, at + 1);
      out.push_back(all.substr(at + mark.size(), next == all.npos ? next : next - at - mark.size()));
      at = next;
    }
    return out;
  }
};
}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(progress_shows_count_time_rate_and_text) {
  screen s;
  now = 100;
  eg::progress bar("epoch 1/2", 200, s.options());
  now = 110;
  bar.update(50, "loss 0.5");
  now = 140;
  bar.update(200);
  bar.finish("loss 0.25");
  const auto lines = s.redraws();
  BOOST_REQUIRE_EQUAL(lines.size(), 3u);
  const std::string ten(10, '#'), thirty(30, ' '), forty(40, '#');
  BOOST_CHECK_EQUAL(
      lines[0],
      std::string("epoch 1/2:  25%|").append(ten).append(thirty).append("| 50/200 [00:10<00:30, 5.00 it/s] loss 0.5"));
  BOOST_CHECK_EQUAL(lines[2],
                    std::string("epoch 1/2: 100%|").append(forty).append("| 200/200 [00:40, 5.00 it/s] loss 0.25\n"));
}

BOOST_AUTO_TEST_CASE(progress_redraws_ten_times_a_second_at_most) {
  screen s;
  now = 0;
  {
    eg::progress bar("e", 1'000'000, s.options());
    for (int i = 1; i <= 10'000; ++i) {
      now = i * 1e-4;  // a second in all
      bar.update(i);
    }
  }
  const std::size_t count = s.redraws().size();
  BOOST_CHECK(count >= 9 && count <= 11);
  BOOST_CHECK_EQUAL(s.redraws().back().back(), '\n');
}

BOOST_AUTO_TEST_CASE(progress_follows_a_change_of_rate) {
  screen s;
  now = 0;
  eg::progress bar("e", 10'000, s.options());
  std::int64_t done = 0;
  for (int i = 0; i < 20; ++i) now += 1, bar.update(done += 100);
  for (int i = 0; i < 30; ++i) now += 1, bar.update(done += 10);
  const std::string last = s.redraws().back();
  BOOST_CHECK(last.find(", 10.00 it/s]") != last.npos);
  BOOST_CHECK(last.find("<12:49") != last.npos);  // 7,700 at hardly more than ten a second
}

BOOST_AUTO_TEST_CASE(progress_is_never_wider_than_the_terminal) {
  for (bool utf8 : {false, true})
    for (int columns = 1; columns < 120; ++columns) {
      screen s;
      now = 0;
      eg::progress bar("a label", 100, s.options(true, columns, utf8));
      now = 7;
      bar.update(37, "loss 0.1234, accuracy 98.7 %");
      int width = 0;
      const std::string line = s.redraws().at(0);
      for (char c : line) width += (c & 0xC0) != 0x80;
      BOOST_CHECK_LT(width, columns);
    }
}

BOOST_AUTO_TEST_CASE(progress_in_utf8_has_eighths_of_a_block) {
  screen s;
  now = 0;
  eg::progress bar("e", 320, s.options(true, 100, true));
  now = 1;
  bar.update(11);  // one block of forty and three eighths
  BOOST_CHECK(s.redraws().at(0).find("|\u2588\u258D ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(progress_is_one_plain_line_where_it_cannot_redraw) {
  screen s;
  now = 0;
  {
    eg::progress bar("epoch 1/2", 200, s.options(false));
    for (int i = 1; i <= 200; ++i) now += 0.5, bar.update(i, "loss 1");
    bar.finish("loss 0.25");
  }
  BOOST_CHECK_EQUAL(s.text(), "epoch 1/2: 200/200 [01:40, 2.00 it/s] loss 0.25\n");
}

BOOST_AUTO_TEST_CASE(progress_asks_the_surroundings) {
  screen s;
  BOOST_CHECK(!eg::can_redraw(s.file));  // a file is no terminal
  const char* before = std::getenv("COLUMNS");
  const std::string kept = before ? before : "";
  setenv("COLUMNS", "123", 1);
  BOOST_CHECK_EQUAL(eg::terminal_columns(s.file), 123);
  setenv("COLUMNS", "none", 1);
  BOOST_CHECK_EQUAL(eg::terminal_columns(s.file), 80);
  if (before) setenv("COLUMNS", kept.c_str(), 1);
  else unsetenv("COLUMNS");
}

BOOST_AUTO_TEST_CASE(progress_writes_times_as_a_clock) {
  BOOST_CHECK_EQUAL(eg::clock_text(0), "00:00");
  BOOST_CHECK_EQUAL(eg::clock_text(3599.9), "59:59");
  BOOST_CHECK_EQUAL(eg::clock_text(3661), "1:01:01");
  BOOST_CHECK_EQUAL(eg::clock_text(-1), "?");
}

BOOST_AUTO_TEST_SUITE_END()
