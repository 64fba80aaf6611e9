#include "modules/intake/reading/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

namespace intake {
namespace {

// Each check runs in a process of its own, which ends with 0 when the call was refused.
template <class Try>
void expect_in_sandbox(const char* what, Try attempt) {
  EXPECT_EXIT(
      {
        enter_sandbox(ReadLimits{});
        _exit(attempt() ? 0 : 1);
      },
      testing::ExitedWithCode(0), "")
      << what;
}

TEST(Sandbox, RefusesTheNetworkProgramsAndWriting) {
  const std::string path = std::string(::testing::TempDir()) + "lienthong_sandbox_test";
  expect_in_sandbox("a socket", [] { return socket(AF_INET, SOCK_STREAM, 0) < 0; });
  expect_in_sandbox("a program", [] {
    char name[] = "/bin/false";  // were it run, the check would fail
    char* const words[] = {name, nullptr};
    execv(name, words);
    return true;
  });
  expect_in_sandbox("a process", [] { return fork() < 0; });
  expect_in_sandbox("a new file", [&] { return open(path.c_str(), O_WRONLY | O_CREAT, 0600) < 0; });
  const std::string there = path + "_there";
  close(open(there.c_str(), O_WRONLY | O_CREAT, 0600));
  expect_in_sandbox("a removed file", [&] { return unlink(there.c_str()) < 0; });
  EXPECT_EQ(unlink(there.c_str()), 0);
  expect_in_sandbox("a core file", [] {
    rlimit limit{};
    return getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_max == 0;
  });
  EXPECT_NE(access(path.c_str(), F_OK), 0);
}

TEST(Sandbox, AllowsReadingAndThreads) {
  expect_in_sandbox("reading", [] { return open("/proc/self/status", O_RDONLY) >= 0; });
  expect_in_sandbox("a thread", [] {
    int value = 0;
    std::thread([&] { value = 7; }).join();
    return value == 7;
  });
}

}  // namespace
}  // namespace intake
