// The digits in three parts, for tests of lottery experiments.
#pragma once
#include <evengrad/data/digits.hpp>
#include <evengrad/prune/train_ticket.hpp>

struct digit_parts {
  evengrad::table train, validation, test;
  digit_parts() {
    auto [rest, held_out] = evengrad::digits();
    auto [most, some] = evengrad::split(rest, 0.1, evengrad::seed{1});
    train = most, validation = some, test = held_out;
  }
  operator evengrad::lottery_data() const { return {train, validation, test}; }
};
