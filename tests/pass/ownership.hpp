// Plays a program's table of kernels and watches who owns each element of the arenas: a read must find what it wants.
#pragma once
#include "planned.hpp"

#include <map>
#include <string>

namespace evengrad_test {

struct ownership {
  const planned& q;
  std::map<eg::region, std::vector<int>> owner;  // element of a row, or of the values without rows → node
  std::vector<std::string> faults{};

  static constexpr int nobody = -1, scratch = -2;
  static int saved_by(int call) { return -100 - call; }

  explicit ownership(const planned& q) : q(q) {
    owner[eg::region::row_arena].assign(q.e.facts.row_elements, nobody);
    owner[eg::region::fixed_arena].assign(q.e.facts.fixed_elements, nobody);
    owner[eg::region::saved_rows].assign(q.e.facts.saved_rows, nobody);
    owner[eg::region::saved_fixed].assign(q.e.facts.saved_fixed, nobody);
    for (int k = 0; k < int(q.e.kernels.size()); ++k) play(k);
  }

 private:
  std::int64_t size_of(int node) const {
    const eg::node& x = q.g[node];
    return x.batched ? eg::row_stride(x) : eg::fixed_size(x.dims);
  }
  void take(int kernel, eg::region in, std::int64_t from, std::int64_t n, int who) {
    const auto area = owner.find(in);
    if (area == owner.end()) return;
    if (from < 0 || from + n > std::int64_t(area->second.size())) {
      faults.push_back("kernel " + std::to_string(kernel) + " writes outside its memory");
      return;
    }
    std::fill_n(area->second.begin() + from, n, who);
  }
  void want(int kernel, eg::region in, std::int64_t from, std::int64_t n, int who) {
    const auto area = owner.find(in);
    if (area == owner.end()) return;
    for (std::int64_t i = from; i < from + n; ++i)
      if (i < 0 || i >= std::int64_t(area->second.size()) || area->second[i] != who) {
        faults.push_back(
            "kernel " + std::to_string(kernel) + " wants node " + std::to_string(who) + " at " + std::to_string(i) +
            " and finds " +
            (i >= 0 && i < std::int64_t(area->second.size()) ? std::to_string(area->second[i]) : "nothing"));
        return;
      }
  }
  void read(int kernel, const eg::operand& o) {
    if (o.node < 0) return;
    const int h = eg::home(q.g, o.node);
    want(kernel, o.in, o.offset, size_of(h), h);
  }
  void write(int kernel, const eg::operand& o) {
    if (o.node >= 0) take(kernel, o.in, o.offset, size_of(eg::home(q.g, o.node)), eg::home(q.g, o.node));
  }
  void play(int at) {
    const eg::kernel& k = q.e.kernels[at];
    const eg::operand* const table = q.e.operands.data() + k.operands;
    const eg::statement* const first = q.e.statements.data() + k.first;
    if (eg::is_call(first->what)) return play_call(at, k, table, first->node);
    std::vector<char> written(k.operand_count, 0), own(q.g.nodes.size(), 0);
    for (int j = 0; j < k.count; ++j) {
      own[first[j].node] = 1;
      if (first[j].store >= 0) written[first[j].store] = 1;
    }
    for (int o = 0; o < k.operand_count; ++o)
      if (!written[o] && !(table[o].node >= 0 && own[eg::home(q.g, table[o].node)])) read(at, table[o]);
    for (int o = 0; o < k.operand_count; ++o)
      if (written[o]) write(at, table[o]);
    for (int o = 0; o < k.operand_count; ++o)
      if (!written[o] && table[o].node >= 0 && own[eg::home(q.g, table[o].node)]) read(at, table[o]);
  }
  /// x, y, saved rows, saved fixed, temporary rows, temporary fixed, dy, dx.
  void play_call(int at, const eg::kernel& k, const eg::operand* o, int node) {
    const bool back = k.walk == eg::loop::call_back;
    const eg::call_info& c = q.g.calls[k.call];
    const eg::program_facts& f = q.callees[k.call];
    const std::int64_t line = eg::row_stride(c.in),
                       rows = eg::padded(c.count * f.saved_rows + (f.reads_x ? (c.count - 1) * line : 0)),
                       fixed = c.count * f.saved_fixed;
    if (!back || f.reads_x) read(at, o[0]);
    if (back) read(at, o[6]);
    take(at, o[4].in, o[4].offset, f.row_elements + 2 * eg::padded(line), scratch);
    take(at, o[5].in, o[5].offset, f.fixed_elements, scratch);
    if (q.g.training && back) {
      want(at, o[2].in, o[2].offset, rows, saved_by(k.call));
      want(at, o[3].in, o[3].offset, fixed, saved_by(k.call));
    } else if (q.g.training) {
      take(at, o[2].in, o[2].offset, rows, saved_by(k.call));
      take(at, o[3].in, o[3].offset, fixed, saved_by(k.call));
    }
    const eg::operand& result = back ? o[7] : o[1];
    take(at, result.in, result.offset, size_of(node), node);
  }
};

}  // namespace evengrad_test
