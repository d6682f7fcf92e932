// A map from small integers to leaves that is cheap to copy: copies share what neither changes (a radix tree
// with 64 children a node, counted). What only one copy can see is changed in place, so that building is as
// cheap as for an ordinary tree, and a change of a shared one copies one path.
//
// Leaf: copyable; its copy constructor shares or copies what it owns. Thread rules: any number of threads may
// read copies that share nodes; one thread at a time changes one copy.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

#include "storage/image_memory.h"
#include "storage/sliced_list.h"

namespace tenure::storage {

template <class Leaf>
class SharedTrie {
 public:
  explicit SharedTrie(CacheMeter& meter) : meter_(&meter) {}
  SharedTrie(const SharedTrie& other) : meter_(other.meter_), root_(other.root_), height_(other.height_) {
    retain(root_);
  }
  SharedTrie(SharedTrie&& other) noexcept
      : meter_(other.meter_),
        root_(std::exchange(other.root_, nullptr)),
        height_(std::exchange(other.height_, 0)) {}
  SharedTrie& operator=(SharedTrie other) noexcept {
    std::swap(meter_, other.meter_);
    std::swap(root_, other.root_);
    std::swap(height_, other.height_);
    return *this;
  }
  ~SharedTrie() { release(root_, height_); }

  /// nullptr where there is none.
  [[nodiscard]] const Leaf* find(std::uint64_t index) const {
    if (height_ == 0 || (height_ < kHeightMax && index >> (kBits * height_) != 0)) return nullptr;
    const Node* node = root_;
    for (unsigned level = height_ - 1; node != nullptr && level > 0; --level) {
      node = inner(node)->child[index >> (kBits * level) & kMask];
    }
    if (node == nullptr) return nullptr;
    const Node* leaf = inner(node)->child[index & kMask];
    return leaf == nullptr ? nullptr : &static_cast<const LeafNode*>(leaf)->leaf;
  }

  /// The leaf to be changed, made where there is none.
  Leaf& edit(std::uint64_t index) {
    while (height_ == 0 || (height_ < kHeightMax && index >> (kBits * height_) != 0)) grow();
    Node** slot = &root_;
    for (unsigned level = height_; level > 0; --level) {
      Inner* own = ownInner(*slot, level);
      slot = &own->child[index >> (kBits * (level - 1)) & kMask];
    }
    return ownLeaf(*slot)->leaf;
  }

  void erase(std::uint64_t index) {
    if (find(index) == nullptr) return;
    Node** slot = &root_;
    for (unsigned level = height_; level > 0; --level) {
      slot = &ownInner(*slot, level)->child[index >> (kBits * (level - 1)) & kMask];
    }
    release(std::exchange(*slot, nullptr), 0);
  }

  /// Calls `visit(index, const Leaf&)` for each leaf, by index.
  template <class Visit>
  void forEach(Visit&& visit) const {
    if (root_ != nullptr) walk(root_, height_, 0, visit);
  }

 private:
  static constexpr unsigned kBits = 6;
  static constexpr std::size_t kFanOut = 1U << kBits;
  static constexpr std::uint64_t kMask = kFanOut - 1;
  static constexpr unsigned kHeightMax = 11;  ///< 64 bits of index

  struct Node {
    std::atomic<std::uint32_t> uses{1};
  };
  /// Both kinds of nodes live in image memory.
  template <class T, class... From>
  static T* make(const From&... from) {
    static_assert(alignof(T) <= 64);
    return new (takeImageMemory(sizeof(T), ImagePiece::kOfTrie)) T(from...);
  }
  template <class T>
  static void unmake(T* node) {
    node->~T();
    giveImageMemory(node, sizeof(T), ImagePiece::kOfTrie);
  }

  struct Inner : Node {
    Node* child[kFanOut] = {};
  };
  struct LeafNode : Node {
    LeafNode() = default;
    explicit LeafNode(const Leaf& other) : leaf(other) {}
    Leaf leaf;
  };

  static const Inner* inner(const Node* node) { return static_cast<const Inner*>(node); }
  static void retain(Node* node) {
    if (node != nullptr) node->uses.fetch_add(1, std::memory_order_relaxed);
  }
  static bool isShared(const Node* node) { return node->uses.load(std::memory_order_acquire) > 1; }

  void release(Node* node, unsigned height) {
    if (node == nullptr || node->uses.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    if (height == 0) {
      meter_->bytes -= imageMemoryTaken(sizeof(LeafNode));
      unmake(static_cast<LeafNode*>(node));
      return;
    }
    auto* mine = static_cast<Inner*>(node);
    for (Node* child : mine->child) release(child, height - 1);
    meter_->bytes -= imageMemoryTaken(sizeof(Inner));
    unmake(mine);
  }

  Inner* newInner() {
    meter_->bytes += imageMemoryTaken(sizeof(Inner));
    return make<Inner>();
  }

  void grow() {
    Inner* root = newInner();
    root->child[0] = root_;
    root_ = root;
    ++height_;
  }

  Inner* ownInner(Node*& slot, unsigned height) {
    if (slot == nullptr) {
      slot = newInner();
    } else if (isShared(slot)) {
      Inner* copy = newInner();
      for (std::size_t i = 0; i < kFanOut; ++i) {
        copy->child[i] = inner(slot)->child[i];
        retain(copy->child[i]);
      }
      release(slot, height);
      slot = copy;
    }
    return static_cast<Inner*>(slot);
  }

  LeafNode* ownLeaf(Node*& slot) {
    if (slot == nullptr) {
      meter_->bytes += imageMemoryTaken(sizeof(LeafNode));
      slot = make<LeafNode>();
    } else if (isShared(slot)) {
      meter_->bytes += imageMemoryTaken(sizeof(LeafNode));
      auto* copy = make<LeafNode>(static_cast<LeafNode*>(slot)->leaf);
      release(slot, 0);
      slot = copy;
    }
    return static_cast<LeafNode*>(slot);
  }

  template <class Visit>
  static void walk(const Node* node, unsigned height, std::uint64_t prefix, Visit& visit) {
    if (height == 0) {
      visit(prefix, static_cast<const LeafNode*>(node)->leaf);
      return;
    }
    for (std::size_t i = 0; i < kFanOut; ++i) {
      const Node* child = inner(node)->child[i];
      if (child != nullptr) walk(child, height - 1, prefix << kBits | i, visit);
    }
  }

  CacheMeter* meter_;
  Node* root_ = nullptr;
  unsigned height_ = 0;
};

}  // namespace tenure::storage
