// Reads UTF-8 text files and prints one line of intake JSON each: recognition alone, without the readers.
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/text.h"
#include "modules/intake/recognition/recognise.h"

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    const intake::SourceText text(base::to_nfc(content.str()));
    std::cout << intake::to_json(text, intake::recognise(text), argv[i], "utf-8") << '\n';
  }
  return 0;
}
