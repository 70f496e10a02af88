#include <evengrad/graph/symbol.hpp>
#include <evengrad/init/fixed.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct started {
  eg::graph g;
  eg::symbol x;
  explicit started(const eg::shape& s) : x{&g, g.input(s, 0)} {}
  const eg::node& operator[](eg::symbol s) const { return g[s.id]; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(parameters_and_states_are_noted_with_their_layer) {
  started s{eg::shape{3}};
  s.g.layer = 2;
  const eg::symbol w = s.x.parameter("w", {3, 5}, eg::init::ones{}), m = s.x.state("mean", {3}, 0.25);
  BOOST_TEST(s.g.parameters.size() == 2);
  const eg::parameter_info &p = s.g.parameters[0], &q = s.g.parameters[1];
  BOOST_TEST((p.name == "w" && p.layer == 2 && p.learned && p.node == w.id && p.init->of({1, 1}).mean == 1));
  BOOST_TEST((q.name == "mean" && !q.learned && q.initial == 0.25 && q.node == m.id && q.init == nullptr));
  BOOST_TEST((s[w].what == eg::kind::parameter && s[m].what == eg::kind::state && !s[w].batched));
}

BOOST_AUTO_TEST_CASE(an_assignment_names_its_state) {
  started s{eg::shape{3}};
  const eg::symbol m = s.x.state("mean", {3}, 0);
  assign(m, m + 1.);
  const eg::node& a = s.g.nodes.back();
  BOOST_TEST((a.what == eg::kind::assign && a.parameter == 0));
}

BOOST_AUTO_TEST_CASE(products_have_the_lines_of_the_first_and_the_columns_of_the_second) {
  started s{eg::shape{7, 3}};
  const eg::symbol y = matmul(s.x, s.x.parameter("w", {3, 5}, eg::init::zeros{}));
  BOOST_TEST((y.dims() == eg::shape{7, 5}));
  BOOST_TEST((s[y].what == eg::kind::contract && s[y].batched));
  const eg::roles& r = s.g.contractions[s[y].aux];
  BOOST_TEST((r.a[1] == r.b[0] && r.a[0] == r.y[0] && r.b[1] == r.y[1]));
  matmul(s.x, s.x.parameter("v", {4, 5}, eg::init::zeros{}));
  BOOST_TEST((s.g.wrong.what == eg::fault::matmul_inner_extents_differ));
  BOOST_TEST((s.g.wrong.expected == 4 && s.g.wrong.got == 3));
}

BOOST_AUTO_TEST_CASE(means_divide_by_what_they_sum) {
  started s{eg::shape{4, 5}};
  BOOST_TEST((s[mean(s.x)].dims == eg::shape{4, 1}));
  BOOST_TEST((s[mean_lines(s.x)].dims == eg::shape{5}));
  BOOST_TEST((s[sum_all(s.x)].dims.size() == 1 && s[sum_all(s.x)].batched));
  const eg::node& b = s[batch_mean(s.x)];
  BOOST_TEST((b.dims == eg::shape{5} && !b.batched));
  const eg::node& scaled = s.g[b.in[0]];
  BOOST_TEST(s.g[scaled.in[0]].value == 0.25, "one over the lines, and");
  BOOST_TEST(s.g[scaled.in[0]].aux == -1, "over the rows, which are known at run time");
}

BOOST_AUTO_TEST_CASE(plain_numbers_join_the_graph_of_what_they_meet) {
  started s{eg::shape{3}};
  BOOST_TEST((2. + s.x).g == &s.g);
  BOOST_TEST((s.x - 2.).g == &s.g);
  BOOST_TEST((s[-s.x].what == eg::kind::map && s.g[s[-s.x].in[0]].value == -1));
}

BOOST_AUTO_TEST_CASE(random_nodes_are_never_shared) {
  started s{eg::shape{3}};
  const eg::symbol a = uniform(s.x), b = uniform(s.x);
  BOOST_TEST(a.id != b.id);
  BOOST_TEST(s[a].offset != s[b].offset);
}

BOOST_AUTO_TEST_CASE(rows_and_columns_as_numbers) {
  started s{eg::shape{3}};
  BOOST_TEST((s[row_count(s.x)].value == 1 && s[row_count(s.x)].aux == 1));
  BOOST_TEST((s[column_index(s.x)].what == eg::kind::column && s[column_index(s.x)].dims == eg::shape{3}));
}

BOOST_AUTO_TEST_CASE(gather_takes_a_line_of_a_table_for_each_row) {
  started s{eg::shape{1}};
  const eg::symbol y = gather(s.x.parameter("w", {100, 8}, eg::init::zeros{}), s.x);
  BOOST_TEST((y.dims() == eg::shape{8} && s[y].batched && s[y].parameter == 0));
}

BOOST_AUTO_TEST_SUITE_END()
