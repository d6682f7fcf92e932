// The main of the Catch2 programs. Nothing else stands here: it takes longer to compile than most tests.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
