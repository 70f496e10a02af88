#include <evengrad/core/normal.hpp>
#include <evengrad/core/uniform_pack.hpp>
#include <evengrad/probe/meter.hpp>

#include <boost/test/unit_test.hpp>
#include <limits>

namespace eg = evengrad;

namespace {

/// Of so many numbers around `mean`, handed in in parts of changing size; against sums of doubles.
template <class T>
void compare(std::int64_t n, double mean, double deviation) {
  std::vector<T> x;
  std::uint32_t state = 1;
  for (std::int64_t i = 0; i < n; ++i) {
    double sum = -6;
    for (int k = 0; k < 12; ++k) state = state * 1664525u + 1013904223u, sum += state / 4294967296.;
    x.push_back(T(mean + deviation * sum));
  }
  eg::meter<T> m;
  m.expect(n);
  for (std::int64_t at = 0, k = 1; at < n; at += k, k = (k * 7 + 3) % 3001 + 1)
    m.add(x.data() + at, std::min(k, n - at));
  const eg::figures f = m.take();
  double exact = 0, squares = 0, low = 1e300, high = -1e300;
  for (T v : x) exact += double(v) / double(n), low = std::min(low, double(v)), high = std::max(high, double(v));
  for (T v : x) squares += (double(v) - exact) * (double(v) - exact);
  BOOST_TEST(f.count == n);
  BOOST_TEST(f.not_finite == 0);
  BOOST_TEST(std::abs(f.mean - exact) <= 1e-6 * std::sqrt(squares / double(n)) + 1e-9 * std::abs(exact));
  BOOST_TEST(f.deviation() == std::sqrt(squares / double(n)), boost::test_tools::tolerance(1e-5));
  BOOST_TEST(f.smallest == low);
  BOOST_TEST(f.largest == high);
  if (n <= eg::meter<T>::counted) BOOST_TEST(f.histogram.count() == n);
  else
    BOOST_TEST((f.histogram.count() >= eg::meter<T>::counted && f.histogram.count() < 2 * eg::meter<T>::counted + 16));
  BOOST_TEST(m.take().count == 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(moments_are_exact_at_all_sizes) {
  for (std::int64_t n : {1, 5, 16, 17, 1023, 1024, 1025, 5000, 40000})
    compare<float>(n, .3, 1), compare<double>(n, .3, 1);
  compare<float>(3000, 1000, 1e-2);    // far from zero
  compare<float>(3000, 0, 1e-30);      // the squares are none of float's numbers
  compare<float>(3000, 1e-39, 1e-40);  // smaller than the smallest normal number
  compare<float>(3000, 0, 1e30);
  compare<double>(3000, 0, 1e-200);
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_is_counted_by_itself) {
  const float inf = std::numeric_limits<float>::infinity();
  float x[100];
  for (int i = 0; i < 100; ++i) x[i] = float(i);
  x[3] = inf, x[50] = -inf, x[99] = inf - inf;
  eg::meter<float> m;
  m.expect(100), m.add(x, 100);
  const eg::figures f = m.take();
  BOOST_TEST(f.not_finite == 3);
  BOOST_TEST(f.count == 97);
  BOOST_TEST(f.histogram.count() == 97);
  BOOST_TEST(f.mean == (4950 - 3 - 50 - 99) / 97., boost::test_tools::tolerance(1e-12));
  BOOST_TEST(f.largest == 98.);
}

BOOST_AUTO_TEST_CASE(every_number_has_its_bucket) {
  std::vector<float> x;
  for (int e = -40; e < 38; ++e) x.push_back(float(std::pow(10., e))), x.push_back(float(-2 * std::pow(10., e)));
  x.push_back(0.f), x.push_back(-0.f);
  eg::meter<float> m;
  m.expect(std::int64_t(x.size())), m.add(x.data(), std::int64_t(x.size()));
  eg::log_histogram naive;
  for (float v : x) {
    eg::log_histogram one;
    one.filled.push_back({eg::log_histogram::bucket_of(v), 1});
    naive.merge(one);
  }
  BOOST_TEST((m.take().histogram == naive));
}

BOOST_AUTO_TEST_CASE(differences) {
  std::vector<float> a(2500), b(2500);
  for (int i = 0; i < 2500; ++i) a[std::size_t(i)] = float(i % 7), b[std::size_t(i)] = float(i % 5);
  eg::meter<float> m;
  m.expect(2500), m.add_differences(a.data(), b.data(), 2500);
  const eg::figures f = m.take();
  double sum = 0;
  for (int i = 0; i < 2500; ++i) sum += i % 7 - i % 5;
  BOOST_TEST(f.mean == sum / 2500, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(f.smallest == -4.);
  BOOST_TEST(f.largest == 6.);
}

// A matrix whose every 28th line is zero, as pixels at the border are: no share of lines is met too often.
BOOST_AUTO_TEST_CASE(the_sample_meets_no_period) {
  std::vector<float> x;
  for (int i = 0; i < 16 * 28 * 600; ++i) x.push_back(i / 16 % 28 == 0 ? 0.f : 1.f);
  eg::meter<float> m;
  m.expect(std::int64_t(x.size())), m.add(x.data(), std::int64_t(x.size()));
  const eg::figures f = m.take();
  const double zeros = double(f.histogram.filled.front().count) / double(f.histogram.count());
  BOOST_TEST(std::abs(zeros - 1 / 28.) < .01);
}

BOOST_AUTO_TEST_CASE(runs_leave_out_the_padding) {
  std::vector<int> seen(3 * 48, 0);
  eg::each_run(3, 37, [&](std::int64_t begin, std::int64_t n) {
    for (std::int64_t i = 0; i < n; ++i) ++seen[std::size_t(begin + i)];
  });
  std::vector<int> wanted(3 * 48, 0);
  for (int l = 0; l < 3; ++l)
    for (int c = 0; c < 37; ++c) ++wanted[std::size_t(eg::panel_place(3, l, c))];
  BOOST_TEST(seen == wanted);
}

BOOST_AUTO_TEST_SUITE_END()
