#pragma once
// All of identity, put together in its order for app/: one shared core and the three services over it. No
// verbs of its own. Lives as long as the program; stop() before the database closes.

#include "modules/identity/accounts.h"
#include "modules/identity/journal_pages.h"
#include "modules/identity/sign_in.h"

namespace identity {

class IdentityService {
 public:
  IdentityService(platform::Database& database, const platform::Clock& clock, const platform::Keys& keys,
                  const tree::Tree& tree, audit::Audit& audit, const Access& access, platform::Jobs& jobs,
                  IdentitySettings settings = {});
  void start();
  void stop() { sign_in.stop_housekeeping(); }

 private:
  Core core_;

 public:
  SignInService sign_in;
  AccountService accounts;
  JournalPages journal;
};

}  // namespace identity
