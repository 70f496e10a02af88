// A file that is there as a whole or not at all: it is written beside its place, and takes it at the end.
#pragma once
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <evengrad/core/failure.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Writes to `path`.part; `put` renames it. Without that, nothing is left. Fails where the disk does, with "`who`,
/// path" as the place.
class new_file {
  std::string path_;
  const char* who;
  std::FILE* file;

  std::string part() const { return path_ + ".part"; }
  [[noreturn]] void complain(int number) {
    close();
    fail(std::string(who) + ", " + path_, std::strerror(number ? number : EIO),
         "give a path in a folder that can be written to, on a disk with room");
  }
  void close() {
    if (file) std::fclose(file), std::remove(part().c_str());
    file = nullptr;
  }

 public:
  new_file(std::string path, const char* who)
      : path_(std::move(path)), who(who), file(std::fopen(part().c_str(), "wb")) {
    if (!file) complain(errno);
  }
  new_file(const new_file&) = delete;
  ~new_file() { close(); }
  const std::string& path() const { return path_; }

  void write(std::string_view s) {
    errno = 0;
    if (std::fwrite(s.data(), 1, s.size(), file) != s.size()) complain(errno);
  }
  /// All that was written is handed to the system, and no folder has the name, so that `put` has only a name to change.
  void finish() {
    errno = 0;
    if (std::fflush(file) != 0) complain(errno);
    struct stat there;
    if (::stat(path_.c_str(), &there) == 0 && S_ISDIR(there.st_mode)) complain(EISDIR);
  }
  /// And is on the disk, so that it outlives the power.
  void finish_on_disk() {
    finish();
    if (::fsync(fileno(file)) != 0) complain(errno);
  }
  void put() {
    finish();
    std::FILE* const ended = file;
    file = nullptr, errno = 0;
    const bool written = std::fclose(ended) == 0;
    if (!written || std::rename(part().c_str(), path_.c_str()) != 0) {
      const int number = errno;
      std::remove(part().c_str());
      complain(number);
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
