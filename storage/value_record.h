// A value, and properties with their history, inside a record.
//
//     value      := 00 null | 01 false | 02 true | 03 integer:zigzag | 04 float:fixed64 | 05 text
//                 | 06 date:zigzag | 07 nanos:varint | 08 nanos:varint offset:zigzag | 09 local | 0A local
//                   offset:zigzag zone:text | 0B months:zigzag days:zigzag local
//                 | 0C count:varint value* | 0D count:varint (key:text value)*      keys ascending
//     local      := seconds:zigzag nanos:varint
//     properties := count:varint (key:token history)*                               names of keys ascending
//     history    := count:varint (validity value)*                                  as sortHistory leaves it
//
// Floats are their bits, each NaN the one quiet NaN. Tags are persisted: do not renumber. Pure functions; any
// thread.
#pragma once

#include "schema/graph.h"
#include "schema/value.h"
#include "storage/bytes.h"
#include "storage/tokens.h"

namespace tenure::storage {

/// A value in more lists and maps than this is refused where it enters the database; a reader of records
/// goes no deeper, so that no bytes can exhaust the stack.
inline constexpr std::size_t kValueDepthMax = 64;
/// Whether `value` lies in no more lists and maps than that.
[[nodiscard]] bool isShallowEnough(const Value& value);

void writeValue(ByteWriter& out, const Value& value);
/// Null where it fails.
[[nodiscard]] Value readValue(ByteReader& in);

void writeProperties(ByteWriter& out, const Properties& properties, Tokens& tokens);
[[nodiscard]] Properties readProperties(ByteReader& in, const Tokens& tokens);

}  // namespace tenure::storage
