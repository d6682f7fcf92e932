// Registers Mixed/tenure/hub.
#pragma once

namespace tenure::bench {

void registerHub();

}  // namespace tenure::bench
