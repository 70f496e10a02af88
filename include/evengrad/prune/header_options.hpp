// What a ticket that is written as a program is called, and how its weights are kept.
#pragma once
#include <evengrad/data/dataset.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// What dense layers become.
enum class ticket_layers : unsigned char {
  by_density,  // `sparse` where fewer than `sparse_below` of the weights are kept
  dense,
  sparse
};

struct header_options {
  /// The namespace of the header: "ticket", "mine::small". What the C library has at global scope, such as "time", is
  /// none, but "mine::time" is.
  std::string name = "ticket";
  ticket_layers layers = ticket_layers::by_density;
  /// Of the weights of a layer; where it is not told, sparse_below_of(inputs, kept weights).
  std::optional<double> sparse_below{};
  /// Dense weights, and all else that is learned, in a file "….weights" beside the header instead of constants in it;
  /// sparse weights are part of the type, and stay there.
  bool weights_in_file = false;
  /// Rows on which a unit that does not change counts as dead: see dead_unit_options.
  rows_view constant_on{};
  /// Rows on which the test compares; without any, those of `constant_on`, or random ones. Of more than `tested` it
  /// takes so many, evenly spread.
  rows_view test_on{};
  int tested = 32;
  /// Headers of the layers and policies that are not of the library: "mine/layers.hpp".
  std::vector<std::string> includes{};
};

/// Words that are something else at global scope: the likelier names of the C library, and the short name that a
/// program gives evengrad. Names in another namespace meet none of them.
inline constexpr std::string_view global_names[] = {
    "abort", "abs",    "access",   "acct",   "alarm",     "atan",   "basename",    "brk",      "canonicalize",
    "ceil",  "clock",  "clone",    "close",  "cos",       "crypt",  "daemon",      "daylight", "div",
    "dup",   "eg",     "environ",  "erf",    "exit",      "exp",    "finite",      "floor",    "fork",
    "free",  "gamma",  "getline",  "hypot",  "index",     "ioctl",  "j0",          "j1",       "jn",
    "kill",  "link",   "lockf",    "log",    "malloc",    "mkdir",  "nan",         "nice",     "obstack",
    "pause", "perror", "pipe",     "pow",    "printf",    "profil", "putc",        "putenv",   "puts",
    "raise", "rand",   "random",   "read",   "remainder", "remove", "rename",      "revoke",   "rewind",
    "rint",  "round",  "scanf",    "select", "sigaction", "signal", "significand", "sigstack", "sin",
    "sleep", "sqrt",   "stat",     "swab",   "symlink",   "sync",   "syscall",     "system",   "tan",
    "tanh",  "time",   "timezone", "tm",     "tmpfile",   "trunc",  "truncate",    "uint",     "ulong",
    "umask", "unlink", "unshare",  "ushort", "usleep",    "write",  "y0",          "y1",       "yn"};

/// Fails unless it is a namespace that a header can have.
[[gnu::cold]] inline void check_namespace(const std::string& name) {
  constexpr std::string_view words[] = {
      "alignas",       "alignof",      "and",        "asm",         "auto",         "bool",
      "break",         "case",         "catch",      "char",        "class",        "concept",
      "const",         "continue",     "default",    "delete",      "do",           "double",
      "else",          "enum",         "explicit",   "export",      "extern",       "false",
      "float",         "for",          "friend",     "goto",        "if",           "inline",
      "int",           "long",         "mutable",    "new",         "noexcept",     "not",
      "nullptr",       "operator",     "or",         "private",     "public",       "register",
      "requires",      "return",       "short",      "signed",      "sizeof",       "static",
      "struct",        "switch",       "template",   "this",        "throw",        "true",
      "try",           "typedef",      "typeid",     "typename",    "union",        "unsigned",
      "using",         "virtual",      "void",       "volatile",    "while",        "xor",
      "compl",         "bitand",       "bitor",      "not_eq",      "and_eq",       "or_eq",
      "xor_eq",        "wchar_t",      "char8_t",    "char16_t",    "char32_t",     "protected",
      "constexpr",     "consteval",    "constinit",  "decltype",    "namespace",    "co_await",
      "co_return",     "co_yield",     "const_cast", "static_cast", "dynamic_cast", "reinterpret_cast",
      "static_assert", "thread_local", "errno",      "stdin",       "stdout",       "stderr",
      "linux",         "unix"};  // and macros
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  bool good = name != "main";
  for (std::size_t at = 0; good && at <= name.size();) {
    const std::size_t end = std::min(name.find("::", at), name.size());
    const std::string part = name.substr(at, end - at);
    good = !part.empty() && letter(part[0]) && part.find("__") == part.npos && !(part[0] == '_' && at == 0);
    for (const char c : part) good = good && (letter(c) || (c >= '0' && c <= '9'));
    good = good && part != "std" && part != "evengrad";  // which the header names
    for (const std::string_view w : words) good = good && part != w;
    if (at == 0)
      for (const std::string_view w : global_names) good = good && part != w;
    at = end + 2;
  }
  if (!good)
    fail("write_ticket", "the name \"" + name + "\"",
         "give one that a namespace can have, such as \"ticket\" or \"mine::ticket\"");
}

}  // namespace evengrad::inline EVENGRAD_ISA
