// A file of a test, gone when the test ends.
#pragma once
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

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

// A folder of a test, gone when the test ends, with the files in it.
struct scratch {
  std::string folder;
  scratch() {
    char name[] = "/tmp/evengrad_test_XXXXXX";
    folder = mkdtemp(name);
  }
  scratch(const scratch&) = delete;
  ~scratch() {
    for (const std::string& p : used_) std::remove(p.c_str());
    rmdir(folder.c_str());
  }
  std::string path(const std::string& name) const { return used_.emplace_back(folder + "/" + name); }

 private:
  mutable std::vector<std::string> used_;
};

// All that is in a file; "none" where there is no file.
inline std::string content(const std::string& path) {
  std::FILE* const f = std::fopen(path.c_str(), "rb");
  if (!f) return "none";
  std::string all;
  for (int c; (c = std::fgetc(f)) != EOF;) all += char(c);
  std::fclose(f);
  return all;
}

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
