// The table of what was saved has the figures of the nets themselves.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/model/cost.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/prune/change_table.hpp>
#include <evengrad/prune/dead_units.hpp>

namespace eg = evengrad;

namespace {

constexpr auto chain = eg::input<6> | eg::dense<5> | eg::relu | eg::dense<3, eg::init::automatic, void>;
constexpr auto lines = eg::input<8, 5> | eg::dense<6> | eg::relu | eg::dense<3>;
constexpr auto again = eg::input<6> | eg::repeat_shared<4>(eg::dense<6> | eg::relu) | eg::dense<3>;
constexpr auto copies = eg::input<6> | eg::repeat<2>(eg::dense<6> | eg::relu) | eg::dense<3>;
constexpr auto tied =
    eg::input<6> | eg::shared<"w">(eg::dense<6>) | eg::relu | eg::shared<"w">(eg::dense<6>) | eg::dense<3>;
constexpr auto made =
    eg::input<6> | eg::repeat<2>(eg::dense<6, eg::weight_norm<>> | eg::relu) | eg::dense<3, eg::init::automatic, void>;

/// The cells of the line that begins with `name`; between cells are two blanks or more.
std::vector<std::string> cells(const std::string& table, const std::string& name) {
  std::vector<std::string> all;
  std::size_t at = ("\n" + table).find("\n" + name + "  ");
  if (at == table.npos) return all;
  for (const std::size_t end = table.find('\n', at); at < end;) {
    const std::size_t next = std::min(table.find("  ", at), end);
    all.push_back(table.substr(at, next - at));
    at = std::min(table.find_first_not_of(' ', next), end);
  }
  return all;
}
template <const auto& Net>
std::string table_of(bool sparse = false) {
  eg::model<Net> m{eg::seed{1}};
  return eg::change_table(eg::without_dead_units(m, eg::weight_mask(m.places())),
                          [&](int d) { return sparse && d == 0; });
}
template <const auto& Net>
bool is_of_the_net(std::int64_t numbers_of_weights) {
  const std::vector<std::string> all = cells(table_of<Net>(), "all");
  const std::string weights = eg::grouped(numbers_of_weights);
  BOOST_REQUIRE(all.size() == 5u);
  BOOST_TEST(all[2] == weights + " of " + weights);
  BOOST_TEST(all[3] == eg::grouped(4 * eg::parameter_count(Net)));
  BOOST_TEST(all[4] == eg::grouped(eg::multiply_adds(Net)));
  return true;
}
using row = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(change_table)

BOOST_AUTO_TEST_CASE(its_last_line_is_what_the_net_costs) {
  is_of_the_net<chain>(45);
  is_of_the_net<lines>(48);
  is_of_the_net<again>(54);
  is_of_the_net<copies>(90);
  is_of_the_net<tied>(54);
  is_of_the_net<made>(2 * (36 + 6) + 18);
}

BOOST_AUTO_TEST_CASE(each_layer_has_a_line) {
  BOOST_TEST((cells(table_of<lines>(), "dense_1") == row{"dense_1", "6", "5", "30 of 30", "144", "240"}));
  BOOST_TEST((cells(table_of<again>(), "repeat_shared_1.dense_1") ==
              row{"repeat_shared_1.dense_1", "6", "6", "36 of 36", "168", "144"}));
  const std::string with_tied = table_of<tied>();
  BOOST_TEST((cells(with_tied, "dense_1") == row{"dense_1", "6", "6", "36 of 36", "168", "36"}));
  BOOST_TEST((cells(with_tied, "dense_2") == row{"dense_2", "6", "6", "–", "–", "36", "shares weights of dense_1"}));
  BOOST_TEST((cells(table_of<made>(), "repeat_1.dense_1, 2 times") ==
              row{"repeat_1.dense_1, 2 times", "6", "6", "84 of 84", "384", "72"}));
}

BOOST_AUTO_TEST_CASE(a_sparse_layer_has_indices_and_fewer_products) {
  const row sparse = cells(table_of<lines>(true), "dense_1");
  const int bytes = 36 * 4 + 30 * 2 + 7 * 2;
  BOOST_TEST((sparse == row{"dense_1", "6", "5", "30 of 30", "144 → " + std::to_string(bytes), "240", "sparse"}));
}

// The unit's constant goes into the next layer, which gets a bias.
BOOST_AUTO_TEST_CASE(a_bias_that_is_new_counts) {
  eg::model<chain> m{eg::seed{1}};
  eg::weight_mask mask(m.places());
  for (int k = 0; k < 6; ++k) mask.set(mask.tensor("dense_1.w"), k, 2, false);
  m["dense_1.b"](2) = 1;
  mask.apply(m.weights());
  const std::string table = eg::change_table(eg::without_dead_units(m, mask), [](int) { return false; });
  BOOST_TEST((cells(table, "dense_1") == row{"dense_1", "5 → 4", "6", "24 of 30", "140 → 112", "30 → 24"}));
  BOOST_TEST((cells(table, "dense_2") == row{"dense_2", "3", "5 → 4", "15 → 12 of 15", "60", "15 → 12"}));
  BOOST_TEST((cells(table, "all") == row{"all", "8 → 7", "39 → 36 of 45", "200 → 172", "45 → 36"}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
