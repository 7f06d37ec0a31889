//! What happens when something is typed that does not exist, and what help says.

use crate::support::Desk;

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let desk = Desk::with_company();
    desk.run(&["evalaute"]).ends_with(2).says("evaluate");
    desk.run(&["calc", "topsi"]).ends_with(2).says("did you mean topsis?");
    desk.run(&["explain-code", "E20"]).ends_with(2).says("E203");
    desk.run(&["indicator", "show", "delivery.odt"])
        .ends_with(2)
        .says("did you mean delivery.otd?");
    desk.run(&["version", "--json=verson"])
        .ends_with(2)
        .says("did you mean version?");
}

#[test]
fn help_speaks_both_languages() {
    let desk = Desk::new();
    desk.run(&["levels", "--help"])
        .succeeds()
        .prints("Shows which supplier")
        .prints("Examples:");
    desk.run(&["levels", "--help", "--lang", "zh"])
        .succeeds()
        .prints("级别")
        .prints("示例:");
    desk.run_with(&["levels", "-h"], &[("GRADUS_LANG", "zh_CN.UTF-8")], "")
        .succeeds()
        .prints("级别");
}

#[test]
fn a_command_without_a_data_folder_names_the_way_to_one() {
    let desk = Desk::new();
    desk.run(&["levels"]).ends_with(2).says("gradus init");
    desk.run_with(&["levels"], &[("GRADUS_LANG", "zh")], "")
        .ends_with(2)
        .says("不是数据目录");
}

#[test]
fn settings_say_where_they_came_from() {
    let desk = Desk::with_company();
    std::fs::write(desk.home().join("gradus.toml"), "language = \"zh\"\npartitions = 3\n").expect("written");
    let shown = desk
        .run_with(&["config", "show", "--origin"], &[("GRADUS_PARTITIONS", "5")], "")
        .succeeds();
    let lines: Vec<&str> = shown.out.lines().collect();
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("partitions\t5\tGRADUS_PARTITIONS")),
        "{}",
        shown.out
    );
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("language\tzh-CN\t") && line.ends_with("gradus.toml")),
        "{}",
        shown.out
    );
    assert!(lines.contains(&"actor\ttester\tGRADUS_ACTOR"), "{}", shown.out);
}

#[test]
fn an_unknown_setting_is_an_error_with_a_suggestion() {
    let desk = Desk::with_company();
    std::fs::write(desk.home().join("gradus.toml"), "langauge = \"zh\"\n").expect("written");
    desk.run(&["version"])
        .ends_with(2)
        .says("langauge")
        .says("did you mean language?");
}

#[test]
fn completions_know_the_commands() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        desk.run(&["completions", shell]).succeeds().prints("evaluate");
    }
}

#[test]
fn wrong_usage_is_said_in_the_language_of_the_reader() {
    let desk = Desk::with_company();
    let cases: [(&[&str], &str, &str); 9] = [
        (
            &["levels", "--perod", "2026Q3"],
            "did you mean --period?",
            "是否想用 --period？",
        ),
        (&["evalaute"], "there is no command evalaute", "没有 evalaute 这个命令"),
        (&["calc"], "missing: <METHOD>", "缺少：<METHOD>"),
        (
            &["evaluate", "--period", "2026-Q9"],
            "a quarter such as 2026Q3",
            "季度，例如 2026Q3",
        ),
        (
            &["levels", "--format", "tabel"],
            "did you mean table?",
            "是否想用 table？",
        ),
        (&["export", "scores", "-o"], "needs a value", "需要一个值"),
        (
            &["explain", "V-1", "--between", "2026Q2"],
            "takes 2 values",
            "需要 2 个值",
        ),
        (&["evaluate", "--list", "--list"], "is given twice", "给了两次"),
        (
            &["evaluate", "--list", "--period", "2026Q3"],
            "does not go with",
            "不能与",
        ),
    ];
    for (typed, english, chinese) in cases {
        let run = desk.run(typed).ends_with(2).says(english);
        assert!(
            run.err.starts_with("error: ") && run.err.contains("--help"),
            "{}",
            run.err
        );
        let run = desk
            .run_with(typed, &[("GRADUS_LANG", "zh")], "")
            .ends_with(2)
            .says(chinese);
        assert!(run.err.contains("加 --help"), "{}", run.err);
        let foreign = ["error", "unexpected", "required", "similar", "Usage"];
        assert!(foreign.iter().all(|word| !run.err.contains(word)), "{}", run.err);
    }
}

#[test]
fn errors_of_use_cases_speak_both_languages() {
    let desk = Desk::with_company();
    let cases: [(&[&str], &str, &str); 5] = [
        (
            &["import", "undo", "999"],
            "import 999 does not exist",
            "没有编号为 999 的导入",
        ),
        (&["levels"], "nothing has been evaluated yet", "还没有做过评价"),
        (
            &["scheme", "export", "six-dimension"],
            "did you mean six-dimensions?",
            "是否想用 six-dimensions？",
        ),
        (
            &["evaluate", "--period", "2026Q3"],
            "there are no facts",
            "还没有可评价的数据",
        ),
        (&["explain"], "no supplier is named", "没有指明供应商"),
    ];
    for (typed, english, chinese) in cases {
        desk.run(typed).ends_with(2).says(english);
        desk.run_with(typed, &[("GRADUS_LANG", "zh")], "")
            .ends_with(2)
            .says(chinese);
    }
    desk.run_with(&["doctor", "--lang", "zh"], &[], "")
        .prints("个文件与清单一致");
}
