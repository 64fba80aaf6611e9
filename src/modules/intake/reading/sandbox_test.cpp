#include "modules/intake/reading/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/landlock.h>
#include <sys/resource.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <csignal>
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

TEST(Sandbox, RefusesWhatWouldReachOtherProcessesOrChangeFiles) {
  const std::string path = std::string(::testing::TempDir()) + "lienthong_sandbox_other";
  const int file = open(path.c_str(), O_RDWR | O_CREAT, 0600);
  const auto parent = getpid();
  expect_in_sandbox("openat2", [&] {
    std::uint64_t how[3] = {O_RDONLY, 0, 0};
    return syscall(SYS_openat2, AT_FDCWD, path.c_str(), how, sizeof how) < 0;
  });
  expect_in_sandbox("kill", [&] { return kill(parent, 0) < 0; });
  expect_in_sandbox("tgkill", [&] { return syscall(SYS_tgkill, parent, parent, 0) < 0; });
  expect_in_sandbox("tkill", [&] { return syscall(SYS_tkill, parent, 0) < 0; });
  expect_in_sandbox("a signal's owner", [&] { return fcntl(file, F_SETOWN, parent) < 0; });
  expect_in_sandbox("fchmod", [&] { return fchmod(file, 0644) < 0; });
  expect_in_sandbox("the time of a file", [&] { return futimens(file, nullptr) < 0; });
  expect_in_sandbox("an attribute", [&] { return fsetxattr(file, "user.a", "a", 1, 0) < 0 && errno == EPERM; });
  expect_in_sandbox("prctl", [] { return prctl(PR_SET_DUMPABLE, 1) < 0; });
  close(file);
  unlink(path.c_str());
}

TEST(Sandbox, TheKeysAndTheStoreCannotBeRead) {
  if (syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1)
    GTEST_SKIP() << "This kernel has no Landlock.";
  const std::string path = std::string(::testing::TempDir()) + "lienthong_sandbox_key";
  close(open(path.c_str(), O_WRONLY | O_CREAT, 0600));
  EXPECT_EQ(access(path.c_str(), R_OK), 0);
  expect_in_sandbox("a file of the data folder", [&] { return open(path.c_str(), O_RDONLY) < 0; });
  unlink(path.c_str());
}

TEST(Sandbox, WhoCannotBeShutInDoesNotRead) {
  // The first one takes away what the second one needs.
  expect_in_sandbox("a sandbox that the kernel refuses", [] {
    try {
      enter_sandbox(ReadLimits{});
      return false;
    } catch (const base::Error& error) {
      return error.key() == "intake.file_reader_missing";
    }
  });
}

TEST(Sandbox, AllowsReadingAndThreads) {
  expect_in_sandbox("reading", [] { return open("/usr/bin/env", O_RDONLY) >= 0; });
  expect_in_sandbox("a thread", [] {
    int value = 0;
    std::thread([&] { value = 7; }).join();
    return value == 7;
  });
}

}  // namespace
}  // namespace intake
