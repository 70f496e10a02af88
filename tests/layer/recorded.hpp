// What PyTorch's cells give, recorded by recurrent.py, and the same network of ours.
#pragma once
#include <evengrad/combinator/scan.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/model/model.hpp>

#include <cmath>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace evengrad_test {

namespace eg = evengrad;

struct recorded_values {
  const char* name;
  std::vector<double> values;
};
inline const std::vector<double>& recorded(const std::string& name) {
  static const std::vector<recorded_values> all{
#include "recurrent.inc"
  };
  for (const recorded_values& r : all)
    if (r.name == name) return r.values;
  BOOST_FAIL(name << " is not recorded");
  return all.front().values;
}
inline std::vector<double> numbers_of(int count, double phase) {
  std::vector<double> v;
  for (int i = 0; i < count; ++i) v.push_back(0.9 * std::sin(1.7 * i + phase));
  return v;
}

inline constexpr int recorded_rows = 2, recorded_steps = 5, recorded_features = 3, recorded_units = 4;

template <class View>
void check_values(const View& ours, const std::vector<double>& theirs, const std::string& name) {
  BOOST_REQUIRE(std::size_t(ours.size()) == theirs.size());
  for (int i = 0; i < ours.size(); ++i)
    BOOST_TEST(std::fabs(ours(i) - theirs[std::size_t(i)]) <= 1e-13,
               name << " element " << i << ": " << ours(i) << ", PyTorch says " << theirs[std::size_t(i)]);
}

/// The network is input<5, 3> | scan_all(cell of 4 units) | flatten.
template <const auto& Net>
void check_as_recorded(const std::string& name) {
  eg::model<Net, double> m(eg::seed(1));
  for (const eg::entry& e : m.entries()) {
    const std::string what = e.name.substr(e.name.rfind('.') + 1);
    const double phase = what == "w_x" ? 0.2 : what == "w_h" ? 0.3 : what == "b" ? 0.4 : 0.5;
    m.view(e).assign(numbers_of(e.dims.size(), phase));
  }
  const std::vector<double> x = numbers_of(recorded_rows * recorded_steps * recorded_features, 0.1),
                            target = numbers_of(recorded_rows * recorded_steps * recorded_units, 0.6);
  const double loss = m.differentiate(eg::mse, x.data(), target.data(), recorded_rows);
  BOOST_TEST(std::fabs(loss - recorded(name + ".loss")[0]) <= 1e-13);
  for (const eg::entry& e : m.entries())
    check_values(m.gradient(e), recorded(name + e.name.substr(e.name.rfind('.'))), name + ", " + e.name);
  const double* y = m.predict(x.data(), recorded_rows);
  const std::vector<double>& theirs = recorded(name + ".y");
  for (int r = 0, i = 0; r < recorded_rows; ++r)
    for (int j = 0; j < m.outputs; ++j, ++i)
      BOOST_TEST(std::fabs(y[r * m.stride() + j] - theirs[std::size_t(i)]) <= 1e-13, name << ", output " << i);
}

}  // namespace evengrad_test
