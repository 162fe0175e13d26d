use super::*;

const SITE: &str = "acme.atlassian.net";

fn at() -> Timestamp {
    Timestamp::new("2026-11-22T08:00:00Z")
}

fn open(path: &Path) -> Result<Journal, JournalError> {
    Journal::open_for(path, SITE, None, at())
}

fn begin(journal: &mut Journal, group: &str) -> u64 {
    let step = Step::LeaveGroup(crate::licences::GroupRef::new(group, group));
    let (me, them) = (AccountId::new("me"), AccountId::new("them"));
    journal.about_to(at(), &me, &them, "Ada", &step).unwrap()
}

/// Number and doubt of each open step.
fn left(journal: &Journal) -> Vec<(u64, bool)> {
    let steps = journal.open_steps();
    steps.iter().map(|step| (step.id, step.possibly)).collect()
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let mut journal = open(&path).unwrap();
    let first = begin(&mut journal, "a");
    journal.write(at(), Record::Done { id: first }).unwrap();
    let second = begin(&mut journal, "b");
    drop(journal);
    let mut journal = open(&path).unwrap();
    assert_eq!(left(&journal), [(second, true), (first, false)]);
    let third = begin(&mut journal, "c");
    assert_eq!(third, 3, "numbers go on");
    let failed = |possibly_done| Record::Failed {
        id: third,
        possibly_done,
        error: "no".to_owned(),
    };
    journal.write(at(), failed(true)).unwrap();
    assert_eq!(left(&journal), [(3, true), (2, true), (1, false)]);
    journal.write(at(), failed(false)).unwrap();
    journal.write(at(), Record::Undone { id: first }).unwrap();
    assert_eq!(left(&journal), [(2, true)]);
}

#[test]
fn a_line_that_was_cut_short_is_dropped_wherever_it_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let mut journal = open(&path).unwrap();
    let id = begin(&mut journal, "a");
    drop(journal);
    let whole = fs::read(&path).unwrap();
    let mut journal = open(&path).unwrap();
    journal.write(at(), Record::Done { id }).unwrap();
    drop(journal);
    let all = fs::read(&path).unwrap();
    for end in whole.len()..all.len() {
        fs::write(&path, &all[..end]).unwrap();
        let mut journal = open(&path).unwrap();
        assert_eq!(left(&journal), [(id, true)], "cut at {end}");
        journal.write(at(), Record::Done { id }).unwrap();
        drop(journal);
        assert_eq!(fs::read(&path).unwrap(), all, "cut at {end}");
    }
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap();
    for end in 0..=first {
        fs::write(&path, &all[..end]).unwrap();
        let journal = open(&path).unwrap();
        assert!(left(&journal).is_empty(), "cut at {end}");
    }
}

#[test]
fn only_the_owner_may_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    drop(open(&path).unwrap());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        drop(open(&path).unwrap());
        assert_eq!(mode(), 0o600);
    }
}

#[test]
fn what_is_something_else_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    for text in [
        "a shopping list",
        "a shopping list\n",
        "{\"at\":1}\n",
        "{\"at\":\"\"}\n{\"at",
        "\n",
    ] {
        fs::write(&path, text).unwrap();
        assert!(
            matches!(open(&path), Err(JournalError::Foreign { line: 1, .. })),
            "{text:?}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::remove_file(&path).unwrap();
    drop(open(&path).unwrap());
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str("what is this\n");
    fs::write(&path, &text).unwrap();
    assert!(matches!(
        open(&path),
        Err(JournalError::Foreign { line: 2, .. })
    ));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn another_site_and_a_second_program_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let journal = open(&path).unwrap();
    assert!(matches!(open(&path), Err(JournalError::Busy { .. })));
    drop(journal);
    let other = Journal::open_for(&path, "other.atlassian.net", None, at());
    assert!(matches!(other, Err(JournalError::OtherSite { .. })));
    assert!(open(&path).is_ok());
}

#[test]
fn another_organization_is_refused_and_none_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let of = |organization| Journal::open_for(&path, SITE, organization, at());
    // Begun without one, and bound to the first that comes.
    drop(of(None).unwrap());
    drop(of(Some("org-1")).unwrap());
    let text = fs::read(&path).unwrap();
    let other = of(Some("org-2")).unwrap_err();
    assert!(
        matches!(&other, JournalError::OtherOrganization { holds, .. } if holds == "org-1"),
        "{other:?}"
    );
    drop(of(None).unwrap());
    drop(of(Some("org-1")).unwrap());
    assert_eq!(fs::read(&path).unwrap(), text, "it was left as it is");
}
