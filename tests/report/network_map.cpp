#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/model/checked.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/report/network_map.hpp>

#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
namespace er = evengrad::report;

namespace {

constexpr auto net = eg::input<2, 4> | eg::flatten | eg::dense<6> | eg::relu | eg::dropout(0.5) |
                     eg::residual(eg::dense<6> | eg::relu) | eg::concat(eg::dense<2>, eg::dense<3>, eg::relu) |
                     eg::repeat<5>(eg::residual(eg::dense<11>)) | eg::dense<3>;

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(values_are_coloured_by_what_was_recorded) {
  const er::wiring w(eg::graphs_of<eg::checked<net, void>>.data());
  eg::recording r;
  for (const char* name :
       {"dense_1", "relu_1", "dropout_1", "dense_2", "relu_2", "dense_3", "dense_4", "relu_3", "repeat_1", "dense_5"})
    r.layers.push_back({name, "", ""});
  r.steps.push_back({});
  for (std::size_t l = 0; l < r.layers.size(); ++l) {
    eg::layer_figures f;
    f.gradient.count = 9, f.gradient.squares = 9 * std::pow(4., double(l));  // RMS 2^l
    r.steps[0].layers.push_back(f);
  }
  const er::gradient_sizes g(r, 10);
  const std::string text = er::network_map(w, r, g);
  BOOST_TEST(has(text, "<title>dense_1, 6, 54 parameters; RMS of the gradient by its value: 1, step 0</title>"));
  // What only the sum reads has the gradient of the sum, and the parts of a concatenation have its gradient together.
  BOOST_TEST(has(text, "<title>+, 6; RMS of the gradient by its value: 16, step 0</title>"));
  BOOST_TEST(has(text, "<title>concat, 11; RMS of the gradient by its value: " +
                           er::value_text(std::sqrt((32. * 32 + 64 * 64 + 128 * 128) / 3)) + ", step 0</title>"));
  BOOST_TEST(has(text, "<title>+, 11; RMS of the gradient by its value: 256, step 0</title>"));
  BOOST_TEST(has(text, "<title>input, 2 × 4</title>"));
}

BOOST_AUTO_TEST_CASE(paths_of_copies_are_found_without_their_numbers) {
  eg::recording r;
  r.layers = {{"repeat_1.1.dense_1", "", ""}, {"repeat_1.2.dense_1", "", ""}, {"dense_1", "", ""}};
  BOOST_TEST(er::recorded_at(r, "dense_1") == 2);
  BOOST_TEST(er::recorded_at(r, "repeat_1.dense_1") == 0);
  BOOST_TEST(er::recorded_at(r, "repeat_1.2.dense_1") == 1);
  BOOST_TEST(er::recorded_at(r, "dense_2") == -1);
  BOOST_TEST(er::recorded_at(r, "") == -1);
}

BOOST_AUTO_TEST_CASE(without_a_recorded_step_the_net_is_drawn_still) {
  const er::wiring w(eg::graphs_of<eg::checked<net, void>>.data());
  const std::string text = er::network_map(w, {}, er::gradient_sizes({}, 10));
  BOOST_TEST(has(text, "<title>dense_5, 3, 36 parameters</title>"));
  BOOST_TEST(!has(text, "RMS of the gradient</span>"));
}

BOOST_AUTO_TEST_SUITE_END()
