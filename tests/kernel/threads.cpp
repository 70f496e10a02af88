// Training on several threads gives the bits of one, and a team meets as often as it is asked to.
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <evengrad/evengrad.hpp>
#include <evengrad/kernel/threads.hpp>

#include "../data/temporary.hpp"
#include "../little_memory.hpp"

namespace eg = evengrad;

namespace {

constexpr auto mlp =
    eg::input<33> | eg::dense<70> | eg::relu | eg::dense<48> | eg::elementwise<eg::tanh_op>{} | eg::dense<5>;
constexpr auto normed = eg::input<20> | eg::dense<40> | eg::batch_norm | eg::relu | eg::dropout(0.3) | eg::dense<33> |
                        eg::layer_norm | eg::dense<3>;
constexpr auto deep =
    eg::input<24> | eg::repeat<3>(eg::residual(eg::layer_norm | eg::dense<24> | eg::relu)) | eg::dense<4>;
constexpr auto loops =
    eg::input<18> | eg::repeat_shared<3>(eg::residual(eg::dense<18> | eg::elementwise<eg::tanh_op>{})) | eg::dense<4>;
constexpr auto words = eg::input<1> | eg::embedding<30, 40> | eg::dense<20> | eg::relu | eg::dense<3>;
constexpr auto lines = eg::input<6, 20> | eg::dense<17> | eg::relu | eg::flatten | eg::dense<3>;

template <const auto& Net, class X, class... Threads>
std::vector<float> train(const X& transform, int rows, Threads... threads) {
  eg::model<Net> m{eg::seed{4}, threads...};
  eg::optimizer<float, X> rule(transform);
  std::vector<float> x(std::size_t(rows * m.inputs)), y(std::size_t(rows), 0.f), bits;
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = m.vocabulary > 0 ? float(i * 7 % 30) : float(i * 2654435761u % 1000) / 500 - 1;
  for (int r = 0; r < rows; ++r) y[std::size_t(r)] = float(r % 3);
  for (int step = 0; step < 3; ++step) {
    bits.push_back(m.step(eg::cross_entropy, x.data(), y.data(), rows, rule));
    bits.push_back(m.fused_step(eg::cross_entropy, x.data(), y.data(), rows, rule));
  }
  bits.insert(bits.end(), m.weights(), m.weights() + m.weight_count());
  bits.insert(bits.end(), m.states(), m.states() + m.state_count());
  const float* out = m.predict(x.data(), rows);
  bits.insert(bits.end(), out, out + 3);
  return bits;
}
template <const auto& Net, class X>
void agree(const X& transform) {
  for (int rows : {1, 61, 1200}) {
    const std::vector<float> one = train<Net>(transform, rows);
    for (int count : {1, 2, 3}) {
      const std::vector<float> more = train<Net>(transform, rows, eg::threads{count});
      BOOST_TEST(std::memcmp(one.data(), more.data(), one.size() * sizeof(float)) == 0,
                 count << " threads, " << rows << " rows");
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel)
BOOST_AUTO_TEST_SUITE(threads)

BOOST_AUTO_TEST_CASE(chains_of_layers) { agree<mlp>(eg::adam{.learning_rate = 1e-2}); }
BOOST_AUTO_TEST_CASE(norms_and_random_numbers) { agree<normed>(eg::momentum{}); }
BOOST_AUTO_TEST_CASE(repeated_blocks) { agree<deep>(eg::adam{}); }
BOOST_AUTO_TEST_CASE(shared_blocks) { agree<loops>(eg::adam{}); }
BOOST_AUTO_TEST_CASE(tables) { agree<words>(eg::sgd{}); }
BOOST_AUTO_TEST_CASE(several_lines) { agree<lines>(eg::adam{}); }

BOOST_AUTO_TEST_CASE(a_team_meets) {
  eg::thread_team team(3);
  struct {
    eg::thread_team& team;
    std::atomic<int> sum[50]{};
    std::atomic<int> early = 0;
  } all{team};
  for (int round = 0; round < 20; ++round) {
    for (auto& s : all.sum) s = 0;
    team.run(
        [](const void* what, int part) {
          auto& a = *static_cast<decltype(all)*>(const_cast<void*>(what));
          for (auto& s : a.sum) {
            s += part + 1;
            a.team.wait();
            if (s != 6) ++a.early;
          }
        },
        &all);
  }
  BOOST_TEST(all.early == 0);
  BOOST_CHECK_THROW(eg::thread_team(0), eg::error);
}

#if !defined(EVENGRAD_TEST_SANITIZED)
BOOST_AUTO_TEST_CASE(threads_that_the_system_does_not_give_are_a_failure) {
  const little_memory limited;
  if (!limited.holds()) return BOOST_TEST_MESSAGE("this system does not limit memory");
  BOOST_CHECK_EXCEPTION(eg::thread_team(500), eg::error,
                        (says{"threads: 500, and the system gives ", "ask for fewer"}));
}
#endif

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
