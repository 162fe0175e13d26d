"""The library `jira` (pycontribs) against the simulator."""

import io
from functools import cached_property

import jira

from sim import SimCase


class Library(SimCase):
    @cached_property
    def jira(self):
        return self.client(self.sim.token)

    def client(self, token):
        # One attempt: a library that tries again would hide what it is told.
        return jira.JIRA(self.sim.url, basic_auth=(self.sim.email, token), max_retries=0)

    def project(self):
        return next(p for p in self.jira.projects() if p.projectTypeKey == "software" and not p.simplified)

    def task(self, **fields):
        fields = {"project": self.project().key, "issuetype": {"name": "Task"}, **fields}
        fields.setdefault("summary", "A task from outside")
        return self.jira.create_issue(fields=fields)


class Users(Library):
    def test_the_site_and_oneself(self):
        info = self.jira.server_info()
        self.assertEqual((info["deploymentType"], info["baseUrl"]), ("Cloud", self.sim.url))
        me = self.jira.myself()
        self.assertEqual(me["emailAddress"], self.sim.email)
        self.assertEqual(self.jira.current_user(), me["accountId"])
        self.assertTrue(self.jira.my_permissions(permissions="ADMINISTER")["permissions"]["ADMINISTER"]["havePermission"])
        self.assertEqual(self.jira.user(me["accountId"]).displayName, me["displayName"])

    def test_people_are_found_page_by_page(self):
        found = self.jira.search_users(query="Person", maxResults=10)
        self.assertEqual(len(found), 10)
        following = self.jira.search_users(query="Person", startAt=10, maxResults=10)
        self.assertFalse({u.accountId for u in found} & {u.accountId for u in following})
        with self.assertRaises(jira.JIRAError) as unknown:
            self.jira.user("nobody")
        self.assertEqual(unknown.exception.status_code, 404)

    def test_groups_come_and_go(self):
        self.assertTrue(self.jira.add_group("night shift"))
        self.assertIn("night shift", self.jira.groups(query="night"))
        self.assertEqual(self.jira.group_members("night shift"), {})
        self.assertIn(self.jira.myself()["accountId"], self.jira.group_members("site-admins"))
        self.assertTrue(self.jira.remove_group("night shift"))
        self.assertNotIn("night shift", self.jira.groups(query="night"))

    def test_a_wrong_token_is_refused(self):
        with self.assertRaises(jira.JIRAError) as refused:
            self.client("wrong").myself()
        self.assertEqual(refused.exception.status_code, 401)


