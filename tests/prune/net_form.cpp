// Declarations as text: what is written is what was written.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>
#include <evengrad/prune/dead_units.hpp>

#include "../message.hpp"
#include "own_layers.hpp"

namespace eg = evengrad;

namespace mine {

/// x / √n: another function of fewer features.
struct by_width : evengrad::layer {
  static constexpr std::string_view name = "by_width";
  constexpr evengrad::symbol formula(evengrad::symbol x) const { return x * (1. / x.features()); }
};
/// A scale of so many features, and of no other number.
template <int N>
struct scale_of : evengrad::layer {
  static constexpr std::string_view name = "scale_of";
  constexpr evengrad::symbol formula(evengrad::symbol x) const {
    return x * x.parameter("s", {N}, evengrad::init::ones{});
  }
};
struct lambda_of_unnamed : evengrad::layer {};
template <class T>
struct of : evengrad::layer {
  struct anonymous : evengrad::layer {};
};
inline constexpr auto square = [](double x) { return x * x; };
inline constexpr struct : evengrad::layer {
} unnamed{};
inline auto local(int) {
  struct in_function : evengrad::layer {};
  return in_function{};
}
struct in_member {
  auto f(int) const {
    struct inner : evengrad::layer {};
    return inner{};
  }
};
struct slow : evengrad::normalization {
  static constexpr double momentum = .99;
};

}  // namespace mine

// What stands in the program, and its text without line breaks.
#define FIRST                                                                                                       \
  evengrad::input<2, 3> | evengrad::flatten | evengrad::centre | evengrad::dense<8, evengrad::init::normal<1, 4>> | \
      evengrad::batch_norm_t<mine::slow>{} | evengrad::relu | evengrad::dense<7, evengrad::init::automatic, void> | \
      evengrad::bias | evengrad::layer_norm | evengrad::elementwise<mine::lambda_rule>{} |                          \
      evengrad::frozen(evengrad::dense<6> | evengrad::tanh) | evengrad::group_norm<2> | evengrad::sigmoid |         \
      evengrad::elu(0.25) | evengrad::mish | mine::times(0.5) | evengrad::drop_path(0.125)
#define SECOND                                                                                                    \
  evengrad::input<4> | evengrad::initialize<"dense_1.w", evengrad::init::orthogonal<>>(evengrad::dense<5>) |      \
      evengrad::tap<"before"> |                                                                                   \
      evengrad::add(evengrad::identity_layer, evengrad::prelu, evengrad::dense<5> | evengrad::softsign) |         \
      evengrad::concat(evengrad::from<"before">, evengrad::range<1, 2>) |                                         \
      evengrad::multiply(evengrad::dense<4>, evengrad::dense<4> | evengrad::softmax) |                            \
      evengrad::shared<"twice">(evengrad::dense<4>) | evengrad::shared<"twice">(evengrad::dense<4>) |             \
      evengrad::repeat<3>(evengrad::residual(evengrad::dense<4> | evengrad::relu)) |                              \
      evengrad::repeat_shared<2>(evengrad::repeat_shared<2>(evengrad::dense<4>) | evengrad::dense<4>) |           \
      evengrad::call(evengrad::dense<6> | evengrad::gelu) |                                                       \
      evengrad::fixup<2>(evengrad::dense<5> | evengrad::relu | evengrad::dense<6>) | evengrad::reshape_to<2, 3> | \
      evengrad::dense<3>
#define TEXT_OF(...) #__VA_ARGS__
#define TEXT(...) TEXT_OF(__VA_ARGS__)

