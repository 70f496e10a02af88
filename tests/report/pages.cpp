// Writes reports of all kinds into a folder, for programs that read them as browsers and TensorBoard do.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/report/write_report.hpp>
#include "synthetic.hpp"

namespace eg = evengrad;

namespace {

constexpr auto small = eg::input<32> | eg::dense<32> | eg::relu | eg::dense<32> | eg::relu | eg::dense<32>;
constexpr auto branched = eg::input<8> | eg::dense<8> | eg::residual(eg::dense<8> | eg::relu | eg::dense<8>) |
                          eg::concat(eg::dense<3>, eg::dense<4> | eg::relu, eg::dense<5>) |
                          eg::repeat<5>(eg::residual(eg::dense<12> | eg::relu)) | eg::dense<10>;

}  // namespace

int main(int, char** arguments) {
  const std::string folder = std::string(arguments[1]) + "/";
  eg::report_options o;
  o.now = 1.7e9;
  const eg::recording plain = synthetic::record({.layers = synthetic::mlp(3)});
  o.tensorboard = true;
  eg::write_report<small>(folder + "plain.html", plain, o);
  o.tensorboard = false;

  eg::recording ill = synthetic::record({.layers = synthetic::mlp(30), .epochs = 6, .numbers = 50, .fade = 0.6});
  ill.layers[3].name = "a<b>&\"c\"'d\x01\xff", ill.parameters[2].name = "<script>alert(1)</script>.w",
  ill.loss = "</title><b>";
  ill.steps.back().layers[5].gradient.not_finite = 2, ill.steps.back().layers[6].output.mean = std::nan("");
  ill.steps.back().loss = std::nan(""), ill.epochs.back().loss = INFINITY;
  ill.first_nan = {true, 260, 5, "relu_<3>", "infinity"};
  eg::alarm a;
  a.name = "not_finite", a.where = "relu_<3>", a.figure = "x < y & z", a.sentence = "a \"sentence\"",
  a.cure = "a 'cure' ]]>", a.step = 260, a.epoch = 5;
  o.alarms = {a}, o.title = "<ill> & \"worse\"";
  eg::write_report<small>(folder + "ill.html", ill, o);

  o = {};
  eg::recording one =
      synthetic::record({.layers = {{"dense_1", "", ""}, {"concat_1", "", ""}, {"repeat_1", "", ""}}, .epochs = 1});
  eg::write_report<branched>(folder + "one_epoch.html", one, o);
  eg::recording history = plain;
  history.steps.clear(), history.layers.clear(), history.parameters.clear();
  eg::write_report<branched>(folder + "history.html", history, o);
  eg::recording interrupted = plain;
  interrupted.epochs.clear();
  eg::write_report<small>(folder + "interrupted.html", interrupted, o);
  eg::write_report<small>(folder + "nothing.html", {}, o);
}
