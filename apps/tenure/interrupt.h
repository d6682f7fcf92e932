// Ctrl-C and SIGTERM: a flag that long work polls, so that a load leaves the database as it was and says so.
// A second signal ends the process at once with 130; the store is safe against that as against a crash.
#pragma once

#include <atomic>

namespace tenure::apps {

/// From here on the signals set the flag. Only commands that poll it may call this: the others die of the
/// signal as every program does. Once is enough; from the main thread.
void watchInterrupts();

/// For a shell: Ctrl-C sets the flag and never ends the process; SIGTERM ends it as it does any program.
/// Before anything calls `watchInterrupts`, which then leaves it so.
void keepInterrupts();
/// What was asked to stop has stopped.
void clearInterrupt();

/// Whether somebody asked to stop. Any thread.
[[nodiscard]] bool interrupted();
/// The flag itself, for questions that look at it while they run.
[[nodiscard]] const std::atomic<bool>& interruptFlag();

}  // namespace tenure::apps
