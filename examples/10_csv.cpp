// A table of vectors learns which letter follows which, from a CSV file; no model of pairs can do better than their
// entropy, and this one comes close.
// figures: 3 %
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

#include <array>
#include <cmath>
#include <filesystem>

namespace eg = evengrad;

constexpr int letters = 27;  // a … z and the space between words
constexpr auto net = eg::input<1> | eg::embedding<letters, 16> | eg::dense<letters>;

constexpr std::string_view text =
    "when in the course of human events it becomes necessary for one people to dissolve the political bands which have "
    "connected them with another and to assume among the powers of the earth the separate and equal station to which "
    "the laws of nature and of nature s god entitle them a decent respect to the opinions of mankind requires that "
    "they should declare the causes which impel them to the separation";

int index_of_letter(char c) { return c == ' ' ? 26 : c - 'a'; }

int main() {
  const std::string path = std::filesystem::temp_directory_path() / "evengrad_pairs.csv";
  std::array<std::array<double, letters>, letters> pairs{};
  std::string csv = "letter,next\n";
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const int a = index_of_letter(text[i]), b = index_of_letter(text[i + 1]);
    csv += fmt::format("{},{}\n", a, b);
    pairs[a][b] += 1;
  }
  if (std::FILE* file = std::fopen(path.c_str(), "wb")) std::fwrite(csv.data(), 1, csv.size(), file), std::fclose(file);

  const eg::table data = eg::read_csv(path).split_columns(1, letters);  // the last column is a class
  std::filesystem::remove(path);
  eg::model<net> model{eg::seed{3}};
  const auto history = eg::fit(model, data, eg::cross_entropy, eg::adam{.learning_rate = 1e-2},
                               {.batch = 64, .epochs = 500, .show = false});

  double entropy = 0, total = data.rows();
  for (const auto& row : pairs) {
    double n = 0;
    for (double count : row) n += count;
    for (double count : row) entropy -= count > 0 ? count / total * std::log(count / n) : 0;
  }
  const float q = 16;
  const int after_q = eg::arg_max(model.predict(&q, 1), letters);
  fmt::print("{} pairs of letters: loss {:.2f}, entropy {:.2f}; q is followed by {}\n", data.rows(),
             history.back().loss, entropy, char('a' + after_q));
}
