#include <iostream>

#include "engine/database.h"

tenure::Status run() {
  TENURE_ASSIGN(auto db, tenure::Database::open("cma.tenure", {.schema = tenure::organizationsSchema()}));
  TENURE_ASSIGN(auto txn, db.begin({.who = "me"}));
  TENURE_ASSIGN(const auto cma, txn->addNode({.external_id = "cma", .labels = {"Coalition"}}));
  TENURE_ASSIGN(const auto mnla, txn->addNode({.external_id = "mnla", .labels = {"Organization"}}));
  TENURE_ASSIGN(const auto when, tenure::Validity::parse("2014-10-28/2023-02"));
  TENURE_TRY(txn->addFact({.subject = mnla, .type = "MEMBER_OF", .object = cma, .validity = when}));
  TENURE_TRY(txn->commit());  // one synced batch, or nothing

  for (const char* time : {"2022-06", "2023-02-15", "2024"}) {
    TENURE_ASSIGN(const auto view, db.asOf(time));
    const tenure::Edges members = view.in(cma, "MEMBER_OF");
    TENURE_TRY(members.status());
    for (const tenure::Edge& edge : members) {
      TENURE_ASSIGN(const auto who, view.node(edge.node));
      std::cout << time << ": " << who->external_id << ", " << tenure::certaintyName(edge.certainty) << '\n';
    }
  }
  return {};
}

int main() {
  const tenure::Status outcome = run();
  if (!outcome.ok()) std::cerr << outcome.error().toString() << '\n';
  return outcome.ok() ? 0 : 1;
}
