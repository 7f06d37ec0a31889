//! What a child gives up before it reads anything.

use domain::platform::worker::Allowance;
use rlimit::Resource;
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch, apply_filter};
use std::collections::BTreeMap;
use std::io;

/// The program's own size where the system does not tell it.
const USUAL_SPACE: u64 = 512 << 20;
/// Seconds of processor time beyond the allowance, so that the parent's clock decides first.
const GRACE_SECONDS: u64 = 2;

/// What no task of ours does: talk to anyone, become another program, or look into another process.
const GIVEN_UP: [i64; 14] = [
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_io_uring_setup,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_kill,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
];

/// Limits this process for the rest of its life.
pub(crate) fn confine(allowance: &Allowance) -> io::Result<()> {
    // A kernel without filters leaves this line of defence out; the others hold, and nothing of ours opens a socket.
    let _ = give_up_calls();
    let processor = allowance.time.as_secs() * u64::from(allowance.threads.max(1)) + GRACE_SECONDS;
    // Beyond the first limit comes a signal with a name, beyond the second the end.
    Resource::CPU.set(processor, processor + 1)?;
    // No file is written: neither a core, nor a spilled sort, nor anything that a query could be talked into.
    Resource::CORE.set(0, 0)?;
    Resource::FSIZE.set(0, 0)?;
    let files = u64::from(allowance.open_files);
    Resource::NOFILE.set(files, files)?;
    let space = own_space().unwrap_or(USUAL_SPACE) + allowance.memory_bytes + allowance.stack_bytes;
    Resource::AS.set(space, space)
}

/// Refuses the calls of the list from now on, here and in every thread to come.
fn give_up_calls() -> Result<(), seccompiler::Error> {
    let architecture: TargetArch = std::env::consts::ARCH.try_into()?;
    let filter = SeccompFilter::new(
        GIVEN_UP
            .into_iter()
            .map(|call| (call, Vec::new()))
            .collect::<BTreeMap<_, _>>(),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::EPERM.unsigned_abs()),
        architecture,
    )?;
    let program: BpfProgram = filter.try_into()?;
    apply_filter(&program)
}

/// Address space that the program takes before it works: its own text and libraries.
fn own_space() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes: u64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB"))
        .and_then(|text| text.trim().parse().ok())?;
    Some(kilobytes << 10)
}
