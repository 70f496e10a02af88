// Derivatives of plain functions: gradient, jvp, vjp, hvp, hessian, jacobian, and the functions that they know.
#pragma once
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/autodiff/hessian.hpp>
#include <evengrad/autodiff/jacobian.hpp>
#include <evengrad/autodiff/jvp.hpp>
#include <evengrad/autodiff/vjp.hpp>
