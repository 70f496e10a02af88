// Prunes small nets and writes their tickets into a folder, for ticket.py to compile.
#include <fmt/format.h>

#include <evengrad/evengrad.hpp>
#include <evengrad/prune/ticket_picture.hpp>
#include <evengrad/prune/write_ticket.hpp>

#include "own_layers.hpp"

namespace eg = evengrad;

namespace {

struct body : eg::block {
  static constexpr std::string_view name = "body";
  static constexpr auto graph = eg::dense<12> | eg::tanh | eg::dense<8, eg::init::he_normal, void>;
};
constexpr auto chain = eg::input<64> | eg::dense<24> | eg::relu | eg::dense<16> | eg::relu | eg::dense<10>;
constexpr auto deep = eg::input<64> | eg::standardize | eg::dense<8, eg::init::glorot_uniform, void> | eg::batch_norm |
                      eg::relu | eg::dropout(.25) | eg::repeat<2>(eg::residual(body{})) | eg::tap<"a"> |
                      eg::residual(eg::dense<9> | eg::elu(.5) | eg::dense<8>) |
                      eg::concat(eg::from<"a">, eg::dense<6> | eg::gelu) | eg::layer_norm | eg::dense<12> |
                      eg::leaky_relu(.1) | eg::dense<10>;

// Names with digits first, points and quotation marks, layers that are not of the library, and one that loses all its
// weights.
struct one_by_one : eg::block {
  static constexpr std::string_view name = "1x1";
  static constexpr auto graph = eg::dense<8> | mine::times(.75f);
};
struct first_version : eg::block {
  static constexpr std::string_view name = "v1.0";
  static constexpr auto graph = eg::residual(one_by_one{} | eg::tanh);
};
struct in_quotes : eg::block {
  static constexpr std::string_view name = "a\"b | \\";
  static constexpr auto graph = eg::dense<6> | eg::elementwise<mine::lambda_rule>{} | eg::prelu;
};
constexpr auto own =
    eg::input<64> | eg::dense<8> | eg::repeat<2>(first_version{}) | in_quotes{} | eg::add(eg::dense<10>, eg::dense<10>);

/// The smallest weights of each matrix go but for a share; then of some units all that come in, or go out.
template <class M>
eg::weight_mask pruned(M& m, double share) {
  eg::weight_mask mask(m.places());
  for (const eg::masked_tensor& t : mask.tensors()) {
    if (!t.is_pruned()) continue;
    std::vector<float> sizes;
    const eg::parameter_view<float> w = m[t.name];
    for (int i = 0; i < w.size(); ++i) sizes.push_back(std::fabs(w(i)));
    std::sort(sizes.begin(), sizes.end());
    const float limit = sizes[std::size_t((1 - share) * double(sizes.size() - 1))];
    for (int l = 0; l < t.lines; ++l)
      for (int c = 0; c < t.columns; ++c)
        mask.set(t, l, c, std::fabs(w(l, c)) >= limit && c != 2 && !(l == 5 && t.lines < 64));
  }
  mask.apply(m.weights());
  return mask;
}
template <class M>
void train(M& m) {
  const auto [train, test] = eg::digits();
  eg::fit(m, train, eg::cross_entropy, eg::adam{.learning_rate = 3e-3f}, {.epochs = 2, .show = false});
}

}  // namespace

int main(int, char** argument) {
  const std::string folder = argument[1];
  const auto [digits, test] = eg::digits();
  const eg::rows_view rows = test.view().x;
  eg::model<chain> model{eg::seed{1}};
  train(model);
  const eg::weight_mask mask = pruned(model, .1);
  fmt::print("{:.1f} %\n", 100 * eg::accuracy(model, test));
  const std::string path = folder + "/ticket.hpp";
  // clang-format off
const eg::header_options options{.test_on = rows};
const eg::smaller_network small = eg::write_ticket(path, model, mask, options);
fmt::print("{}\n", eg::change_table(small, options));
eg::write_ticket_picture(folder + "/ticket.svg", small);
  // clang-format on
  const auto tell = [](const eg::smaller_network& n, const eg::header_options& o) {
    fmt::print("{}\n{}\n", n.text(), eg::change_table(n, o));
  };
  const eg::header_options fires{
      .name = "rows", .layers = eg::ticket_layers::dense, .weights_in_file = true, .constant_on = digits.view().x};
  tell(eg::write_ticket(folder + "/fires.hpp", model, mask, fires), fires);
  eg::model<deep> other{eg::seed{2}};
  eg::adapt(other, digits, {.constant = eg::constant_features::keep});
  train(other);
  const eg::header_options half{.name = "mine::deep", .sparse_below = .45, .test_on = rows};
  tell(eg::write_ticket(folder + "/deep.hpp", other, pruned(other, .5), half), half);
  eg::model<own> third{eg::seed{3}};
  eg::weight_mask holes = pruned(third, .5);
  const eg::masked_tensor none = holes.tensor("dense_3.w");
  for (int i = 0; i < none.lines * none.columns; ++i) holes.set(none, i / none.columns, i % none.columns, false);
  holes.apply(third.weights());
  const eg::header_options own_names{
      .name = "mine::time", .layers = eg::ticket_layers::sparse, .test_on = rows, .includes = {"own_layers.hpp"}};
  tell(eg::write_ticket(folder + "/own.hpp", third, holes, own_names), own_names);
}
