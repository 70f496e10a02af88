// The file of a training: whole or not at all, and one message for each way in which it can be wrong.
#include <sys/stat.h>
#include <unistd.h>
#include <evengrad/train/state_file.hpp>

#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {

struct state {
  double number = 2.5;
  char text[11] = "0123456789";
  std::vector<eg::memory_part> parts() { return {{&number, sizeof number}, {text, sizeof text}}; }
};
const std::string facts = "rows 12\nbatch 3\n";

void put(const std::string& path, const std::string& all) {
  std::FILE* f = std::fopen(path.c_str(), "wb");
  std::fwrite(all.data(), 1, all.size(), f);
  std::fclose(f);
}
void refuses(const std::string& path, says words, const std::string& of = facts) {
  eg::state_file file(path, of);
  BOOST_CHECK_EXCEPTION(file.open(), eg::error, words);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  const scratch folder;
  const std::string path = folder.path("a.state");
  eg::state_file out(path, facts), in(path, facts);
  BOOST_TEST(!in.open(), "there is none yet");
  state c, d{0, ""};
  out.write(c.parts());
  BOOST_REQUIRE(in.open());
  BOOST_TEST(in.left() == 19u);
  in.read(d.parts());
  BOOST_TEST((d.number == 2.5 && std::string(d.text) == "0123456789" && in.left() == 0u));
  BOOST_TEST(content(path).starts_with(
      "evengrad training state, version 1\nbytes                  106\nrows 12\nbatch 3\n\n"));
  BOOST_TEST(access((path + ".part").c_str(), F_OK) != 0, "nothing is left beside it");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_cut_or_changed_anywhere_is_refused) {
  const scratch folder;
  const std::string path = folder.path("a.state");
  state c;
  eg::state_file(path, facts).write(c.parts());
  const std::string whole = content(path);
  for (std::size_t n = 0; n < whole.size(); ++n) {
    put(path, whole.substr(0, n));
    eg::state_file cut(path, facts);
    BOOST_CHECK_THROW(cut.open(), eg::error);
    for (const int bit : {1, 128}) {
      std::string other = whole;
      other[n] = char(other[n] ^ bit);
      put(path, other);
      eg::state_file changed(path, facts);
      BOOST_CHECK_THROW(changed.open(), eg::error);
    }
  }
  put(path, whole.substr(0, 90));
  refuses(path, {"resume, " + path + ": it ends after 90 of 106 bytes; take another file"});
  put(path, whole + "x");
  refuses(path, {"its checksum is wrong"});
  put(path, "");
  refuses(path, {"no training state"});
  put(path, "x,y\n1,2\n");
  refuses(path, {"no training state"});
  put(path, "evengrad training state, version 2\nbytes");
  refuses(path, {"version 2", "this program reads version 1"});
}

BOOST_AUTO_TEST_CASE(facts_are_compared_line_by_line) {
  const scratch folder;
  const std::string path = folder.path("a.state");
  state c;
  eg::state_file(path, facts).write(c.parts());
  refuses(path, {"it has \"batch 3\" where this training has \"batch 30\""}, "rows 12\nbatch 30\n");
  refuses(path, {"it has \"rows 12\" where this training has \"rows 1\""}, "rows 1\nbatch 3\n");
  refuses(path, {"it has \"\" where this training has \"more\""}, facts + "more\n");
  refuses(path, {"it has \"batch 3\" where this training has \"\""}, "rows 12\n");
  eg::state_file file(path, facts);
  BOOST_REQUIRE(file.open());
  double more[3];
  BOOST_CHECK_EXCEPTION(file.read(std::vector<eg::memory_part>{{more, sizeof more}}), eg::error,
                        says{"19 bytes where 24 are wanted"});
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_written_or_read_says_why) {
  const scratch folder;
  state c;
  const eg::state_file nowhere(folder.path("no/such/folder.state"), facts);
  BOOST_CHECK_EXCEPTION(nowhere.write(c.parts()), eg::error, (says{"No such file", "a folder that can be written to"}));
  const std::string path = folder.path("folder");
  mkdir(path.c_str(), 0700);
  BOOST_CHECK_EXCEPTION(eg::state_file(path, facts).write(c.parts()), eg::error,
                        says{"a folder that can be written to"});
  BOOST_TEST(access((path + ".part").c_str(), F_OK) != 0);
  refuses(path, {"Is a directory"});
  rmdir(path.c_str());
}

BOOST_AUTO_TEST_SUITE_END()
