#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/norm/normalize.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/prune/lottery.hpp>
#include <evengrad/prune/lottery_figures.hpp>
#include <evengrad/prune/write_lottery_report.hpp>

#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"
#include "../message.hpp"
#include "digit_parts.hpp"

namespace eg = evengrad;
using evengrad_test::message;

namespace {

constexpr auto net = eg::input<64> | eg::dense<12> | eg::relu | eg::dense<10>;
constexpr auto normed = eg::input<64> | eg::dense<12> | eg::layer_norm | eg::dense<10>;
constexpr auto made = eg::input<64> | eg::dense<10, eg::weight_norm<>>;
constexpr auto other = eg::input<64> | eg::dense<11> | eg::relu | eg::dense<10>;

/// Paths of a page are relative: a folder of its own while it lives.
struct elsewhere {
  scratch around;
  std::string before = std::filesystem::current_path();
  elsewhere() { std::filesystem::current_path(around.folder); }
  ~elsewhere() {
    std::filesystem::current_path(before);
    std::filesystem::remove_all(around.folder + "/lottery");
  }
};

/// One round of two steps in the folder "lottery".
template <const auto& Net>
void run_short() {
  const digit_parts data;
  const eg::lottery_options o{
      .where = "lottery", .rounds = 1, .trials = 1, .steps = 2, .batch = 16, .every = 2, .show = false};
  eg::lottery<Net>(data, eg::cross_entropy, eg::adam{.learning_rate = 0.01}, o);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(figures_and_report_of_an_experiment_in_its_folder) {
  const elsewhere here;
  const digit_parts data;
  const eg::lottery_options o{
      .where = "lottery", .rounds = 3, .trials = 2, .steps = 8, .batch = 16, .every = 4, .show = false};
  eg::lottery<net>(data, eg::cross_entropy, eg::adam{.learning_rate = 0.01}, o);

  const eg::lottery_figures tickets = eg::read_lottery_figures<net>("lottery");
  eg::write_lottery_report("lottery/report.html", eg::read_lottery("lottery"), tickets.figures,
                           {.title = "LeNet-300-100 on MNIST", .before = tickets.before, .after = tickets.after});
  const eg::bytes page = eg::read_file("lottery/report.html");
  BOOST_TEST(std::string(page.begin(), page.end()).find("<section id=\"survivors\">") != std::string::npos);

  BOOST_REQUIRE(tickets.figures.size() == 2u * 4);
  eg::weight_mask mask;
  for (const eg::ticket_figures& f : tickets.figures) {
    BOOST_REQUIRE(f.tensors.size() == 2u);
    const eg::tensor_figures& t = f.tensors[0];
    BOOST_TEST(t.name == "dense_1.w");
    BOOST_TEST(t.all_first.count == 64 * 12);
    BOOST_TEST(t.first.count == t.kept);
    BOOST_TEST(t.moved.count + t.moved_pruned.count == 64 * 12);
    BOOST_TEST((t.kept == 64 * 12) == (f.round == 0));
    BOOST_TEST(t.moved.mean > 0);  // of the full net
    BOOST_TEST((f.trial == 1 || f.trial == 2));
  }
  BOOST_TEST(tickets.figures[0].tensors[0].all_first.mean != tickets.figures[4].tensors[0].all_first.mean);
  BOOST_TEST(tickets.figures[1].tensors[0].all_first.mean == tickets.figures[0].tensors[0].all_first.mean);
  // The sparsest round is the nearest to what is shown.
  BOOST_REQUIRE(tickets.before.size() == 2u);
  BOOST_TEST(tickets.before[0].kept() == tickets.figures[3].tensors[0].kept);
  BOOST_TEST(tickets.after.back().units == 10);
  BOOST_TEST(tickets.not_drawn.empty());

  BOOST_TEST(eg::read_lottery_figures<net>("lottery", {3}).figures.size() == 2u);
  BOOST_TEST(eg::read_lottery_figures<net>("lottery", {}, 2).figures.size() == 4u);
  BOOST_TEST(message([] {
               eg::read_lottery_figures<other>("lottery");
             }).starts_with("lottery, lottery: an experiment with another network;"));
  BOOST_CHECK_THROW(eg::read_lottery_figures<net>("nowhere"), eg::error);
  std::filesystem::remove("lottery/ticket-2-0.state");
  BOOST_TEST(message([] { eg::read_lottery_figures<net>("lottery"); }).find("ticket-2-0.state") != std::string::npos);
  std::FILE* const f = std::fopen("lottery/experiment.state", "wb");
  std::fputs("nothing of the kind", f), std::fclose(f);
  BOOST_TEST(message([] { eg::read_lottery_figures<net>("lottery"); }).find("not the file of an experiment") !=
             std::string::npos);
}

// A unit without weights that go out is still part of the norm, as one is whose weights that come in are gone.
BOOST_AUTO_TEST_CASE(what_is_drawn_is_what_the_net_can_do_without) {
  const elsewhere here;
  run_short<normed>();
  const std::string facts = eg::facts_of_lottery("lottery");
  eg::model<normed> m;
  auto s = eg::read_ticket(m, "lottery", facts, 1, 1);
  for (int j = 0; j < 10; ++j) s.mask.set(s.mask.tensor("dense_2.w"), 3, j, false);
  for (int k = 0; k < 64; ++k) s.mask.set(s.mask.tensor("dense_1.w"), k, 7, false);
  s.last.give(m), s.mask.apply(m.weights()), s.last.take(m);
  eg::write_ticket(s, "lottery", facts, 1, 1);
  const eg::lottery_figures tickets = eg::read_lottery_figures<normed>("lottery");
  BOOST_REQUIRE(tickets.before.size() == 2u);
  BOOST_TEST(tickets.before[0].weight(5, 7) == 0);
  BOOST_TEST(tickets.after[0].units == 12);
  BOOST_TEST(tickets.after[1].inputs == 12);
  BOOST_TEST(eg::unit_states(tickets.before).dead_count(1) == 0);
}

BOOST_AUTO_TEST_CASE(why_there_is_no_picture) {
  const elsewhere here;
  run_short<made>();
  const eg::lottery_figures tickets = eg::read_lottery_figures<made>("lottery");
  BOOST_TEST(tickets.figures.size() == 2u);
  BOOST_TEST(tickets.before.empty());
  BOOST_TEST(tickets.not_drawn.starts_with("layer_pictures: a network without a dense layer of its own weights;"));
}

BOOST_AUTO_TEST_SUITE_END()
