// All passes over one graph at run time, with every value in between at hand: what the tests of the passes look at.
#pragma once
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/pass/compile.hpp>

#include <memory>
#include <vector>

namespace evengrad_test {

namespace eg = evengrad;

struct planned {
  eg::graph g;
  bool block;
  std::vector<eg::program_facts> callees;
  eg::grouped_nodes k;
  const eg::list<char>& used = k.used;
  const eg::user_lists& users = k.users;
  eg::placement placed = eg::placer{g, used, users}.run(block);  // before sweeps merge and maps sink
  eg::placement sunk = placed;
  const eg::placement& p = k.p;
  eg::planned_nodes plan;
  const eg::stages& s = plan.s;
  const eg::memory_plan& m = plan.m;
  eg::emitter e{g, p, s, m, block};

  planned(eg::builder net, eg::objective loss, bool training, eg::identity body = 0)
      : g(eg::whole_graph(net, body, training, loss)),
        block(body != 0),
        callees(facts(net, loss, training)),
        k(eg::group_nodes(g, block)),
        plan(eg::plan_nodes(g, k, block, callees.data())) {
    eg::map_sinker{g, used, users, sunk}.run();
    e.run();
    eg::share_code(e);
  }
  planned(const planned&) = delete;

 private:
  std::vector<eg::program_facts> facts(eg::builder net, eg::objective loss, bool training) const {
    std::vector<eg::program_facts> f;
    for (const eg::call_info& c : g.calls) f.push_back(planned(net, loss, training, c.body).e.facts);
    return f;
  }
};

template <const auto& Net>
std::unique_ptr<planned> plan_training(eg::identity body = 0) {
  using C = eg::compilation<Net, eg::cross_entropy_t>;
  return std::make_unique<planned>(&C::body, &C::loss, true, body);
}
template <const auto& Net>
std::unique_ptr<planned> plan_inference(eg::identity body = 0) {
  using C = eg::compilation<Net, void>;
  return std::make_unique<planned>(&C::body, &C::loss, false, body);
}

}  // namespace evengrad_test
