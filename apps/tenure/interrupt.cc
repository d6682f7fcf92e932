#include "apps/tenure/interrupt.h"

#include <unistd.h>

#include <csignal>

#include "apps/tenure/exit_code.h"

namespace tenure::apps {
namespace {

std::atomic<bool> flag{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

bool kept = false;

extern "C" void onKeptInterrupt(int) { flag.store(true); }
extern "C" void onInterrupt(int) {
  if (flag.exchange(true)) _exit(kExitInterrupted);
}

}  // namespace

void keepInterrupts() {
  kept = true;
  struct sigaction action {};
  action.sa_handler = onKeptInterrupt;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
}

void clearInterrupt() { flag.store(false); }

void watchInterrupts() {
  if (kept) return;
  struct sigaction action {};
  action.sa_handler = onInterrupt;
  sigemptyset(&action.sa_mask);
  // A write or sync of the store that the signal falls into is resumed: it must not look like a failing disk.
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return flag.load(std::memory_order_relaxed); }

const std::atomic<bool>& interruptFlag() { return flag; }

}  // namespace tenure::apps
