// Lints that speak of gradients say what is so: a parameter gets none exactly where they say it.
#include <boost/test/unit_test.hpp>

#include "found.hpp"
#include "without_gradient.hpp"

namespace {

using namespace evengrad_test;
using eg::dense;
using bare = eg::init::he_normal;

struct detached : eg::layer {
  static constexpr std::string_view name = "detached";
  constexpr eg::symbol formula(eg::symbol x) const { return eg::detach(x); }
};
// Batch normalization by another formula: the mean of x + b is not taken off x + b itself.
struct own_norm : eg::layer {
  static constexpr std::string_view name = "own_norm";
  constexpr eg::symbol formula(eg::symbol x) const {
    const eg::symbol d = x - batch_mean(x);
    return d / sqrt(batch_mean(d * d) + 1e-3);
  }
};
struct halved_norm : eg::layer {  // half of the mean stays
  static constexpr std::string_view name = "halved_norm";
  constexpr eg::symbol formula(eg::symbol x) const { return x - 0.5 * batch_mean(x); }
};

constexpr auto plain = eg::input<6> | dense<8> | eg::tanh | dense<4>;
constexpr auto normed = eg::input<6> | dense<8> | eg::batch_norm | eg::tanh | dense<4>;
constexpr auto layered = eg::input<6> | dense<8> | eg::layer_norm | eg::tanh | dense<4>;
constexpr auto own = eg::input<6> | dense<8> | own_norm{} | eg::tanh | dense<4>;
constexpr auto halved = eg::input<6> | dense<8> | halved_norm{} | eg::tanh | dense<4>;
constexpr auto beside = eg::input<6> | dense<8> | eg::add(eg::batch_norm, eg::identity_layer) | dense<4>;
constexpr auto shifted = eg::input<6> | dense<8, bare, void> | eg::bias | eg::batch_norm | eg::tanh | dense<4>;
constexpr auto scaled_and_normed = eg::input<6> | dense<8> | eg::scale | eg::batch_norm | eg::tanh | dense<4>;
constexpr auto in_branch =
    eg::input<6> | dense<8> | eg::residual(dense<8> | eg::batch_norm | eg::tanh) | eg::batch_norm | dense<4>;
constexpr auto cut = eg::input<6> | dense<8> | detached{} | dense<4>;
constexpr auto copies = eg::input<6> | dense<6> | eg::repeat<3>(dense<6> | eg::batch_norm | eg::tanh) | dense<4>;
constexpr auto ends_before = eg::input<6> | eg::repeat<3>(eg::tanh | dense<6>) | eg::batch_norm | eg::tanh | dense<4>;
constexpr auto begins = eg::input<6> | dense<6> | eg::repeat<3>(eg::batch_norm | eg::tanh | dense<6>) | dense<4>;
constexpr auto in_copies = eg::input<6> | eg::repeat<2>(eg::repeat<2>(eg::tanh | dense<6>) | eg::batch_norm) | dense<4>;
constexpr auto frozen = eg::input<6> | eg::frozen(dense<8> | eg::batch_norm) | eg::tanh | dense<4>;
constexpr auto shared_always = eg::input<6> | eg::shared<"a">(dense<6>) | eg::batch_norm | eg::tanh |
                               eg::shared<"a">(dense<6>) | eg::batch_norm | dense<4>;
// What is added goes through other products, and what is added differs from line to line.
constexpr auto two_products = eg::input<6> | dense<8> | dense<6> | eg::batch_norm | eg::tanh | dense<4>;
struct bias_of_lines : eg::layer {
  static constexpr std::string_view name = "bias_of_lines";
  constexpr eg::symbol formula(eg::symbol x) const { return x + x.parameter("b", x.dims(), eg::init::zeros{}); }
};
constexpr auto biased_lines = eg::input<3, 2> | bias_of_lines{} | eg::batch_norm | eg::tanh | eg::flatten | dense<4>;
constexpr auto flattened = eg::input<3, 2> | dense<2> | eg::flatten | eg::batch_norm | eg::tanh | dense<4>;
constexpr auto concatenated =
    eg::input<6> | eg::concat(dense<3>, dense<3> | eg::tanh, eg::identity_layer) | eg::batch_norm | eg::tanh | dense<4>;
struct mean_used_twice : eg::layer {  // the mean comes back in
  static constexpr std::string_view name = "mean_used_twice";
  constexpr eg::symbol formula(eg::symbol x) const {
    const eg::symbol m = batch_mean(x);
    return x - m + eg::logistic(m);
  }
};
constexpr auto mean_returns = eg::input<6> | dense<8> | mean_used_twice{} | eg::tanh | dense<4>;
constexpr auto lines = eg::input<3, 2> | dense<4> | eg::batch_norm | eg::tanh | eg::flatten | dense<4>;

template <const auto& Net>
void check(const char* name) {
  BOOST_TEST_CONTEXT(name) {
    eg::model<Net, double> m{eg::seed{3}};
    const eg::generator g(eg::seed{5}, 1);
    std::uint64_t at = 0;
    for (const eg::entry& e : m.entries())
      if (e.learned)
        for (int i = 0; i < e.dims.size(); ++i) m.view(e)(i) += 0.5 * (g.uniform<double>(at++) - 0.5);
    constexpr int rows = 9;
    std::vector<double> x, y;
    for (int i = 0; i < rows * 6; ++i) x.push_back(2 * g.uniform<double>(at++) - 1);
    for (int i = 0; i < rows; ++i) y.push_back(i % 4);
    m.differentiate(eg::cross_entropy, x.data(), y.data(), rows);
    BOOST_TEST((said_to_have_no_gradient<Net, eg::cross_entropy_t>() == without_gradient(m)));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(a_parameter_has_no_gradient_exactly_where_they_say_it) {
#define CHECK(net) check<net>(#net)
  CHECK(plain), CHECK(normed), CHECK(layered), CHECK(own), CHECK(halved), CHECK(beside), CHECK(shifted);
  CHECK(scaled_and_normed), CHECK(in_branch), CHECK(cut), CHECK(copies), CHECK(ends_before), CHECK(begins);
  CHECK(in_copies), CHECK(frozen), CHECK(shared_always), CHECK(lines), CHECK(two_products), CHECK(biased_lines);
  CHECK(flattened), CHECK(concatenated), CHECK(mean_returns);
#undef CHECK
}
BOOST_AUTO_TEST_CASE(names_of_copies) {
  BOOST_TEST(name_without_copies("repeat_1.2.repeat_1.10.dense_1.b") == "repeat_1.repeat_1.dense_1.b");
  BOOST_TEST(name_without_copies("dense_1.w") == "dense_1.w");
}

BOOST_AUTO_TEST_SUITE_END()
