// The identity file (storage/identity.h): what it says, and what is refused.
#include "storage/identity.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "storage/identity_text.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace identity_test {

using namespace tenure;
using namespace tenure::storage;
using namespace tenure::testing;

namespace {

Identity example(std::uint64_t commits) {
  return {kFormatVersion, "0123456789abcdef0123456789abcdef", commits};
}

}  // namespace

TEST_CASE("an identity is read back as it was written") {
  const TemporaryFolder folder;
  for (const std::uint64_t commits : {std::uint64_t{0}, std::uint64_t{7}, ~std::uint64_t{0}}) {
    REQUIRE(writeIdentity(folder.path(), example(commits)).ok());
    const auto read = readIdentity(folder.path());
    INFO(failureOf(read));
    REQUIRE(read.ok());
    REQUIRE(read->has_value());
    CHECK((*read)->commits == commits);
    CHECK((*read)->id == example(0).id);
    CHECK((*read)->format == kFormatVersion);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "TENURE.tmp"));
}

TEST_CASE("the identity file is this text") {
  CHECK(identityText(example(12))
            .starts_with("tenure database\nformat 3\nid 0123456789abcdef0123456789abcdef\n"
                         "commits 12\ncheck "));
}

TEST_CASE("an absent or empty folder has no identity, and that is no error") {
  const TemporaryFolder folder;
  CHECK_FALSE(readIdentity(folder / "none")->has_value());
  CHECK_FALSE(readIdentity(folder.path())->has_value());
}

TEST_CASE("a folder with files and no identity is not a database") {
  const TemporaryFolder folder;
  std::ofstream(folder / "CURRENT") << "MANIFEST-000001\n";
  const auto read = readIdentity(folder.path());
  CHECK(codeOf(read) == ErrorCode::kFormat);
  CHECK(failureOf(read).find("not a Tenure database, or one whose restore or creation did not finish") !=
        std::string::npos);
  CHECK(codeOf(readIdentity(folder / "CURRENT")).has_value());
}

TEST_CASE("another format version is refused by name, with the way out") {
  const TemporaryFolder folder;
  Identity later = example(3);
  later.format = 99;
  REQUIRE(writeIdentity(folder.path(), later).ok());
  const auto read = readIdentity(folder.path());
  CHECK(codeOf(read) == ErrorCode::kFormat);
  CHECK(failureOf(read).find("99") != std::string::npos);
  CHECK(failureOf(read).find(
            "upgrade it with the version that wrote it: `tenure export` there, `tenure import` "
            "here") != std::string::npos);
}

TEST_CASE("an identity with any byte changed, missing or added is damaged") {
  const TemporaryFolder folder;
  const std::string whole = identityText(example(12));
  const auto readOf = [&](const std::string& text) {
    std::ofstream(folder / "TENURE", std::ios::binary) << text;
    return codeOf(readIdentity(folder.path()));
  };
  REQUIRE(readOf(whole) == std::nullopt);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CAPTURE(i);
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK(readOf(changed) == ErrorCode::kCorruption);
    CHECK(readOf(whole.substr(0, i)) == ErrorCode::kCorruption);
  }
  CHECK(readOf(whole + "x") == ErrorCode::kCorruption);
  CHECK(readOf(std::string(10000, 'x')) == ErrorCode::kCorruption);
}

TEST_CASE("database ids are 32 hex digits, and differ") {
  const std::string id = newDatabaseId();
  CHECK(id.size() == 32);
  CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(newDatabaseId() != id);
  const TemporaryFolder folder;
  CHECK(codeOf(writeIdentity(folder.path(), {1, "short", 0})) == ErrorCode::kInvalidArgument);
  CHECK(codeOf(writeIdentity(folder / "none", example(0))) == ErrorCode::kNotFound);
}

}  // namespace identity_test
