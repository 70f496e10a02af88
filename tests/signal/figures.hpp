// The figures of a network's layers by name.
#pragma once
#include <evengrad/evengrad.hpp>
#include <evengrad/signal/signal.hpp>

#include <stdexcept>
#include <string>

namespace evengrad_test {

struct figures {
  evengrad::signal_report report;
  const evengrad::layer_signal& operator[](std::string_view path) const {
    for (const evengrad::layer_signal& r : report.rows) {
      std::string_view rest = path;
      if (evengrad::take_layer(report.layers.data(), r.layer, rest) && rest.empty()) return r;
    }
    throw std::out_of_range("no row " + std::string(path));
  }
};
template <const auto& Net>
figures figures_of(const evengrad::signal_source& from = {}) {
  return {evengrad::signal_of<Net>(from)};
}

}  // namespace evengrad_test
