// Memory of one call: by need, the same for the same batch, in a buffer where one is given, and apart for each thread.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>
#include <evengrad/kernel/threads.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<20> | eg::dense<40> | eg::relu | eg::dense<30> | eg::dense<3>;
using program = eg::checked<net, eg::cross_entropy_t>;
constexpr const auto& facts = eg::program_of<program, 0>.facts;

float* at(const eg::context<float>& c, eg::region r) { return c.base[std::size_t(r)]; }

}  // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(workplace)

BOOST_AUTO_TEST_CASE(parts_do_not_overlap) {
  eg::workplace<float> place(nullptr);
  const auto c = place.stand<program>(16, {});
  BOOST_TEST((at(c, eg::region::row_arena) - at(c, eg::region::fixed_arena)) >= facts.fixed_elements);
  BOOST_TEST((c.scratch - at(c, eg::region::row_arena)) >= 16 * facts.row_elements + place.gap);
  BOOST_TEST(reinterpret_cast<std::uintptr_t>(c.scratch) % 64 == 0u);
  BOOST_TEST(c.parts == 1);
}
BOOST_AUTO_TEST_CASE(a_smaller_batch_stays_where_it_is) {
  eg::workplace<float> place(nullptr);
  const float* const first = at(place.stand<program>(16, {}), eg::region::fixed_arena);
  BOOST_TEST(at(place.stand<program>(5, {}), eg::region::fixed_arena) == first);
  BOOST_TEST(at(place.stand<program>(16, {}), eg::region::fixed_arena) == first);
}
BOOST_AUTO_TEST_CASE(a_buffer_is_taken_from_and_may_be_too_small) {
  alignas(64) static std::byte memory[1 << 16];
  const eg::memory_source from(eg::buffer{memory, sizeof memory});
  eg::workplace<float> place(nullptr);
  const float* const p = at(place.stand<program>(4, from), eg::region::fixed_arena);
  BOOST_TEST(
      (reinterpret_cast<const std::byte*>(p) >= memory && reinterpret_cast<const std::byte*>(p) < std::end(memory)));
  BOOST_CHECK_THROW(place.stand<program>(100'000, from), eg::error);
}
BOOST_AUTO_TEST_CASE(each_thread_has_scratch_memory) {
  eg::workplace<float> one(nullptr), three(eg::threads{3}.assemble());
  const auto a = one.stand<program>(4000, {}), b = three.stand<program>(4000, {});
  BOOST_TEST(a.parts == 1);
  BOOST_TEST(b.parts == 3);
  BOOST_TEST((eg::scratch_of_all<float, program>(4000, 3) >= eg::scratch_of_all<float, program>(4000, 1)));
  const auto& code = eg::program_code<program, 0, float, eg::no_update>::view;
  std::vector<float> x(4000 * 20, .5f), y(4000, 1.f), w(std::size_t(facts.weights), .1f);
  for (auto* c : {&a, &b}) {
    auto all = *c;
    all.base[std::size_t(eg::region::input)] = x.data(), all.base[std::size_t(eg::region::target)] = y.data();
    all.base[std::size_t(eg::region::weights)] = w.data();
    const eg::no_update none;
    all.update = &none;
    (c == &a ? one : three).walk(code, 0, code.kernel_count, all);
  }
  const auto loss = eg::program_of<program, 0>.loss.offset;
  BOOST_TEST(at(a, eg::region::fixed_arena)[loss] == at(b, eg::region::fixed_arena)[loss]);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
