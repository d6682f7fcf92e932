#include "storage/adjacency_cache.h"

#include <algorithm>

#include "storage/adjacency.h"
#include "storage/graph_reader.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

constexpr std::uint64_t kListsBetweenReports = 4'096;

/// An eviction makes room for a while, so that not every fill has to.
std::uint64_t excess(const CacheBudget& budget, const CacheMeter& meter) {
  return meter.bytes - budget.bytesMax() + budget.bytesMax() / 16;
}

}  // namespace

ImageCell::ImageCell(std::shared_ptr<CacheBudget> budget)
    : budget_(std::move(budget)), image_(std::make_shared<GraphImage>(budget_->meter())) {}
ImageCell::ImageCell(std::shared_ptr<CacheBudget> budget, std::shared_ptr<GraphImage> image)
    : budget_(std::move(budget)), image_(std::move(image)) {}

ImagePtr ImageCell::image() const {
  const std::scoped_lock lock(mutex_);
  return image_;
}

/// Images are not changed once given out; what nobody else holds yet is changed in place.
ImagePtr ImageCell::install(const std::function<void(GraphImage&)>& change) {
  const std::scoped_lock lock(mutex_);
  if (image_.use_count() > 1) image_ = std::make_shared<GraphImage>(*image_);
  if (budget_->isExceeded()) {
    past_.clear();
    if (budget_->isExceeded()) budget_->countEvictions(image_->evict(excess(*budget_, budget_->meter())));
  }
  change(*image_);
  return image_;
}

Result<ImagePtr> ImageCell::fill(const GraphReader& reader, std::optional<SystemInstant> system, NodeId node,
                                 Side side) {
  std::vector<ListedEntry> entries;
  TENURE_TRY(reader.adjacent(node, side == Side::kSubject ? Direction::kOut : Direction::kIn, std::nullopt,
                             system, entries));
  ListChanges lists;
  for (const ListedEntry& one : entries) lists[{node, side, one.type.value}].push_back(one.entry);
  budget_->countFill();
  return install([&](GraphImage& image) {
    for (auto& [list, rows] : lists) image.put(list, std::move(rows));
    image.markLoaded(node, side);
  });
}

Result<ImagePtr> ImageCell::fillLifespans(const GraphReader& reader, std::optional<SystemInstant> system) {
  std::vector<std::pair<NodeId, Period>> periods;
  TENURE_TRY(reader.forEachNode(system, [&](const NodeVersion& node) -> Status {
    if (hasLifespan(node)) periods.emplace_back(node.id, node.effective());
    return {};
  }));
  return install([&](GraphImage& image) {
    for (const auto& [node, period] : periods) image.putLifespan(node, period);
    image.markLifespansLoaded();
  });
}

Status ImageCell::fillAll(const GraphReader& reader, std::optional<SystemInstant> system,
                          const std::function<bool(std::uint64_t lists)>& progress) {
  auto all = std::make_shared<GraphImage>(budget_->meter());
  std::uint64_t lists = 0;
  const Status read =
      reader.forEachListOf(system, [&](const ListKey& list, std::vector<AdjacencyEntry> entries) -> Status {
        if (const NodeLine* known = GraphImage::line(all->lines(TypeId{list.type}, list.side), list.node))
          entriesOfLine(*known, entries);
        all->put(list, std::move(entries));
        if (++lists % kListsBetweenReports != 0) return {};
        if (budget_->isExceeded()) return Error(ErrorCode::kLimit, "the budget of the cache is spent");
        if (progress && !progress(lists)) return Error(ErrorCode::kCancelled, "the warm-up was cancelled");
        return {};
      });
  if (!read.ok() && read.error().code() == ErrorCode::kLimit)
    return {};  // the rest is read when it is asked for
  TENURE_TRY(read);
  all->markComplete();
  {
    const std::scoped_lock lock(mutex_);
    image_ = std::move(all);
  }
  if (reader.last().lifespans) TENURE_TRY(fillLifespans(reader, system));
  return {};
}

ImagePtr ImageCell::buildTimeIndex(TypeId type) {
  const std::scoped_lock lock(mutex_);
  if (image_->timeIndex(type) != nullptr || !image_->isComplete()) return image_;
  if (image_.use_count() > 1) image_ = std::make_shared<GraphImage>(*image_);
  image_->buildTimeIndex(type);
  return image_;
}

std::shared_ptr<ImageCell> ImageCell::past(SystemInstant system) {
  const std::scoped_lock lock(mutex_);
  const auto known =
      std::find_if(past_.begin(), past_.end(), [&](const auto& one) { return one.first == system; });
  auto cell = known == past_.end() ? std::make_shared<ImageCell>(budget_) : known->second;
  if (known != past_.end()) past_.erase(known);
  if (past_.size() == kPastMax) past_.erase(past_.begin());
  past_.emplace_back(system, cell);
  return cell;
}

std::shared_ptr<ImageCell> ImageCell::after(const ListChanges& lists, const LifespanChanges& lifespans,
                                            bool alone) {
  std::shared_ptr<GraphImage> next;
  std::vector<std::pair<SystemInstant, std::shared_ptr<ImageCell>>> past;
  {
    const std::scoped_lock lock(mutex_);
    next = alone && image_.use_count() == 1 ? std::exchange(image_, nullptr)
                                            : std::make_shared<GraphImage>(*image_);
    if (image_ == nullptr) image_ = std::make_shared<GraphImage>(budget_->meter());
    past = past_;  // a past belief stays what it was
  }
  next->apply(lists);
  if (next->lifespansLoaded()) {
    for (const auto& [node, period] : lifespans) next->putLifespan(node, period);
  }
  auto cell = std::make_shared<ImageCell>(budget_, std::move(next));
  cell->past_ = std::move(past);
  return cell;
}

}  // namespace tenure::storage
