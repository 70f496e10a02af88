// LeNet-300-100 with libtorch, eager, on one thread.
#include "lenet.hpp"

#include <torch/torch.h>

int main() {
  using namespace benchmark;
  torch::set_num_threads(1);
  at::set_num_interop_threads(1);
  torch::nn::Sequential net(torch::nn::Linear(784, 300), torch::nn::ReLU(), torch::nn::Linear(300, 100),
                            torch::nn::ReLU(), torch::nn::Linear(100, 10));
  {
    torch::NoGradGuard constant;
    for (int l = 0; l < 3; ++l) {
      auto& linear = *net[std::size_t(2 * l)]->as<torch::nn::Linear>();
      auto w = linear.weight.accessor<float, 2>();
      for (int o = 0; o < extents[l + 1]; ++o)
        for (int i = 0; i < extents[l]; ++i) w[o][i] = first_weight(l, extents[l], extents[l + 1], i, o);
      linear.bias.zero_();
    }
  }
  torch::Tensor x = torch::empty({batch_rows, 784}), y = torch::empty({batch_rows}, torch::kLong);
  for (int r = 0; r < batch_rows; ++r) {
    for (int i = 0; i < 784; ++i) x.data_ptr<float>()[r * 784 + i] = pixel(r, i);
    y.data_ptr<std::int64_t>()[r] = label(r);
  }
  torch::optim::Adam adam(net->parameters(), torch::optim::AdamOptions(learning_rate));
  report([&] {
    adam.zero_grad();
    torch::Tensor loss = torch::nn::functional::cross_entropy(net->forward(x), y);
    loss.backward();
    adam.step();
    return loss.item<float>();
  });
}
