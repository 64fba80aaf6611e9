#pragma once
// One request and its answer, apart from how they travel: what the header says, the handler's run with the one place
// where exceptions end, and what every answer carries.

#include <map>
#include <string>
#include <string_view>

#include "platform/http/http.h"

namespace platform {

std::string readable_size(std::uint64_t bytes);
base::Language language_of(std::string_view accept_language);
void read_cookies(std::string_view header, std::map<std::string, std::string>& into);

// The status is the kind's own unless another is given.
Response error_response(base::ErrorKind kind, std::string key, base::Parameters parameters, const Request& request,
                        int status = 0);

enum class Step {
  knock,  // with the header only: whether its sender is let in
  answer,
};
Response answer(const Operation& operation, Request& request, const Server::Authenticate& authenticate, Step step);

// Compression, entity tags and the headers that every answer carries.
void finish_response(Response& response, const Request& request);

}  // namespace platform
