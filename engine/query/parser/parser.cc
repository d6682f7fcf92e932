#include "engine/query/parser/parser.h"

#include <string>

#include "engine/query/parser/descent.h"

namespace tenure::query {

Result<ast::Statement> parse(std::string_view text) {
  if (text.size() > kStatementBytesMax) {
    const std::string message = "a statement of " + std::to_string(text.size()) + " bytes; at most " +
                                std::to_string(kStatementBytesMax) + " are read, and data goes in parameters";
    return placed(Error(ErrorCode::kLimit, message).detailed("SyntaxError.StatementTooLong"), Position{});
  }
  Descent descent(text);
  ast::Statement statement = descent.statement();
  if (descent.failed()) return descent.takeFailure();
  return statement;
}

}  // namespace tenure::query
