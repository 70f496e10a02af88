// Memory by liveness: first fit among the holes that finished values left.
#pragma once
#include <evengrad/core/list.hpp>

#include <algorithm>
#include <cstdint>

namespace evengrad::inline EVENGRAD_ISA {

/// Kept are the holes, of which there are few, and for each group the slots that end with it.
class area {
  struct hole {
    std::int64_t offset, size;
  };
  struct slot {
    std::int64_t offset, size;
    int until, next;
  };
  list<hole> holes;
  list<slot> slots;
  list<int> ending;  // group → its first slot

  constexpr void free(std::int64_t offset, std::int64_t size) {
    int h = 0;
    while (h < holes.n && holes.p[h].offset < offset) ++h;
    if (h < holes.n && offset + size == holes.p[h].offset) holes.p[h].offset = offset, holes.p[h].size += size;
    else holes.insert(h, {offset, size});
    if (h > 0 && holes.p[h - 1].offset + holes.p[h - 1].size == holes.p[h].offset) {
      holes.p[h - 1].size += holes.p[h].size;
      holes.erase(h);
    }
  }

 public:
  std::int64_t top = 0;
  constexpr explicit area(int groups = 0) : ending(groups + 1, -1) {}

  /// Slots that were read for the last time in this group are free from now on.
  constexpr void end_of(int group) {
    int s = ending[group];
    while (s >= 0) {
      const slot x = slots[s];
      if (x.until == group) free(x.offset, x.size);
      else slots[s].next = ending[x.until], ending[x.until] = s;
      s = x.next;
    }
  }
  /// The slot: its number.
  constexpr int place(std::int64_t size, int until) {
    std::int64_t at = top;
    int h = 0;
    while (h < holes.n && holes.p[h].size < size) ++h;
    if (h < holes.n) {
      at = holes.p[h].offset;
      holes.p[h].offset += size, holes.p[h].size -= size;
      if (holes.p[h].size == 0) holes.erase(h);
    } else if (!holes.empty() && holes.back().offset + holes.back().size == top) {
      at = holes.back().offset;  // the last hole grows
      holes.pop();
    }
    top = std::max(top, at + size);
    slots.push({at, size, until, ending[until]});
    ending[until] = int(slots.size()) - 1;
    return ending[until];
  }
  constexpr std::int64_t offset(int slot) const { return slots[slot].offset; }
  /// A value that lives longer takes the slot over.
  constexpr void prolong(int slot, int until) { slots[slot].until = std::max(slots[slot].until, until); }
  /// Without reuse: for what lives from the forward to the backward half of a block.
  constexpr std::int64_t keep(std::int64_t size) {
    top += size;
    return top - size;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
