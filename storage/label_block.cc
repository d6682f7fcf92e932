#include "storage/label_block.h"

#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/sealed.h"

namespace tenure::storage {

namespace {

constexpr std::uint64_t kListedMax = 64;  ///< beyond, a bit for each node is shorter

}  // namespace

struct LabelBlockCodec {
  static void write(ByteWriter& out, const NodeBits& set) {
    const std::uint64_t count = set.count();
    out.varint(count);
    if (count > kListedMax) {
      for (const std::uint64_t word : set.words_) out.fixed64(word);
      return;
    }
    set.forEach(0, [&](NodeId offset) {
      out.byte(static_cast<std::uint8_t>(offset.value & 0xFFU));
      out.byte(static_cast<std::uint8_t>(offset.value >> 8U));
    });
  }

  static NodeBits read(ByteReader& in) {
    NodeBits set;
    const std::uint64_t count = in.varint();
    if (count > kLabelBlockNodes) in.fail("it lists more nodes than a block has");
    if (count > kListedMax) {
      for (std::uint64_t& word : set.words_) word = in.fixed64();
      if (in.ok() && set.count() != count) in.fail("its count is not that of its nodes");
      return set;
    }
    std::uint64_t last = 0;
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
      const std::uint64_t low = in.byte();
      const std::uint64_t offset = low | std::uint64_t{in.byte()} << 8U;
      if (offset >= kLabelBlockNodes || (i > 0 && offset <= last)) {
        in.fail("its nodes are out of order");
        break;
      }
      last = offset;
      set.set(NodeId{offset});
    }
    return set;
  }
};

std::string encodeLabelBlock(std::string_view key, const LabelBlock& block) {
  std::string value = beginValue();
  ByteWriter out(value);
  LabelBlockCodec::write(out, block.now);
  LabelBlockCodec::write(out, block.before);
  seal(key, value);
  return value;
}

Result<LabelBlock> decodeLabelBlock(std::string_view key, std::string_view value) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  if (!parseLabelBlockKey(key)) return damagedRecord(key, "its key is of no block of nodes");
  ByteReader in(payload);
  LabelBlock block;
  block.now = LabelBlockCodec::read(in);
  block.before = LabelBlockCodec::read(in);
  in.finish();
  if (!in.ok()) return damagedRecord(key, in.why());
  return block;
}

Result<std::uint64_t> countInLabelBlock(std::string_view key, std::string_view value) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  ByteReader in(payload);
  const std::uint64_t count = in.varint();
  if (!in.ok() || count > kLabelBlockNodes) return damagedRecord(key, "its count is of no block");
  return count;
}

std::optional<std::uint64_t> LabelCounts::find(std::uint32_t label) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(label);
  return known == known_.end() ? std::nullopt : std::optional(known->second);
}

void LabelCounts::keep(std::uint32_t label, std::uint64_t count) {
  const std::lock_guard lock(mutex_);
  known_[label] = count;
}

std::shared_ptr<LabelCounts> LabelCounts::after(const LabelDeltas& deltas) const {
  auto next = std::make_shared<LabelCounts>();
  const std::lock_guard lock(mutex_);
  next->known_ = known_;
  for (const auto& [label, delta] : deltas) {
    const auto known = next->known_.find(label);
    if (known != next->known_.end()) known->second += static_cast<std::uint64_t>(delta);
  }
  return next;
}

}  // namespace tenure::storage
