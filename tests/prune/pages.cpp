// Writes reports of lottery experiments into a folder, for programs that read them as browsers do.
#include <evengrad/prune/write_lottery_report.hpp>

#include "lottery_experiment.hpp"

namespace eg = evengrad;

int main(int, char** arguments) {
  const std::string folder = std::string(arguments[1]) + "/";
  eg::layer_picture before{"dense_1", 36, 20, std::vector<float>(720, 0.f), {}}, after{"<b>", 40, 3, {}, {}};
  for (std::size_t i = 0; i < before.weights.size(); i += 7) before.weights[i] = float(i) - 300;
  after.weights.assign(120, 1.f);
  auto e = lottery_experiment::make({.sizes = {36, 20, 10}});
  eg::write_lottery_report(folder + "plain.html", e.runs, e.figures, {.before = {before}, .after = {after}});

  // Kinds and names that must not break a page, and what was not measured.
  for (auto& f : e.figures) f.tensors[0].name = "a<b>&\"c\"'d\x01\xff.w";
  for (std::size_t i = 0; i < e.runs.size(); i += 3) {
    e.runs[i].kind = i % 2 ? "<script>" : "a very long name & of a kind",
    e.runs[i].test_accuracy = e.runs[i].validation_loss = eg::lottery_run::none;
    for (std::size_t k = 0; k < e.runs[i].curve.size(); k += 5) e.runs[i].curve[k].loss = INFINITY;
  }
  eg::write_lottery_report(folder + "ill.html", e.runs, e.figures,
                           {.title = "<ill> & \"worse\"", .about = "]]></title>", .rounds = {0, 3, 6, 99}});

  // The full net alone, and the deepest experiment of the paper.
  e = lottery_experiment::make({.rounds = 0, .trials = 1, .steps = 200, .sizes = {36, 5}, .figures = 1});
  eg::write_lottery_report(folder + "one_round.html", e.runs, e.figures);
  e = lottery_experiment::make({.rounds = 20, .trials = 5, .steps = 50'000, .figures = 0});
  eg::write_lottery_report(folder + "full_protocol.html", e.runs);
}
