#include "engine/query/executor/sort_batches.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include "engine/query/planner/simple_item.h"

namespace tenure::query {

namespace {

using Form = BatchColumn::Form;

/// The column that a key is; nullopt where it is none, or one whose order is not that of its numbers.
std::optional<BatchColumn> keyColumn(const bound::Expression& key, const BatchColumns& input) {
  const SimpleItem item = simpleItem(key);
  const BatchColumn* column = nullptr;
  switch (item.kind) {
    case SimpleItem::Kind::kVariable: column = input.find(item.slot); break;
    case SimpleItem::Kind::kId: column = input.find(item.slot); break;
    case SimpleItem::Kind::kValidFrom: column = input.findOf(item.slot, Form::kStart); break;
    case SimpleItem::Kind::kValidTo: column = input.findOf(item.slot, Form::kEnd); break;
    default: break;
  }
  if (column == nullptr || column->form == Form::kType) return std::nullopt;
  const bool of_node = column->form == Form::kNode;
  if ((item.kind == SimpleItem::Kind::kId) != of_node) return std::nullopt;
  return *column;
}

/// What is not known is null, which comes last.
std::int64_t numberOf(Instant instant) {
  return instant.isFinite() ? instant.micros() : std::numeric_limits<std::int64_t>::max();
}

template <class T>
void append(std::vector<T>& out, std::span<const T> more) {
  out.insert(out.end(), more.begin(), more.end());
}

template <class T>
void arrange(std::vector<T>& values, const std::vector<std::uint32_t>& order) {
  if (values.empty()) return;
  std::vector<T> arranged;
  arranged.reserve(order.size());
  for (const std::uint32_t row : order) arranged.push_back(values[row]);
  values = std::move(arranged);
}

}  // namespace

BatchColumns SortBatches::columnsOf(const plan::Sort& op, const BatchColumns& input) {
  BatchColumns out;
  if (input.empty() || op.at_most) return out;
  for (const plan::SortKey& key : op.keys) {
    if (!keyColumn(*key.value, input)) return {};
  }
  for (const bound::Slot slot : op.live) {
    const BatchColumn* column = input.find(slot);
    if (column == nullptr || !out.add(*column)) return {};
  }
  return out;
}

void SortBatches::clear() {
  rows_ = 0;
  for (auto& nodes : nodes_) nodes.clear();
  starts_.clear();
  ends_.clear();
  types_.clear();
  keys_.clear();
  run_.meter.give(bytes_);
  bytes_ = 0;
}

Status SortBatches::gather(Cursor& input) {
  while (true) {
    TENURE_ASSIGN(const Batch batch, input.nextBatch());
    if (batch.rows == 0) return {};
    shape_ = batch;
    rows_ += batch.rows;
    for (std::size_t i = 0; i < batch.nodes.size(); ++i) append(nodes_[i], batch.nodes[i]);
    append(starts_, batch.starts);
    append(ends_, batch.ends);
    append(types_, batch.types);
    TENURE_TRY(charge());
  }
}

Status SortBatches::charge() {
  const std::uint64_t bytes = (nodes_[0].capacity() + nodes_[1].capacity()) * sizeof(NodeId) +
                              (starts_.capacity() + ends_.capacity()) * sizeof(Instant) +
                              types_.capacity() * sizeof(TypeId) +
                              rows_ * (op_.keys.size() * sizeof(std::int64_t) + sizeof(std::uint32_t));
  if (bytes <= bytes_) return {};
  const std::uint64_t more = bytes - bytes_;
  bytes_ = bytes;
  return run_.meter.take(more);
}

void SortBatches::makeKeys(const BatchColumns& input) {
  const std::size_t width = op_.keys.size();
  keys_.resize(rows_ * width);
  for (std::size_t k = 0; k < width; ++k) {
    const BatchColumn column = *keyColumn(*op_.keys[k].value, input);
    // ~n orders numbers the other way round.
    const std::int64_t flip = op_.keys[k].descending ? -1 : 0;
    const auto fill = [&](const auto& number) {
      for (std::size_t row = 0; row < rows_; ++row) keys_[row * width + k] = number(row) ^ flip;
    };
    if (column.form == Form::kStart) {
      fill([&](std::size_t row) { return numberOf(starts_[row]); });
    } else if (column.form == Form::kEnd) {
      fill([&](std::size_t row) { return numberOf(ends_[row]); });
    } else {
      fill([&](std::size_t row) { return static_cast<std::int64_t>(nodes_[column.array][row].value); });
    }
  }
}

std::vector<std::uint32_t> SortBatches::order() const {
  const std::size_t width = op_.keys.size();
  const auto before = [&](std::size_t a, std::size_t b) {
    for (std::size_t k = 0; k < width; ++k) {
      if (keys_[a * width + k] != keys_[b * width + k]) return keys_[a * width + k] < keys_[b * width + k];
    }
    return a < b;
  };
  std::size_t first = 1;  // the first row that is not in its place
  while (first < rows_ && !before(first, first - 1)) ++first;
  std::vector<std::uint32_t> order;
  if (first >= rows_) return order;
  order.resize(rows_);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), before);
  return order;
}

Result<Batch> SortBatches::sorted(Cursor& input) {
  TENURE_TRY(gather(input));
  makeKeys(input.columns());
  if (const std::vector<std::uint32_t> rows = order(); !rows.empty()) {
    for (auto& nodes : nodes_) arrange(nodes, rows);
    arrange(starts_, rows);
    arrange(ends_, rows);
    arrange(types_, rows);
  }
  Batch batch;
  batch.rows = rows_;
  for (std::size_t i = 0; i < batch.nodes.size(); ++i) batch.nodes[i] = nodes_[i];
  batch.scopes = shape_.scopes;
  batch.starts = starts_;
  batch.ends = ends_;
  batch.types = types_;
  return batch;
}

}  // namespace tenure::query
