"""Fills a fresh Keystone with the people and endpoints that the tests know, and prints their environment."""

import sys

import requests

keystone, swift = sys.argv[1:]
session = requests.Session()


def log_in(user, password, project):
    domain = {"name": "Default"}
    body = {
        "identity": {
            "methods": ["password"],
            "password": {"user": {"name": user, "domain": domain, "password": password}},
        },
        "scope": {"project": {"name": project, "domain": domain}},
    }
    answer = requests.post(keystone + "/auth/tokens", json={"auth": body})
    answer.raise_for_status()
    return answer.headers["X-Subject-Token"]


def create(kind, **fields):
    answer = session.post(f"{keystone}/{kind}s", json={kind: fields})
    answer.raise_for_status()
    return answer.json()[kind]


def role(name):
    found = session.get(keystone + "/roles", params={"name": name}).json()["roles"]
    return (found[0] if found else create("role", name=name))["id"]


session.headers["X-Auth-Token"] = log_in("admin", "admin-password", "admin")
second = create("domain", name="second")["id"]
projects = {
    name: create("project", name=name, domain_id=domain)["id"]
    for name, domain in (("service", "default"), ("demo", "default"), ("other", "default"), ("far", second))
}
users = {}
for name, domain, project, roles in (
    ("swift", "default", "service", ("admin", "service")),
    ("demo", "default", "demo", ("member",)),
    ("other", "default", "other", ("member",)),
    ("reader", "default", "demo", ("reader",)),
    ("far", second, "far", ("member",)),
    ("revoked", "default", "demo", ("member",)),
):
    users[name] = create("user", name=name, password=name + "-password", domain_id=domain)["id"]
    for each in roles:
        session.put(
            f"{keystone}/projects/{projects[project]}/users/{users[name]}/roles/{role(each)}"
        ).raise_for_status()
service = create("service", name="swift", type="object-store")["id"]
account = "/v1/AUTH_%(tenant_id)s"
create("region", id="RegionTwo")
for region, interface, url in (
    ("RegionOne", "public", swift + account),
    ("RegionOne", "internal", swift.replace("127.0.0.1", "localhost") + account),
    ("RegionOne", "admin", swift + "/v1"),
    ("RegionTwo", "public", swift + account),
):
    create("endpoint", service_id=service, interface=interface, url=url, region_id=region)
application = requests.post(
    f"{keystone}/users/{users['demo']}/application_credentials",
    headers={"X-Auth-Token": log_in("demo", "demo-password", "demo")},
    json={"application_credential": {"name": "tests", "secret": "application-secret"}},
)
application.raise_for_status()

for name, value in (
    ("OS_AUTH_URL", keystone),
    ("OS_IDENTITY_API_VERSION", "3"),
    ("OS_USERNAME", "demo"),
    ("OS_PASSWORD", "demo-password"),
    ("OS_PROJECT_NAME", "demo"),
    ("OS_USER_DOMAIN_NAME", "Default"),
    ("OS_PROJECT_DOMAIN_NAME", "Default"),
    ("OS_REGION_NAME", "RegionOne"),
    ("STOWAGE_SWIFT", swift),
    ("STOWAGE_SWIFT_PROJECT_ID", projects["demo"]),
    ("STOWAGE_SWIFT_USER_ID", users["demo"]),
    ("STOWAGE_SWIFT_APPLICATION_ID", application.json()["application_credential"]["id"]),
    ("STOWAGE_SWIFT_APPLICATION_SECRET", "application-secret"),
    ("STOWAGE_SWIFT_TEMPAUTH", swift + "/auth/v1.0"),
):
    print(f"export {name}={value}")
