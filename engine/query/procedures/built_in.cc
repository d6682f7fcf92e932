#include "engine/query/procedures/built_in.h"

namespace tenure::query {

void addBuiltIn(Procedures& procedures) {
  addHistoryProcedures(procedures);
  addJourneyProcedures(procedures);
  addWalkProcedures(procedures);
}

}  // namespace tenure::query
