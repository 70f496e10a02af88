#include <evengrad/combinator/chain.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>

#include "built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

namespace {

using he = eg::init::he_normal;
constexpr auto body = eg::residual(eg::dense<12> | eg::relu | eg::dense<6, he>);
constexpr auto counted = eg::residual(eg::dense<12> | eg::relu | eg::dense<6>);

}  // namespace

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(any_number_of_copies_is_one_node) {
  const built few(eg::input<6> | eg::repeat<3>(body)), many(eg::input<6> | eg::repeat<10'000>(body));
  BOOST_TEST(few.g.nodes.size() == many.g.nodes.size());
  BOOST_TEST(many.count(eg::kind::call) == 1);
  BOOST_TEST(many.g.calls[0].count == 10'000);
  BOOST_TEST(!many.g.calls[0].shared);
  BOOST_TEST(few.g.calls[0].body == many.g.calls[0].body, "the same program");
  BOOST_TEST(few.g.fingerprint() != many.g.fingerprint(), "of another net");
}

BOOST_AUTO_TEST_CASE(all_copies_are_one_entry_among_the_parameters) {
  const built b(eg::input<6> | eg::repeat<3>(body) | eg::dense<2>);
  BOOST_TEST(b.g.parameters.size() == 3);
  BOOST_TEST(b.g.parameters[0].call == 0);
  BOOST_TEST(b.names() == "repeat_1 dense_1");
}

BOOST_AUTO_TEST_CASE(sharing_and_calling_are_kinds_of_repetition) {
  const built b(eg::input<6> | eg::repeat_shared<4>(body) | eg::call(eg::dense<3>));
  BOOST_TEST((b.right() && b.out() == eg::shape{3}));
  BOOST_TEST((b.g.calls[0].shared && b.g.calls[0].count == 4));
  BOOST_TEST(b.g.calls[1].count == 1);
  BOOST_TEST((b.g.calls[1].in == eg::shape{6} && b.g.calls[1].out == eg::shape{3}));
}

BOOST_AUTO_TEST_CASE(equal_bodies_have_one_fingerprint_wherever_they_stand) {
  const built b(eg::input<6> | eg::repeat<2>(body) | eg::relu | eg::repeat<5>(body));
  BOOST_TEST(b.g.calls[0].body == b.g.calls[1].body);
  const built other(eg::input<6> | eg::repeat<2>(eg::residual(eg::dense<13> | eg::relu | eg::dense<6>)));
  BOOST_TEST(b.g.calls[0].body != other.g.calls[0].body);
}

BOOST_AUTO_TEST_CASE(where_weights_count_the_branches_other_numbers_are_other_bodies) {
  const built b(eg::input<6> | eg::repeat<2>(counted) | eg::relu | eg::repeat<5>(counted) | eg::repeat<2>(counted));
  BOOST_TEST(b.g.calls[0].body != b.g.calls[1].body);
  BOOST_TEST(b.g.calls[0].body == b.g.calls[2].body);
}

BOOST_AUTO_TEST_CASE(a_body_must_keep_its_shape_to_be_repeated) {
  const built b(eg::input<6> | eg::repeat<2>(eg::dense<5>));
  BOOST_TEST((b.g.wrong.what == eg::fault::repeat_body_must_keep_its_shape));
  BOOST_TEST(b.g.wrong.expected == 6);
  BOOST_TEST(b.g.wrong.got == 5);
  BOOST_TEST(built(eg::input<6> | eg::repeat<1>(eg::dense<5>)).right(), "once, it may change it");
}

BOOST_AUTO_TEST_CASE(less_than_one_copy_is_refused) {
  BOOST_TEST((built(eg::input<6> | eg::repeat<0>(body)).g.wrong.what == eg::fault::extent_must_be_positive));
}

BOOST_AUTO_TEST_CASE(states_are_kept_by_each_copy_and_not_shared) {
  BOOST_TEST(built(eg::input<6> | eg::repeat<3>(eg::batch_norm)).right());
  BOOST_TEST((built(eg::input<6> | eg::repeat_shared<3>(eg::batch_norm)).g.wrong.what ==
              eg::fault::state_inside_a_shared_repeat));
}

BOOST_AUTO_TEST_CASE(a_fault_inside_is_told_with_its_layer) {
  const built b(eg::input<6> | eg::repeat<2>(eg::dense<6> | eg::residual(eg::dense<5>)));
  BOOST_TEST((b.g.wrong.what == eg::fault::residual_body_must_keep_its_shape));
  BOOST_TEST(b.g.wrong.expected == 6);
  BOOST_TEST(b.g.wrong.got == 5);
}

BOOST_AUTO_TEST_SUITE_END()
