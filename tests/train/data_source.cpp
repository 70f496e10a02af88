// Batches that something prepares, in the place of a data set.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/data_source.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>
#include <set>

#include "../data/temporary.hpp"
#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<3>;
constexpr auto narrow = eg::input<3> | eg::dense<3>;

/// Leaves the last feature out; what is not finite at some batch is not its fault.
struct three_of_four {
  eg::dataset all;
  std::vector<float> x;
  std::set<std::uint64_t> seeds;
  int batches = 0, spoiled = -1;

  eg::dataset raw() const { return all; }
  eg::minibatch prepare(const eg::minibatch& b, eg::seed s) {
    seeds.insert(s.value);
    x.clear();
    for (int r = 0; r < b.x.rows; ++r) x.insert(x.end(), b.x.row(r), b.x.row(r) + 3);
    if (batches++ == spoiled) x[0] = std::nanf("");
    return {{x.data(), b.x.rows, 3}, b.y};
  }
  eg::dataset first() {
    x.assign(all.x.row(0), all.x.row(0) + 3);
    return {{x.data(), 1, 3}, all.y.slice(0, 1), all.classes};
  }
};
static_assert(eg::a_data_source<three_of_four> && !eg::a_data_source<eg::table> && !eg::a_data_source<eg::dataset>);

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(a_source_prepares_each_batch_with_a_seed_of_its_own) {
  const eg::table data = few::rays(20);
  eg::model<narrow> m{eg::seed{1}}, same{eg::seed{1}};
  three_of_four source{data, {}, {}};
  const auto history = eg::fit(m, source, eg::cross_entropy, eg::sgd{}, few::quiet(6, 3));
  BOOST_TEST((history.size() == 3u && source.batches == 12 && source.seeds.size() == 12u));
  eg::table cut{{}, data.targets, 3, 1, 3};
  for (int r = 0; r < 20; ++r) cut.features.insert(cut.features.end(), data.view().x.row(r), data.view().x.row(r) + 3);
  eg::fit(same, cut, eg::cross_entropy, eg::sgd{}, few::quiet(6, 3));
  BOOST_TEST(few::same_bits(few::numbers_of(m), few::numbers_of(same)));
}

BOOST_AUTO_TEST_CASE(what_a_source_gives_is_checked) {
  const eg::table data = few::rays(20);
  eg::model<net> wide{eg::seed{1}};
  BOOST_CHECK_EXCEPTION(eg::fit(wide, three_of_four{data, {}, {}}, eg::cross_entropy, eg::sgd{}, few::quiet(6, 3)),
                        eg::error, (says{"3 features a row", "give 4"}));
  eg::table bad = data;
  bad.features[7] = std::nanf("");  // which the source leaves out: the data set is wrong all the same
  eg::model<narrow> m{eg::seed{1}}, same{eg::seed{1}};
  BOOST_CHECK_EXCEPTION(eg::fit(m, three_of_four{bad, {}, {}}, eg::cross_entropy, eg::sgd{}, few::quiet(6, 3)),
                        eg::error, says{"row 1 of the features, column 3"});
  three_of_four spoiled{data, {}, {}, 0, 6};
  BOOST_CHECK_THROW(eg::fit(m, spoiled, eg::cross_entropy, eg::sgd{}, few::quiet(6, 3)), eg::error);
  eg::fit(same, three_of_four{data, {}, {}}, eg::cross_entropy, eg::sgd{}, few::quiet(6, 1));
  BOOST_TEST(few::same_bits(few::numbers_of(m), few::numbers_of(same)), "as it was after the epoch before");
}

BOOST_AUTO_TEST_CASE(seeds_of_steps_differ) {
  std::set<std::uint64_t> all;
  for (int s = 0; s < 20; ++s)
    for (std::uint64_t step = 0; step < 50; ++step) all.insert(eg::seed_of_step(eg::seed{s}, step).value);
  BOOST_TEST(all.size() == 1000u);
}

BOOST_AUTO_TEST_SUITE_END()
