// What every test includes and what costs seconds to parse.
#include <boost/test/unit_test.hpp>
