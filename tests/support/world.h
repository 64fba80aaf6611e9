#pragma once
// What a scenario plays on: the whole program without its server, over a store of its own on either engine, on a
// clock that stands still on 2026-11-22. The actor is the operating system's user until a sentence says another.

#include <any>
#include <map>
#include <string>
#include <typeindex>

#include "app/app.h"
#include "tests/support/scenario.h"
#include "tests/support/test_store.h"

namespace scenario {

class World {
 public:
  explicit World(const std::string& engine) : store_(engine, {}) {
    store_.close();
    app_.emplace(app::Settings{store_.folder() / "data", store_.url()}, &clock);
    actor = app_->operating_system_actor();
  }
  app::App& app() { return *app_; }
  std::filesystem::path new_file(const std::string& name) { return store_.folder() / name; }
  // What the sentences of one module remember of each other.
  template <class T>
  T& notes() {
    auto& notes = notes_[typeid(T)];
    if (!notes.has_value()) notes = T{};
    return std::any_cast<T&>(notes);
  }

  platform::FixedClock clock{1'795'305'600'000'000};  // 2026-11-22
  base::Actor actor;
  std::map<std::string, base::Actor> people;

 private:
  support::Store store_;
  std::optional<app::App> app_;
  std::map<std::type_index, std::any> notes_;
};

}  // namespace scenario