class Issues(Library):
    def test_the_life_of_an_issue(self):
        issue = self.task(summary="Water the plants", description="*Twice* a week", labels=["green"])
        self.assertEqual(issue.key.split("-")[0], self.project().key)
        # Version 2 speaks wiki text, and not the documents of version 3.
        self.assertEqual(issue.fields.description, "*Twice* a week")
        self.assertEqual(issue.fields.status.statusCategory.key, "new")
        self.assertEqual(issue.fields.creator.accountId, self.jira.myself()["accountId"])

        issue.update(summary="Water all plants", fields={"labels": ["green", "daily"]})
        self.assertEqual(issue.fields.summary, "Water all plants")
        self.assertEqual(sorted(issue.fields.labels), ["daily", "green"])
        issue.add_field_value("labels", "roof")
        self.assertIn("roof", self.jira.issue(issue.key, fields="labels").fields.labels)
        # It looks the person up by what is given, and a search finds nobody by the account's id.
        self.assertTrue(self.jira.assign_issue(issue, self.sim.email))
        self.assertEqual(self.jira.issue(issue.id).fields.assignee.emailAddress, self.sim.email)

        done = next(t for t in self.jira.transitions(issue) if t["to"]["statusCategory"]["key"] == "done")
        self.jira.transition_issue(issue, done["id"])
        changed = self.jira.issue(issue.key, expand="changelog")
        self.assertEqual(changed.fields.status.name, done["to"]["name"])
        moves = [i for h in changed.changelog.histories for i in h.items if i.field == "status"]
        self.assertEqual([move.toString for move in moves], [done["to"]["name"]])

        issue.delete()
        with self.assertRaises(jira.JIRAError) as gone:
            self.jira.issue(issue.key)
        self.assertEqual(gone.exception.status_code, 404)
        self.assertIn("Issue does not exist", gone.exception.text)

    def test_what_hangs_on_an_issue(self):
        issue = self.task()
        comment = self.jira.add_comment(issue, "On _my_ way")
        self.assertEqual([c.body for c in self.jira.comments(issue)], ["On _my_ way"])
        comment.update(body="Done")
        self.assertEqual(self.jira.comment(issue, comment.id).body, "Done")
        comment.delete()
        self.assertEqual(self.jira.comments(issue), [])

        worklog = self.jira.add_worklog(issue, timeSpent="1h 30m", comment="slow")
        self.assertEqual([w.timeSpentSeconds for w in self.jira.worklogs(issue)], [5400])
        worklog.delete()
        self.assertEqual(self.jira.worklogs(issue), [])

        self.jira.add_vote(issue)
        self.assertEqual(self.jira.votes(issue).votes, 1)
        self.jira.remove_vote(issue)
        me = self.jira.myself()["accountId"]
        self.jira.add_watcher(issue, self.sim.email)
        self.assertIn(me, [w.accountId for w in self.jira.watchers(issue).watchers])

        content = "Größe: 3 m\n".encode()
        attachment = self.jira.add_attachment(issue, io.BytesIO(content), filename="maß.txt")
        self.assertEqual((attachment.filename, attachment.size), ("maß.txt", len(content)))
        held = self.jira.issue(issue.key).fields.attachment
        self.assertEqual([a.filename for a in held], ["maß.txt"])
        self.assertEqual(self.jira.attachment(attachment.id).get(), content)
        self.jira.delete_attachment(attachment.id)
        self.assertEqual(self.jira.issue(issue.key).fields.attachment, [])

    def test_issues_are_linked(self):
        cause, effect = self.task(summary="cause"), self.task(summary="effect")
        self.jira.create_issue_link("Blocks", cause.key, effect.key)
        (link,) = self.jira.issue(cause.key).fields.issuelinks
        self.assertEqual((link.type.name, link.outwardIssue.key), ("Blocks", effect.key))
        (back,) = self.jira.issue(effect.key).fields.issuelinks
        self.assertEqual(back.inwardIssue.key, cause.key)
        self.jira.delete_issue_link(link.id)
        self.assertEqual(self.jira.issue(effect.key).fields.issuelinks, [])

        self.jira.add_simple_link(cause.key, {"url": "https://example.com/plan", "title": "The plan"})
        (remote,) = self.jira.remote_links(cause.key)
        self.assertEqual(remote.object.title, "The plan")

    def test_a_search_goes_through_all_pages(self):
        key = self.project().key
        made = {self.task(summary=f"numbered {n}", labels=["counted"]).key for n in range(7)}
        jql = f"project = {key} AND labels = counted ORDER BY created"
        for use_post in (False, True):
            found = self.jira.search_issues(jql, maxResults=0, fields="summary", use_post=use_post)
            self.assertEqual({i.key for i in found}, made)
        first = self.jira.enhanced_search_issues(jql, maxResults=3, json_result=True)
        rest = self.jira.enhanced_search_issues(
            jql, maxResults=50, nextPageToken=first["nextPageToken"], json_result=True
        )
        self.assertEqual({i["key"] for i in first["issues"] + rest["issues"]}, made)
        self.assertTrue(rest["isLast"])
        self.assertEqual(self.jira.approximate_issue_count(jql), 7)
        with self.assertRaises(jira.JIRAError) as wrong:
            self.jira.search_issues(f"project = {key} AND nosuchfield = 1")
        self.assertEqual(wrong.exception.status_code, 400)
        self.assertIn("nosuchfield", wrong.exception.text)

    def test_the_catalogue(self):
        names = {field["id"]: field["name"] for field in self.jira.fields()}
        self.assertEqual(names["summary"], "Summary")
        self.assertIn("Task", [t.name for t in self.jira.issue_types()])
        self.assertTrue(self.jira.priorities() and self.jira.resolutions())
        self.assertEqual({c.key for c in self.jira.statuscategories()}, {"undefined", "new", "indeterminate", "done"})
        project = self.project()
        self.assertEqual(self.jira.project(project.key).id, project.id)
        version = self.jira.create_version("1.0", project.key)
        self.assertIn("1.0", [v.name for v in self.jira.project_versions(project.key)])
        component = self.jira.create_component("Roof", project.key)
        issue = self.task(components=[{"name": "Roof"}], fixVersions=[{"name": "1.0"}])
        self.assertEqual(self.jira.component_count_related_issues(component.id), 1)
        self.assertEqual(issue.fields.fixVersions[0].id, version.id)


class Boards(Library):
    def test_a_sprint_from_plan_to_end(self):
        board = next(b for b in self.jira.boards(type="scrum") if b.location.projectKey == self.project().key)
        sprint = self.jira.create_sprint("Spring cleaning", board.id)
        self.assertEqual(sprint.state, "future")
        issue = self.task()
        self.jira.add_issues_to_sprint(sprint.id, [issue.key])
        jql = f"sprint = {sprint.id}"
        self.assertEqual([i.key for i in self.jira.search_issues(jql)], [issue.key])
        # The library sends all of it with a PUT, which empties what is left out.
        whole = {"name": "Spring cleaning", "startDate": "2026-03-02T08:00:00.000Z", "endDate": "2026-03-16T08:00:00.000Z"}
        # One at a time, unless the site allows parallel sprints.
        with self.assertRaises(jira.JIRAError) as second:
            self.jira.update_sprint(sprint.id, state="active", **whole)
        self.assertEqual(second.exception.status_code, 400)
        for running in self.jira.sprints(board.id, state="active"):
            ends = {"startDate": running.startDate, "endDate": running.endDate}
            self.jira.update_sprint(running.id, name=running.name, state="closed", **ends)
        self.jira.update_sprint(sprint.id, state="active", **whole)
        self.assertEqual(self.jira.sprint(sprint.id).state, "active")
        self.assertIn(sprint.id, [s.id for s in self.jira.sprints(board.id, state="active")])
        self.jira.move_to_backlog([issue.key])
        self.assertEqual(len(self.jira.search_issues(jql)), 0)
        self.jira.update_sprint(sprint.id, state="closed", **whole)
        self.assertEqual(self.jira.sprint(sprint.id).state, "closed")
