// Small nets with libtorch, eager, on one thread.
#include "small.hpp"

#include <torch/torch.h>

using namespace benchmark;
namespace nn = torch::nn;

nn::Sequential net(const int (&extents)[4]) {
  nn::Sequential n;
  torch::NoGradGuard constant;
  for (int l = 0; l < 3; ++l) {
    const int in = extents[l], out = extents[l + 1];
    nn::Linear linear(in, out);
    auto w = linear->weight.accessor<float, 2>();
    for (int o = 0; o < out; ++o)
      for (int i = 0; i < in; ++i) w[o][i] = first_weight(l, in, out, i, o);
    linear->bias.zero_();
    n->push_back(linear);
    if (l < 2) n->push_back(nn::ReLU());
  }
  return n;
}

template <class Loss>
void train(const char* name, nn::Sequential n, const Loss& loss_of) {
  torch::optim::Adam adam(n->parameters(), torch::optim::AdamOptions(learning_rate));
  report(name, [&] {
    adam.zero_grad();
    torch::Tensor loss = loss_of();
    loss.backward();
    adam.step();
    return loss.item<float>();
  });
}

int main() {
  torch::set_num_threads(1);
  at::set_num_interop_threads(1);
  {
    constexpr int rows = 32;
    auto n = net({2, 8, 8, 2});
    torch::Tensor x = torch::empty({rows, 2}), y = torch::empty({rows}, torch::kLong);
    for (int i = 0; i < rows * 2; ++i) x.data_ptr<float>()[i] = feature(i / 2, i % 2);
    for (int r = 0; r < rows; ++r) y.data_ptr<std::int64_t>()[r] = quadrant(r);
    train("2-8-8-2 batch=32", n, [&] { return nn::functional::cross_entropy(n->forward(x), y); });
  }
  {
    auto n = net({8, 16, 16, 1});
    torch::Tensor x = torch::empty({1, 8}), y = torch::full({1, 1}, 5.f);
    for (int i = 0; i < 8; ++i) x.data_ptr<float>()[i] = feature(0, i);
    train("8-16-16-1 batch=1", n, [&] { return nn::functional::mse_loss(n->forward(x), y); });
  }
}
