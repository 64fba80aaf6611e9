#include <fstream>
#include <iterator>

#include "app/app.h"
#include "cli/cli.h"

namespace cli {
namespace {

base::Json read_plan_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw base::Error(base::ErrorKind::not_found, "cli.file_unreadable", {{"path", path}});
  auto json = base::parse_json(std::string(std::istreambuf_iterator<char>(in), {}));
  if (json.is_discarded()) throw base::Error(base::ErrorKind::invalid, "request.not_json");
  return json;
}

std::int64_t people_in(const std::vector<reorganisation::Total>& totals) {
  for (const auto& total : totals)
    if (total.measure == "members") return total.after;
  return 0;
}

int show_preview(const reorganisation::Preview& preview, const Options& o, Output& output) {
  if (o.format == "json") {
    output.out(base::to_json(preview).dump() + "\n");
    return preview.problems.empty() ? 0 : 1;
  }
  for (const auto& problem : preview.problems) output.err("  " + problem.sentence + "\n");
  if (!preview.problems.empty()) return 1;
  const auto say = [&](const char* key, const base::Parameters& parameters) {
    output.out(base::sentence(key, parameters, o.language) + "\n");
  };
  say("cli.plan_previewed", {{"code", preview.code},
                             {"day", base::to_vietnamese(preview.effective_on)},
                             {"ended", std::to_string(preview.units.ended)},
                             {"established", std::to_string(preview.units.established)},
                             {"people", std::to_string(preview.people)},
                             {"work", std::to_string(preview.work)},
                             {"accounts", std::to_string(preview.access.size())}});
  for (const auto& sight : preview.access)
    say("cli.plan_sight", {{"account", sight.account},
                           {"gained", std::to_string(sight.gained.size())},
                           {"lost", std::to_string(sight.lost.size())}});
  return 0;
}

}  // namespace

int reorganise(app::App& app, const Options& o, Output& output) {
  const auto actor = app.operating_system_actor();
  auto& service = *app.reorganisation;
  const auto show = [&](const reorganisation::PlanPage& page, const char* key) {
    base::Parameters parameters{{"code", page.item.code}};
    if (page.proof) {
      parameters["ended"] = std::to_string(page.proof->units.ended);
      parameters["established"] = std::to_string(page.proof->units.established);
      parameters["people"] = std::to_string(people_in(page.proof->totals));
    }
    output.out((o.format == "json" ? base::to_json(page).dump() : base::sentence(key, parameters, o.language)) + "\n");
    return 0;
  };
  if (o.command == "reorganise undo")
    return show(service.undo_plan(actor, o.plan, service.get_plan(actor, o.plan).item.version), "cli.plan_undone");
  const auto plan = read_plan_file(o.files.front());
  if (o.command == "reorganise preview") return show_preview(service.preview(actor, plan, o.language), o, output);
  const auto brought = service.bring_plan(actor, plan).item;
  if (o.command == "reorganise approve")
    return show(service.approve_plan(actor, brought.code, brought.version), "cli.plan_approved");
  return show(service.commit_plan(actor, brought.code, brought.version), "cli.plan_committed");
}

}  // namespace cli
