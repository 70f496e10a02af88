// Dead units of every kind are left out, and what is left says the same.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/prune/dead_units.hpp>

#include "../message.hpp"

namespace eg = evengrad;
using evengrad_test::message;

namespace {

/// Rows of numbers that repeat nowhere soon.
std::vector<float> rows(int count) {
  std::vector<float> x;
  for (int i = 0; i < count; ++i) x.push_back(float(i * 37 % 41) / 20 - 1);
  return x;
}
/// Nothing is at a value that would hide a fault: neither biases nor statistics.
template <class M>
void stir(M& m) {
  int n = 0;
  for (const eg::entry& e : m.entries())
    if (!e.name.ends_with(".w"))
      for (int i = 0; i < e.dims.size(); ++i) m.view(e)(i) += .05 + .01 * (n++ % 7);
}
struct pruned {
  eg::weight_mask mask;
  template <class M>
  explicit pruned(M& m) : mask(m.places()) {}
  pruned& incoming(const char* w, int unit) {
    const eg::masked_tensor t = mask.tensor(w);
    for (int k = 0; k < t.lines; ++k) mask.set(t, k, unit, false);
    return *this;
  }
  pruned& outgoing(const char* w, int unit) {
    const eg::masked_tensor t = mask.tensor(w);
    for (int j = 0; j < t.columns; ++j) mask.set(t, unit, j, false);
    return *this;
  }
  pruned& only(const char* w, int unit, int input) {
    incoming(w, unit), mask.set(mask.tensor(w), input, unit, true);
    return *this;
  }
};
/// Whether both nets say the same of some rows, up to a share of the largest output.
template <class A, class B>
bool agree(A& a, B& b, const std::vector<float>& x, double share) {
  using T = typename A::element;
  const std::vector<T> rows(x.begin(), x.end());
  const int count = int(x.size()) / A::inputs;
  const T* p = a.predict(rows.data(), count);
  std::vector<T> first;
  for (int r = 0; r < count; ++r) first.insert(first.end(), p + r * a.stride(), p + r * a.stride() + A::outputs);
  const T* q = b.predict(rows.data(), count);
  T largest = 0, worst = 0;
  for (int r = 0; r < count; ++r)
    for (int i = 0; i < A::outputs; ++i) {
      const T y = first[std::size_t(r * A::outputs + i)];
      largest = std::max(largest, std::abs(y)), worst = std::max(worst, std::abs(y - q[r * b.stride() + i]));
    }
  return largest > 0 && worst <= share * largest;
}
template <const auto& After, class M>
bool becomes(M& m, const eg::weight_mask& mask, const char* text, eg::dead_unit_options options = {}) {
  mask.apply(m.weights());
  const eg::smaller_network net = eg::without_dead_units(m, mask, options);
  BOOST_TEST(net.text() == text);
  eg::model<After, typename M::element> after;
  net.give(after);
  const std::vector<float> x =
      options.constant_on.rows > 0
          ? std::vector<float>(options.constant_on.data, options.constant_on.data + options.constant_on.size())
          : rows(5 * M::inputs);
  return agree(m, after, x, sizeof(typename M::element) == 8 ? 1e-12 : 1e-6);
}

constexpr auto chain = eg::input<4> | eg::dense<6> | eg::batch_norm | eg::relu | eg::dropout(0.1) |
                       eg::dense<5, eg::init::he_normal, void> | eg::tanh | eg::dense<3, eg::init::automatic, void>;
constexpr auto chain_after = eg::input<4> | eg::dense<4> | eg::batch_norm | eg::relu | eg::dropout(0.1) |
                             eg::dense<4, eg::init::he_normal> | eg::tanh | eg::dense<3>;

constexpr auto deep = eg::input<3> | eg::dense<4> | eg::residual(eg::dense<5> | eg::prelu | eg::dense<4>) |
                      eg::repeat<2>(eg::residual(eg::dense<6> | eg::tanh | eg::dense<4>)) | eg::layer_norm |
                      eg::dense<2>;
constexpr auto deep_after = eg::input<3> | eg::dense<4> | eg::residual(eg::dense<4> | eg::prelu | eg::dense<4>) |
                            eg::repeat<2>(eg::residual(eg::dense<5> | eg::tanh | eg::dense<4>)) | eg::layer_norm |
                            eg::dense<2>;

constexpr auto stream =
    eg::input<3> | eg::dense<4> | eg::residual(eg::dense<3> | eg::relu | eg::dense<4>) | eg::dense<2>;
constexpr auto stream_after =
    eg::input<3> | eg::dense<3> | eg::residual(eg::dense<3> | eg::relu | eg::dense<3>) | eg::dense<2>;

constexpr auto twice = eg::input<4> | eg::dense<3> | eg::relu | eg::shared<"s">(eg::dense<3>) | eg::relu |
                       eg::shared<"s">(eg::dense<3>) | eg::relu | eg::dense<2>;
constexpr auto twice_after = eg::input<4> | eg::dense<2> | eg::relu | eg::shared<"s">(eg::dense<2>) | eg::relu |
                             eg::shared<"s">(eg::dense<2>) | eg::relu | eg::dense<2>;

constexpr auto lines = eg::input<2, 3> | eg::dense<4> | eg::relu | eg::dense<3> | eg::flatten | eg::dense<2>;
constexpr auto lines_after = eg::input<2, 3> | eg::dense<3> | eg::relu | eg::dense<3> | eg::flatten | eg::dense<2>;

// Nothing of the input is left, but what the units give is needed.
constexpr auto constant =
    eg::input<3> | eg::dense<2> | eg::dense<3> | eg::elu(1) | eg::dense<4> | eg::layer_norm | eg::dense<2>;
constexpr auto constant_after =
    eg::input<3> | eg::dense<1> | eg::dense<1> | eg::elu(1) | eg::dense<4> | eg::layer_norm | eg::dense<2>;

constexpr auto fires =
    eg::input<4> | eg::dense<6> | eg::relu | eg::dense<5> | eg::tanh | eg::dense<3, eg::init::automatic, void>;
constexpr auto fires_after = eg::input<4> | eg::dense<3> | eg::relu | eg::dense<3> | eg::tanh | eg::dense<3>;

constexpr auto saturated = eg::input<4> | eg::dense<3> | eg::tanh | eg::dense<2>;
constexpr auto saturated_after = eg::input<4> | eg::dense<2> | eg::tanh | eg::dense<2>;

constexpr auto held = eg::input<3> | eg::dense<4, eg::weight_norm<>> | eg::relu | eg::frozen(eg::dense<3>) |
                      eg::softmax | eg::concat(eg::identity_layer, eg::dense<2>) | eg::dense<2>;

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(dead_units)

// Unit 2 of the first layer is constant, so unit 1 of the second is, which reads nothing else; nobody reads unit 4.
BOOST_AUTO_TEST_CASE(constant_and_unread_units_of_a_chain_go) {
  eg::model<chain, double> m{eg::seed{3}};
  stir(m);
  pruned p(m);
  p.incoming("dense_1.w", 2).only("dense_2.w", 1, 2).outgoing("dense_2.w", 4).outgoing("dense_1.w", 3);
  BOOST_TEST(
      becomes<chain_after>(m, p.mask,
                           "evengrad::input<4> | evengrad::dense<4> | evengrad::batch_norm | evengrad::relu | "
                           "evengrad::dropout(0.1) | evengrad::dense<4, evengrad::init::he_normal> | evengrad::tanh | "
                           "evengrad::dense<3>"));
  const eg::smaller_network net = eg::without_dead_units(m, p.mask);
  BOOST_TEST(net.dead.size() == 3u);
  BOOST_TEST(net.idle_input_count() == 1);
  BOOST_TEST(net.idle_inputs[3] == 1);
  BOOST_TEST(net.layers[1].inputs == 6);
  BOOST_TEST(net.layers[1].inputs_left == 4);
  BOOST_TEST(net.layers[0].kept == 24 - 4 - 5);
  BOOST_TEST(net.layers[0].kept_left == 24 - 4 - 5 - 3);
  const auto why = [&](int dense, int unit) {
    for (const eg::dead_unit& d : net.dead)
      if (d.dense == dense && d.unit == unit) return int(d.why);
    return -1;
  };
  BOOST_TEST(why(0, 2) == int(eg::dead_because::constant));
  BOOST_TEST(why(1, 1) == int(eg::dead_because::constant));
  BOOST_TEST(why(0, 4) == int(eg::dead_because::unread));
}

BOOST_AUTO_TEST_CASE(the_same_in_float) {
  eg::model<stream> m{eg::seed{5}};
  stir(m);
  pruned p(m);
  p.incoming("dense_1.w", 2).incoming("dense_3.w", 2);
  BOOST_TEST(becomes<stream_after>(m, p.mask,
                                   "evengrad::input<3> | evengrad::dense<3> | evengrad::residual(evengrad::dense<3> | "
                                   "evengrad::relu | evengrad::dense<3>) | evengrad::dense<2>"));
}

BOOST_AUTO_TEST_CASE(inside_of_residual_bodies_and_of_copies) {
  eg::model<deep, double> m{eg::seed{7}};
  stir(m);
  pruned p(m);
  p.incoming("dense_2.w", 1).incoming("repeat_1.1.dense_1.w", 3).outgoing("repeat_1.2.dense_2.w", 3);
  p.incoming("repeat_1.1.dense_1.w", 5);  // in one copy only
  BOOST_TEST(becomes<deep_after>(m, p.mask,
                                 "evengrad::input<3> | evengrad::dense<4> | evengrad::residual(evengrad::dense<4> | "
                                 "evengrad::prelu | evengrad::dense<4>) | evengrad::repeat<2>(evengrad::residual("
                                 "evengrad::dense<5> | evengrad::tanh | evengrad::dense<4>)) | evengrad::layer_norm | "
                                 "evengrad::dense<2>"));
}

// A feature of the sums is constant in all places where it is read: it goes everywhere.
BOOST_AUTO_TEST_CASE(a_feature_of_a_residual_stream) {
  eg::model<stream, double> m{eg::seed{9}};
  stir(m);
  pruned p(m);
  p.incoming("dense_1.w", 1);
  p.mask.apply(m.weights());
  BOOST_TEST(eg::without_dead_units(m, p.mask).dead.empty());
  p.incoming("dense_3.w", 1);
  BOOST_TEST(becomes<stream_after>(m, p.mask,
                                   "evengrad::input<3> | evengrad::dense<3> | evengrad::residual(evengrad::dense<3> | "
                                   "evengrad::relu | evengrad::dense<3>) | evengrad::dense<2>"));
}

// One bias cannot hold two constants.
BOOST_AUTO_TEST_CASE(weights_that_are_used_twice) {
  eg::model<twice, double> m{eg::seed{1}};
  stir(m);
  pruned p(m);
  p.incoming("dense_1.w", 2).incoming("dense_2.w", 2);
  p.mask.apply(m.weights());
  m["dense_1.b"](2) = .5;
  BOOST_TEST(eg::without_dead_units(m, p.mask).dead.empty());
  m["dense_1.b"](2) = m["dense_2.b"](2);
  BOOST_TEST(becomes<twice_after>(m, p.mask,
                                  "evengrad::input<4> | evengrad::dense<2> | evengrad::relu | "
                                  "evengrad::shared<\"s\">(evengrad::dense<2>) | evengrad::relu | "
                                  "evengrad::shared<\"s\">(evengrad::dense<2>) | evengrad::relu | evengrad::dense<2>"));
}

// In front of a view all units stay.
BOOST_AUTO_TEST_CASE(lines_of_an_example) {
  eg::model<lines, double> m{eg::seed{2}};
  stir(m);
  pruned p(m);
  p.incoming("dense_1.w", 0).incoming("dense_2.w", 0).outgoing("dense_3.w", 1);
  BOOST_TEST(becomes<lines_after>(m, p.mask,
                                  "evengrad::input<2, 3> | evengrad::dense<3> | evengrad::relu | evengrad::dense<3> | "
                                  "evengrad::flatten | evengrad::dense<2>"));
}

// Two units never fire; one of the second layer reads nothing else and is constant on the rows, one is saturated; then
// nobody reads what only the saturated one has read.
BOOST_AUTO_TEST_CASE(units_that_are_constant_on_rows) {
  eg::model<fires, double> m{eg::seed{3}};
  stir(m);
  m["dense_1.b"](0) = m["dense_1.b"](3) = -100;
  m["dense_2.b"](4) = 1e4;
  const std::vector<float> x = rows(7 * 4);
  pruned p(m);
  p.only("dense_2.w", 1, 0);
  for (const int k : {0, 1, 2, 3}) p.mask.set(p.mask.tensor("dense_2.w"), 5, k, false);
  p.mask.apply(m.weights());
  BOOST_TEST(eg::without_dead_units(m, p.mask).dead.empty());
  BOOST_TEST(becomes<fires_after>(m, p.mask,
                                  "evengrad::input<4> | evengrad::dense<3> | evengrad::relu | evengrad::dense<3> | "
                                  "evengrad::tanh | evengrad::dense<3>",
                                  {{x.data(), 7, 4}}));
}

// In double the saturated unit is 1 − 1e-10 of one row and 1 − 2e-10 of another; in float it is 1.
BOOST_AUTO_TEST_CASE(numbers_are_the_same_that_are_so_in_the_type_of_the_model) {
  const std::vector<float> x = rows(20 * 4);
  const eg::dead_unit_options on_rows{{x.data(), 20, 4}};
  eg::model<saturated> m{eg::seed{1}};
  m["dense_1.b"](1) = 12;
  BOOST_TEST(becomes<saturated_after>(m, eg::weight_mask(m.places()),
                                      "evengrad::input<4> | evengrad::dense<2> | evengrad::tanh | evengrad::dense<2>",
                                      on_rows));
  eg::model<saturated, double> exact{eg::seed{1}};
  exact["dense_1.b"](1) = 12;
  BOOST_TEST(eg::without_dead_units(exact, eg::weight_mask(exact.places()), on_rows).dead.empty());
}

// Both weights are finite, and so is what they make in double.
BOOST_AUTO_TEST_CASE(outputs_that_are_not_finite_are_refused_as_such) {
  eg::model<saturated> m{eg::seed{1}};
  m["dense_1.b"](0) = 30;
  for (int k = 0; k < 3; ++k) m["dense_2.w"](k, 0) = 3e38f * (k == 0), m["dense_1.w"](0, k) = 0;
  m["dense_2.b"](0) = 3e38f;
  BOOST_TEST(message([&] { eg::without_dead_units(m, eg::weight_mask(m.places())); }) ==
             "without_dead_units: an output that is not finite; give a model that trained well");
}

BOOST_AUTO_TEST_CASE(what_is_made_of_constants_only) {
  eg::model<constant, double> m{eg::seed{6}};
  stir(m);
  pruned p(m);
  p.incoming("dense_1.w", 0).incoming("dense_1.w", 1);
  BOOST_TEST(
      becomes<constant_after>(m, p.mask,
                              "evengrad::input<3> | evengrad::dense<1> | evengrad::dense<1> | evengrad::elu(1) | "
                              "evengrad::dense<4> | evengrad::layer_norm | evengrad::dense<2>"));
}

BOOST_AUTO_TEST_CASE(without_dead_units_all_stays) {
  eg::model<deep, double> m{eg::seed{7}};
  const eg::smaller_network net = eg::without_dead_units(m, eg::weight_mask(m.places()));
  BOOST_TEST(net.dead.empty());
  BOOST_TEST(net.idle_input_count() == 0);
  eg::model<deep, double> n{eg::seed{8}};
  net.give(n);
  BOOST_TEST(std::equal(m.weights(), m.weights() + m.weight_count(), n.weights()));
}

BOOST_AUTO_TEST_CASE(one_unit_always_stays) {
  eg::model<lines, double> m{eg::seed{2}};
  stir(m);
  pruned p(m);
  for (int k = 0; k < 4; ++k) p.incoming("dense_1.w", k);
  p.mask.apply(m.weights());
  BOOST_TEST(eg::without_dead_units(m, p.mask).layers[0].units_left == 1);
}

// What a parametrization makes, what mixes features and what is put side by side keeps its width.
BOOST_AUTO_TEST_CASE(widths_that_stay) {
  eg::model<held, double> m{eg::seed{2}};
  const eg::weight_mask mask(m.places());
  for (const char* w : {"dense_1.w", "dense_2.w", "dense_3.w"})
    for (int i = 0; i < m[std::string(w)].size(); ++i)
      if (w != std::string("dense_1.w")) m[std::string(w)](i) = 0;
  const eg::smaller_network net = eg::without_dead_units(m, mask);
  BOOST_TEST(net.dead.empty());
  BOOST_TEST(net.text() ==
             "evengrad::input<3> | evengrad::dense<4, evengrad::weight_norm<>> | evengrad::relu | "
             "evengrad::frozen(evengrad::dense<3>) | evengrad::softmax | evengrad::concat(evengrad::identity_layer, "
             "evengrad::dense<2>) | evengrad::dense<2>");
}

BOOST_AUTO_TEST_CASE(what_is_refused) {
  eg::model<stream, double> m{eg::seed{2}};
  eg::weight_mask mask(m.places());
  const eg::model<lines, double> other;
  BOOST_TEST(message([&] {
               eg::without_dead_units(m, eg::weight_mask(other.places()));
             }).starts_with("weight_mask: a mask of"));
  mask.set(mask.tensor("dense_1.w"), 0, 0, false);
  BOOST_TEST(
      message([&] { eg::without_dead_units(m, mask); }) ==
      "without_dead_units: a number in dense_1.w where the mask prunes; call mask.apply(model.weights()), and train "
      "with `| eg::masked(mask)`");
  mask.apply(m.weights());
  m["dense_2.b"](1) = 0. / 0.;
  BOOST_TEST(
      message([&] { eg::without_dead_units(m, mask); }).starts_with("without_dead_units: a number in dense_2.b"));
  m["dense_2.b"](1) = 0;
  const float x[4]{};
  BOOST_TEST(message([&] { eg::without_dead_units(m, mask, {{x, 1, 4}}); }).starts_with("data: 4 features a row"));
  eg::model<lines, double> n;
  BOOST_TEST(
      message([&] { eg::without_dead_units(m, mask).give(n); }).starts_with("smaller_network: a model of another"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
