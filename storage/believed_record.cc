#include "storage/believed_record.h"

#include "storage/bytes.h"
#include "storage/records.h"
#include "storage/sealed.h"

namespace tenure::storage {

void completeRecord(std::string_view key, SystemInstant from, std::string& value) {
  ByteWriter(value).fixed64(static_cast<std::uint64_t>(from.micros()));
  seal(key, value);
}

std::string_view splitBelieved(std::string_view payload, Believed& believed) {
  believed.from = SystemInstant::minusInfinity();
  if (payload.size() < sizeof(std::uint64_t)) return {};
  const std::size_t rest = payload.size() - sizeof(std::uint64_t);
  believed.from =
      SystemInstant::fromMicros(static_cast<std::int64_t>(ByteReader(payload.substr(rest)).fixed64()));
  return payload.substr(0, rest);
}

}  // namespace tenure::storage
