// Which words the commands of walk_commands.h take, as command_options.h has it for the others.
#pragma once

#include "apps/tenure/walk_commands.h"

namespace CLI {
class App;
}

namespace tenure::apps {

void declarePath(CLI::App& app, PathOptions& options);
void declareOverlap(CLI::App& app, OverlapOptions& options);
void declareClosure(CLI::App& app, ClosureOptions& options);
void declareSeries(CLI::App& app, SeriesOptions& options);

}  // namespace tenure::apps
