// Registers what corrections cost: <question>/tenure/uncorrected, /corrected and /past.
#pragma once

namespace tenure::bench {

void registerCorrected();

}  // namespace tenure::bench
