// LeNet-300-100 with dlib, on the calling thread.
#include "lenet.hpp"

#include <dlib/dnn.h>

extern "C" void openblas_set_num_threads(int);

int main() {
  using namespace benchmark;
  using namespace dlib;
  openblas_set_num_threads(1);
  using image = matrix<float, 784, 1>;
  using net_type = loss_multiclass_log<fc<10, relu<fc<100, relu<fc<300, input<image>>>>>>>;
  net_type net;
  resizable_tensor x;
  std::vector<image> rows(batch_rows);
  std::vector<unsigned long> labels(batch_rows);
  for (int r = 0; r < batch_rows; ++r) {
    for (int i = 0; i < 784; ++i) rows[std::size_t(r)](i) = pixel(r, i);
    labels[std::size_t(r)] = static_cast<unsigned long>(label(r));
  }
  net.to_tensor(rows.begin(), rows.end(), x);
  std::vector<adam> solvers(net_type::num_computational_layers, adam(0, 0.9f, 0.999f));
  const auto step = [&] {
    const double loss = net.compute_parameter_gradients(x, labels.begin());
    net.update_parameters(solvers, learning_rate);
    return loss;
  };
  net.compute_loss(x, labels.begin());  // the layers learn their sizes
  const auto draw = [](auto& fully_connected, int l) {
    tensor& t = fully_connected.layer_details().get_layer_params();
    float* w = t.host();
    for (int i = 0; i < extents[l]; ++i)
      for (int o = 0; o < extents[l + 1]; ++o) *w++ = first_weight(l, extents[l], extents[l + 1], i, o);
    for (int o = 0; o < extents[l + 1]; ++o) *w++ = 0;
  };
  draw(layer<1>(net), 2);
  draw(layer<3>(net), 1);
  draw(layer<5>(net), 0);
  report(step);
}
