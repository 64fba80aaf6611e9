#include <fstream>

#include "app/app.h"
#include "cli/cli.h"
#include "modules/intake/recognition/recognise.h"
#include "modules/intake/reading/reading.h"

namespace cli {

int intake_files(app::App* app, const Options& options, Output& output) {
  int code = 0;
  for (const auto& file : options.files) {
    code |= guarded(options, output, [&] {
      const auto read = intake::read_file(file);
      const intake::SourceText text(read.text);
      const auto items = intake::recognise(text);
      if (options.format == "json") {
        output.out(intake::to_json(text, items, file, read.encoding) + "\n");
        return 0;
      }
      output.out(file + " (" + read.encoding + ", " + std::to_string(read.length) + ")\n");
      for (const auto& item : items)
        output.out("  " + std::string(intake::to_string(item.type)) + "\t" + text.squeezed(item.start, item.end) +
                   "\n");
      return 0;
    });
  }
  (void)app;
  return code;
}

}  // namespace cli
