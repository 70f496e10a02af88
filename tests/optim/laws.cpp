// What holds of every rule in the list: zeros and frozen parameters stay, the same bits on any number of threads, the
// stated number of slots, a way down an ill-conditioned valley; and of some rules what their papers state.
#include <evengrad/kernel/threads.hpp>

#include "rules.hpp"

#include <cstring>

#include <boost/test/unit_test.hpp>

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

template <class T, class X, class F>
values after(const X& rule, int steps, F gradient_of, eg::team* together = nullptr) {
  stepped<T, X> s(rule);
  s.together = together;
  for (int t = 0; t < steps; ++t) s.step(gradient_of);
  return s.result();
}
bool same_bits(const values& a, const values& b) { return std::memcmp(a.data(), b.data(), sizeof a) == 0; }
constexpr bool in_bias(int i) { return i >= 15 && i < 18; }

/// Half the sum of curvature · w²: curvatures from 0.1 to 10.
constexpr double curvature(int i) { return i % 5 == 0 ? 0.1 : i % 5 == 1 ? 0.3 : i % 5 == 2 ? 1 : i % 5 == 3 ? 3 : 10; }
double height(const values& w) {
  double sum = 0;
  for (int i = 0; i < elements; ++i) sum += 0.5 * curvature(i) * w[std::size_t(i)] * w[std::size_t(i)];
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_CASE(slots_are_as_many_as_stated) {
  each_rule([](const auto& r) { BOOST_TEST(eg::slots_of<decltype(r.rule)> == r.slots, r.name); });
}

BOOST_AUTO_TEST_CASE(what_is_zero_and_has_no_gradient_stays) {
  each_rule([](const auto& r) {
    stepped<float, decltype(r.rule)> s(r.rule);
    for (int i = 0; i < elements; ++i)
      if (i % 4 == 1 || in_bias(i)) s.weight(i) = 0;
    for (int t = 0; t < 7; ++t)
      s.step([](int step, int i, double w) { return i % 4 == 1 || in_bias(i) ? 0 : moving_gradient(step, i, w); });
    // An orthogonal matrix has no zeros where the others have none: there whole parameters are meant.
    const bool whole = std::string(r.name) == "muon";
    const values w = s.result();
    for (int i = 0; i < elements; ++i)
      if (in_bias(i) || (i % 4 == 1 && !whole)) BOOST_TEST(w[std::size_t(i)] == 0, r.name << " moves element " << i);
    std::array<bool, room> used{};
    for (const int at : s.at) used[std::size_t(at)] = true;
    for (std::size_t i = 0; i < room; ++i)
      if (!used[i]) BOOST_TEST(s.w[i] == 0, r.name << " moves the padding at " << i);
  });
}

BOOST_AUTO_TEST_CASE(pruned_weights_and_all_that_is_kept_of_them_are_zero) {
  // From weights, gradients and biases that are none, with no weight zeroed before; decay and momentum revive nothing.
  // No column is pruned as a whole, which would stay zero by itself where a matrix is made orthogonal.
  const auto pruned = [](int i) { return !in_bias(i) && i % 5 == 3; };
  eg::weight_mask mask(three_parameters);
  for (int i = 0, first = 0; const eg::masked_tensor& t : mask.tensors()) {
    for (; i < first + t.count(); ++i) mask.set(t, (i - first) / t.columns, (i - first) % t.columns, !pruned(i));
    first = i;
  }
  eg::thread_team two(2);
  const auto law = [&](const auto& r) {
    const auto rule = r.rule | eg::masked(mask);
    BOOST_TEST(eg::slots_of<decltype(rule)> == r.slots, r.name);
    for (eg::team* together : {static_cast<eg::team*>(nullptr), static_cast<eg::team*>(&two)}) {
      stepped<float, std::remove_const_t<decltype(rule)>> s(rule);
      s.together = together;
      for (int t = 0; t < 7; ++t) s.step(moving_gradient);
      const values w = s.result();
      std::vector<const float*> slots;
      s.rule.each_kept(room, [&](const void* p, std::size_t bytes) {
        if (bytes == sizeof(float) * room * std::size_t(r.slots) && bytes > sizeof(std::int64_t))
          slots.push_back(static_cast<const float*>(p));
      });
      BOOST_TEST(slots.size() == std::size_t(r.slots > 0), r.name);
      int moved = 0;
      for (int i = 0; i < elements; ++i) {
        const auto at = std::size_t(s.at[std::size_t(i)]);
        if (!pruned(i)) {
          moved += w[std::size_t(i)] != double(float(first_weight(i)));
          continue;
        }
        BOOST_TEST((w[std::size_t(i)] == 0 && s.w[at] == 0 && s.g[at] == 0), r.name << " revives element " << i);
        for (int k = 0; k < r.slots && !slots.empty(); ++k)
          BOOST_TEST(slots[0][std::size_t(k) * room + at] == 0, r.name << " keeps something of element " << i);
      }
      BOOST_TEST(moved > elements / 2, r.name << " moves " << moved);
    }
  };
  each_rule(law);
  // Zeros are filled, and a link behind keeps what it sees.
  law(listed_rule{"muon, averaged", eg::muon{} | eg::weights_average{0.7}, 4});
  law(listed_rule{"muon with lookahead", eg::muon{} | eg::lookahead{2, 0.4}, 4});
  law(listed_rule{"muon in adam", eg::muon{} | eg::adam{}, 5});
}

BOOST_AUTO_TEST_CASE(a_mask_that_keeps_all_changes_nothing) {
  const eg::masked all{eg::weight_mask(three_parameters)};
  each_rule([&](const auto& r) {
    BOOST_TEST(same_bits(after<float>(r.rule, 6, moving_gradient), after<float>(r.rule | all, 6, moving_gradient)),
               r.name);
    BOOST_TEST(same_bits(after<double>(r.rule, 6, moving_gradient), after<double>(r.rule | all, 6, moving_gradient)),
               r.name);
  });
}

BOOST_AUTO_TEST_CASE(frozen_parameters_keep_their_bits_and_the_others_go_on) {
  each_rule([](const auto& r) {
    const values all = after<float>(r.rule, 6, moving_gradient),
                 some = after<float>(r.rule | eg::freeze("dense_1.b"), 6, moving_gradient);
    const bool ends_elsewhere = std::string(r.name) == "lookahead" || std::string(r.name) == "weights_average";
    const bool sees_all = std::string(r.name) == "clip_by_global_norm" || std::string(r.name) == "sam";
    for (int i = 0; i < elements; ++i)
      if (!in_bias(i))
        BOOST_TEST((sees_all || std::fabs(some[std::size_t(i)] - all[std::size_t(i)]) < 1e-6), r.name << " at " << i);
      else if (!ends_elsewhere)
        BOOST_TEST(some[std::size_t(i)] == double(float(first_weight(i))), r.name << " at " << i);
  });
}

BOOST_AUTO_TEST_CASE(any_number_of_threads_makes_the_same_bits) {
  eg::thread_team two(2), three(3);
  each_rule([&](const auto& r) {
    const values one = after<float>(r.rule, 6, moving_gradient);
    BOOST_TEST(same_bits(one, after<float>(r.rule, 6, moving_gradient, &two)), r.name);
    BOOST_TEST(same_bits(one, after<float>(r.rule, 6, moving_gradient, &three)), r.name);
  });
}

BOOST_AUTO_TEST_CASE(every_rule_goes_down_a_valley_a_hundred_times_as_steep_as_long) {
  const auto slope = [](int, int i, double w) { return curvature(i) * w; };
  each_rule([&](const auto& r) {
    stepped<float, decltype(r.rule)> s(r.rule);
    const double top = height(s.result());
    for (int t = 0; t < 3000; ++t) s.step(slope);
    const double left = height(s.result()) / top;
    BOOST_TEST(left < 0.05, r.name << " is at " << left << " of the height");
  });
}

BOOST_AUTO_TEST_CASE(what_divides_by_the_size_of_the_gradient_does_not_depend_on_it) {
  const auto larger = [](int step, int i, double w) { return 1024 * moving_gradient(step, i, w); };
  const auto same = [&](const char* name, const auto& rule) {
    const double d = difference(after<double>(rule, 6, moving_gradient),
                                after<double>(rule, 6, [&](int s, int i, double w) { return larger(s, i, w); }));
    BOOST_TEST(d < 1e-9, name << ": " << d);
  };
  same("adam", eg::adam{.learning_rate = rate, .epsilon = 1e-30});
  same("nadam", eg::nadam{.learning_rate = rate, .epsilon = 1e-30});
  same("amsgrad", eg::amsgrad{.learning_rate = rate, .epsilon = 1e-30});
  same("rmsprop", eg::rmsprop{.learning_rate = rate, .epsilon = 1e-30});
  same("adagrad", eg::adagrad{.learning_rate = rate, .epsilon = 1e-30});
  same("lion", eg::lion{.learning_rate = rate});
  same("lamb", eg::lamb{.learning_rate = rate, .epsilon = 1e-30});
  same("muon", only(eg::parameter_kinds::weights, eg::muon{.learning_rate = rate}) | eg::freeze("dense_1.b"));
  BOOST_TEST(difference(after<double>(eg::sgd{rate}, 1, moving_gradient), after<double>(eg::sgd{rate}, 1, larger)) > 1);
}

BOOST_AUTO_TEST_SUITE_END()
