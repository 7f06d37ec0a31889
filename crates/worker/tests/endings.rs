//! Every way in which a child can end, played by shell scripts: the parent always has a verdict and goes on.

use domain::platform::worker::{Allowance, Ended, Job, Task, Worker};
use std::fs::Permissions;
use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;
use worker::Processes;

const READY: &str = r"printf 'r\0\0\0\0'";
const ONE: &str = r"printf 'd\0\0\0\003one'";
const END_OF_ONE: &str = r"printf 'e\0\0\0\010\0\0\0\0\0\0\0\001'";

/// Runs a script as the child, with a time limit it cannot reach.
fn run(script: &[&str]) -> (Vec<String>, Result<(), Ended>) {
    run_for(Duration::from_secs(120), script)
}

fn run_for(time: Duration, script: &[&str]) -> (Vec<String>, Result<(), Ended>) {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("child.sh");
    std::fs::write(&program, format!("#!/bin/sh\n{}\n", script.join("\n"))).unwrap();
    std::fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    let mut records = Vec::new();
    let ended = Processes::of(program).run(&job(time), &mut |record| {
        records.push(String::from_utf8_lossy(record).into_owned());
        ControlFlow::Continue(())
    });
    (records, ended)
}

fn job(time: Duration) -> Job<'static> {
    Job {
        task: Task::Query,
        path: Path::new("/"),
        request: b"the request",
        allowance: Allowance {
            time,
            memory_bytes: 512 << 20,
            stack_bytes: 0,
            threads: 1,
            open_files: 16,
        },
    }
}

fn crash(how: &str) -> Result<(), Ended> {
    Err(Ended::Crash { how: how.to_owned() })
}

#[test]
fn a_whole_answer_is_taken() {
    assert_eq!(run(&[READY, ONE, END_OF_ONE]), (vec!["one".to_owned()], Ok(())));
}

#[test]
fn the_child_gets_the_request_its_limits_and_no_environment() {
    let echo = r#"request=$(cat); test "$request" = "the request" && test "$1 $3 $8" = "worker 120000 /" && test -z "$HOME$USER$GRADUS_HOME" && printf 'd\0\0\0\003one'"#;
    assert_eq!(run(&[READY, echo, END_OF_ONE]), (vec!["one".to_owned()], Ok(())));
}

#[test]
fn an_answer_without_its_count_is_never_whole() {
    assert_eq!(run(&[READY, ONE]), (vec!["one".to_owned()], crash("exit status 0")));
    let missing = run(&[READY, END_OF_ONE]).1;
    assert!(matches!(missing, Err(Ended::Crash { .. })), "{missing:?}");
    assert_eq!(run(&[READY, ONE, "printf 'd\\0\\0'"]).1, crash("exit status 0"));
}

#[test]
fn a_child_that_is_killed_in_the_middle_is_told_by_its_signal() {
    assert_eq!(
        run(&[READY, ONE, "kill -9 $$"]),
        (vec!["one".to_owned()], crash("signal 9"))
    );
    assert_eq!(run(&[READY, ONE, "kill -ABRT $$"]).1, crash("signal 6"));
    assert_eq!(run(&[READY, "exit 101"]).1, crash("exit status 101"));
}

#[test]
fn memory_and_processor_time_are_told_apart_from_a_crash() {
    let complain = "echo 'memory allocation of 6442450944 bytes failed' >&2";
    assert_eq!(
        run(&[READY, complain, "kill -ABRT $$"]).1,
        Err(Ended::Memory { megabytes: 512 })
    );
    let limit = Duration::from_secs(120);
    assert_eq!(run(&[READY, "kill -XCPU $$"]).1, Err(Ended::Time { limit }));
}

#[test]
fn a_child_that_does_not_answer_is_ended_at_its_limit() {
    let limit = Duration::from_millis(20);
    // Nobody ever writes into the pipe.
    let silent = "mkfifo \"$0.pipe\"; exec cat \"$0.pipe\"";
    assert_eq!(run_for(limit, &[READY, silent]).1, Err(Ended::Time { limit }));
}

#[test]
fn a_caller_that_wants_no_more_ends_the_child() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("child.sh");
    let endless = format!("#!/bin/sh\n{READY}\nwhile :; do {ONE}; done\n");
    std::fs::write(&program, endless).unwrap();
    std::fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    let mut count = 0;
    let ended = Processes::of(program).run(&job(Duration::from_secs(120)), &mut |_| {
        count += 1;
        if count == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!((ended, count), (Ok(()), 3));
}

#[test]
fn what_is_no_answer_of_ours_is_refused() {
    let strange = run(&["echo hello world"]).1;
    assert!(matches!(strange, Err(Ended::NotStarted { .. })), "{strange:?}");
    let refused = Ended::NotStarted {
        problem: "EPERM: no".to_owned(),
    };
    assert_eq!(run(&["echo 'EPERM: no' >&2; exit 1"]).1, Err(refused));
    let endless = run(&[READY, r"printf 'd\377\377\377\377'"]).1;
    assert!(matches!(endless, Err(Ended::Crash { .. })), "{endless:?}");
    let missing =
        Processes::of("/no/such/program".into()).run(&job(Duration::from_secs(1)), &mut |_| ControlFlow::Continue(()));
    assert!(matches!(missing, Err(Ended::NotStarted { .. })), "{missing:?}");
}
