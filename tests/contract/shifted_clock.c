// Preloaded by clock_test.py: the time of day, shifted by the seconds that the file $CLOCK_SHIFT holds.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec* now) {
  static int (*machine)(clockid_t, struct timespec*);
  if (!machine) *(void**)&machine = dlsym(RTLD_NEXT, "clock_gettime");
  const int result = machine(clock, now);
  FILE* file = clock == CLOCK_REALTIME ? fopen(getenv("CLOCK_SHIFT"), "r") : NULL;
  long seconds = 0;
  if (file && fscanf(file, "%ld", &seconds) == 1) now->tv_sec += seconds;
  if (file) fclose(file);
  return result;
}
