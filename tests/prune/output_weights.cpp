// Which weights make the output, in chains, residual nets, repeated and shared blocks, joined heads.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/scan.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/lstm_cell.hpp>
#include <evengrad/layer/maxout.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/rnn_cell.hpp>
#include <evengrad/layer/sparse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/prune/output_weights.hpp>

namespace eg = evengrad;

namespace {

constexpr auto chain = eg::input<5> | eg::dense<4> | eg::relu | eg::dense<4> | eg::batch_norm | eg::relu;
constexpr auto residual = eg::input<5> | eg::dense<4> | eg::residual(eg::dense<4> | eg::relu | eg::dense<4>) | eg::relu;
constexpr auto body = eg::residual(eg::dense<4> | eg::relu | eg::dense<4>);
constexpr auto repeated_end = eg::input<4> | eg::dense<4> | eg::repeat<3>(body);
constexpr auto repeated_inside = eg::input<4> | eg::repeat<2>(eg::repeat<2>(eg::dense<4> | eg::relu)) | eg::dense<3>;
constexpr auto nested_end = eg::input<4> | eg::repeat<2>(eg::repeat<2>(eg::dense<4> | eg::relu));
constexpr auto shared_end = eg::input<4> | eg::dense<4> | eg::repeat_shared<3>(eg::dense<4> | eg::relu | eg::dense<4>);
constexpr auto activations = eg::input<4> | eg::dense<4> | eg::repeat<2>(eg::residual(eg::tanh));
constexpr auto heads = eg::input<5> | eg::dense<6> | eg::relu | eg::concat(eg::dense<2>, eg::dense<3> | eg::tanh);
constexpr auto uneven = eg::input<5> | eg::add(eg::dense<3>, eg::dense<6> | eg::relu | eg::dense<3>);
constexpr auto gates = eg::input<5> | eg::dense<6> | eg::multiply(eg::dense<3> | eg::sigmoid, eg::dense<3>);
constexpr auto skip =
    eg::input<5> | eg::dense<4> | eg::tap<"a"> | eg::dense<3> | eg::concat(eg::identity_layer, eg::from<"a">);
constexpr auto twice =
    eg::input<4> | eg::dense<4> | eg::shared<"w">(eg::dense<4>) | eg::relu | eg::shared<"w">(eg::dense<4>);
constexpr auto normed = eg::input<4> | eg::dense<6> | eg::relu | eg::dense<3, eg::weight_norm<>>;
constexpr auto frozen_end = eg::input<4> | eg::dense<6> | eg::relu | eg::frozen(eg::dense<3>);
inline constexpr eg::compressed_weights<6, 2, 3> few{{0, 1, 3}, {4, 0, 5}, {1, 2, 3}};
constexpr auto sparse_end = eg::input<4> | eg::dense<6> | eg::relu | eg::sparse<few>;
constexpr auto maxed = eg::input<4> | eg::dense<6> | eg::relu | eg::maxout_dense<3, 2>;
constexpr auto table = eg::input<1> | eg::embedding<7, 4> | eg::dense<3>;
constexpr auto sequence = eg::input<6, 2> | eg::scan(eg::lstm_cell<4>) | eg::dense<3>;
constexpr auto sequence_end = eg::input<6, 2> | eg::dense<3> | eg::scan(eg::rnn_cell<3>);

template <const auto& Net>
std::string names() {
  eg::model<Net> m{eg::seed{1}};
  std::string all;
  const auto makes = eg::output_weights(m);
  const auto places = m.places();
  BOOST_TEST(makes.size() == places.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    if (makes[i]) (all += all.empty() ? "" : " ") += places[i].name;
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(weights_that_make_the_output) {
  BOOST_TEST(names<chain>() == "dense_2.w");
  BOOST_TEST(names<residual>() == "dense_3.w");  // what comes before the branch passes it too
  BOOST_TEST(names<repeated_end>() == "repeat_1.3.dense_2.w");
  BOOST_TEST(names<repeated_inside>() == "dense_1.w");
  BOOST_TEST(names<nested_end>() == "repeat_1.2.repeat_1.2.dense_1.w");
  BOOST_TEST(names<shared_end>() == "repeat_shared_1.dense_2.w");
  BOOST_TEST(names<activations>() == "dense_1.w");
  BOOST_TEST(names<heads>() == "dense_2.w dense_3.w");
  BOOST_TEST(names<uneven>() == "dense_1.w dense_3.w");
  BOOST_TEST(names<gates>() == "dense_2.w dense_3.w");
  BOOST_TEST(names<skip>() == "dense_2.w");
  BOOST_TEST(names<twice>() == "dense_2.w");
  BOOST_TEST(names<normed>() == "dense_2.w");
  BOOST_TEST(names<frozen_end>() == "");
  BOOST_TEST(names<sparse_end>() == "");
  BOOST_TEST(names<maxed>() == "maxout_dense_1.w");
  BOOST_TEST(names<table>() == "dense_1.w");
  BOOST_TEST(names<sequence>() == "dense_1.w");
  BOOST_TEST(names<sequence_end>() == "rnn_1.w_h");  // of early steps it passes those of later ones
}

BOOST_AUTO_TEST_SUITE_END()
