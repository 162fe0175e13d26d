//! A draft of `cargo xtask scaffold` compiles, and its table says what the description said.

#[allow(
    dead_code,
    unreachable_pub,
    reason = "a draft is a module of a library, where all of it is reached"
)]
#[path = "draft/widgets.rs"]
mod widgets;

#[test]
fn a_draft_declares_operations() {
    let declared: Vec<(&str, &str)> = widgets::TABLE
        .iter()
        .map(|it| (it.method, it.path))
        .collect();
    let described = [
        ("GET", "/widget"),
        ("POST", "/widget"),
        ("PUT", "/widget/{widgetId}"),
        ("POST", "/widget/{widgetId}"),
    ];
    assert_eq!(declared, described);
}
