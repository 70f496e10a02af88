// The one main of every suite; the tests are in the files beside it.
#include <boost/test/unit_test.hpp>

// Written out, for the precompiled header has included Boost.Test before BOOST_TEST_MODULE could be defined here.
int main(int argc, char* argv[]) {
  return boost::unit_test::unit_test_main(
      [] {
        boost::unit_test::framework::master_test_suite().p_name.value = "evengrad";
        return true;
      },
      argc, argv);
}
