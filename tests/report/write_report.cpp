#include <evengrad/data/digits.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/probe/recorder.hpp>
#include <evengrad/report/write_report.hpp>
#include <evengrad/train/fit.hpp>
#include "../data/temporary.hpp"
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

namespace eg = evengrad;

namespace {

constexpr auto digit = eg::input<64> | eg::dense<16> | eg::relu | eg::dense<10>;
constexpr auto net = eg::input<4> | eg::dense<8> | eg::relu | eg::dense<10>;

std::string here(const std::string& name) { return "report_test_" + std::to_string(getpid()) + "_" + name; }
bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(all_files_are_where_the_answer_says) {
  const eg::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 2});
  const eg::model<net> m;
  const eg::written_report w = eg::write_report(here("a.html"), m, r, {.tensorboard = true, .now = 1.7e9});
  BOOST_TEST(w.html == here("a.html"));
  BOOST_TEST(w.csv == here("a.csv"));
  BOOST_TEST(w.events == here("a.tensorboard") + "/events.out.tfevents.evengrad");
  const std::string page = content(w.html);
  BOOST_TEST(has(page, "<h1>" + here("a") + "</h1>"));
  BOOST_TEST(has(page, "<strong>" + std::to_string(eg::parameter_count<net>()) + "</strong>"));
  BOOST_TEST(has(page, "tensorboard --logdir " + here("a.tensorboard")));
  BOOST_TEST(has(content(w.csv), "epoch,step,of"));
  BOOST_TEST(has(content(w.events), "brain.Event:2"));
  // Again: the same files in the place of the first.
  eg::write_report(here("a.html"), m, r, {.tensorboard = true, .now = 1.7e9});
  BOOST_TEST(content(w.html) == page);
  for (const std::string& path : {w.html, w.csv, w.events}) std::remove(path.c_str());
  rmdir(here("a.tensorboard").c_str());
}

BOOST_AUTO_TEST_CASE(a_recorder_and_a_report_of_what_it_saw) {
  const auto [train, test] = eg::digits();
  eg::model<digit> model{eg::seed{1}};
  eg::recorder seen;
  eg::fit(model, train, eg::cross_entropy, eg::adam{}, {.epochs = 3, .validation = test, .show = false}, seen);
  const std::string path = here("f.html");
  const eg::written_report files =
      eg::write_report(path, model, seen.recording, {.title = "8×8 digits", .tensorboard = true});
  const std::string page = content(files.html);
  for (const char* part : {"<title>dense_1, step 0: ", "<title>epoch 3: training ", "<title>dense_1.w: mean ",
                           "; RMS of the gradient by its value: "})
    BOOST_TEST(has(page, part));
  BOOST_TEST(!has(page, "not recorded"));
  for (const std::string& file : {files.html, files.csv, files.events}) std::remove(file.c_str());
  rmdir(here("f.tensorboard").c_str());
}

BOOST_AUTO_TEST_CASE(what_diagnosis_finds_is_told_and_what_is_given) {
  eg::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 2});
  r.first_nan = {true, 80, 1, "dense_2", "infinity"};
  eg::report_options o;
  o.alarms.emplace_back(eg::ailment::overfitting, "the network", "a figure of mine");
  const eg::written_report w = eg::write_report<net>(here("d.html"), r, o);
  BOOST_TEST(has(content(w.html), "<h3>Not finite <code>dense_2</code>"));
  BOOST_TEST(has(content(w.html), "a figure of mine"));
  r.steps[1].layers.pop_back();
  BOOST_CHECK_THROW(eg::write_report<net>(here("e.html"), r), eg::error);
  BOOST_TEST(content(here("e.html")) == "none");
  std::remove(w.html.c_str()), std::remove(w.csv.c_str());
}

BOOST_AUTO_TEST_CASE(only_what_is_asked_for_is_written) {
  const eg::written_report w = eg::write_report<net>(here("b.html"), {}, {.title = "Digits & more", .csv = false});
  BOOST_TEST(w.csv == "");
  BOOST_TEST(content(here("b.csv")) == "none");
  BOOST_TEST(has(content(w.html), "<h1>Digits &amp; more</h1>"));
  const eg::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 2});
  eg::write_report<net>(here("b.html"), r, {.csv = false});
  BOOST_TEST(!has(content(w.html), "Every figure of every recorded step"), "there is no file that has them");
  eg::write_report<net>(here("b.html"), r);
  BOOST_TEST(has(content(w.html), "Every figure of every recorded step: " + here("b.csv")));
  std::remove(w.html.c_str()), std::remove(here("b.csv").c_str());
}

BOOST_AUTO_TEST_CASE(a_bad_path_fails_before_anything_is_written) {
  auto fails = [](const std::string& path, const std::string& with) {
    try {
      eg::write_report<net>(path, {});
    } catch (const eg::error& e) {
      return has(e.what(), with);
    }
    return false;
  };
  BOOST_TEST(fails("", "write_report.path: an empty text; give the name of a file"));
  BOOST_TEST(fails("folder/", "write_report.path: folder/; give the name of a file"));
  BOOST_TEST(fails("a.csv", "write_report.path: a.csv; end it in .html"));
  BOOST_TEST(
      fails("no_such_folder/a.html", "write_report, no_such_folder/a.html: No such file or directory; give a path"));
  BOOST_REQUIRE(mkdir((here("c") + ".csv").c_str(), 0777) == 0);  // the figures can not be put where a folder is
  BOOST_TEST(fails(here("c") + ".html", "write_report, " + here("c") + ".csv: Is a directory"));
  BOOST_TEST(content(here("c") + ".html") == "none");
  BOOST_TEST(content(here("c") + ".html.part") == "none");
  rmdir((here("c") + ".csv").c_str());
  // Nor the page, and then the figures of before are still there.
  BOOST_REQUIRE(mkdir((here("c") + ".html").c_str(), 0777) == 0);
  std::FILE* const before = std::fopen((here("c") + ".csv").c_str(), "wb");
  std::fputs("before", before), std::fclose(before);
  BOOST_TEST(fails(here("c") + ".html", "write_report, " + here("c") + ".html: Is a directory"));
  BOOST_TEST(content(here("c") + ".csv") == "before");
  std::remove((here("c") + ".csv").c_str()), rmdir((here("c") + ".html").c_str());
}

BOOST_AUTO_TEST_CASE(names_end_where_their_last_dot_is) {
  BOOST_TEST(eg::report::stem_of("a.b/digits") == "a.b/digits");
  BOOST_TEST(eg::report::stem_of("a.b/digits.x.html") == "a.b/digits.x");
  BOOST_TEST(eg::report::stem_of("a/.hidden") == "a/.hidden");
  BOOST_TEST(eg::report::name_of("a.b/digits") == "digits");
}

BOOST_AUTO_TEST_SUITE_END()
