// The present facts of a store, each in a record of its own or in the block of its id: what reads them need
// not know which. Thread rules as those of the store and snapshot given; a cursor belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/graph.h"
#include "schema/result.h"
#include "storage/fact_block.h"
#include "storage/ordered_store.h"
#include "storage/tokens.h"

namespace tenure::storage {

/// nullopt for each that is not there, in the order asked. Ids of one block are read from it together.
[[nodiscard]] Result<std::vector<std::optional<FactVersion>>> presentFacts(OrderedStore& store,
                                                                           const Snapshot* snapshot,
                                                                           const Tokens& tokens,
                                                                           std::span<const FactId> ids);
[[nodiscard]] Result<std::optional<FactVersion>> presentFact(OrderedStore& store, const Snapshot* snapshot,
                                                             const Tokens& tokens, FactId id);

/// Walks the present facts by id.
class PresentFactCursor {
 public:
  PresentFactCursor(OrderedStore& store, const Snapshot* snapshot, const Tokens& tokens);

  Status seekToFirst();
  Status next();
  /// While this is false there are no more.
  [[nodiscard]] bool valid() const { return id_.has_value(); }
  [[nodiscard]] std::uint64_t id() const { return id_->value; }
  [[nodiscard]] Result<FactVersion> version() const;

 private:
  Status settle();
  Status readBlocks();

  const Tokens& tokens_;
  std::unique_ptr<Cursor> records_;
  std::unique_ptr<Cursor> blocks_;
  std::vector<PlainFact> block_;  ///< of the block on which `blocks_` stands, whose bytes it borrows
  std::size_t at_ = 0;            ///< the next of it
  std::optional<FactId> id_;
  bool in_block_ = false;
};

}  // namespace tenure::storage
