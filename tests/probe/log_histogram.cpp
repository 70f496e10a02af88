#include <evengrad/probe/log_histogram.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

namespace eg = evengrad;

namespace {

eg::log_histogram counted(const std::vector<float>& x) {
  std::map<int, std::int64_t> at;
  for (float v : x) ++at[eg::log_histogram::bucket_of(v)];
  eg::log_histogram h;
  for (auto [bucket, n] : at) h.filled.push_back({bucket, n});
  return h;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(a_number_lies_between_the_edges_of_its_bucket) {
  for (float x : {1.18e-38f, 1e-30f, .1f, .99f, 1.f, 1.124f, 1.125f, 3.f, 1e20f, 3.4e38f})
    for (float v : {x, -x}) {
      const int at = eg::log_histogram::bucket_of(v);
      BOOST_TEST(eg::log_histogram::low(at) <= double(v));
      BOOST_TEST(double(v) <= eg::log_histogram::high(at));
      BOOST_TEST((at < 0) == (v < 0));
      BOOST_TEST(eg::log_histogram::high(at) - eg::log_histogram::low(at) <= double(x) / 8 * 1.0000001);
    }
  BOOST_TEST(eg::log_histogram::bucket_of(0.f) == 0);
  BOOST_TEST(eg::log_histogram::bucket_of(-0.f) == 0);
  BOOST_TEST(eg::log_histogram::bucket_of(1e-42f) == 0);
}

BOOST_AUTO_TEST_CASE(buckets_stand_in_the_order_of_the_numbers) {
  double before = -1e300;
  for (int at = -eg::log_histogram::buckets; at < eg::log_histogram::buckets; ++at) {
    if ((at > 0 && at < 8) || (at < 0 && at >= -8)) continue;
    BOOST_TEST(eg::log_histogram::low(at) >= before);
    before = eg::log_histogram::high(at);
  }
}

BOOST_AUTO_TEST_CASE(parts_merge_to_the_whole_in_any_order) {
  const std::vector<float> a{1, 2, -3, 0, 1e-5f}, b{1, -3, 4}, c{1e9f, -1e-9f};
  std::vector<float> all = a;
  all.insert(all.end(), b.begin(), b.end()), all.insert(all.end(), c.begin(), c.end());
  eg::log_histogram x = counted(a), y = counted(c);
  x.merge(counted(b)), x.merge(counted(c));
  y.merge(counted(b)), y.merge(counted(a));
  BOOST_TEST((x == counted(all)));
  BOOST_TEST((x == y));
  BOOST_TEST(x.count() == 10);
}

BOOST_AUTO_TEST_CASE(percentiles_are_off_by_a_bucket_at_most) {
  std::vector<float> x;
  for (int i = 0; i < 1000; ++i) x.push_back(float(i - 300));
  const eg::log_histogram h = counted(x);
  for (double share : {.15, .5, .85, .98}) {
    const double exact = 1000 * share - 300;
    BOOST_TEST(std::abs(h.percentile(share) - exact) <= std::abs(exact) / 8 + 1);
  }
  BOOST_TEST(h.percentile(0) <= -300.);
  BOOST_TEST(h.percentile(1) >= 699.);
  BOOST_TEST(eg::log_histogram{}.percentile(.5) == 0.);
}

BOOST_AUTO_TEST_SUITE_END()
