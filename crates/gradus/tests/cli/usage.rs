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
