// Names of parameters while compiling: they find what the list of entries says, and nothing else.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct encoder : eg::block {
  static constexpr std::string_view name = "encoder";
  static constexpr auto graph = eg::dense<6> | eg::batch_norm;
};
constexpr auto net = eg::input<6> | eg::dense<6> | eg::repeat<12>(encoder{} | eg::relu | eg::dense<6>) |
                     eg::repeat_shared<3>(eg::dense<6>) | eg::dense<2, eg::init::he_normal, void>;

constexpr int place(std::string_view name, bool learned = false) {
  constexpr const auto& graphs = eg::graphs_of<eg::checked<net, void>>;
  return eg::entry_number(graphs.data(), graphs[0], name, learned);
}

static_assert(place("dense_1.w") == 0 && place("dense_1.b") == 1);
static_assert(place("repeat_1.1.encoder_1.dense_1.w") == 2 && place("repeat_1.2.encoder_1.dense_1.w") == 10);
static_assert(place("repeat_1.12.encoder_1.dense_1.w") == 2 + 11 * 8);
static_assert(place("repeat_1.1.encoder_1.batch_norm_1.moving_mean") >= 0);
static_assert(place("repeat_1.1.encoder_1.batch_norm_1.moving_mean", true) < 0, "a state has no gradient");
static_assert(place("repeat_1.1.encoder_1.batch_norm_1.gamma", true) >= 0);

static_assert(place("") < 0 && place("dense_1") == 0 && place("dense_1.") < 0 && place("dense_1.w.") < 0);
static_assert(place("dense_2.b") < 0, "it has no bias");
static_assert(place("dense_3.w") < 0 && place("dense_0.w") < 0 && place("dense_01.w") < 0 && place("dense.w") < 0);
static_assert(place("dense_11.w") < 0 && place("Dense_1.w") < 0 && place("dense_1w") < 0 &&
              place("dense_9999999999.w") < 0);
static_assert(place("repeat_1.0.dense_1.w") < 0 && place("repeat_1.13.dense_1.w") < 0 &&
              place("repeat_1.dense_1.w") < 0);
static_assert(place("repeat_shared_1.dense_1.w") >= 0 && place("repeat_shared_1.1.dense_1.w") < 0);
static_assert(place("repeat_1.12.encoder_2.dense_1.w") < 0 && place("encoder_1.dense_1.w") < 0);

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(every_entry_is_found_at_its_place) {
  const eg::model<net> m;
  for (std::size_t i = 0; i < m.entries().size(); ++i)
    BOOST_TEST(place(m.entries()[i].name) == int(i), m.entries()[i].name);
  BOOST_TEST(m.entries().size() == 2u + 12 * 8 + 2 + 1);
}

BOOST_AUTO_TEST_CASE(a_name_in_the_program_and_one_at_run_time_are_the_same_parameter) {
  eg::model<net> m;
  m["repeat_1.7.encoder_1.dense_1.b"](3) = 5;
  BOOST_TEST(m[std::string("repeat_1.7.encoder_1.dense_1.b")](3) == 5);
  const char* const pointer = "repeat_1.7.encoder_1.dense_1.b";
  BOOST_TEST(m[pointer](3) == 5);
  m.gradients()[m.find("dense_1.b").offset] = 2;
  BOOST_TEST(m.gradient("dense_1.b")(0) == 2);
  BOOST_TEST(m.gradient(std::string_view("dense_1.b"))(0) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
