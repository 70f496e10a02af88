// The ticket that docs/lottery.cpp has written as a header, beside the whole network that it was: what both say of
// MNIST's test images, and how long one image takes them. usage: lottery_ticket FOLDER
#include <lottery_ticket.hpp>

#include "../benchmarks/measure.hpp"

#include <cstdlib>
#include <filesystem>

namespace eg = evengrad;

constexpr auto net =
    eg::input<28, 28> | eg::flatten | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;

int main(int argc, char** argv) try {
  const char* const data = std::getenv("EVENGRAD_DATA");
  if (!data || argc != 2) return std::puts("usage: lottery_ticket FOLDER, with EVENGRAD_DATA"), 2;
  const std::string below = std::string(data) + "/mnist";
  auto [images, test] = eg::read_mnist(std::filesystem::is_directory(below) ? below : data);
  for (float& x : test.features) x = (x - 0.1307f) / 0.3081f;

  eg::model<net> whole;
  const eg::bytes numbers = eg::read_file(std::string(argv[1]) + "/lottery_ticket.dense");
  if (numbers.size() != sizeof(float) * std::size_t(whole.weight_count()))
    eg::fail("lottery_ticket", std::to_string(numbers.size()) + " bytes", "write it again: lottery --header ROUND");
  std::memcpy(whole.weights(), numbers.data(), numbers.size());
  eg::model<lottery_ticket::net> ticket;
  lottery_ticket::load(ticket);

  double apart = 0;
  const eg::dataset all = test;
  for (int r = 0; r < all.rows(); ++r) {
    const float *a = whole.predict(all.x.slice(r, 1)), *b = ticket.predict(all.x.slice(r, 1));
    double most = 0, difference = 0;
    for (int i = 0; i < 10; ++i)
      most = std::fmax(most, std::fabs(a[i])), difference = std::fmax(difference, std::fabs(double(a[i]) - b[i]));
    apart = std::fmax(apart, difference / most);
  }
  double least[2]{1e30, 1e30};
  for (int round = 0; round < 300; ++round) {
    const auto time = [&](auto& m) { return benchmark::microseconds(1, 50, [&] { m.predict(all.x.data, 1); }); };
    least[0] = std::fmin(least[0], time(whole)), least[1] = std::fmin(least[1], time(ticket));
  }
  std::printf("ROW ticket dense=%.3f ours=%.3f speedup=%.2f apart=%.2g accuracy=%.4f whole=%.4f\n", least[0], least[1],
              least[0] / least[1], apart, eg::accuracy(ticket, test), eg::accuracy(whole, test));
  return apart <= 1e-6 ? 0 : 1;
} catch (const eg::error& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
