#include "modules/intake/reading/sandbox.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <vector>

namespace intake {
namespace {

void limit_resource(__rlimit_resource which, std::size_t value) {
  const rlimit both{value, value};
  setrlimit(which, &both);
}

#if defined(__x86_64__)
constexpr unsigned own_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned own_architecture = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned own_architecture = 0;
#endif

// Calls that no reader of files needs. They fail with EPERM; a library that tries goes on without.
const std::vector<int>& refused_calls() {
  static const std::vector<int> calls {
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_execve,
        SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kill, SYS_unlinkat, SYS_renameat2,
        SYS_linkat, SYS_symlinkat, SYS_mkdirat, SYS_mknodat, SYS_fchmodat, SYS_fchownat, SYS_truncate, SYS_mount,
        SYS_umount2, SYS_chroot, SYS_pivot_root, SYS_setuid, SYS_setgid, SYS_setresuid, SYS_setresgid, SYS_bpf,
        SYS_perf_event_open, SYS_keyctl, SYS_add_key, SYS_io_uring_setup, SYS_userfaultfd, SYS_unshare, SYS_setns,
        SYS_memfd_create, SYS_open_by_handle_at, SYS_personality, SYS_prlimit64,
#if defined(__x86_64__)
        SYS_fork, SYS_vfork, SYS_unlink, SYS_rename, SYS_link, SYS_symlink, SYS_mkdir, SYS_rmdir, SYS_creat, SYS_mknod,
        SYS_chmod, SYS_chown, SYS_accept, SYS_renameat,
#endif
  };
  return calls;
}

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

void filter_calls() {
  if (own_architecture == 0) return;
  std::vector<sock_filter> program {
    statement(load_word, offsetof(seccomp_data, arch)), jump(if_equal, own_architecture, 1, 0),
        statement(return_value, SECCOMP_RET_KILL_PROCESS), statement(load_word, offsetof(seccomp_data, nr)),
        // The second set of calls of x86-64 ("x32") would go round the list.
        jump(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), statement(return_value, refuse_call),
        // clone3 hides its flags in memory: the library falls back to clone.
        jump(if_equal, SYS_clone3, 0, 1), statement(return_value, SECCOMP_RET_ERRNO | (ENOSYS & SECCOMP_RET_DATA)),
        // A thread may be started, a process not.
        jump(if_equal, SYS_clone, 0, 4), statement(load_word, argument(0)), jump(if_any_bit, CLONE_THREAD, 1, 0),
        statement(return_value, refuse_call), statement(return_value, SECCOMP_RET_ALLOW),
        // Files are opened for reading only.
        jump(if_equal, SYS_openat, 0, 4), statement(load_word, argument(2)),
        jump(if_any_bit, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1), statement(return_value, refuse_call),
        statement(return_value, SECCOMP_RET_ALLOW),
#if defined(__x86_64__)
        jump(if_equal, SYS_open, 0, 4), statement(load_word, argument(1)),
        jump(if_any_bit, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1), statement(return_value, refuse_call),
        statement(return_value, SECCOMP_RET_ALLOW),
#endif
  };
  for (const int call : refused_calls()) {
    program.push_back(jump(if_equal, unsigned(call), 0, 1));
    program.push_back(statement(return_value, refuse_call));
  }
  program.push_back(statement(return_value, SECCOMP_RET_ALLOW));
  sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

}  // namespace

void enter_sandbox(const ReadLimits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // without its parent nobody would stop it
  prctl(PR_SET_DUMPABLE, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit_resource(RLIMIT_CORE, 0);
  limit_resource(RLIMIT_FSIZE, 0);
  limit_resource(RLIMIT_NOFILE, 64);
  limit_resource(RLIMIT_CPU, std::size_t(limits.total.count()));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  limit_resource(RLIMIT_AS, limits.memory_bytes);  // sanitizers reserve terabytes
#endif
  filter_calls();
}

}  // namespace intake
