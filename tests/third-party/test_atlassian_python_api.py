"""The library `atlassian-python-api` against the simulator."""

import io

import atlassian
from requests import HTTPError
from requests.adapters import HTTPAdapter

from sim import SimCase


class Library(SimCase):
    def client(self, kind, **more):
        # Its Jira speaks version 2 wherever it is not told otherwise.
        return kind(self.sim.url, username=self.sim.email, password=self.sim.token, cloud=True, **more)

    def setUp(self):
        super().setUp()
        self.jira = self.client(atlassian.Jira)

    def project(self):
        return next(p for p in self.jira.projects() if p["projectTypeKey"] == "software" and not p["simplified"])

    def task(self, **fields):
        fields = {"project": {"key": self.project()["key"]}, "issuetype": {"name": "Task"}, **fields}
        fields.setdefault("summary", "A task from outside")
        return self.jira.create_issue(fields=fields)


class Users(Library):
    def test_people_and_groups(self):
        me = self.jira.myself()
        self.assertEqual(me["emailAddress"], self.sim.email)
        self.assertEqual(self.jira.user(account_id=me["accountId"])["accountId"], me["accountId"])
        everybody = self.jira.users_get_all(start=0, limit=1000)
        self.assertGreater(len(everybody), 100)
        self.assertEqual(len(self.jira.user_find_by_user_string(query="Person", limit=5)), 5)
        names = [group["name"] for group in self.jira.get_user_groups(account_id=me["accountId"])]
        self.assertIn("site-admins", names)

        self.jira.create_group("night shift")
        self.assertEqual([g["name"] for g in self.jira.get_groups(query="night shift")["groups"]], ["night shift"])
        members = self.jira.get_all_users_from_group("site-admins", limit=50)
        self.assertIn(me["accountId"], [user["accountId"] for user in members["values"]])
        self.jira.remove_group("night shift")
        with self.assertRaises(HTTPError) as gone:
            self.jira.get_all_users_from_group("night shift")
        self.assertEqual(gone.exception.response.status_code, 404)

    def test_the_site(self):
        self.assertEqual(self.jira.get_server_info()["deploymentType"], "Cloud")
        self.assertIn("jira-software", [role["key"] for role in self.jira.get_all_application_roles()])
        self.assertGreater(self.jira.get_audit_records(limit=10)["total"], 0)
        self.assertTrue(self.jira.get_permissions("ADMINISTER")["permissions"]["ADMINISTER"]["havePermission"])


class Issues(Library):
    def test_the_life_of_an_issue(self):
        key = self.task(summary="Water the plants", description="*Twice* a week")["key"]
        self.assertEqual(self.jira.issue(key)["fields"]["description"], "*Twice* a week")
        self.jira.update_issue_field(key, {"summary": "Water all plants"})
        self.assertEqual(self.jira.issue_field_value(key, "summary"), "Water all plants")
        self.jira.issue_update(key, fields={}, update={"labels": [{"add": "green"}]})
        self.assertEqual(self.jira.issue_field_value(key, "labels"), ["green"])

        done = next(t for t in self.jira.get_issue_transitions(key) if t["to"] == "Done")
        self.jira.set_issue_status(key, "Done")
        self.assertEqual(self.jira.get_issue_status(key), done["to"])
        self.assertEqual(self.jira.get_issue_changelog(key)["values"][-1]["items"][-1]["toString"], "Done")

        self.assertTrue(self.jira.issue_exists(key))
        self.jira.delete_issue(key)
        self.assertFalse(self.jira.issue_exists(key))

    def test_what_hangs_on_an_issue(self):
        key = self.task()["key"]
        comment = self.jira.issue_add_comment(key, "On _my_ way")
        self.jira.issue_edit_comment(key, comment["id"], "Done")
        self.assertEqual([c["body"] for c in self.jira.issue_get_comments(key)["comments"]], ["Done"])
        self.jira.issue_worklog(key, "2026-01-05T09:00:00.000+0000", 1800, comment="slow")
        self.assertEqual([w["timeSpent"] for w in self.jira.issue_get_worklog(key)["worklogs"]], ["30m"])
        me = self.jira.myself()["accountId"]
        self.jira.issue_add_watcher(key, me)
        self.assertIn(me, [w["accountId"] for w in self.jira.issue_get_watchers(key)["watchers"]])
        self.jira.assign_issue(key, me)
        self.assertEqual(self.jira.issue_field_value(key, "assignee")["accountId"], me)

        content = io.BytesIO(b"3 m\n")
        content.name = "size.txt"
        (attached,) = self.jira.add_attachment_object(key, content)
        self.assertEqual((attached["filename"], attached["size"]), ("size.txt", 4))
        self.assertEqual(self.jira.get_attachment_content(attached["id"]), b"3 m\n")
        self.jira.remove_attachment(attached["id"])
        self.assertEqual(self.jira.get_attachments_ids_from_issue(key), [])

        other = self.task()["key"]
        link = {"type": {"name": "Blocks"}, "outwardIssue": {"key": other}, "inwardIssue": {"key": key}}
        self.jira.create_issue_link(link)
        (held,) = self.jira.issue_field_value(key, "issuelinks")
        self.assertEqual(held["outwardIssue"]["key"], other)
        self.jira.remove_issue_link(held["id"])
        self.jira.create_or_update_issue_remote_links(key, "https://example.com/plan", "The plan")
        (remote,) = self.jira.get_issue_remote_links(key)
        self.assertEqual(remote["object"]["title"], "The plan")

    def test_a_search_goes_through_all_pages(self):
        project = self.project()["key"]
        made = {self.task(summary=f"numbered {n}", labels=["counted"])["key"] for n in range(5)}
        jql = f"project = {project} AND labels = counted"
        first = self.jira.enhanced_jql(jql, fields="summary", limit=2)
        rest = self.jira.enhanced_jql(jql, fields="summary", nextPageToken=first["nextPageToken"])
        self.assertEqual({i["key"] for i in first["issues"] + rest["issues"]}, made)
        self.assertEqual({i["key"] for i in self.jira.enhanced_jql_get_list_of_tickets(jql)}, made)
        self.assertEqual(self.jira.approximate_issue_count(jql)["count"], 5)
        with self.assertRaises(HTTPError) as removed:
            self.jira.get("rest/api/2/search", params={"jql": jql})
        self.assertEqual(removed.exception.response.status_code, 410)

    def test_version_three_speaks_documents(self):
        client = self.client(atlassian.JiraCloud)
        text = {"type": "text", "text": "Twice a week"}
        document = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [text]}]}
        fields = {
            "project": {"key": self.project()["key"]},
            "issuetype": {"name": "Task"},
            "summary": "Water the plants",
            "description": document,
        }
        key = client.create_issue(data={"fields": fields})["key"]
        self.assertEqual(client.get_issue(key)["fields"]["description"], document)
        self.assertEqual(self.jira.issue_field_value(key, "description"), "Twice a week")


