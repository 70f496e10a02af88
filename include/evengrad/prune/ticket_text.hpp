// A smaller network as a C++ header: its declaration, its numbers, and the function that gives them to a model.
#pragma once
#include <evengrad/layer/compressed_weights.hpp>
#include <evengrad/prune/change_table.hpp>
#include <evengrad/prune/header_options.hpp>

#include <map>
#include <set>

namespace evengrad::inline EVENGRAD_ISA {

/// Text of numbers and names of one header.
class ticket_text {
  const smaller_network& net_;
  const header_options& options_;
  std::vector<std::string> layer_names_;            // "sparse_1", by layer of the graph
  std::map<std::string, std::string> identifiers_;  // by parameter or block
  std::set<std::string> taken_{"net", "load"};
  std::vector<char> sparse_;  // by dense layer of the text

  double density_of(int d) const {
    const dense_change& l = net_.layers[std::size_t(d)];
    return double(l.kept_left) / (double(l.copies) * l.inputs_left * l.units_left);
  }

  const kept_tensor* tensor(const std::string& name) const {
    const int i = net_.find(net_.tensors, name);
    return i < 0 ? nullptr : &net_.tensors[std::size_t(i)];
  }
  std::string name_of_before(int p) const { return p < 0 ? "" : net_.before[std::size_t(p)].name; }
  /// A sparse layer has one set of weights, of floats, and takes no part in names that the text tells.
  bool can_be_sparse(int d) const {
    const written_dense& w = net_.form.dense[std::size_t(d)];
    bool one = w.uses[0].w >= 0 && net_.element_bytes == 4 && !net_.form.tells_names;
    for (const dense_use& u : w.uses) one = one && u.w == w.uses[0].w;
    return one;
  }
  void choose() {
    sparse_.assign(net_.layers.size(), 0);
    for (int d = 0; d < int(sparse_.size()); ++d) {
      const dense_change& l = net_.layers[std::size_t(d)];
      const double below = options_.sparse_below.value_or(sparse_below_of(l.inputs_left, int(l.kept_left / l.copies)));
      const bool wanted = options_.layers == ticket_layers::sparse ||
                          (options_.layers == ticket_layers::by_density && density_of(d) < below);
      sparse_[std::size_t(d)] = wanted && can_be_sparse(d);
    }
  }
  /// Layers that become sparse count as such, and those that stay dense count anew.
  void name_layers() {
    const graph& g = net_.form.g;
    std::vector<std::string> kind(std::size_t(g.layers.n));
    for (int i = 0; i < g.layers.n; ++i) kind[std::size_t(i)] = g.layers[i].name;
    for (std::size_t d = 0; d < sparse_.size(); ++d)
      if (sparse_[d])
        for (const dense_use& u : net_.form.dense[d].uses) kind[std::size_t(u.layer)] = "sparse";
    std::map<std::pair<int, std::string>, int> count;
    for (int i = 0; i < g.layers.n; ++i) {
      const int first = net_.form.copy_of[std::size_t(i)];
      layer_names_.push_back(first >= 0 ? layer_names_[std::size_t(first)]
                                        : kind[std::size_t(i)] + "_" +
                                              std::to_string(++count[{g.layers[i].parent, kind[std::size_t(i)]}]));
    }
  }
  std::string identifier(const std::string& name) {
    if (const auto known = identifiers_.find(name); known != identifiers_.end()) return known->second;
    std::string id;
    for (const char c : name) {
      const bool fits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (fits && !(c == '_' && id.ends_with('_'))) id += c;
      else if (!id.ends_with('_')) id += '_';
    }
    if (id.empty() || (id[0] >= '0' && id[0] <= '9') || id[0] == '_') id = "layer" + id;
    const std::string first = id;
    for (int n = 2; !taken_.insert(id).second; ++n) id = first + "_" + std::to_string(n);
    return identifiers_[name] = id;
  }

