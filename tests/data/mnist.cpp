// The four files of MNIST, here of two pixels.
#include <boost/test/unit_test.hpp>
#include <evengrad/data/mnist.hpp>

#include "temporary.hpp"

namespace eg = evengrad;

namespace {
std::string raw(std::initializer_list<int> b) { return {b.begin(), b.end()}; }
const std::string images = raw({0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0});
const std::string labels = raw({0, 0, 8, 1, 0, 0, 0, 2, 9, 3});

eg::table read(const std::string& i, const std::string& l) {
  return eg::read_images_and_labels(temporary(i, "images").path, temporary(l, "labels").path);
}
}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(mnist_pixels_are_scaled_and_labels_are_classes) {
  const eg::table t = read(images, labels);
  BOOST_CHECK((t.features == std::vector<float>{0, 1, 0.2f, 0}));
  BOOST_CHECK((t.targets == std::vector<float>{9, 3}));
  BOOST_CHECK(t.width == 2 && t.classes == 10);
}

BOOST_AUTO_TEST_CASE(mnist_files_that_do_not_fit_fail) {
  BOOST_CHECK_EXCEPTION(read(labels, labels), eg::error, (says{"images", "rank 1", "rank 3"}));
  BOOST_CHECK_EXCEPTION(read(images, images), eg::error, (says{"labels", "rank 3", "rank 1"}));
  BOOST_CHECK_EXCEPTION(read(images, raw({0, 0, 8, 1, 0, 0, 0, 1, 9})), eg::error, says{"1 labels for 2 images"});
  BOOST_CHECK_EXCEPTION(read(images, raw({0, 0, 8, 1, 0, 0, 0, 2, 9, 10})), eg::error, (says{"row 1", "the label 10"}));
}

BOOST_AUTO_TEST_CASE(mnist_is_found_in_its_folder) {
  const temporary a(images, "train-images-idx3-ubyte");
  BOOST_CHECK_EXCEPTION(eg::read_mnist(a.folder()), eg::error, (says{"train-labels-idx1-ubyte", "nor its .gz"}));
  const auto put = [&](const char* name, const std::string& content) {
    std::FILE* f = std::fopen((a.folder() + "/" + name).c_str(), "wb");
    std::fwrite(content.data(), 1, content.size(), f);
    std::fclose(f);
  };
  const char* const names[] = {"train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};
  put(names[0], labels), put(names[1], images), put(names[2], labels);
  const auto [train, test] = eg::read_mnist(a.folder());
  BOOST_CHECK(train.features == test.features && train.rows() == 2);
  for (const char* name : names) std::remove((a.folder() + "/" + name).c_str());
}

BOOST_AUTO_TEST_SUITE_END()
