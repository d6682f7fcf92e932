// A validity, a cut and removed portions inside a record.
//
//     validity := timeless:u8(40) | head:u8 text start:zigzag|unstarted length:varint [late:varint]
//                 [early:varint]
//     head     := 01 exclusive | 02 derived | 04 grain of microseconds | 08 counts in microseconds
//                 | 10 start_max differs | 20 end_min differs
//     start    := 0: -inf, else 1 + zigzag of start_min
//     cut      := event:varint head:u8 end_min:bound [distance:varint]         head: 08, 20 as above
//     portions := head:u8 count:varint (start:bound|gap:varint distance:varint)*
//     bound    := 0: +inf, 1: -inf, else 2 + zigzag            gap from the end before; distance 0: +inf
//
// The codes of bounds are those of storage/period_code.h. Pure functions; any thread.
#pragma once

#include <vector>

#include "schema/graph.h"
#include "storage/bytes.h"

namespace tenure::storage {

void writeValidity(ByteWriter& out, const Validity& validity);
/// A timeless validity where it fails.
[[nodiscard]] Validity readValidity(ByteReader& in);

void writeCut(ByteWriter& out, const Cut& cut);
[[nodiscard]] Cut readCut(ByteReader& in);

/// `removed` is sorted, its ranges neither overlap nor touch; there is at least one.
void writePortions(ByteWriter& out, const std::vector<Range>& removed);
[[nodiscard]] std::vector<Range> readPortions(ByteReader& in);

}  // namespace tenure::storage