  /// What the numbers of a parameter are called.
  std::string constant(const std::string& name) { return identifier(new_name(*tensor(name))); }

  /// Hexadecimal, so that it is read as the same number.
  std::string number(double x) const {
    char text[40];
    if (x == 0) return "0";
    if (net_.element_bytes == 8) std::snprintf(text, sizeof text, "%a", x);
    else std::snprintf(text, sizeof text, "%af", double(float(x)));
    return text;
  }
  template <class Values, class Word>
  static std::string list_of(const Values& values, const Word& word) {
    std::string s;
    std::size_t line = 0;
    for (const auto& v : values) {
      const std::string w = word(v);
      const bool breaks = s.size() - line + w.size() > 116;
      s += s.empty() ? "" : breaks ? ",\n    " : ", ";
      if (breaks) line = s.size();
      s += w;
    }
    return s;
  }
  /// In lines that end with |, where they are long.
  static std::string wrapped(const std::string& text) {
    std::string s;
    std::size_t line = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      s += text[i];
      if (quoted && text[i] == '\\') s += text[++i];  // the quotation mark behind it ends nothing
      else quoted = quoted != (text[i] == '"');
      if (quoted || !s.ends_with(" | ")) continue;
      const std::size_t next = std::min(text.find(" | ", i), text.size());
      if (s.size() + (next - i) < line + 116) continue;
      s.back() = '\n', line = s.size(), s += "    ";
    }
    return s + "\n";
  }
  std::string numbers(const std::vector<double>& values) const {
    return list_of(values, [&](double x) { return number(x); });
  }
  std::string element() const { return net_.element_bytes == 8 ? "double" : "float"; }
  std::string array(const std::string& name) {
    const kept_tensor& t = *tensor(name);
    return "inline constexpr std::array<" + element() + ", " + std::to_string(t.values.size()) + "> " + constant(name) +
           "{\n    " + numbers(t.values) + "};\n";
  }
  std::string compressed(const std::string& name) {
    const kept_tensor& t = *tensor(name);
    const int in = t.dims[0], out = t.dims[1];
    std::vector<int> starts{0}, inputs;
    std::vector<double> values;
    for (int j = 0; j < out; ++j) {
      for (int k = 0; k < in; ++k)
        if (const double v = t.values[std::size_t(k * out + j)]; v != 0) inputs.push_back(k), values.push_back(v);
      starts.push_back(int(values.size()));
    }
    const auto whole = [](int i) { return std::to_string(i); };
    return "inline constexpr evengrad::compressed_weights<" + std::to_string(in) + ", " + std::to_string(out) + ", " +
           std::to_string(values.size()) + "> " + constant(name) + "{\n    {" + list_of(starts, whole) + "},\n    {" +
           list_of(inputs, whole) + "},\n    {" + numbers(values) + "}};\n";
  }
  std::string weights_of_dense(int d) const { return name_of_before(net_.form.dense[std::size_t(d)].uses[0].w); }
  std::string bias_of_dense(int d) const {
    const std::string w = weights_of_dense(d);
    return net_.layers[std::size_t(d)].has_bias ? w.substr(0, w.rfind('.') + 1) + "b" : "";
  }
  std::string block_text(int b, std::string& definitions) {
    const written_block& block = net_.form.blocks[std::size_t(b)];
    const std::string graph = net_.text_of(
        block,
        [&](int d) {
          if (!is_sparse(d)) return net_.dense_text(d);
          const std::string bias = bias_of_dense(d);
          return "evengrad::sparse<" + constant(weights_of_dense(d)) + (bias.empty() ? "" : ", " + constant(bias)) +
                 ">";
        },
        [&](int inner) { return block_text(inner, definitions); });
    if (b == 0) return graph;
    const std::string id = identifier(block.name + " " + std::to_string(b));
    definitions += "struct " + id + " : evengrad::block {\n";
    if (block.has_name) definitions += "  static constexpr std::string_view name = " + quoted_name(block.name) + ";\n";
    definitions += wrapped("  static constexpr auto graph = " + graph + ";") + "};\n";
    return id + "{}";
  }

