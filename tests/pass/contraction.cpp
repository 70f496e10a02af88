#include "nets.hpp"
#include "planned.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

std::vector<eg::product_info> products_of(const planned& q) {
  std::vector<eg::product_info> all;
  for (const eg::kernel& k : q.e.kernels)
    if (k.walk == eg::loop::product) all.push_back(k.product);
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(forward_adjoint_and_gradient_of_a_dense_layer) {
  const auto q = plan_training<nets::small>();  // 5 → 3 → 4
  int forward = 0, adjoint = 0, gradient = 0;
  for (const eg::product_info& p : products_of(*q)) {
    if (p.b == eg::factor::panels) {
      ++forward;
      BOOST_TEST(p.rows_in_m);
      BOOST_TEST(((p.k == 5 && p.n == 3) || (p.k == 3 && p.n == 4)));
    }
    if (p.b == eg::factor::panels_transposed) {
      ++adjoint;
      BOOST_TEST((p.rows_in_m && p.k == 4 && p.n == 3));
    }
    if (p.b == eg::factor::rows) {
      ++gradient;
      BOOST_TEST((p.rows_in_k && !p.rows_in_m));
      BOOST_TEST(((p.m == 5 && p.n == 3) || (p.m == 3 && p.n == 4)));
    }
  }
  BOOST_TEST(forward == 2);
  BOOST_TEST(adjoint == 1);
  BOOST_TEST(gradient == 2);
}

BOOST_AUTO_TEST_CASE(lines_of_an_example_are_rows_of_the_product) {
  const auto q = plan_inference<nets::normed>();  // input<4, 6> | dense<12>
  const eg::product_info p = products_of(*q).front();
  BOOST_TEST((p.b == eg::factor::panels && p.rows_in_m));
  BOOST_TEST(p.m == 4);
  BOOST_TEST(p.k == 6);
  BOOST_TEST(p.n == 12);
}

BOOST_AUTO_TEST_CASE(products_of_two_examples_are_strided) {
  eg::graph g;
  const eg::symbol x{&g, g.input({4, 6}, 0)}, y{&g, g.input({4, 5}, 1)};
  eg::roles r;  // y(i, j) = Σ_l a(l, i) b(l, j), for each row of the batch
  r.a = {1, 2}, r.b = {1, 3}, r.y = {2, 3};
  const int z = g.contract(x.id, y.id, r, {6, 5}, true);
  const eg::product_info p = eg::describe_product(g, g[z], false);
  BOOST_TEST((p.b == eg::factor::strided));
  BOOST_TEST(p.n == 5);
  long summed = 1, kept = 1;
  for (const eg::strided_axis& a : eg::strided_axes(g, g[z])) {
    if (a.extent) (a.summed ? summed : kept) *= a.extent;
    else BOOST_TEST(!a.summed, "rows of the batch are not summed");
  }
  BOOST_TEST(summed == 4);
  BOOST_TEST(kept == 30);
}

BOOST_AUTO_TEST_CASE(the_operand_with_the_columns_of_the_result_stands_last) {
  eg::graph g;
  const eg::symbol x{&g, g.input({6}, 0)}, w = x.parameter("w", {6, 5}, eg::init::zeros{}), y = matmul(x, w);
  BOOST_TEST(!eg::swaps(g, g[y.id]));
  eg::roles r = g.contractions[g[y.id].aux];
  std::swap(r.a, r.b);
  const int z = g.contract(w.id, x.id, r, {5}, true);
  BOOST_TEST(eg::swaps(g, g[z]));
  BOOST_TEST((eg::describe_product(g, g[z], false).b == eg::factor::panels), "and is the same product");
}

BOOST_AUTO_TEST_SUITE_END()
