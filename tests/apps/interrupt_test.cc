#include "apps/tenure/interrupt.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

namespace interrupt_test {

using namespace tenure::apps;

TEST_CASE("interrupt: the first signal asks, the second ends with 130") {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    watchInterrupts();
    if (interrupted()) _exit(1);
    raise(SIGTERM);
    if (!interrupted()) _exit(2);
    raise(SIGINT);
    _exit(3);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
}

}  // namespace interrupt_test