 public:
  ticket_text(const smaller_network& net, const header_options& options) : net_(net), options_(options) {
    choose(), name_layers();
  }
  bool is_sparse(int d) const { return sparse_[std::size_t(d)]; }
  std::string table() const {
    return change_table(net_, [&](int d) { return is_sparse(d); });
  }
  /// What a parameter is called in the new network.
  std::string new_name(const kept_tensor& t) const {
    const auto called = [&](int l) { return layer_names_[std::size_t(l)]; };
    return net_.form.prefix(t.layer, called) + t.name.substr(net_.form.prefix(t.layer).size());
  }
  /// Numbers that a model holds: all but those of sparse layers.
  std::vector<const kept_tensor*> held() const {
    std::vector<char> in_type(net_.tensors.size());
    for (int d = 0; d < int(sparse_.size()); ++d)
      if (is_sparse(d))
        for (const std::string& name : {weights_of_dense(d), bias_of_dense(d)})
          if (const int i = net_.find(net_.tensors, name); i >= 0) in_type[std::size_t(i)] = 1;
    std::vector<const kept_tensor*> all;
    for (std::size_t i = 0; i < in_type.size(); ++i)
      if (!in_type[i]) all.push_back(&net_.tensors[i]);
    return all;
  }
  std::string facts() const {
    std::string s;
    for (const kept_tensor* t : held())
      s += new_name(*t) + " " + std::to_string(t->dims.lines()) + " x " + std::to_string(t->dims.last()) + "\n";
    return s;
  }

  /// The file; where the weights lie beside it, `weights` is that file's name.
  std::string header(const std::string& weights, std::uint64_t checksum) {
    std::string constants, definitions, loads;
    std::map<std::string, int> done;
    for (int d = 0; d < int(sparse_.size()); ++d)
      if (is_sparse(d) && done[weights_of_dense(d)]++ == 0) {
        constants += compressed(weights_of_dense(d));
        if (const std::string b = bias_of_dense(d); !b.empty()) constants += array(b);
      }
    if (weights.empty())
      for (const kept_tensor* t : held()) {
        constants += array(t->name);
        loads += "  model[std::string_view(" + quoted_name(new_name(*t)) + ")].assign(" + constant(t->name) + ");\n";
      }
    const std::string declaration = block_text(0, definitions);
    std::string comment;
    const std::string t = table();
    for (std::size_t at = 0, end; at < t.size(); at = end + 1)
      end = t.find('\n', at), comment += "//   " + t.substr(at, end - at) + "\n";
    std::string s = "// A network with what it has learned, made smaller by evengrad.\n//\n" + comment +
                    "#pragma once\n#include <evengrad/evengrad.hpp>\n";
    if (!weights.empty()) s += "#include <evengrad/prune/weights_file.hpp>\n";
    for (const std::string& i : options_.includes) s += "#include <" + i + ">\n";
    s += "\n#include <array>\n#include <bit>\n\nnamespace " + options_.name + " {\n\n" + constants + "\n" +
         definitions + wrapped("inline constexpr auto net = " + declaration + ";") + "\n";
    if (weights.empty())
      s += "/// Gives a model of `net` its numbers.\ntemplate <class Model>\nvoid load([[maybe_unused]] Model& model) "
           "{\n" +
           loads + "}\n";
    else
      s += "/// Gives a model of `net` its numbers, out of the file; fails unless that is whole and the one that was "
           "written "
           "with\n/// this header.\ntemplate <class Model>\nvoid load(Model& model, const std::string& path = " +
           quoted_name(weights) + ") {\n  evengrad::read_weights<" + element() + ">(model, path, " +
           std::to_string(checksum) + "u);\n}\n";
    return s + "\n}  // namespace " + options_.name + "\n";
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
