// A step that changes each weight where its gradient is made is the step that keeps all gradients first.
#pragma once
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/optimizer.hpp>

#include "../law.hpp"

namespace evengrad_test {

template <const auto& Net, class Loss>
void check_fused(const Loss& loss, const rows_for_law& data) {
  law_model<Net, double> apart, fused;
  eg::optimizer<double, eg::adam> a(eg::adam{.learning_rate = 0.1}), b(eg::adam{.learning_rate = 0.1});
  for (int step = 0; step < 4; ++step) {
    const double l = apart.step(loss, data.x.data(), data.y.data(), data.rows, a);
    BOOST_TEST(fused.fused_step(loss, data.x.data(), data.y.data(), data.rows, b) == l);
  }
  for (const eg::entry& e : apart.entries())
    for (int i = 0; i < e.dims.size(); ++i) BOOST_TEST(apart.view(e)(i) == fused.view(e)(i), e.name << ' ' << i);
}

}  // namespace evengrad_test
