// The reading child as a program of its own, for tests and fuzzing: it does what `lienthong read-child` does.
#include "modules/intake/reading/reading.h"

int main() { return intake::reading_child_main(); }