class Boards(Library):
    def test_boards_and_sprints(self):
        board = next(
            b
            for b in self.jira.get_all_agile_boards(board_type="scrum")["values"]
            if b["location"]["projectKey"] == self.project()["key"]
        )
        columns = self.jira.get_agile_board_configuration(board["id"])["columnConfig"]["columns"]
        self.assertGreater(len(columns), 1)
        sprint = self.jira.create_sprint("Spring cleaning", board["id"])
        key = self.task()["key"]
        self.jira.add_issues_to_sprint(sprint["id"], [key])
        inside = self.jira.get_sprint_issues(sprint["id"], 0, 50)["issues"]
        self.assertEqual([issue["key"] for issue in inside], [key])
        ids = [s["id"] for s in self.jira.get_all_sprints_from_board(board["id"], state="future")["values"]]
        self.assertIn(sprint["id"], ids)
        self.jira.delete_sprint(sprint["id"])
        with self.assertRaises(HTTPError) as gone:
            self.jira.get_sprint(sprint["id"])
        self.assertEqual(gone.exception.response.status_code, 404)


class Wiki(Library):
    def test_people_of_confluence(self):
        wiki = atlassian.Confluence(f"{self.sim.url}/wiki", username=self.sim.email, password=self.sim.token, cloud=True)
        # What it has of its own for this leads nowhere on Cloud.
        me = wiki.get("rest/api/user/current")
        self.assertEqual(me["email"], self.sim.email)
        groups = {group["name"]: group["id"] for group in wiki.get_all_groups(limit=200)}
        self.assertEqual(wiki.get_group(groups["site-admins"])["name"], "site-admins")
        members = wiki.get_group_members(groups["site-admins"], limit=200)["results"]
        self.assertIn(me["accountId"], [user["accountId"] for user in members])

    def test_pages_come_and_go(self):
        wiki = atlassian.Confluence(
            f"{self.sim.url}/wiki", username=self.sim.email, password=self.sim.token, cloud=True, api_version=2
        )
        space = wiki.get_spaces(limit=5)[0]
        page = wiki.create_page(space["id"], "Watering", "<p>Twice a week</p>", representation="storage")
        held = wiki.get_page_by_id(page["id"], body_format="storage")
        self.assertEqual(held["body"]["storage"]["value"], "<p>Twice a week</p>")
        # Its own update leaves out the status, which the service insists on.
        update = {"id": page["id"], "status": "current", "title": "Watering plants", "version": {"number": 2}}
        update["body"] = {"representation": "storage", "value": "<p>Daily</p>"}
        wiki.put(f"api/v2/pages/{page['id']}", data=update)
        self.assertEqual(wiki.get_page_by_id(page["id"])["version"]["number"], 2)
        wiki.delete_page(page["id"])
        self.assertEqual(wiki.get_page_by_id(page["id"])["status"], "trashed")
        wiki.delete(f"api/v2/pages/{page['id']}", params={"purge": "true"})
        with self.assertRaises(HTTPError) as gone:
            wiki.get_page_by_id(page["id"])
        self.assertEqual(gone.exception.response.status_code, 404)


class Gateway(HTTPAdapter):
    """Sends what is meant for api.atlassian.com, an address that the library has built in, to the simulator's gateway."""

    def __init__(self, url):
        super().__init__()
        self._url = url

    def send(self, request, **more):
        request.url = request.url.replace("https://api.atlassian.com", self._url, 1)
        return super().send(request, **more)


class Organization(SimCase):
    def test_tokens_and_keys(self):
        org = atlassian.CloudAdmin(self.sim.org_key)
        org.session.mount("https://api.atlassian.com", Gateway(self.sim.gateway))
        count = org.get_org_api_token_count(self.sim.org_id)
        tokens, cursor = [], {}
        while cursor is not None:
            page = org.get_org_api_tokens(self.sim.org_id, pageSize=10, **cursor)
            self.assertLessEqual(len(page["data"]), 10)
            tokens += [token["id"] for token in page["data"]]
            following = page["links"].get("next")
            cursor = {"cursor": following} if following else None
        self.assertEqual(len(set(tokens)), count)
        self.assertGreater(count, 10)
        self.assertTrue(org.get_org_api_keys(self.sim.org_id, pageSize=10)["data"])
