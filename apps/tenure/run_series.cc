// `tenure series`: a figure for every day, month or year, a row each.
#include "apps/tenure/exit_code.h"
#include "apps/tenure/walking.h"
#include "engine/traversal/series.h"

namespace tenure::apps {
namespace {

std::vector<std::string> fieldsOf(const Series& found) {
  std::vector<std::string> fields = {"time"};
  for (const std::string& name : found.names) fields.insert(fields.end(), {name, name + "_certain"});
  return fields;
}

Result<int> run(const SeriesOptions& options) {
  TENURE_ASSIGN(const Range range, rangeBetween(options.from, options.to));
  TENURE_ASSIGN(std::vector<Range> when, stretches(range, options.step));
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const View view, viewOf(db, AllTime{}, options));
  SeriesQuestion question{options.figure, std::nullopt, options.direction, options.types};
  if (options.node != "-") {
    TENURE_ASSIGN(question.node, nodeNamed(view, options.node));
  }
  const std::vector<Range> asked = options.first_day ? firstDays(when) : when;
  TENURE_ASSIGN(const Series found, series(view, question, asked, start(options.budget)));
  TENURE_ASSIGN(Fields fields, Fields::choose(fieldsOf(found), options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    std::vector<Cell> row = {stretchName(when[i], options.step)};
    for (const FigureCounts& one : found.rows[i]) {
      row.push_back(countCell(one.possible));
      row.push_back(countCell(one.certain));
    }
    if (!out.row(row)) break;
  }
  return out.finish();
}

}  // namespace

int runSeries(const SeriesOptions& options) {
  const auto outcome = run(options);
  return outcome.ok() ? *outcome : fail(outcome.error());
}

}  // namespace tenure::apps
