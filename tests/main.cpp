// The one main of every suite; the tests are in the files beside it.
#define BOOST_TEST_MODULE evengrad
#include <boost/test/unit_test.hpp>
