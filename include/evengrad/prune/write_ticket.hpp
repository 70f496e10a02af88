// A pruned network as a program: a header with the smaller network and its numbers, and a test that it says the same.
#pragma once
#include <evengrad/core/philox.hpp>
#include <evengrad/prune/dead_units.hpp>
#include <evengrad/prune/ticket_test.hpp>
#include <evengrad/prune/weights_file.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Rows to test on: of those that the options give so many, evenly spread; without any, numbers between −2 and 2, or
/// indices where an embedding reads them.
template <const auto& Net, class T>
ticket_rows rows_of_ticket(const model<Net, T>& from, const header_options& o) {
  using network = model<Net, T>;
  const rows_view given = o.test_on.rows > 0 ? o.test_on : o.constant_on;
  const int rows = given.rows > 0 && given.rows < o.tested ? given.rows : o.tested;
  ticket_rows r{{}, {}, rows, network::inputs, network::outputs};
  if (given.rows > 0) {
    check_width(given, network::inputs), check_finite(given);
    for (int i = 0; i < rows; ++i) {
      const float* x = given.row(int(std::int64_t(i) * given.rows / rows));
      r.x.insert(r.x.end(), x, x + given.width);
    }
  } else {
    const generator random(seed{20});
    for (int i = 0; i < rows * network::inputs; ++i) {
      const float u = random.uniform(std::uint64_t(i)), v = random.uniform(std::uint64_t(rows * network::inputs + i));
      r.x.push_back(network::vocabulary > 0 ? float(int(u * float(network::vocabulary))) : 2 * (u + v) - 2);
    }
  }
  model<Net, double> exact;
  exact.take(from);
  const std::vector<double> x(r.x.begin(), r.x.end());
  const double* y = exact.predict(x.data(), rows);
  for (int i = 0; i < rows; ++i)
    for (int k = 0; k < network::outputs; ++k) {
      r.y.push_back(y[i * exact.stride() + k]);
      if (!(r.y.back() - r.y.back() == 0))
        fail("write_ticket", "an output that is not finite in row " + std::to_string(i),
             "give rows as it was trained on");
    }
  return r;
}

/// Removes dead units exactly (see without_dead_units) and writes the network that is left as C++: `path`, such as
/// "small/ticket.hpp", has its declaration `ticket::net` as one would write it, its numbers as constants, the function
/// `ticket::load(model)`, and in a comment what was saved. Beside it lie "ticket_test.cpp", a program with exit status
/// 1 unless the network says in double of some rows what the one before says, to 1e-6 of the largest output, and, where
/// `weights_in_file`, "ticket.weights". Returns what was removed. Fails, and leaves no file behind and those that were
/// there as they were, where the path cannot be written to or is no ".hpp" or ".h", the name is none, and where
/// without_dead_units fails.
template <const auto& Net, class T>
smaller_network write_ticket(const std::string& path, model<Net, T>& from, const weight_mask& mask,
                             const header_options& options = {}) {
  check_namespace(options.name);
  const std::size_t dot = path.rfind('.'), slash = path.rfind('/') + 1;
  if (dot == path.npos || dot <= slash || (path.substr(dot) != ".hpp" && path.substr(dot) != ".h"))
    fail("write_ticket, " + path, "no name of a header", "give one such as \"ticket.hpp\"");
  check_between("write_ticket, tested", options.tested, 1, 1e6);
  check_between("write_ticket, sparse_below", options.sparse_below.value_or(0), 0, 1);
  const smaller_network net = without_dead_units(from, mask, {options.constant_on});
  const std::string stem = path.substr(0, dot), name = path.substr(slash, dot - slash), header = path.substr(slash);
  ticket_text text(net, options);
  std::string weights;
  std::uint64_t checksum = 0;
  if (options.weights_in_file) {
    std::vector<T> numbers;
    for (const kept_tensor* t : text.held())
      for (const double v : t->values) numbers.push_back(T(v));
    weights = weights_file<T>(text.facts(), numbers);
    std::memcpy(&checksum, weights.data() + weights.size() - 8, 8);
  }
  const std::string file = options.weights_in_file ? name + ".weights" : "";
  const std::string test = ticket_test(header, options.name, file, rows_of_ticket(from, options));
  new_file first(path, "write_ticket"), second(stem + "_test.cpp", "write_ticket");
  first.write(text.header(file, checksum)), second.write(test);
  first.finish(), second.finish();
  if (options.weights_in_file) {
    new_file third(stem + ".weights", "write_ticket");
    third.write(weights), third.put();
  }
  second.put(), first.put();
  return net;
}

/// The same table with what dense layers become by these options; it stands in the header of write_ticket too.
inline std::string change_table(const smaller_network& net, const header_options& options) {
  return ticket_text(net, options).table();
}

}  // namespace evengrad::inline EVENGRAD_ISA
