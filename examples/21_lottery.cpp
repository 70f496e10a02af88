// The paradox of big nets: a small one inside of it trains as well, from its own first weights, but not from others.
// figures: 12 %
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>
#include <evengrad/prune/write_ticket.hpp>

namespace eg = evengrad;

using init = eg::init::glorot_normal;
constexpr auto net =
    eg::input<64> | eg::dense<300, init> | eg::relu | eg::dense<100, init> | eg::relu | eg::dense<10, init>;
auto [train, test] = eg::digits();

/// Trains what the mask keeps: accuracy after the first epoch, and where the validation loss was least.
struct course {
  double first, best;
};
course trained(eg::model<net>& model, const eg::weight_mask& mask) {
  const auto history = eg::fit(model, train, eg::cross_entropy, eg::adam{.learning_rate = 1.2e-3} | eg::masked(mask),
                               {.batch = 32, .epochs = 15, .validation = test, .show = false, .keep_best = true});
  return {100 * history.front().accuracy, 100 * history[std::size_t(history.best)].accuracy};
}

int main(int count, char** arguments) {
  eg::model<net> model{eg::seed{1}}, other{eg::seed{1}};
  eg::weight_mask mask(model.places());
  eg::ticket_past<net, float> past;
  past.first.take(model);

  fmt::print("accuracy in %       ticket            drawn anew\n");
  fmt::print("weights left   epoch 1    best   epoch 1    best\n");
  for (int round = 0; round <= 10; ++round) {
    if (round > 0) mask = eg::prune(model, mask, {.rates = {.rate = 0.3}});  // the smallest of each layer go
    eg::reset{}.give(model, mask, past);                                     // the others begin as they once began
    eg::reinitialize{eg::seed{2}}.give(other, mask, past);
    const course ticket = trained(model, mask), control = trained(other, mask);
    if (round % 2 == 0)
      fmt::print("{:>10.1f} %{:>10.1f}{:>8.1f}{:>10.1f}{:>8.1f}\n", 100 * mask.remaining(), ticket.first, ticket.best,
                 control.first, control.best);
  }

  // What is left becomes a program of its own, without the units that nothing enters or leaves.
  const eg::header_options options{.sparse_below = 0.15, .test_on = eg::dataset(test).x};
  const eg::smaller_network small = eg::write_ticket(count > 1 ? arguments[1] : "ticket.hpp", model, mask, options);
  fmt::print("\n{}", eg::change_table(small, options));
}
