#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct encoder : eg::block {
  static constexpr std::string_view name = "encoder";
  static constexpr auto graph = eg::dense<20> | eg::batch_norm | eg::relu;
};
constexpr auto net = eg::input<7> | encoder{} | eg::repeat<3>(eg::dense<20> | eg::relu | eg::dense<20>) |
                     eg::repeat_shared<4>(eg::dense<20>) | eg::dense<2>;

std::vector<std::string> names_of(const std::vector<eg::entry>& entries) {
  std::vector<std::string> names;
  for (const eg::entry& e : entries) names.push_back(e.name);
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(every_copy_has_names_of_its_own) {
  const std::vector<std::string> expected{"encoder_1.dense_1.w",
                                          "encoder_1.dense_1.b",
                                          "encoder_1.batch_norm_1.moving_mean",
                                          "encoder_1.batch_norm_1.moving_variance",
                                          "encoder_1.batch_norm_1.gamma",
                                          "encoder_1.batch_norm_1.beta",
                                          "repeat_1.1.dense_1.w",
                                          "repeat_1.1.dense_1.b",
                                          "repeat_1.1.dense_2.w",
                                          "repeat_1.1.dense_2.b",
                                          "repeat_1.2.dense_1.w",
                                          "repeat_1.2.dense_1.b",
                                          "repeat_1.2.dense_2.w",
                                          "repeat_1.2.dense_2.b",
                                          "repeat_1.3.dense_1.w",
                                          "repeat_1.3.dense_1.b",
                                          "repeat_1.3.dense_2.w",
                                          "repeat_1.3.dense_2.b",
                                          "repeat_shared_1.dense_1.w",
                                          "repeat_shared_1.dense_1.b",
                                          "dense_1.w",
                                          "dense_1.b"};
  BOOST_TEST(names_of(eg::model<net>{}.entries()) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_two_parameters_share_memory) {
  eg::model<net> m;
  std::vector<char> weights(m.weight_count(), 0), states(64 + m.weight_count(), 0);
  for (const eg::entry& e : m.entries())
    for (int l = 0; l < e.dims.lines(); ++l)
      for (int c = 0; c < e.dims.last(); ++c) {
        char& taken = (e.learned ? weights : states)[e.offset + eg::panel_place(e.dims.lines(), l, c)];
        BOOST_TEST(!taken, e.name << " (" << l << ", " << c << ")");
        taken = 1;
      }
}

BOOST_AUTO_TEST_CASE(entries_know_shape_and_law) {
  const eg::model<net> m;
  BOOST_TEST((m.find("repeat_1.2.dense_1.w").dims == eg::shape{20, 20}));
  BOOST_TEST(m.find("encoder_1.batch_norm_1.moving_variance").initial == 1);
  BOOST_TEST(!m.find("encoder_1.batch_norm_1.moving_variance").learned);
  BOOST_TEST(m.find("encoder_1.batch_norm_1.gamma").init->of({1, 1}).mean == 1);
}

BOOST_AUTO_TEST_CASE(a_view_reads_panels_by_line_and_column) {
  float memory[3 * 32];
  for (int i = 0; i < 96; ++i) memory[i] = float(i);
  const eg::parameter_view<float> w(memory, {3, 20});
  BOOST_TEST(w(0, 0) == 0);
  BOOST_TEST(w(2, 15) == 2 * 16 + 15);
  BOOST_TEST(w(1, 17) == 3 * 16 + 16 + 1, "the second panel begins after three lines of the first");
  BOOST_TEST(w(20 + 17) == w(1, 17), "by one index, line after line");
  BOOST_TEST((w.lines() == 3 && w.columns() == 20 && w.size() == 60));
}

BOOST_AUTO_TEST_SUITE_END()
