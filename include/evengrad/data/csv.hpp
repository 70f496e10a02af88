// Tables of numbers as text: CSV with or without a header, quoted after RFC 4180, gzipped or not.
#pragma once
#include <charconv>
#include <evengrad/data/dataset.hpp>
#include <evengrad/data/file.hpp>
#include <limits>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether the first line holds names; `automatic` takes it for names if one of its fields is not a number.
enum class csv_header { automatic, yes, no };

struct csv_options {
  char separator = ',';
  csv_header header = csv_header::automatic;
};

/// The numbers of a CSV file, row by row, and the names of its columns if it has a header.
struct csv_table {
  std::vector<std::string> names;
  std::vector<float> values;
  int width = 0;
  rows_view view() const {
    return {values.data(), width > 0 ? static_cast<int>(values.size() / static_cast<std::size_t>(width)) : 0, width};
  }

  /// The last `targets` columns as targets, the others as features; with `classes` above zero the one target is a
  /// class.
  table split_columns(int targets = 1, int classes = 0) const {
    if (targets < 1 || targets >= width)
      fail("csv", std::to_string(targets) + " targets of " + std::to_string(width) + " columns",
           "leave at least one column of features and one of targets");
    table out{{}, {}, width - targets, targets, classes};
    out.reserve(view().rows);
    for (int r = 0; r < view().rows; ++r) out.append(view().row(r), view().row(r) + out.width);
    check_data(out);
    return out;
  }
};

/// Walks over the fields of a CSV text; knows the line it is on.
class csv_reader {
 public:
  csv_reader(std::string_view text, const std::string& path, char separator)
      : rest_(text), path_(path), separator_(separator) {
    if (rest_.substr(0, 3) == "\xEF\xBB\xBF") rest_.remove_prefix(3);
  }

  [[noreturn]] void fail_here(std::size_t column, std::string value, std::string_view cure) const {
    fail(path_ + ", line " + std::to_string(record_line_) + ", column " + std::to_string(column + 1), std::move(value),
         cure);
  }

  /// The fields of the next record that is not an empty line; false at the end.
  bool next(std::vector<std::string>& fields) {
    while (!rest_.empty() && (rest_[0] == '\n' || rest_.substr(0, 2) == "\r\n")) {
      rest_.remove_prefix(rest_[0] == '\n' ? 1 : 2);
      ++line_;
    }
    fields.clear();
    record_line_ = line_;
    if (rest_.empty()) return false;
    do {
      fields.emplace_back();
      field(fields.back(), fields.size() - 1);
    } while (take(separator_));
    take('\r');
    if (!take('\n') && !rest_.empty())
      fail_here(fields.size() - 1, std::string("the character '") + rest_[0] + "' after a field",
                "put the whole field into quotes");
    ++line_;
    return true;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void field(std::string& out, std::size_t column) {
    if (!take('"')) {
      const char stop[] = {separator_, '\n', '\r', '"', 0};
      out = rest_.substr(0, rest_.find_first_of(stop));
      rest_.remove_prefix(out.size());
      return;
    }
    for (;;) {
      const std::size_t end = rest_.find('"');
      if (end == rest_.npos) fail_here(column, "a quote that is not closed", "close it");
      out += rest_.substr(0, end);
      for (char c : rest_.substr(0, end)) line_ += c == '\n';
      rest_.remove_prefix(end + 1);
      if (!take('"')) return;
      out += '"';
    }
  }

  std::string_view rest_;
  const std::string& path_;
  char separator_;
  int line_ = 1, record_line_ = 1;
};

/// Whether the text, spaces around it aside, is one number; then `value` is it.
inline bool read_number(std::string_view text, float& value) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  const auto [end, state] = std::from_chars(text.data(), text.data() + text.size(), value);
  return state == std::errc() && end == text.data() + text.size();
}

/// A field as a message shows it: in quotes, and no more than its first 40 characters.
inline std::string quoted(const std::string& field) {
  std::string s = "'";
  s.append(field, 0, 40).append(field.size() > 40 ? "...'" : "'");
  return s;
}

/// Reads a table of finite numbers; every record has as many fields as the first. Fails with the line and the column.
inline csv_table read_csv(const std::string& path, csv_options options = {}) {
  const bytes all = read_file(path);
  csv_reader reader({reinterpret_cast<const char*>(all.data()), all.size()}, path, options.separator);
  csv_table out;
  std::vector<std::string> fields;
  if (!reader.next(fields)) fail(path, "an empty file", "give a file with at least one record");
  if (fields.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    fail(path, std::to_string(fields.size()) + " columns", "give at most 2^31 - 1");
  out.width = static_cast<int>(fields.size());
  bool header = options.header == csv_header::yes;
  if (options.header == csv_header::automatic)
    for (const std::string& f : fields) {
      float number;
      header = header || !read_number(f, number);
    }
  if (header) out.names = fields;
  for (bool more = header ? reader.next(fields) : true; more; more = reader.next(fields)) {
    if (fields.size() != static_cast<std::size_t>(out.width))
      reader.fail_here(fields.size() - 1, std::to_string(fields.size()) + " fields",
                       "the first record has " + std::to_string(out.width) + ": give every record as many");
    for (std::size_t c = 0; c < fields.size(); ++c) {
      float number = 0;
      if (!read_number(fields[c], number))
        reader.fail_here(c, quoted(fields[c]), "write a number that a float can hold");
      if (!(number - number == 0)) reader.fail_here(c, quoted(fields[c]), "write a finite number or remove the record");
      out.values.push_back(number);
    }
  }
  if (out.values.empty()) fail(path, "a header without records", "give a file with at least one record");
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA
