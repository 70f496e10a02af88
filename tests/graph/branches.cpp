#include <evengrad/graph/branches.hpp>
#include <evengrad/init/automatic.hpp>
#include <evengrad/op/copy.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct stream : eg::graph {
  eg::symbol x{this, input({4}, 0)};
  eg::symbol weighted(eg::symbol y) { return matmul(y, y.parameter("w", {4, 4}, eg::init::automatic{})); }
  int counted(int p) {
    output = x.id;
    count_branches(*this);
    return parameters[p].scale.branches;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(what_is_added_to_what_it_is_made_of_is_a_branch) {
  stream s;
  const eg::symbol y = s.weighted(s.x), sum = s.x + y, other = s.x + eg::symbol{&s, s.input({4}, 1)};
  const eg::residual_sum r = residual_sum_of(s, sum.id);
  BOOST_TEST(r.stream == s.x.id);
  BOOST_TEST(r.branch == y.id);
  BOOST_TEST(residual_sum_of(s, other.id).stream == -1);
  BOOST_TEST(residual_sum_of(s, y.id).stream == -1);
}

BOOST_AUTO_TEST_CASE(branches_of_one_stream_are_counted) {
  stream s;
  for (int i = 0; i < 3; ++i) {
    const eg::symbol y = s.weighted(s.x);
    s.x = s.x + (y + s.x.parameter("b", {4}, eg::init::zeros{}));
  }
  BOOST_TEST(s.counted(0) == 3);
  BOOST_TEST(s.counted(4) == 3);
  BOOST_TEST(s.branches == 3);
}

BOOST_AUTO_TEST_CASE(a_function_of_the_stream_begins_another) {
  stream s;
  s.x = s.x + s.weighted(s.x);
  s.x = map(eg::info<eg::copy_op>, s.x);
  s.x = s.x + s.weighted(s.x);
  BOOST_TEST(s.counted(0) == 1);
  BOOST_TEST(s.branches == 0);
}

BOOST_AUTO_TEST_CASE(the_copies_of_a_block_count) {
  stream s;
  s.copies = 5;
  s.x = s.x + s.weighted(s.x), s.x = s.x + s.weighted(s.x);
  BOOST_TEST(s.counted(0) == 10);
  BOOST_TEST(s.branches == 2);
}

BOOST_AUTO_TEST_CASE(only_the_last_product_ends_a_branch) {
  stream s;
  const eg::symbol inner = s.weighted(s.x), outer = s.weighted(inner),
                   learned = s.x.parameter("g", {4}, eg::init::ones{});
  BOOST_TEST(last_weight_of(s, outer.id) == 1);
  BOOST_TEST(last_weight_of(s, (outer * learned).id) == -1);
  BOOST_TEST(last_weight_of(s, map(eg::info<eg::copy_op>, outer).id) == -1);
  const eg::symbol mask = uniform(outer) * 2.;
  BOOST_TEST(is_mask(s, mask.id));
  BOOST_TEST(last_weight_of(s, (outer * mask).id) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
