// The experiment of docs/lottery.md: tickets of LeNet-300-100 on MNIST (Frankle & Carbin 2019), round after round, with
// controls. It writes its tables into a folder, and goes on there when it is called again; at its end it writes a
// report, and with --report nothing else, of what is there.
#include <evengrad/evengrad.hpp>
#include <evengrad/prune/lottery.hpp>
#include <evengrad/prune/lottery_figures.hpp>
#include <evengrad/prune/write_lottery_report.hpp>
#include <evengrad/prune/write_ticket.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace eg = evengrad;

namespace {

using glorot = eg::init::glorot_normal;
constexpr auto net = eg::input<28, 28> | eg::flatten | eg::dense<300, glorot> | eg::relu | eg::dense<100, glorot> |
                     eg::relu | eg::dense<10, glorot>;
static_assert(eg::parameter_count(net) == 266'610);

/// Pixels with mean 0 and deviation 1 over the training images.
void scale(eg::table& data) {
  for (float& x : data.features) x = (x - 0.1307f) / 0.3081f;
}

std::vector<int> all_rounds(int last) {
  std::vector<int> all;
  for (int r = 1; r <= last; ++r) all.push_back(r);
  return all;
}
std::vector<int> those_of(const std::vector<int>& all, std::initializer_list<int> wanted) {
  std::vector<int> some;
  for (const int r : wanted)
    if (r <= int(all.size())) some.push_back(r);
  return some;
}

void write_report(const std::string& folder) {
  const eg::lottery_figures tickets = eg::read_lottery_figures<net>(folder);
  const std::string path = folder + "/report.html";
  eg::write_lottery_report(path, eg::read_lottery(folder), tickets.figures,
                           {.title = "Lottery tickets: LeNet-300-100 on MNIST",
                            .about = "Adam with a rate of 1.2e-3, batches of 60; 5,000 of the training images are "
                                     "validation data.",
                            .before = tickets.before,
                            .after = tickets.after});
  std::fprintf(stderr, "lottery: %s\n", path.c_str());
  if (!tickets.not_drawn.empty()) std::fprintf(stderr, "lottery: no picture, %s\n", tickets.not_drawn.c_str());
}

/// Writes the network that a ticket of the first trial ends as, "lottery_ticket.hpp", and the weights of the whole one
/// that it was, both for docs/lottery_ticket.cpp.
void write_header(const std::string& folder, int round, const eg::dataset& test) {
  eg::model<net> model;
  const auto ticket = eg::read_ticket(model, folder, eg::facts_of_lottery(folder), 1, round);
  ticket.last.give(model);
  const std::string path = folder + "/lottery_ticket.hpp";
  const eg::header_options options{.name = "lottery_ticket", .test_on = test.x};
  const eg::smaller_network small = eg::write_ticket(path, model, ticket.mask, options);
  std::fprintf(stderr, "lottery: %s\n%s", path.c_str(), eg::change_table(small, options).c_str());
  eg::new_file whole(folder + "/lottery_ticket.dense", "lottery");
  whole.write({reinterpret_cast<const char*>(model.weights()), sizeof(float) * std::size_t(model.weight_count())});
  whole.put();
}

}  // namespace

int main(int argc, char** argv) try {
  eg::lottery_options o{.where = "lottery",
                        .rounds = 20,
                        .trials = 3,
                        .steps = 12'000,
                        .batch = 60,
                        .seed = eg::seed{1803'03635},
                        .threads = 2};
  bool full = false, only_report = false;
  int header_of = -1;
  for (int i = 1; i < argc; ++i) full = full || std::string(argv[i]) == "--full";
  if (full) o.steps = 50'000, o.trials = 5;  // unless others are asked for
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--full") continue;
    if (name == "--report") {
      only_report = true;
      continue;
    }
    const char* const value = i + 1 < argc ? argv[++i] : "";
    if (name == "--steps") o.steps = std::atoll(value);
    else if (name == "--trials") o.trials = std::atoi(value);
    else if (name == "--rounds") o.rounds = std::atoi(value);
    else if (name == "--threads") o.threads = std::atoi(value);
    else if (name == "--seed") o.seed = eg::seed{std::atoll(value)};
    else if (name == "--out") o.where = value;
    else if (name == "--header") header_of = std::atoi(value);
    else {
      std::fprintf(stderr,
                   "lottery: %s; there are --full --steps N --trials N --rounds N --threads N --seed N --out FOLDER "
                   "--report --header ROUND\n",
                   name.c_str());
      return 2;
    }
  }
  if (only_report) return write_report(o.where), 0;
  const char* const folder = std::getenv("EVENGRAD_DATA");  // of the four files, or the folder that holds mnist/
  if (!folder) return std::puts("EVENGRAD_DATA does not name a folder"), 77;
  const std::string below = std::string(folder) + "/mnist";
  auto [images, test] = eg::read_mnist(std::filesystem::is_directory(below) ? below : folder);
  scale(images), scale(test);
  if (header_of >= 0) return write_header(o.where, header_of, test), 0;
  const auto [train, validation] = eg::split(images, 5000. / images.rows(), eg::seed{5000});

  // The controls: a round is one level of Pm, such as 51.3, 21.1, 7.0 and 3.6 % at rounds 3, 7, 12 and 15. What is
  // asked for first is trained first.
  const std::vector<int> all = all_rounds(o.rounds);
  const auto chosen = [&](std::initializer_list<int> rounds) { return full ? all : those_of(all, rounds); };
  const eg::reinitialized thrice{chosen({3, 7, 12, 15}), 3}, once{chosen({1, 2, 4, 5, 6, 8, 9, 10, 11, 13, 18})};
  const eg::pruned_at_once at_once{chosen({1, 2, 4, 7, 8, 10, 13, 14})};
  const eg::random_masks random{chosen({7}), 3};
  const auto result = eg::lottery<net>({train, validation, test}, eg::cross_entropy, eg::adam{.learning_rate = 1.2e-3},
                                       o, eg::pruning<>{}, eg::reset{}, thrice, at_once, random, once);
  if (!result.complete) std::fprintf(stderr, "lottery: interrupted; call it again with %s to go on\n", o.where.c_str());
  else write_report(o.where);
  return result.complete ? 0 : 130;
} catch (const eg::error& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
