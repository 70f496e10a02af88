// A program built without zlib says so when it meets a gzipped file.
#undef EVENGRAD_ZLIB
#include <cstdio>
#include <evengrad/data/file.hpp>

int main() {
  try {
    evengrad::unzip("digits.csv.gz", {0x1f, 0x8b});
  } catch (const evengrad::error& e) {
    const std::string_view said = e.what();
    if (said.find("digits.csv.gz: a gzipped file") == 0 && said.find("-DEVENGRAD_ZLIB") != said.npos) return 0;
    std::fprintf(stderr, "the message was: %s\n", e.what());
  }
  return 1;
}
