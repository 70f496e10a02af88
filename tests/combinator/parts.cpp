#include <evengrad/combinator/parts.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>

#include <boost/hana/count_if.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/size.hpp>
#include <boost/hana/type.hpp>
#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
namespace hana = boost::hana;

namespace {

constexpr auto net = eg::input<8> | eg::dense<8> | eg::relu | eg::residual(eg::relu | eg::dense<8>) | eg::relu;
constexpr auto is_relu = [](const auto& part) {
  return hana::bool_c<std::is_same_v<std::decay_t<decltype(part)>, std::decay_t<decltype(eg::relu)>>>;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(a_chain_is_the_list_of_its_parts) {
  constexpr auto all = eg::parts(net);
  static_assert(decltype(hana::size(all))::value == 5);
  static_assert(decltype(hana::count_if(all, is_relu))::value == 2, "the one inside of the residual is its own");
  BOOST_TEST(sizeof(all) < 16u);
}

BOOST_AUTO_TEST_CASE(parts_keep_their_order_and_their_names) {
  std::string names;
  hana::for_each(eg::parts(net),
                 [&](const auto& part) { names.append(eg::name_of<std::decay_t<decltype(part)>>()) += ' '; });
  BOOST_TEST(names.find("dense relu ") != names.npos);
}

BOOST_AUTO_TEST_CASE(a_layer_alone_is_a_list_of_one) {
  int count = 0;
  hana::for_each(eg::parts(eg::residual(eg::relu | eg::dense<8>)), [&](const auto&) { ++count; });
  BOOST_TEST(count == 1);
}

BOOST_AUTO_TEST_SUITE_END()
