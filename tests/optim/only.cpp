// Transforms for some parameters, by kind and by layer.
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/clip.hpp>
#include <evengrad/optim/only.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

const std::vector<eg::parameter_place> places{{"dense_1.w", 0, 1, 16}, {"dense_10.w", 16, 1, 16}};

/// How far each of the two parameters moved.
template <class X>
std::array<double, 2> moved(const X& x) {
  eg::optimizer<double, X> rule(x);
  rule.know(places);
  std::array<double, 32> w{}, g{};
  g.fill(4);
  rule.update(w.data(), g.data(), 32);
  return {-w[0], -w[16]};
}
using two = std::array<double, 2>;

}  // namespace

BOOST_AUTO_TEST_CASE(a_layer_is_not_one_whose_name_is_longer) {
  BOOST_TEST((moved(eg::sgd{1} | eg::freeze("dense_1")) == two{0, 4}));
  BOOST_TEST((moved(eg::sgd{1} | eg::freeze("dense_10.w")) == two{4, 0}));
  BOOST_TEST((moved(eg::sgd{1} | eg::freeze(eg::parameter_kinds::weights)) == two{0, 0}));
  BOOST_TEST((moved(eg::sgd{1} | eg::freeze(eg::parameter_kinds::shifts)) == two{4, 4}));
  BOOST_TEST((moved(except("dense_1", eg::clip_by_value{1}) | eg::sgd{1}) == two{4, 1}));
}

BOOST_AUTO_TEST_CASE(each_has_a_rule_of_its_own) {
  const auto x = eg::only("dense_1", eg::chain(eg::clip_by_norm{8}, eg::sgd{1})) | eg::except("dense_1", eg::sgd{0.5});
  BOOST_TEST((moved(x) == two{2, 2}));
  // Two selections, one in the other.
  BOOST_TEST((moved(eg::only("dense_1", eg::except("dense_10", eg::sgd{0.25}))) == two{1, 4}));
  BOOST_TEST((moved(eg::only("dense_1", eg::except("dense_1", eg::sgd{0.25}))) == two{4, 4}));
}

BOOST_AUTO_TEST_CASE(a_layer_that_is_not_there_is_refused) {
  const auto x = eg::sgd{} | eg::freeze("dense_2");
  eg::optimizer<double, decltype(x)> rule(x);
  try {
    rule.know(places);
    BOOST_ERROR("dense_2 was taken");
  } catch (const eg::error& e) {
    BOOST_TEST(std::string(e.what()) == "optimizer: no parameter is of dense_2; see entries() for the names");
  }
  check_refused(eg::only("dense_1", eg::sgd{-1}), "sgd.learning_rate", "-1");
}

BOOST_AUTO_TEST_SUITE_END()