namespace {

constexpr auto first = FIRST;
constexpr auto second = SECOND;
constexpr auto holds = eg::input<3> | eg::dense<4> | mine::factor(.5f) | eg::dense<2>;
constexpr auto rigid = eg::input<3> | eg::dense<4> | mine::by_width{} | eg::dense<5> | mine::scale_of<5>{} |
                       eg::dense<6> | eg::relu | eg::dense<2>;
constexpr auto steps = eg::input<5, 3> | eg::dense<4> | eg::scan(eg::gru_cell<6>) | eg::dense<4> | eg::dense<2>;

struct hidden : eg::layer {};

/// As it is written without dead units.
std::string text_of(const eg::net_form& form) {
  std::string s;
  for (const eg::form_piece& p : form.blocks[0].pieces) {
    if (p.dense < 0) s += p.words;
    else {
      const eg::written_dense& d = form.dense[std::size_t(p.dense)];
      s += d.spell(d.units, d.uses[0].b >= 0);
    }
  }
  return s;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(net_form)

BOOST_AUTO_TEST_CASE(what_is_written_is_what_was_written) {
  BOOST_TEST(text_of(eg::net_form(first)) == TEXT(FIRST));
  BOOST_TEST(text_of(eg::net_form(second)) == TEXT(SECOND));
}

BOOST_AUTO_TEST_CASE(a_layer_that_holds_a_number_says_how_it_is_written) {
  BOOST_TEST(evengrad_test::message([] { eg::net_form form(holds); }) ==
             "write_ticket: mine::factor, whose object holds more than its type says; give it a member std::string "
             "written() const: how a program writes it");
}

// The graph beside the text has the parameters of the model, by the same names.
BOOST_AUTO_TEST_CASE(the_graph_has_the_parameters_of_the_model) {
  const auto same = []<const auto & Net>(eg::model<Net, double> && m) {
    const eg::net_form form(Net);
    bool same = form.g.parameters.n == int(m.entries().size());
    for (int p = 0; same && p < form.g.parameters.n; ++p)
      same = form.g.parameters[p].dims == m.find(form.full_name(p)).dims;
    return same;
  };
  BOOST_TEST(same(eg::model<second, double>()));
  BOOST_TEST(same(eg::model<steps, double>()));
}

// Behind a layer that is another function of fewer features, or none, all units stay.
BOOST_AUTO_TEST_CASE(layers_that_do_not_adapt) {
  eg::model<rigid> m{eg::seed{1}};
  eg::weight_mask mask(m.places());
  for (const char* w : {"dense_1.w", "dense_2.w", "dense_3.w"}) {
    const eg::masked_tensor t = mask.tensor(w);
    for (int k = 0; k < t.lines; ++k) mask.set(t, k, 1, false);
  }
  mask.apply(m.weights());
  const eg::smaller_network net = eg::without_dead_units(m, mask);
  BOOST_TEST(net.text() ==
             "evengrad::input<3> | evengrad::dense<4> | mine::by_width{} | evengrad::dense<5> | mine::scale_of<5>{} | "
             "evengrad::dense<5> | evengrad::relu | evengrad::dense<2>");
}

// A scan is one piece; in front of it widths stay, behind it units go.
BOOST_AUTO_TEST_CASE(around_a_scan) {
  eg::model<steps> m{eg::seed{1}};
  eg::weight_mask mask(m.places());
  for (const char* w : {"dense_1.w", "dense_2.w"}) {
    const eg::masked_tensor t = mask.tensor(w);
    for (int k = 0; k < t.lines; ++k) mask.set(t, k, 1, false);
  }
  mask.apply(m.weights());
  const eg::smaller_network net = eg::without_dead_units(m, mask);
  BOOST_TEST(net.layers[0].units_left == 4);
  BOOST_TEST(net.layers[1].units_left == 3);
}

// Those of functions, of unnamed namespaces, and lambdas; not those with such words in their names.
BOOST_AUTO_TEST_CASE(a_type_without_a_name) {
  const auto fails = [](const auto& part) {
    return evengrad_test::message([&] { eg::spelled_layer(part); }).find("a type that has no name elsewhere") !=
           std::string::npos;
  };
  struct here : eg::layer {};
  const auto lambda = [] {};
  BOOST_TEST(fails(hidden{}));
  BOOST_TEST(fails(here{}));
  BOOST_TEST(fails(mine::local(1)));
  BOOST_TEST(fails(mine::in_member().f(1)));
  BOOST_TEST(fails(mine::of<decltype(mine::local(1))>{}));
  BOOST_TEST(fails(mine::of<decltype(lambda)>{}));
  BOOST_TEST(fails(mine::of<decltype(mine::square)>{}));
  BOOST_TEST(fails(mine::unnamed));
  BOOST_TEST(eg::spelled_layer(mine::lambda_of_unnamed{}) == "mine::lambda_of_unnamed{}");
  BOOST_TEST(eg::spelled_layer(mine::of<void(int)>::anonymous{}).ends_with("::anonymous{}"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
