// A file of a test, gone when the test ends.
#pragma once
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

struct temporary {
  std::string path;
  explicit temporary(std::string_view content, std::string name = "file") {
    char folder[] = "/tmp/evengrad_test_XXXXXX";
    folder_ = mkdtemp(folder);
    path = folder_ + "/" + name;
    std::FILE* f = std::fopen(path.c_str(), "wb");
    std::fwrite(content.data(), 1, content.size(), f);
    std::fclose(f);
  }
  temporary(const temporary&) = delete;
  ~temporary() {
    std::remove(path.c_str());
    rmdir(folder_.c_str());
  }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

// Whether a failure names all that it should.
struct says {
  std::string_view a, b = "", c = "";
  bool operator()(const std::exception& e) const {
    const std::string_view what = e.what();
    const bool all = what.find(a) != what.npos && what.find(b) != what.npos && what.find(c) != what.npos;
    if (!all) std::fprintf(stderr, "the message was: %s\n", e.what());
    return all;
  }
};
