// What scaling layers see, row by row in double, is what the compiled program computes.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/maxout.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/scaling.hpp>
#include <evengrad/layer/softmax.hpp>
#include <evengrad/model/row_values.hpp>
#include <evengrad/op/gelu.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(model)

namespace {
struct middle_t : eg::layer {
  static constexpr std::string_view name = "middle";
  constexpr eg::symbol formula(eg::symbol x) const {
    return slice(x, 1, 2) * column_index(slice(x, 1, 2)) + mean(x) + mean_lines(slice(x, 0, 2)) + sum_all(x) * 0.1 +
           slice(slice(x, 1, 1, 0), 0, 2);
  }
};
constexpr middle_t middle;
constexpr auto net = eg::input<12> | eg::gelu | eg::standardize | eg::reshape_to<3, 4> |
                     eg::concat(eg::softmax, eg::log_softmax, middle) | eg::maxout<5> | eg::whiten | eg::flatten |
                     eg::centre;
constexpr auto direct = eg::input<12> | eg::centre;
}  // namespace

template <const auto& Net>
void check_rows_of() {
  law_model<Net, double> m;
  const rows_for_law data(4, 12, 1);
  const std::vector<float> x = converted<float>(data.x);
  const std::vector<double> same(x.begin(), x.end());
  const eg::graph_listing& g = eg::graphs_of<eg::checked<Net, void>>[0];
  eg::row_values values(g);
  for (int i = 0; i < g.parameter_count; ++i) {
    const auto v = m[eg::parameter_name(g, i)];
    for (int e = 0; e < v.size(); ++e) values.states[std::size_t(i)].push_back(v(e));
  }
  values.ask_for(g.output);
  const double* y = m.predict(same.data(), 4);
  for (int r = 0; r < 4; ++r) {
    const std::vector<double>& v = values.at(g.output, x.data() + 12 * r);
    BOOST_TEST(v.size() == std::size_t(m.outputs));
    for (int i = 0; i < m.outputs; ++i)
      BOOST_TEST(std::fabs(v[std::size_t(i)] - y[r * m.stride() + i]) < 1e-12 * (1 + std::fabs(v[std::size_t(i)])));
  }
}

BOOST_AUTO_TEST_CASE(rows_have_the_values_that_the_program_computes) {
  check_rows_of<net>();
  check_rows_of<direct>();
}

BOOST_AUTO_TEST_SUITE_END()
