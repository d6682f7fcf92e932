#include "bench/peers/postgres_peer.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace tenure::bench {
namespace {

constexpr Oid kInt4 = 23;

void append(std::string& text, std::int64_t number, char after) {
  char digits[24];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  text += after;
}

}  // namespace

bool PostgresPeer::isThere() { return std::getenv("TENURE_BENCH_POSTGRES") != nullptr; }

std::string PostgresPeer::version() {
  PGconn* connection = PQconnectdb(std::getenv("TENURE_BENCH_POSTGRES"));
  const char* text = PQparameterStatus(connection, "server_version");
  std::string version = text == nullptr ? "unknown" : text;
  PQfinish(connection);
  return version;
}

PostgresPeer::PostgresPeer(const History& history, const std::vector<std::int32_t>& /*days*/)
    : connection_(PQconnectdb(std::getenv("TENURE_BENCH_POSTGRES"))) {
  if (PQstatus(connection_) != CONNECTION_OK) fail("connect");
  run("SET client_min_messages = warning");
  run("SET jit = off");                            // its compiler costs more than these questions
  run("SET max_parallel_workers_per_gather = 0");  // one thread, as all systems here
  load(history);
  const SqlStatements sql = sqlStatements();
  const std::array<Oid, 3> types = {kInt4, kInt4, kInt4};
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i].empty()) continue;
    PGresult* result = PQprepare(connection_, kQuestionNames[i].data(), sql[i].c_str(), 3, types.data());
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(kQuestionNames[i].data());
    PQclear(result);
  }
}

PostgresPeer::~PostgresPeer() { PQfinish(connection_); }

void PostgresPeer::load(const History& history) {
  run("DROP TABLE IF EXISTS fact CASCADE");
  run("CREATE UNLOGGED TABLE fact(subject int4, object int4, type int4, start_day int4, end_day int4)");
  run("CREATE VIEW fact_out AS SELECT * FROM fact");
  run("CREATE VIEW fact_in AS SELECT * FROM fact");
  PGresult* begin = PQexec(connection_, "COPY fact FROM STDIN");
  if (PQresultStatus(begin) != PGRES_COPY_IN) fail("COPY");
  PQclear(begin);
  std::string rows;
  for (const HistoryFact& fact : history.facts) {
    append(rows, fact.subject, '\t');
    append(rows, fact.object, '\t');
    append(rows, static_cast<std::int64_t>(fact.type), '\t');
    append(rows, fact.start_day, '\t');
    append(rows, fact.end_day, '\n');
    if (rows.size() > (1U << 20U)) {
      copy(rows);
      rows.clear();
    }
  }
  copy(rows);
  if (PQputCopyEnd(connection_, nullptr) != 1) fail("COPY");
  while (PGresult* result = PQgetResult(connection_)) {
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail("COPY");
    PQclear(result);
  }
  run("CREATE INDEX fact_by_subject ON fact(subject, type, start_day, end_day, object)");
  run("CREATE INDEX fact_by_object ON fact(object, type, start_day, end_day, subject)");
  run("VACUUM ANALYZE fact");
  table_bytes_ = std::stoull(run("SELECT pg_total_relation_size('fact')::text"));
}

void PostgresPeer::copy(const std::string& rows) {
  if (PQputCopyData(connection_, rows.data(), static_cast<int>(rows.size())) != 1) fail("COPY");
}

std::string PostgresPeer::run(const char* sql) {
  PGresult* result = PQexec(connection_, sql);
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(sql);
  std::string first = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
  PQclear(result);
  return first;
}

PGresult* PostgresPeer::execute(Question question, const std::array<std::int32_t, 3>& parameters) {
  std::array<std::uint32_t, 3> big_endian;
  std::array<const char*, 3> values;
  constexpr std::array<int, 3> kLengths = {4, 4, 4};
  constexpr std::array<int, 3> kBinary = {1, 1, 1};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    big_endian[i] = htonl(static_cast<std::uint32_t>(parameters[i]));
    values[i] = reinterpret_cast<const char*>(&big_endian[i]);
  }
  PGresult* result = PQexecPrepared(connection_, nameOf(question).data(), 3, values.data(), kLengths.data(),
                                    kBinary.data(), 1);
  if (PQresultStatus(result) != PGRES_TUPLES_OK) fail(nameOf(question).data());
  return result;
}

std::int32_t PostgresPeer::Columns::operator[](int column) const {
  // A count has 8 bytes; its low half comes last.
  std::uint32_t value;
  std::memcpy(&value, PQgetvalue(result, row, column) + PQgetlength(result, row, column) - 4, 4);
  return static_cast<std::int32_t>(ntohl(value));
}

void PostgresPeer::fail(const char* what) const {
  std::fprintf(stderr, "postgres: %s: %s\n", what, PQerrorMessage(connection_));
  std::exit(1);
}

}  // namespace tenure::bench
