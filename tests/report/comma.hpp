// Numbers with a comma, as C prints them where LC_NUMERIC is German: the locale is made in a folder of its own.
#pragma once
#include <clocale>
#include <cstdio>
#include <cstdlib>

#include "../data/temporary.hpp"

struct comma {
  bool there = false;

  comma() {
    const std::string to = folder_.folder + "/de_DE.UTF-8";
    if (std::system(("localedef -i de_DE -f UTF-8 '" + to + "' >/dev/null 2>&1").c_str()) == 0)
      setenv("LOCPATH", folder_.folder.c_str(), 1);
    there = std::setlocale(LC_NUMERIC, "de_DE.UTF-8") != nullptr;
    unsetenv("LOCPATH");
    const bool removed = std::system(("rm -rf '" + to + "'").c_str()) == 0;
    char text[8];
    std::snprintf(text, sizeof text, "%.1f", 0.5);
    there = there && removed && std::string(text) == "0,5";
  }
  comma(const comma&) = delete;
  ~comma() { std::setlocale(LC_NUMERIC, "C"); }

 private:
  scratch folder_;
};
