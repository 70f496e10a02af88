// A whole file in memory, unpacked where it is gzipped.
#pragma once
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <evengrad/core/failure.hpp>
#include <memory>
#include <vector>
#if defined(EVENGRAD_ZLIB)
#include <zlib.h>
#endif

namespace evengrad::inline EVENGRAD_ISA {

using bytes = std::vector<unsigned char>;

/// The bytes as they are on the disk; fails, with `place` before the path, where they cannot be read.
inline bytes read_raw(const std::string& path, const std::string& place = "") {
  const auto refuse = [&] { fail(place + path, std::strerror(errno), "give the path of a file that can be read"); };

  struct close_file {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  const std::unique_ptr<std::FILE, close_file> file(std::fopen(path.c_str(), "rb"));
  if (!file) refuse();
  bytes all;
  for (std::size_t got = 1; got > 0;) {
    const std::size_t before = all.size(), room = before < (1u << 16) ? (1u << 16) : before;
    all.resize(before + room);
    got = std::fread(all.data() + before, 1, room, file.get());
    all.resize(before + got);
  }
  if (std::ferror(file.get())) refuse();
  return all;
}

inline bool is_gzip(const bytes& b) { return b.size() >= 2 && b[0] == 0x1f && b[1] == 0x8b; }

#if defined(EVENGRAD_ZLIB)
/// What a gzip file holds (RFC 1952), of one member or several; fails where it is cut short or damaged.
inline bytes unzip(const std::string& path, const bytes& packed) {
  bytes all;
  std::size_t used = 0;
  do {
    z_stream stream{};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) fail(path, "zlib does not start", "free some memory");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, [](z_stream* s) { return inflateEnd(s); });
    int state = Z_OK;
    while (state == Z_OK) {
      const std::size_t before = all.size(), room = before < (1u << 16) ? (1u << 16) : before;
      all.resize(before + room);
      const auto piece = [](std::size_t n) { return static_cast<uInt>(n < (1u << 30) ? n : (1u << 30)); };
      stream.next_in = const_cast<unsigned char*>(packed.data() + used);
      stream.avail_in = piece(packed.size() - used);
      stream.next_out = all.data() + before;
      stream.avail_out = piece(room);
      const uInt in = stream.avail_in, out = stream.avail_out;
      state = inflate(&stream, Z_NO_FLUSH);
      used += in - stream.avail_in;
      all.resize(before + (out - stream.avail_out));
    }
    if (state != Z_STREAM_END)
      fail(path + ", packed byte " + std::to_string(used),
           used == packed.size() ? "the file ends too early" : "damaged gzip data",
           "fetch the file again, or pack it again with gzip");
  } while (used < packed.size());
  return all;
}
#else
inline bytes unzip(const std::string& path, const bytes&) {
  fail(path, "a gzipped file, and this program is built without zlib",
       "unpack it with gunzip, or build with -DEVENGRAD_ZLIB and link with -lz (meson: -Dzlib=enabled)");
}
#endif

/// The content of a file, unpacked where it is gzipped; fails where it cannot be read.
inline bytes read_file(const std::string& path) {
  bytes raw = read_raw(path);
  return is_gzip(raw) ? unzip(path, raw) : raw;
}

}  // namespace evengrad::inline EVENGRAD_ISA
