#include "modules/identity/identity_service.h"

namespace identity {

IdentityService::IdentityService(platform::Database& database, const platform::Clock& clock, const platform::Keys& keys,
                                 const tree::Tree& tree, audit::Audit& audit, const Access& access,
                                 platform::Jobs& jobs, IdentitySettings settings)
    : core_{database, clock, keys, tree, audit, access, std::move(settings)},
      sign_in(core_),
      accounts(core_),
      journal(core_, jobs) {}

void IdentityService::start() {
  constexpr int at_once = 1000;
  for (int ordered = at_once; ordered == at_once;) {
    auto tx = core_.database.begin();
    ordered = core_.store.order_accounts(tx, at_once);
    tx.commit();
  }
  sign_in.start_housekeeping();
}

}  // namespace identity
