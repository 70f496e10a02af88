// What a ticket's files say, and what is refused before there is one. That they compile: see tickets.cpp.
#include <boost/test/unit_test.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/prune/write_ticket.hpp>

#include "../data/temporary.hpp"
#include "../message.hpp"

namespace eg = evengrad;
using evengrad_test::message;

namespace {

constexpr auto net = eg::input<3> | eg::dense<4, eg::init::he_normal> | eg::relu | eg::dense<2>;

constexpr auto wide = eg::input<4097> | eg::dense<2>;

struct one_by_one : eg::block {
  static constexpr std::string_view name = "1x1";
  static constexpr auto graph = eg::dense<4> | eg::tanh;
};
struct first_version : eg::block {
  static constexpr std::string_view name = "v1.0";
  static constexpr auto graph = eg::dense<4> | eg::relu;
};
struct in_quotes : eg::block {
  static constexpr std::string_view name = "a\"b | \\";
  static constexpr auto graph = eg::dense<2>;
};
constexpr auto names = eg::input<3> | one_by_one{} | eg::repeat<2>(first_version{}) | in_quotes{};

struct before {
  eg::model<net> model{eg::seed{4}};
  eg::weight_mask mask{model.places()};
  before() {
    const eg::masked_tensor t = mask.tensor("dense_1.w");
    for (int k = 0; k < 3; ++k) mask.set(t, k, 1, false);
    mask.apply(model.weights());
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(write_ticket)

BOOST_FIXTURE_TEST_CASE(a_header_says_the_net_and_what_was_saved, before) {
  const scratch files;
  const std::string path = files.path("small.hpp"), test = files.path("small_test.cpp");
  const eg::smaller_network small =
      eg::write_ticket(path, model, mask, {.name = "mine::small", .layers = eg::ticket_layers::dense});
  const std::string header = content(path);
  const auto has = [&](const std::string& s) { return header.find(s) != header.npos; };
  BOOST_TEST(has("namespace mine::small {"));
  BOOST_TEST(
      has("inline constexpr auto net = evengrad::input<3> | evengrad::dense<3, evengrad::init::he_normal> | "
          "evengrad::relu |\n    evengrad::dense<2>;\n"));
  BOOST_TEST(has("inline constexpr std::array<float, 9> dense_1_w{\n"));
  BOOST_TEST(has("model[std::string_view(\"dense_2.b\")].assign(dense_2_b);"));
  BOOST_TEST(
      has("//   layer    units  inputs   weights kept     bytes  multiply-adds\n"
          "//   dense_1  4 → 3       3        9 of 12   64 → 48         12 → 9\n"
          "//   dense_2      2   4 → 3     8 → 6 of 8   40 → 32          8 → 6\n"
          "//   all      6 → 5          17 → 15 of 20  104 → 80        20 → 15\n"));
  BOOST_TEST(content(test).find("#include \"small.hpp\"") != std::string::npos);
  BOOST_TEST(small.dead.size() == 1u);
}

// 3 of 9 weights of the first layer, all of the second.
BOOST_FIXTURE_TEST_CASE(what_is_sparse_is_written_so, before) {
  const scratch files;
  const std::string path = files.path("small.hpp"), test = files.path("small_test.cpp");
  const eg::masked_tensor a = mask.tensor("dense_1.w"), b = mask.tensor("dense_2.w");
  for (int k = 0; k < 12; ++k) mask.set(a, k / 4, k % 4, k == 2 || k == 4 || k == 11);
  mask.apply(model.weights());
  eg::write_ticket(path, model, mask, {.sparse_below = .5});
  const std::string header = content(path);
  BOOST_TEST(header.find("net = evengrad::input<3> | evengrad::sparse<sparse_1_w, sparse_1_b> | evengrad::relu |\n"
                         "    evengrad::dense<2>;") != header.npos);
  BOOST_TEST(header.find("evengrad::compressed_weights<3, 3, 3> sparse_1_w{\n    {0, 1, 2, 3},\n    {1, 0, 2},\n") !=
             header.npos);
  BOOST_TEST(header.find("model[std::string_view(\"dense_1.w\")].assign(dense_1_w);") != header.npos);
  BOOST_TEST(mask.kept(b) == 8);
}

// 4,097 inputs: by itself at 13 % of the weights, by what is asked for where that says so.
BOOST_AUTO_TEST_CASE(what_is_asked_for_counts_for_large_layers_too) {
  const scratch files;
  const std::string path = files.path("wide.hpp"), test = files.path("wide_test.cpp");
  eg::model<wide> model{eg::seed{4}};
  eg::weight_mask mask(model.places());
  const eg::masked_tensor t = mask.tensor("dense_1.w");
  for (int i = 0; i < t.lines * 2; ++i) mask.set(t, i / 2, i % 2, i % 7 == 0);
  mask.apply(model.weights());
  const auto is_sparse = [&](const eg::header_options& o) {
    eg::write_ticket(path, model, mask, o);
    return content(path).find("evengrad::sparse<") != std::string::npos;
  };
  BOOST_TEST(!is_sparse({}));
  BOOST_TEST(!is_sparse({.sparse_below = .14}));
  BOOST_TEST(is_sparse({.sparse_below = .15}));
}

// A layer that has lost all its weights needs none in its header.
BOOST_FIXTURE_TEST_CASE(a_layer_without_weights_is_sparse, before) {
  const scratch files;
  const std::string path = files.path("small.hpp"), test = files.path("small_test.cpp");
  const eg::masked_tensor t = mask.tensor("dense_2.w");
  for (int k = 0; k < 4; ++k) mask.set(t, k, 0, false), mask.set(t, k, 1, false);
  mask.apply(model.weights());
  eg::write_ticket(path, model, mask, {.layers = eg::ticket_layers::sparse});
  BOOST_TEST(
      content(path).find("evengrad::compressed_weights<1, 2, 0> sparse_2_w{\n    {0, 0, 0},\n    {},\n    {}};") !=
      std::string::npos);
}

// Names of blocks may begin with digits, and hold points and quotation marks.
BOOST_AUTO_TEST_CASE(names_are_those_of_the_graph) {
  const scratch files;
  const std::string path = files.path("names.hpp"), test = files.path("names_test.cpp");
  eg::model<names> model{eg::seed{4}};
  eg::write_ticket(path, model, eg::weight_mask(model.places()), {.layers = eg::ticket_layers::dense});
  const std::string header = content(path);
  const auto has = [&](const std::string& s) { return header.find(s) != header.npos; };
  BOOST_TEST(has("model[std::string_view(\"1x1_1.dense_1.w\")]"));
  BOOST_TEST(has("model[std::string_view(\"repeat_1.1.v1.0_1.dense_1.w\")]"));
  BOOST_TEST(has("model[std::string_view(\"repeat_1.2.v1.0_1.dense_1.b\")]"));
  BOOST_TEST(has("model[std::string_view(\"a\\\"b | \\\\_1.dense_1.b\")]"));
  BOOST_TEST(has("std::string_view name = \"a\\\"b | \\\\\";"));
}

// The values of sparse layers are floats.
BOOST_FIXTURE_TEST_CASE(a_model_in_double_has_dense_layers, before) {
  const scratch files;
  const std::string path = files.path("small.hpp"), test = files.path("small_test.cpp");
  eg::model<net, double> exact;
  exact.take(model);
  eg::write_ticket(path, exact, mask, {.layers = eg::ticket_layers::sparse});
  const std::string header = content(path);
  BOOST_TEST(header.find("std::array<double, 9> dense_1_w{") != header.npos);
  BOOST_TEST(header.find("sparse") == header.npos);
}

BOOST_FIXTURE_TEST_CASE(numbers_in_a_file_are_read_again, before) {
  const scratch files;
  const std::string path = files.path("t.hpp"), test = files.path("t_test.cpp"), weights = files.path("t.weights");
  model.draw();
  const eg::weight_mask all(model.places());
  eg::write_ticket(path, model, all, {.layers = eg::ticket_layers::dense, .weights_in_file = true});
  BOOST_TEST(content(path).find("evengrad::read_weights<float>(model, path, ") != std::string::npos);
  eg::model<net> again;
  eg::read_weights<float>(again, weights);
  BOOST_TEST(std::equal(model.weights(), model.weights() + model.weight_count(), again.weights()));
  const auto fails = [&](std::uint64_t checksum = 0) {
    return message([&] { eg::read_weights<float>(again, weights, checksum); });
  };
  BOOST_TEST(fails(1).find("it is of another ticket") != std::string::npos);
  BOOST_TEST(message([&] { eg::read_weights<double>(again, weights); }).find("another network") != std::string::npos);
  const std::string whole = content(weights);
  const auto put = [&](const std::string& s) {
    std::FILE* const f = std::fopen(weights.c_str(), "wb");
    std::fwrite(s.data(), 1, s.size(), f), std::fclose(f);
  };
  put(whole.substr(0, whole.size() - 3));
  BOOST_TEST(fails().find("bytes; give a file that is whole") != std::string::npos);
  std::string other = whole;
  other[other.size() - 20] ^= 1;
  put(other);
  BOOST_TEST(fails().find("it is damaged") != std::string::npos);
  std::remove(weights.c_str());
  BOOST_TEST(fails().find("No such file") != std::string::npos);
  BOOST_TEST(std::equal(model.weights(), model.weights() + model.weight_count(), again.weights()));
}

BOOST_FIXTURE_TEST_CASE(what_is_refused_leaves_no_file, before) {
  const scratch files;
  const std::string path = files.path("t.hpp"), test = files.path("t_test.cpp");
  const auto fails = [&](const std::string& to, const eg::header_options& o = {}) {
    return message([&] { eg::write_ticket(to, model, mask, o); });
  };
  BOOST_TEST(fails(files.folder + "/none/t.hpp").find("No such file") != std::string::npos);
  BOOST_TEST(fails(files.folder + "/t").find("no name of a header") != std::string::npos);
  BOOST_TEST(fails(files.folder + "/.hpp").find("no name of a header") != std::string::npos);
  for (const char* name :
       {"",       "2nd",         "a b",  "while", "std",    "evengrad", "a::",  "_a", "a__b",  "a::class", "main",
        "a::std", "a::evengrad", "time", "index", "signal", "log",      "exit", "eg", "eg::a", "a::errno"})
    BOOST_TEST(fails(path, {.name = name}).find("one that a namespace can have") != std::string::npos);
  for (const char* name : {"a::time", "mine::eg", "times"}) BOOST_CHECK_NO_THROW(eg::check_namespace(name));
  BOOST_TEST(fails(path, {.tested = 0}).starts_with("write_ticket, tested: 0"));
  BOOST_TEST(fails(path, {.sparse_below = 2}).starts_with("write_ticket, sparse_below: 2"));
  const float x[2]{};
  BOOST_TEST(fails(path, {.test_on = {x, 1, 2}}).starts_with("data: 2 features a row"));
  mask.set(mask.tensor("dense_2.w"), 0, 0, false);
  BOOST_TEST(fails(path).find("where the mask prunes") != std::string::npos);
  BOOST_TEST(content(path) == "none");
  BOOST_TEST(content(test) == "none");
}

// A test file that cannot be written: the header that was there stays.
BOOST_FIXTURE_TEST_CASE(a_header_that_was_there_stays, before) {
  const scratch files;
  const std::string path = files.path("t.hpp"), test = files.path("t_test.cpp");
  eg::write_ticket(path, model, mask);
  const std::string first = content(path);
  std::remove(test.c_str());
  mkdir(test.c_str(), 0700);
  model["dense_2.b"](0) = 5;
  BOOST_TEST(message([&] { eg::write_ticket(path, model, mask); }).find("Is a directory") != std::string::npos);
  BOOST_TEST(content(path) == first);
  rmdir(test.c_str());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
