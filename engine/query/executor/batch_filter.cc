#include "engine/query/executor/batch_filter.h"

#include <algorithm>

#include "engine/query/executor/evaluate.h"
#include "schema/civil.h"

namespace tenure::query {

namespace {

using Step = BoundsPredicate::Kind;
using Operand = BoundsPredicate::Operand;

template <class T>
std::span<const T> keep(std::span<const T> values, const std::vector<std::uint8_t>& truths,
                        std::vector<T>& out) {
  out.clear();
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (truths[row] == 1) out.push_back(values[row]);
  }
  return out;
}

/// Of two truths in the logic of three values: 0 false, 1 true, 2 not known.
std::uint8_t both(Step kind, std::uint8_t a, std::uint8_t b) {
  constexpr std::uint8_t kNot = 2;
  switch (kind) {
    case Step::kAnd: return a == 0 || b == 0 ? 0 : a == kNot || b == kNot ? kNot : 1;
    case Step::kOr: return a == 1 || b == 1 ? 1 : a == kNot || b == kNot ? kNot : 0;
    case Step::kXor: return a == kNot || b == kNot ? kNot : a != b ? 1 : 0;
    default: return a == kNot || b == kNot ? kNot : a == b ? 1 : 0;
  }
}

}  // namespace

bool BatchFilter::open(const BatchColumns& input) {
  constants_.assign(predicate_.steps.size(), 0);
  for (std::size_t i = 0; i < predicate_.steps.size(); ++i) {
    for (const Operand* operand : {&predicate_.steps[i].left, &predicate_.steps[i].right}) {
      if (operand->relationship != bound::kNoSlot) {
        const auto form = operand->is_end ? BatchColumn::Form::kEnd : BatchColumn::Form::kStart;
        if (input.findOf(operand->relationship, form) == nullptr) return false;
      }
      if (operand->constant == nullptr) continue;
      const auto value = evaluate(*operand->constant, run_);
      if (!value.ok() || value->kind() != Kind::kDateTime) return false;
      const ZonedDateTime& time = value->asDateTime();
      // Of one instant in two zones one comes before the other; bounds are in UTC, as numbers have it.
      if (time.offset_seconds != 0 || !time.zone.empty()) return false;
      if (time.nanos % 1'000 != 0 || time.utc_seconds > INT64_MAX / kMicrosPerSecond - 1 ||
          time.utc_seconds < INT64_MIN / kMicrosPerSecond + 1) {
        return false;
      }
      constants_[i] = time.utc_seconds * kMicrosPerSecond + time.nanos / 1'000;
    }
  }
  return true;
}

std::int64_t BatchFilter::numberAt(const Batch& batch, const Operand& operand, std::size_t step,
                                   std::size_t row) const {
  if (operand.constant != nullptr) return constants_[step];
  const Instant bound = operand.is_end ? batch.ends[row] : batch.starts[row];
  return bound.isFinite() ? bound.micros() : kUnknown;
}

void BatchFilter::judge(const Batch& batch) {
  depth_ = 0;
  const auto push = [&]() -> Truths& {
    if (stack_.size() == depth_) stack_.emplace_back();
    Truths& top = stack_[depth_++];
    top.resize(batch.rows);
    return top;
  };
  for (std::size_t i = 0; i < predicate_.steps.size(); ++i) {
    const auto& step = predicate_.steps[i];
    if (step.kind == Step::kIsNull) {
      Truths& out = push();
      for (std::size_t row = 0; row < batch.rows; ++row)
        out[row] = numberAt(batch, step.left, i, row) == kUnknown ? kTrue : kFalse;
    } else if (step.kind == Step::kLess || step.kind == Step::kLessEqual) {
      Truths& out = push();
      const bool or_equal = step.kind == Step::kLessEqual;
      for (std::size_t row = 0; row < batch.rows; ++row) {
        const std::int64_t a = numberAt(batch, step.left, i, row);
        const std::int64_t b = numberAt(batch, step.right, i, row);
        const bool holds = a < b || (or_equal && a == b);
        out[row] = a == kUnknown || b == kUnknown ? kNull : holds ? kTrue : kFalse;
      }
    } else if (step.kind == Step::kNot) {
      for (std::uint8_t& one : stack_[depth_ - 1])
        one = one == kNull ? one : static_cast<std::uint8_t>(1 - one);
    } else {
      const Truths& b = stack_[depth_ - 1];
      Truths& a = stack_[depth_ - 2];
      for (std::size_t row = 0; row < batch.rows; ++row) a[row] = both(step.kind, a[row], b[row]);
      --depth_;
    }
  }
}

Result<Batch> BatchFilter::kept(const Batch& batch) {
  judge(batch);
  const Truths& truths = stack_[0];
  Batch out = batch;
  for (std::size_t i = 0; i < batch.nodes.size(); ++i) out.nodes[i] = keep(batch.nodes[i], truths, nodes_[i]);
  out.starts = keep(batch.starts, truths, starts_);
  out.ends = keep(batch.ends, truths, ends_);
  out.types = keep(batch.types, truths, types_);
  out.rows = static_cast<std::size_t>(std::count(truths.begin(), truths.end(), std::uint8_t{kTrue}));
  const std::uint64_t bytes = (nodes_[0].capacity() + nodes_[1].capacity()) * sizeof(NodeId) +
                              (starts_.capacity() + ends_.capacity()) * sizeof(Instant) +
                              types_.capacity() * sizeof(TypeId) + stack_.size() * truths.capacity();
  if (bytes <= bytes_) return out;
  const std::uint64_t more = bytes - bytes_;
  bytes_ = bytes;
  TENURE_TRY(run_.meter.take(more));
  return out;
}

}  // namespace tenure::query
