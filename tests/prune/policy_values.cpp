// What is seen of the numbers of rules and policies, and that padding is not.
#include <evengrad/evengrad.hpp>
#include <evengrad/prune/policy_values.hpp>

#include <boost/test/unit_test.hpp>
#include <cstring>

namespace eg = evengrad;

namespace {

struct with_padding {
  double x = 1;
  bool b = true;
  int n = 3;
};
struct by_name {
  const char* name = "";
  double x = 0;
};
/// A schedule whose numbers are not seen.
struct listed {
  std::vector<double> factors;
  double operator()(std::int64_t step) const { return factors[std::size_t(step - 1) % factors.size()]; }
  void check() const {}
};

/// Schedules that are code alone.
template <int Last>
struct until {
  double operator()(std::int64_t step) const { return step > Last ? .1 : 1; }
  void check() const {}
};

std::string values_of(const auto& policy) {
  std::string s;
  eg::add_values(s, policy);
  return s;
}
/// The policy where so many equal bytes were.
std::string values_over(unsigned char before) {
  alignas(with_padding) unsigned char memory[sizeof(with_padding)];
  std::memset(memory, before, sizeof memory);
  auto* p = reinterpret_cast<with_padding*>(memory);
  p->x = 2, p->b = false, p->n = 7;
  return values_of(*p);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(policy_values)

BOOST_AUTO_TEST_CASE(numbers_are_seen_and_what_lies_between_them_is_not) {
  BOOST_TEST(values_of(with_padding{}).size() == 8u + 1 + 4);
  BOOST_TEST((values_over(0) == values_over(255) && values_over(0) == values_of(with_padding{2, false, 7})));
  BOOST_TEST((values_of(with_padding{2, false, 7}) != values_of(with_padding{2, true, 7})));
  BOOST_TEST((values_of(eg::milestones<2>{{3, 5}, 0.1}) != values_of(eg::milestones<2>{{3, 6}, 0.1})));
  BOOST_TEST(values_of(eg::no_step{}).empty());
  BOOST_TEST(values_of(by_name{"a pointer is another one each time"}).empty());
  BOOST_TEST(values_of(std::vector<int>{1}).empty());
}

BOOST_AUTO_TEST_CASE(rules_that_differ_late_or_only_in_what_they_keep_are_others) {
  const auto differ = [&](const auto& a, const auto& b) {
    BOOST_TEST((eg::rule_values(a, 100) != eg::rule_values(b, 100)));
    BOOST_TEST((eg::rule_values(a, 100) == eg::rule_values(a, 100)));
  };
  const eg::sgd sgd{0.1};
  differ(sgd | eg::weights_average{0.9}, sgd | eg::weights_average{0.999});
  differ(sgd | eg::lookahead{500, 0.5}, sgd | eg::lookahead{500, 0.1});
  differ(sgd | eg::milestones<1>{{40}, 0.1}, sgd | eg::milestones<1>{{80}, 0.1});
  differ(sgd | eg::on_plateau{.patience = 3}, sgd | eg::on_plateau{.patience = 4});
  differ(sgd | eg::on_plateau{.least = 0.1}, sgd | eg::on_plateau{.least = 0.2});
  differ(sgd | eg::step_decay{.every = 60}, sgd | eg::step_decay{.every = 61});
  differ(sgd | eg::warmup{10} | eg::cosine{80}, sgd | eg::warmup{10} | eg::cosine{90});
  differ(eg::clip_by_global_norm{1e9} | sgd, eg::clip_by_global_norm{1e10} | sgd);
  differ(eg::adaptive_clip{1e9} | sgd, eg::adaptive_clip{1e10} | sgd);
  differ(eg::muon{.beside = {.learning_rate = 1}}, eg::muon{.beside = {.learning_rate = 2}});
  differ(eg::only("dense_1", sgd), eg::only("dense_2", sgd));
  differ(eg::only("dense_1", sgd), eg::except("dense_1", sgd));
  differ(eg::only("dense_1", sgd), eg::only("dense_1", eg::sgd{0.2}));
  differ(sgd | until<50>{}, sgd | until<80>{});
  differ(sgd | until<50>{}, sgd);
  differ(sgd | listed{{1, 1, 1, 1, 0.5}}, sgd | listed{{1, 1, 1, 1, 0.6}});
}

BOOST_AUTO_TEST_CASE(the_same_rule_from_elsewhere_is_the_same) {
  const std::string one = "dense_1", other = one + "";
  const auto rule = [](const std::string& layer) {
    return eg::only(std::string_view(layer), eg::clip_by_norm{2}) | eg::adam{} | eg::milestones<1>{{40}, 0.1} |
           eg::weights_average{};
  };
  BOOST_TEST(eg::rule_values(rule(one), 50) == eg::rule_values(rule(other), 50));
  BOOST_TEST((eg::rule_values(eg::sgd{} | listed{{1, 2}}, 1 << 30).size() <= 8u + 8 * 65'536));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
