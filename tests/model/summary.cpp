#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/sparse.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/model/summary.hpp>
#include <evengrad/norm/batch_norm.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto lenet =
    eg::input<28, 28> | eg::flatten | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
constexpr auto body = eg::residual(eg::layer_norm | eg::dense<20> | eg::relu | eg::dense<12>);
constexpr auto repeated = eg::input<7> | eg::dense<12> | eg::repeat<3>(body) | eg::dense<5>;
constexpr auto normed = eg::input<4, 6> | eg::dense<12> | eg::batch_norm | eg::relu | eg::flatten | eg::dropout(0.2) |
                        eg::concat(eg::dense<3>, eg::dense<4>);
inline constexpr eg::compressed_weights<4, 2, 3> kept{{0, 2, 3}, {0, 3, 1}, {.5f, -1.f, 2.f}};
inline constexpr std::array<float, 2> bias{.1f, -.1f};
constexpr auto sparse = eg::input<4> | eg::sparse<kept, bias> | eg::dense<3>;
constexpr auto shared = eg::input<12> | eg::repeat_shared<4>(eg::dense<12> | eg::relu);

/// The table without what it says of memory.
std::string layers_of(const std::string& text) { return text.substr(0, text.find("with N")); }
std::string line_of(const std::string& text, const std::string& what) {
  const std::size_t at = text.find(what);
  return text.substr(at, text.find('\n', at) - at);
}
bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

// clang-format off
BOOST_AUTO_TEST_CASE(layers_with_shapes_and_parameters) {
  BOOST_TEST(layers_of(eg::summary<lenet>(eg::batch{60})) == R"(layer                   output               parameters  multiply-adds
──────────────────────────────────────────────────────────────────────
input                   N × 28 × 28                   –              –
dense_1                 N × 300                 235,500        235,200
relu_1                  N × 300                       –              –
dense_2                 N × 100                  30,100         30,000
relu_2                  N × 100                       –              –
dense_3                 N × 10                    1,010          1,000
──────────────────────────────────────────────────────────────────────
parameters                                      266,610        1.07 MB
operations a row, to infer                      533,210      533 kFLOP
operations a row, to train                    1,128,926     1.13 MFLOP
)");
}

BOOST_AUTO_TEST_CASE(constants_of_sparse_layers_are_named) {
  BOOST_TEST(ends_with(line_of(eg::summary<sparse>(), "constants of sparse layers"), " 32 B"));
  BOOST_TEST(eg::summary<lenet>().find("constants") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_repeated_block_counts_once_a_copy) {
  BOOST_TEST(layers_of(eg::summary<repeated>()) == R"(layer                   output               parameters  multiply-adds
──────────────────────────────────────────────────────────────────────
input                   N × 7                         –              –
dense_1                 N × 12                       96             84
repeat_1 (3 ×)          N × 12                    1,608          1,440
  layer_norm_1          N × 12                       24              –
  dense_1               N × 20                      260            240
  relu_1                N × 20                        –              –
  dense_2               N × 12                      252            240
dense_2                 N × 5                        65             60
──────────────────────────────────────────────────────────────────────
parameters                                        1,769        7.08 kB
operations a row, to infer                        3,707     3.71 kFLOP
operations a row, to train                       10,686     10.7 kFLOP
)");
}

BOOST_AUTO_TEST_CASE(states_are_counted_apart) {
  BOOST_TEST(layers_of(eg::summary<normed>(eg::batch{64})) == R"(layer                   output               parameters  multiply-adds
──────────────────────────────────────────────────────────────────────
input                   N × 4 × 6                     –              –
dense_1                 N × 4 × 12                   84            288
batch_norm_1            N × 4 × 12                   24              –
relu_1                  N × 4 × 12                    –              –
dropout_1               N × 48                        –              –
dense_2                 N × 3                       147            144
dense_3                 N × 4                       196            192
──────────────────────────────────────────────────────────────────────
parameters                                          451        1.80 kB
states, not learned                                  24           96 B
operations a row, to infer                        1,550     1.55 kFLOP
operations a row, to train                        4,849     4.85 kFLOP
)");
}
// clang-format on

BOOST_AUTO_TEST_CASE(shared_weights_count_once_and_work_each_time) {
  const std::string row = line_of(eg::summary<shared>(), "repeat_shared_1");
  BOOST_TEST(row == "repeat_shared_1 (4 × the same)  N × 12                      156            576");
}

BOOST_AUTO_TEST_CASE(memory_is_that_of_the_constants) {
  const std::string text = eg::summary<lenet>(eg::batch{60});
  auto bytes = [](std::int64_t n) { return " " + eg::with_unit(double(n), "B"); };
  constexpr eg::memory_use training = eg::training_memory<lenet>(eg::batch{60}),
                           inference = eg::inference_memory<lenet>(eg::batch{60});
  BOOST_TEST(ends_with(line_of(text, "with N"), "= 60"));
  BOOST_TEST(ends_with(line_of(text, "  input "), bytes(60 * 784 * 4)));
  BOOST_TEST(ends_with(line_of(text, "  all values"), bytes(eg::activation_bytes<lenet>(eg::batch{60}))));
  BOOST_TEST(ends_with(line_of(text, "  arena, to train"), bytes(training.rows + training.fixed)));
  BOOST_TEST(ends_with(line_of(text, "  in all, to train"), bytes(training.total())));
  BOOST_TEST(ends_with(line_of(text, "  arena, to infer"), bytes(inference.rows + inference.fixed)));
}

BOOST_AUTO_TEST_CASE(a_model_prints_its_network) {
  const eg::model<shared> m{eg::seed{1}};
  BOOST_TEST(eg::summary(m) == eg::summary<shared>());
  BOOST_TEST(eg::summary(m, eg::batch{1000}) != eg::summary(m));
}

BOOST_AUTO_TEST_SUITE_END()
