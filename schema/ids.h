// Typed ids. Internal ids are dense integers given out by one database in the order of creation; they are
// stable for its lifetime and mean nothing in another database (users' own ids are texts, `_id`).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace tenure {

/// An integer of `Rep` that only compares and hashes; ids of different tags do not mix.
template <class Tag, class Rep>
struct Id {
  using rep = Rep;
  Rep value{};

  friend constexpr auto operator<=>(Id, Id) = default;
};

using NodeId = Id<struct NodeTag, std::uint64_t>;    ///< A node, counted from 1.
using FactId = Id<struct FactTag, std::uint64_t>;    ///< A fact, counted from 1.
using TypeId = Id<struct TypeTag, std::uint32_t>;    ///< A relationship type, counted from 1.
using LabelId = Id<struct LabelTag, std::uint32_t>;  ///< A node label, counted from 1.
using KeyId = Id<struct KeyTag, std::uint32_t>;      ///< A property key, counted from 1.

}  // namespace tenure

template <class Tag, class Rep>
struct std::hash<tenure::Id<Tag, Rep>> {
  std::size_t operator()(tenure::Id<Tag, Rep> id) const noexcept {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(id.value) * 0x9E3779B97F4A7C15ULL);
  }
};
