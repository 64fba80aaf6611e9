#include "modules/intake/reading/sandbox.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <vector>

namespace intake {
namespace {

void must(bool done, const char* what) {
  if (!done)
    throw base::Error(base::ErrorKind::unavailable, "intake.file_reader_missing", {}, std::string("sandbox: ") + what);
}

void limit_resource(__rlimit_resource which, rlim_t value) {
  rlimit both{};
  must(getrlimit(which, &both) == 0, "getrlimit");
  both.rlim_max = std::min(both.rlim_max, value);  // the one who started us may have set less
  both.rlim_cur = both.rlim_max;
  must(setrlimit(which, &both) == 0, "setrlimit");
}

#if defined(__x86_64__)
constexpr unsigned own_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned own_architecture = AUDIT_ARCH_AARCH64;
#else
#error "The system-call filter knows x86-64 and arm64; a reader without it must not be built."
#endif

// All that a reader of files needs. Anything else fails with EPERM; a library that tries goes on without.
const std::vector<int>& allowed_calls() {
  static const std::vector<int> calls {
    SYS_read, SYS_pread64, SYS_readv, SYS_write, SYS_writev, SYS_close, SYS_lseek, SYS_fstat, SYS_newfstatat, SYS_statx,
        SYS_statfs, SYS_fstatfs, SYS_faccessat, SYS_faccessat2, SYS_readlinkat, SYS_getdents64, SYS_getcwd, SYS_ppoll,
        SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_brk, SYS_futex, SYS_sched_yield,
        SYS_sched_getaffinity, SYS_set_robust_list, SYS_rseq, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
        SYS_sigaltstack, SYS_restart_syscall, SYS_getpid, SYS_gettid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
        SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday, SYS_times,
        SYS_getrusage, SYS_uname, SYS_sysinfo, SYS_getrandom, SYS_exit, SYS_exit_group,
#if defined(__x86_64__)
        SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_poll, SYS_time,
#endif
  };
  return calls;
}

using Program = std::vector<sock_filter>;

sock_filter statement(unsigned code, unsigned value) { return BPF_STMT(static_cast<unsigned short>(code), value); }
sock_filter jump(unsigned code, unsigned value, unsigned char yes, unsigned char no) {
  return BPF_JUMP(static_cast<unsigned short>(code), value, yes, no);
}
constexpr unsigned load_word = BPF_LD | BPF_W | BPF_ABS;
constexpr unsigned if_equal = BPF_JMP | BPF_JEQ | BPF_K;
constexpr unsigned if_any_bit = BPF_JMP | BPF_JSET | BPF_K;
constexpr unsigned return_value = BPF_RET | BPF_K;
constexpr unsigned refuse_call = SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA);

unsigned argument(unsigned index) { return unsigned(offsetof(seccomp_data, args)) + index * 8; }

// Files are opened for reading only.
void add_opening(Program& program, int call, unsigned flags) {
  program.insert(program.end(), {jump(if_equal, unsigned(call), 0, 4), statement(load_word, argument(flags)),
                                 jump(if_any_bit, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1),
                                 statement(return_value, refuse_call), statement(return_value, SECCOMP_RET_ALLOW)});
}

Program call_filter() {
  Program program{
      statement(load_word, offsetof(seccomp_data, arch)), jump(if_equal, own_architecture, 1, 0),
      statement(return_value, SECCOMP_RET_KILL_PROCESS), statement(load_word, offsetof(seccomp_data, nr)),
      // clone3 hides its flags in memory: the library falls back to clone.
      jump(if_equal, SYS_clone3, 0, 1), statement(return_value, SECCOMP_RET_ERRNO | (ENOSYS & SECCOMP_RET_DATA)),
      // A thread may be started, a process not.
      jump(if_equal, SYS_clone, 0, 4), statement(load_word, argument(0)), jump(if_any_bit, CLONE_THREAD, 1, 0),
      statement(return_value, refuse_call), statement(return_value, SECCOMP_RET_ALLOW),
      // What a descriptor is may be asked; whom it signals may not be set.
      jump(if_equal, SYS_fcntl, 0, 6), statement(load_word, argument(1)), jump(if_equal, F_GETFD, 3, 0),
      jump(if_equal, F_SETFD, 2, 0), jump(if_equal, F_GETFL, 1, 0), statement(return_value, refuse_call),
      statement(return_value, SECCOMP_RET_ALLOW)};
  add_opening(program, SYS_openat, 2);
#if defined(__x86_64__)
  add_opening(program, SYS_open, 1);
#endif
  for (const int call : allowed_calls()) {
    program.push_back(jump(if_equal, unsigned(call), 0, 1));
    program.push_back(statement(return_value, SECCOMP_RET_ALLOW));
  }
  program.push_back(statement(return_value, refuse_call));
  return program;
}

void filter_calls() {
  auto program = call_filter();
  sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  must(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0, "seccomp");
}

// Every right over files that the first version of Landlock knows is taken; reading the system's own files (fonts,
// tables of letters, what Tesseract has learnt) is given back. The data folder with its keys is not among them.
void hide_files() {
  if (syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1) return;
  landlock_ruleset_attr rights{};
  rights.handled_access_fs = LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1;
  const auto rules = int(syscall(SYS_landlock_create_ruleset, &rights, sizeof rights.handled_access_fs, 0));
  must(rules >= 0, "landlock rules");
  const char* const learnt = std::getenv("TESSDATA_PREFIX");
  for (const char* folder : {"/usr", "/lib", "/lib64", "/etc/fonts", "/var/cache/fontconfig", learnt ? learnt : ""}) {
    const int there = open(folder, O_PATH | O_CLOEXEC);
    if (there < 0) continue;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    rule.parent_fd = there;
    must(syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0, folder);
    close(there);
  }
  must(syscall(SYS_landlock_restrict_self, rules, 0) == 0, "landlock");
  close(rules);
}

}  // namespace

void enter_sandbox(const ReadLimits& limits) {
  must(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "parent");  // without its parent nobody would stop it
  must(prctl(PR_SET_DUMPABLE, 0) == 0, "dumpable");
  must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "privileges");
  limit_resource(RLIMIT_CORE, 0);
  limit_resource(RLIMIT_FSIZE, 0);
  limit_resource(RLIMIT_NOFILE, 64);
  limit_resource(RLIMIT_CPU, rlim_t(limits.total.count()));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  limit_resource(RLIMIT_AS, limits.memory_bytes);  // sanitizers reserve terabytes
#endif
  hide_files();
  filter_calls();
}

}  // namespace intake
