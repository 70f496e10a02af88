// MNIST and the sets in its form (Fashion-MNIST, KMNIST): four IDX files in a folder.
#pragma once
#include <evengrad/data/dataset.hpp>
#include <evengrad/data/idx.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// One pair of files: images of bytes as floats in [0, 1], labels as classes 0 … 9.
inline table read_images_and_labels(const std::string& images_path, const std::string& labels_path) {
  idx_array images = read_idx(images_path);
  if (images.type != idx_type::u8 || images.shape.size() != 3)
    fail(images_path,
         "an array of rank " + std::to_string(images.shape.size()) + " and type " +
             std::to_string(static_cast<int>(images.type)),
         "images are of rank 3 and type 8");
  const idx_array labels = read_idx(labels_path);
  if (labels.type != idx_type::u8 || labels.shape.size() != 1)
    fail(labels_path,
         "an array of rank " + std::to_string(labels.shape.size()) + " and type " +
             std::to_string(static_cast<int>(labels.type)),
         "labels are of rank 1 and type 8");
  if (images.shape[0] != labels.shape[0])
    fail(labels_path, std::to_string(labels.shape[0]) + " labels for " + std::to_string(images.shape[0]) + " images",
         "give two files of one set");
  if (images.shape[0] > 0x7fffffff || std::uint64_t{images.shape[1]} * images.shape[2] > 0x7fffffff)
    fail(images_path, "more than 2^31 - 1 images or pixels", "split the file");
  table out{images.floats(1. / 255), labels.floats(), static_cast<int>(images.shape[1] * images.shape[2]), 1, 10};
  check_data(out);
  return out;
}

/// Reads `train-images-idx3-ubyte`, `train-labels-idx1-ubyte` and their `t10k` twins from a folder, gzipped (.gz) or
/// not: rows of 28 · 28 pixels in [0, 1], classes 0 … 9 (LeCun, Cortes, Burges, "The MNIST database of handwritten
/// digits").
inline train_and_test read_mnist(const std::string& folder) {
  const auto path = [&](const char* name) {
    const std::string plain = folder + "/" + name, packed = plain + ".gz";
    for (const std::string& p : {plain, packed})
      if (std::FILE* f = std::fopen(p.c_str(), "rb")) return std::fclose(f), p;
    fail(plain, "neither this file nor its .gz is there", "give the folder of the four files of MNIST");
  };
  return {read_images_and_labels(path("train-images-idx3-ubyte"), path("train-labels-idx1-ubyte")),
          read_images_and_labels(path("t10k-images-idx3-ubyte"), path("t10k-labels-idx1-ubyte"))};
}

}  // namespace evengrad::inline EVENGRAD_ISA
