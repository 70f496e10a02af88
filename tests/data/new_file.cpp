#include <evengrad/data/new_file.hpp>

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include "temporary.hpp"

namespace eg = evengrad;

namespace {

std::string here(const char* name) { return "new_file_test_" + std::to_string(getpid()) + "_" + name; }

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(a_file_is_there_as_a_whole_or_as_it_was) {
  const std::string path = here("file");
  {
    eg::new_file f(path, "test");
    f.write("first"), f.put();
  }
  BOOST_TEST(content(path) == "first");
  {
    eg::new_file f(path, "test");
    f.write("sec"), f.finish();
    BOOST_TEST(content(path) == "first");
  }
  BOOST_TEST(content(path) == "first");
  BOOST_TEST(content(path + ".part") == "none");
  {
    eg::new_file f(path, "test");
    f.write("second"), f.put();
  }
  BOOST_TEST(content(path) == "second");
  std::remove(path.c_str());
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_written_it_says_so) {
  BOOST_CHECK_EXCEPTION(eg::new_file("no_such_folder/file", "test"), evengrad::error, [](const evengrad::error& e) {
    return e.what() == std::string(
                           "test, no_such_folder/file: No such file or directory; give a path in a folder that "
                           "can be written to, on a disk with room");
  });
  if (access("/dev/full", W_OK) == 0) {  // a disk without room: /dev/full.part can not be made by others than root
    const std::string path = here("full");
    BOOST_REQUIRE(symlink("/dev/full", (path + ".part").c_str()) == 0);
    eg::new_file f(path, "test");
    f.write("x");
    BOOST_CHECK_THROW(f.finish(), evengrad::error);
    BOOST_TEST(content(path) == "none");
    BOOST_TEST(content(path + ".part") == "none");
  }
}

BOOST_AUTO_TEST_CASE(that_a_folder_has_the_name_is_seen_before_anything_takes_its_place) {
  const std::string path = here("folder");
  BOOST_REQUIRE(mkdir(path.c_str(), 0777) == 0);
  {
    eg::new_file f(path, "test");
    f.write("x");
    BOOST_CHECK_THROW(f.finish(), eg::error);
  }
  BOOST_TEST(content(path + ".part") == "none");
  rmdir(path.c_str());
}

BOOST_AUTO_TEST_SUITE_END()
