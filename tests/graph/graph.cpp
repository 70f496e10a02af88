#include <evengrad/graph/symbol.hpp>
#include <evengrad/init/fixed.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/exponential.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

/// A graph with a batched input of the given shape.
struct started {
  eg::graph g;
  eg::symbol x;
  explicit started(const eg::shape& s) : x{&g, g.input(s, 0)} {}
  int size() const { return int(g.nodes.size()); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(equal_nodes_are_one_node) {
  started s{eg::shape{3}};
  const eg::symbol y = exp(s.x) * exp(s.x);
  BOOST_TEST(s.g[y.id].in[0] == s.g[y.id].in[1]);
  const int before = s.size();
  BOOST_TEST((exp(s.x) * exp(s.x)).id == y.id);
  BOOST_TEST(s.size() == before);
  BOOST_TEST((s.x - y).id != (y - s.x).id, "the order of operands matters");
}

BOOST_AUTO_TEST_CASE(what_has_no_effect_is_not_appended) {
  started s{eg::shape{3}};
  BOOST_TEST((s.x * 1.).id == s.x.id);
  BOOST_TEST((1. * s.x).id == s.x.id);
  BOOST_TEST((s.x / 1.).id == s.x.id);
  BOOST_TEST((s.x + 0.).id == s.x.id);
  BOOST_TEST((0. + s.x).id == s.x.id);
  BOOST_TEST((s.x - 0.).id == s.x.id);
}

BOOST_AUTO_TEST_CASE(zero_times_x_is_computed_for_x_may_be_infinite) {
  started s{eg::shape{3}};
  BOOST_TEST((0. * s.x).id != s.g.number(0));
}

BOOST_AUTO_TEST_CASE(numbers_are_folded) {
  started s{eg::shape{3}};
  BOOST_TEST((2. * (3. * s.x)).id == (6. * s.x).id);
  BOOST_TEST((s.x * 6.).id == (6. * s.x).id);
  const eg::symbol two{&s.g, s.g.number(2)};
  BOOST_TEST((two + 3.).id == s.g.number(5));
}

BOOST_AUTO_TEST_CASE(numbers_know_their_power_of_the_row_count) {
  started s{eg::shape{3}};
  const int per_row = s.g.number(0.5, -1), rows = s.g.number(4, 1);
  const eg::node& product = s.g[s.g.map(eg::info<eg::multiply_op>, per_row, rows)];
  BOOST_TEST(product.value == 2);
  BOOST_TEST(product.aux == 0);
  BOOST_TEST(!s.g.is(s.g.number(1, 1), 1), "the number of rows is not 1");
  BOOST_TEST(s.g.number(1, 1) != s.g.number(1));
}

BOOST_AUTO_TEST_CASE(operands_are_broadcast) {
  started s{eg::shape{4, 3}};
  const eg::symbol b = s.x.parameter("b", {3}, eg::init::zeros{});
  const eg::symbol y = s.x + b;
  BOOST_TEST((y.dims() == eg::shape{4, 3}));
  BOOST_TEST(s.g[y.id].batched);
  BOOST_TEST((s.g.wrong.what == eg::fault::none));
}

BOOST_AUTO_TEST_CASE(the_first_fault_stays) {
  started s{eg::shape{3}};
  const eg::symbol a = s.x.parameter("a", {4}, eg::init::zeros{}), b = s.x.parameter("b", {5}, eg::init::zeros{});
  s.g.layer = 7;
  (void)(s.x + a);
  s.g.layer = 8;
  (void)(s.x + b);
  BOOST_TEST((s.g.wrong.what == eg::fault::operands_do_not_broadcast));
  BOOST_TEST(s.g.wrong.layer == 7);
  BOOST_TEST(s.g.wrong.expected == 3);
  BOOST_TEST(s.g.wrong.got == 4);
}

BOOST_AUTO_TEST_CASE(sums_drop_the_axes_they_sum) {
  started s{eg::shape{4, 3}};
  const eg::node columns = s.g[s.g.sum(s.x.id, eg::over_columns)], lines = s.g[s.g.sum(s.x.id, eg::over_lines)],
                 rows = s.g[s.g.sum(s.x.id, eg::over_rows)],
                 all = s.g[s.g.sum(s.x.id, eg::over_columns | eg::over_lines | eg::over_rows)];
  BOOST_TEST((columns.dims == eg::shape{4, 1} && columns.batched));
  BOOST_TEST((lines.dims == eg::shape{3} && lines.batched));
  BOOST_TEST((rows.dims == eg::shape{4, 3} && !rows.batched));
  BOOST_TEST((all.dims.size() == 1 && !all.batched));
}

BOOST_AUTO_TEST_CASE(what_has_one_element_is_not_summed) {
  started s{eg::shape{1}};
  BOOST_TEST(s.g.sum(s.x.id, eg::over_columns) == s.x.id);
  BOOST_TEST(s.g.largest(s.x.id) == s.x.id);
  const int c = s.g.number(3);  // the same for every row: its sum over them is rows times 3
  const eg::node total = s.g[s.g.sum(c, eg::over_rows)];
  BOOST_TEST((total.what == eg::kind::number && total.value == 3 && total.aux == 1));
}

BOOST_AUTO_TEST_CASE(views_of_views_are_one_view) {
  started s{eg::shape{4, 3}};
  const int flat = s.g.reshape(s.x.id, {12}), back = s.g.reshape(flat, {2, 6});
  BOOST_TEST(s.g[back].in[0] == s.x.id);
  BOOST_TEST(s.g.reshape(back, {4, 3}) == s.x.id);
  s.g.reshape(s.x.id, {5});
  BOOST_TEST((s.g.wrong.what == eg::fault::reshape_must_keep_the_number_of_elements));
  BOOST_TEST(s.g.wrong.expected == 12);
  BOOST_TEST(s.g.wrong.got == 5);
}

BOOST_AUTO_TEST_CASE(ranges_of_an_axis) {
  started s{eg::shape{4, 3}};
  BOOST_TEST((s.g[s.g.slice(s.x.id, 0, 1, 2)].dims == eg::shape{2, 3}));
  BOOST_TEST((s.g[s.g.place(s.x.id, 1, 2, 7)].dims == eg::shape{4, 7}));
  BOOST_TEST(s.g.slice(s.x.id, 1, 0, 3) == s.x.id);
  BOOST_TEST((s.g.wrong.what == eg::fault::none));
  s.g.slice(s.x.id, 1, 2, 2);
  BOOST_TEST((s.g.wrong.what == eg::fault::slice_is_out_of_range));
}

BOOST_AUTO_TEST_CASE(equal_roles_are_stored_once) {
  started s{eg::shape{4}};
  const eg::symbol v = s.x.parameter("v", {4, 4}, eg::init::zeros{}), w = s.x.parameter("w", {4, 4}, eg::init::zeros{});
  matmul(matmul(s.x, v), w);
  BOOST_TEST(s.g.contractions.size() == 1);
}

BOOST_AUTO_TEST_CASE(fingerprints_tell_graphs_apart) {
  auto print = [](const eg::shape& in, int out, const char* name, auto op) {
    started s(in);
    op(matmul(s.x, s.x.parameter(name, {in.last(), out}, eg::init::zeros{})));
    return s.g.fingerprint();
  };
  auto with_exp = [](eg::symbol y) { return exp(y); };
  auto with_log = [](eg::symbol y) { return log(y); };
  const eg::identity one = print({4}, 5, "w", with_exp);
  BOOST_TEST(one == print({4}, 5, "w", with_exp));
  BOOST_TEST(one != print({4}, 6, "w", with_exp));
  BOOST_TEST(one != print({3}, 5, "w", with_exp));
  BOOST_TEST(one != print({4}, 5, "v", with_exp));
  BOOST_TEST(one != print({4}, 5, "w", with_log));
}

BOOST_AUTO_TEST_CASE(a_graph_is_built_in_a_constant_expression) {
  constexpr int nodes = [] {
    eg::graph g;
    const eg::symbol x{&g, g.input({3}, 0)};
    (void)(exp(x) * exp(x));
    return int(g.nodes.size());
  }();
  static_assert(nodes == 3);
}

BOOST_AUTO_TEST_SUITE_END()
