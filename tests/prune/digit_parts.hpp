// The digits in three parts, the last two of 72 rows, for tests of lottery experiments.
#pragma once
#include <evengrad/data/digits.hpp>
#include <evengrad/prune/train_ticket.hpp>

struct digit_parts {
  evengrad::table train, validation, test;
  digit_parts() {
    auto [rest, held_out] = evengrad::digits();
    auto [most, some] = evengrad::split(rest, 0.05, evengrad::seed{1});
    auto [others, few] = evengrad::split(held_out, 0.2, evengrad::seed{1});
    train = most, validation = some, test = few;
  }
  operator evengrad::lottery_data() const { return {train, validation, test}; }
};
