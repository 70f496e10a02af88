// Fans follow from how a formula uses a parameter: a matrix, its transpose, a part, a table, one for each head.
#include <evengrad/combinator/chain.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/op/root.hpp>
#include <evengrad/pass/fans.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

/// x (…, k) times the transpose of w (n, k).
struct transposed_t : eg::layer {
  static constexpr std::string_view name = "transposed";
  constexpr eg::symbol formula(eg::symbol x) const {
    const int k = x.features(), n = 5;
    auto w = x.parameter("w", {n, k}, eg::init::lecun_normal{});
    const eg::roles r{{1}, {2, 1}, {2}};
    return {x.g, x.g->contract(x.id, w.id, r, {n}, true)};
  }
};
/// Each of 3 heads has a matrix of its own, and all read the same x: y (h, n) = Σ_k x (k) w (h, k, n).
struct heads_t : eg::layer {
  static constexpr std::string_view name = "heads";
  constexpr eg::symbol formula(eg::symbol x) const {
    auto w = x.parameter("w", {3, x.features(), 7}, eg::init::lecun_normal{});
    const eg::roles r{{1}, {2, 1, 3}, {2, 3}};
    return reshape(eg::symbol{x.g, x.g->contract(x.id, w.id, r, {3, 7}, true)}, {21});
  }
};
/// Each of 3 heads reads features of its own: y (h, n) = Σ_k x (h, k) w (h, k, n).
struct apart_t : eg::layer {
  static constexpr std::string_view name = "apart";
  constexpr eg::symbol formula(eg::symbol x) const {
    const int k = x.features() / 3;
    auto w = x.parameter("w", {3, k, 2}, eg::init::lecun_normal{});
    const eg::roles r{{1, 2}, {1, 2, 3}, {1, 3}};
    return reshape(eg::symbol{x.g, x.g->contract(reshape(x, {3, k}).id, w.id, r, {3, 2}, true)}, {6});
  }
};
/// Half of a matrix, as a function of it and of a length of its own; the bias is in no product.
struct directed_t : eg::layer {
  static constexpr std::string_view name = "directed";
  constexpr eg::symbol formula(eg::symbol x) const {
    auto v = x.parameter("v", {x.features(), 8}, eg::init::lecun_normal{});
    auto length = x.parameter("length", {8}, eg::init::ones{});
    auto b = x.parameter("b", {4}, eg::init::zeros{});
    return matmul(x, slice(v * rsqrt(sum_lines(v * v)) * length, 0, 4)) + b;
  }
};

/// A product written as a sum.
struct dot_t : eg::layer {
  static constexpr std::string_view name = "dot";
  constexpr eg::symbol formula(eg::symbol x) const {
    return sum(x * x.parameter("w", {x.features()}, eg::init::ones{}));
  }
};

constexpr auto net =
    eg::input<10> | transposed_t{} | heads_t{} | apart_t{} | directed_t{} | eg::repeat<2>(eg::dense<4>) | dot_t{};
constexpr auto table = eg::input<1> | eg::embedding<1000, 16>;

}  // namespace

BOOST_AUTO_TEST_CASE(fans_follow_from_the_use) {
  eg::model<net, double> m{eg::seed{1}};
  auto check = [&](const char* name, int in, int out) {
    const eg::fans f = m.find(name).use;
    BOOST_TEST(f.in == in, name << " has " << f.in << " inputs");
    BOOST_TEST(f.out == out, name << " has " << f.out << " outputs");
  };
  check("transposed_1.w", 10, 5);
  check("heads_1.w", 5, 21);
  check("apart_1.w", 7, 2);
  check("directed_1.v", 6, 4);
  check("directed_1.length", 1, 8);
  check("directed_1.b", 1, 4);
  check("dot_1.w", 4, 1);
  check("repeat_1.1.dense_1.w", 4, 4);
  check("repeat_1.2.dense_1.w", 4, 4);
  eg::model<table> t{eg::seed{1}};
  BOOST_TEST(t.find("embedding_1.w").use.in == 1, "one line of the table is an output");
  BOOST_TEST(t.find("embedding_1.w").use.out == 16);
}

BOOST_AUTO_TEST_SUITE_END()
