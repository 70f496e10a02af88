// Training that goes on in another process, to the same bits: all that it depends on, in a file, after every epoch.
#pragma once
#include <evengrad/train/state_file.hpp>
#include <evengrad/train/training_progress.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The layers of a program, and of the blocks that it repeats, one a word.
template <class T>
void list_layers(const program_view<T>& p, std::string& out) {
  for (int i = 0; i < p.layer_count; ++i) out += ' ' + layer_name(p.layers, i);
  for (int i = 0; i < p.parameter_count; ++i)
    if (const int call = p.parameters[i].call; call >= 0) {
      out += " (" + std::to_string(p.calls[call].count) + " times:";
      list_layers(*p.callees[call], out);
      out += ')';
    }
}

/// The lines that say which numbers a model has.
template <const auto& Net, class T>
std::string network_facts(const model<Net, T>& m) {
  std::string facts = "numbers " + std::to_string(8 * sizeof(T)) + " bits, " +
                      (std::endian::native == std::endian::little ? "little endian\n" : "big endian\n");
  facts += "layers";
  list_layers(program_code<checked<Net, void>, 0, T, no_code>::view, facts);
  facts += '\n';
  for (const entry& e : m.entries()) {
    facts.append(e.learned ? "learned " : "kept ").append(e.name);
    for (int i = 0; i < e.dims.rank; ++i) facts += (i ? " x " : " ") + std::to_string(e.dims[i]);
    facts += '\n';
  }
  return facts;
}

/// The lines that must be the same where a state is read.
template <const auto& Net, class T, class X>
std::string facts_of(const training<Net, T, X>& t) {
  std::string facts = network_facts(t.m);
  facts += "optimizer";
  const auto link = [&](std::string name, int slots) {
    if (slots == 0) name.resize(std::min(name.size(), name.find('<')));  // another schedule keeps nothing else
    facts += ' ' + name + ' ' + std::to_string(slots);
  };
  [&]<class... L>(const std::tuple<L...>*) {
    (link(type_name<L>(), L::slots), ...);
  }(static_cast<const links<X>*>(nullptr));
  facts += " slots\nloss " + short_type(t.loss) + '\n';
  if (const weight_mask* mask = t.rule.mask()) {
    const auto words = mask->words();
    facts += "mask that keeps " + std::to_string(mask->kept()) + " weights, checksum " +
             std::to_string(checksum_of(reinterpret_cast<const char*>(words.data()), words.size_bytes())) + '\n';
  }
  const auto fact = [&](const char* name, auto value) { facts.append(name) += std::to_string(value) + '\n'; };
  const fit_options& o = t.options;
  fact("rows ", t.rows), fact("batch ", o.batch), fact("shuffle ", o.shuffle.value);
  fact("validation ", o.validation.x.rows), fact("best_by ", int(o.best_by)), fact("keep_best ", int(o.keep_best));
  return facts;
}

/// Stands behind the options of `fit`: `fit(model, train, loss, rule, {.epochs = 10}, eg::resume("digits.state"))`.
/// Where the file is there, training goes on from it, with the weights, the optimizer, the epochs and the history that
/// it holds, else it begins; after every whole epoch the file is written. 10 epochs are the same bits as 4, and then in
/// another process the others. Fails, with the model as it was, where the file is damaged or of another training, and
/// before the first step where it cannot be written.
class resume {
  std::string path_;

  template <class Training>
  static std::vector<memory_part> parts(Training& t, std::uint64_t (&numbers)[2], bool with_best) {
    using element = std::remove_reference_t<decltype(*t.m.weights())>;
    std::vector<memory_part> all;
    const auto part = [&](void* p, std::size_t bytes) { all.push_back({p, bytes}); };
    part(numbers, sizeof numbers);
    part(t.m.weights(), sizeof(element) * std::size_t(t.m.weight_count()));
    part(t.m.states(), sizeof(element) * std::size_t(t.m.state_count()));
    t.rule.each_kept(t.m.weight_count(), part);
    if (with_best) t.progress.of_best.each_kept(part);
    return all;
  }

 public:
  explicit resume(std::string path) : path_(std::move(path)) {}

  template <const auto& Net, class T, class X>
  void keep(training<Net, T, X> t) const {
    auto& [history, best, of_best] = t.progress;
    std::uint64_t count = history.size(), numbers[2] = {t.m.drawn_from().value, t.m.steps()};
    std::vector<memory_part> all{
        {&count, sizeof count}, {history.data(), sizeof(epoch_result) * count}, {&best, sizeof best}};
    for (const memory_part& p : parts(t, numbers, t.options.keep_best && best.epoch >= 0)) all.push_back(p);
    state_file(path_, facts_of(t)).write(all);
  }
  template <const auto& Net, class T, class X>
  void restore(training<Net, T, X> t) const {
    if constexpr (!chain_facts<X>::lists)
      fail("resume", "a link of the optimizer that is told figures, and does not say which of its numbers change",
           "give it each_number(f), as eg::on_plateau has it");
    state_file file(path_, facts_of(t));
    if (file.open()) {
      std::uint64_t count = 0, numbers[2];
      file.read(&count, sizeof count);
      training_progress<Net, T> p;
      if (count > file.left() / sizeof(epoch_result)) count = 0;  // the length is wrong then, which is seen below
      p.history.resize(count);
      file.read(p.history.data(), sizeof(epoch_result) * count), file.read(&p.best, sizeof p.best);
      const bool with_best = t.options.keep_best && p.best.epoch >= 0;
      if (with_best) t.progress.of_best.take(t.m);  // to its size
      file.read(parts(t, numbers, with_best));
      t.m.set_seed(seed{numbers[0]}), t.m.set_steps(numbers[1]);
      t.progress.history = std::move(p.history), t.progress.best = p.best;
    } else keep(t);  // whether it can be written is seen now
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
