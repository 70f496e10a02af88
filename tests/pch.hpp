// What every test includes and what costs seconds to parse.
#pragma once
#include <boost/test/unit_test.hpp>
