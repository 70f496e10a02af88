#include <evengrad/report/event_file.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>
#include <cstring>

namespace eg = evengrad;
namespace er = evengrad::report;

namespace {

std::string events_of(const eg::recording& r) {
  const std::string path = "report_test_" + std::to_string(getpid()) + ".tfevents";
  eg::new_file f(path, "test");
  er::event_file(f, 1000).write(r), f.put();
  std::string all;
  std::FILE* in = std::fopen(path.c_str(), "rb");
  for (int c; (c = std::fgetc(in)) != EOF;) all += char(c);
  std::fclose(in), std::remove(path.c_str());
  return all;
}
/// The contents of records whose length and checksums are right.
std::vector<std::string> contents(const std::string& file) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at + 12 <= file.size();) {
    std::uint64_t n;
    std::memcpy(&n, file.data() + at, 8);
    if (at + 16 + n > file.size() || er::record(file.substr(at + 12, n)) != file.substr(at, 16 + n)) return {};
    all.push_back(file.substr(at + 12, n)), at += 16 + n;
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(a_file_is_records_in_the_order_of_steps) {
  const eg::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 2});
  const std::vector<std::string> all = contents(events_of(r));
  BOOST_REQUIRE(all.size() == 1 + r.steps.size() + r.epochs.size());
  BOOST_TEST(all[0] == er::message().number(1, 1000 - 0.06).text(3, "brain.Event:2").text());
  std::uint64_t before = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    BOOST_TEST(all[i][9] == '\x10');  // field 2 behind the time: the step, below 128 here
    BOOST_TEST(std::uint64_t(all[i][10]) >= before);
    before = std::uint64_t(all[i][10]);
  }
}

BOOST_AUTO_TEST_CASE(curves_and_histograms_are_as_tensorboard_reads_them) {
  eg::recording r;
  r.epochs = {{.loss = 0.5, .seconds = 2, .steps = 7}};
  er::message summary;
  summary.within(1, er::message().text(1, "loss/training").number(2, 0.5f));
  BOOST_TEST(contents(events_of(r))[1] == er::message().number(1, 1000.).integer(2, 7).within(5, summary).text());

  r.epochs.clear(), r.layers = {{"a", "", ""}};
  eg::recorded_step s{};
  s.layers.resize(1);
  eg::figures& f = s.layers[0].output;
  f.count = 3, f.mean = 1, f.squares = 6, f.smallest = -1, f.largest = 2;
  f.histogram.filled = {{eg::log_histogram::bucket_of(-1), 1}, {eg::log_histogram::bucket_of(2), 2}};
  r.steps = {s};
  const std::string content = contents(events_of(r))[1];
  // -1.125 … -1, nothing up to 2, then 2 … 2.25
  er::message histogram;
  histogram.number(1, -1.).number(2, 2.).number(3, 3.).number(4, 3.).number(5, 9.);
  histogram.numbers(6, std::vector<double>{-1.125, -1, 2, 2.25}).numbers(7, std::vector<double>{0, 1, 0, 2});
  BOOST_TEST(content.find(er::message().text(1, "output/a").within(5, histogram).text()) != content.npos);
  BOOST_TEST(content.find("gradient/a") == content.npos);  // was not measured

  r.parameters = {{.name = "a.w"}}, r.steps[0].parameters.resize(1), r.steps[0].parameters[0].weights = f;
  BOOST_TEST(contents(events_of(r))[1].find("update_ratio") == std::string::npos);
  r.steps[0].parameters[0].update = f;
  BOOST_TEST(contents(events_of(r))[1].find("update_ratio/a.w") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
