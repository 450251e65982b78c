"""The server, the data and the measuring of one process."""
import json
import os
import subprocess
import threading
import time
import urllib.parse
import urllib.request

from clients import GIB, MIB

SIZES = (4096, 64 * MIB, 256 * MIB)
TREE_FILE = 100 << 10
LIMIT = 900  # seconds; no client may hang the run


class Lab:
    def __init__(self, root, java):
        self.root, self.java = root, java
        self.data = f"{root}/data"
        os.makedirs(self.data, exist_ok=True)
        self.server = subprocess.Popen(
            [java, "-Xmx1g", "-cp", f"{root}/server", "StubServer", f"{self.data}/file-{GIB}", str(GIB)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.endpoint = f"http://127.0.0.1:{int(self.server.stdout.readline())}"
        self.prepare()
        self.keys = 0

    def prepare(self):
        """All files are prefixes of the fixture: that is how the server knows what to expect."""
        with open(f"{self.data}/file-{GIB}", "rb") as fixture:
            for size in SIZES:
                fixture.seek(0)
                with open(f"{self.data}/file-{size}", "wb") as out:
                    for _ in range(0, size, MIB):
                        out.write(fixture.read(min(size, MIB)))
            fixture.seek(0)
            content = fixture.read(TREE_FILE)
        for count in (200, 1000):
            tree = f"{self.data}/tree-{count}"
            os.makedirs(tree, exist_ok=True)
            for i in range(count):
                with open(f"{tree}/file-{i}", "wb") as out:
                    out.write(content)

    def ask(self, what, **query):
        url = f"{self.endpoint}/{what}?{urllib.parse.urlencode(query)}"
        return json.loads(urllib.request.urlopen(url).read())

    def environment(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "RCLONE_"))}
        env.update(
            ENDPOINT=self.endpoint,
            AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
            AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            AWS_DEFAULT_REGION="us-east-1",
            AWS_EC2_METADATA_DISABLED="true",
            XDG_STATE_HOME=f"{self.root}/state",
            RCLONE_CONFIG="",
            RCLONE_CONFIG_STUB_TYPE="s3",
            RCLONE_CONFIG_STUB_PROVIDER="Other",
            RCLONE_CONFIG_STUB_ACCESS_KEY_ID="AKIDEXAMPLE",
            RCLONE_CONFIG_STUB_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            RCLONE_CONFIG_STUB_ENDPOINT=self.endpoint,
            RCLONE_CONFIG_STUB_REGION="us-east-1",
            RCLONE_CONFIG_STUB_FORCE_PATH_STYLE="true",
            RCLONE_S3_NO_CHECK_BUCKET="true",
        )
        return env

    def spawn(self, command, stdin=None):
        """Runs a process to its end; its wall and CPU seconds, memory and words."""
        start = time.monotonic()
        process = subprocess.Popen(
            command, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment(),
        )  # fmt: skip
        errors = []
        drain = threading.Thread(target=lambda: errors.append(process.stderr.read()))
        drain.start()
        watchdog = threading.Timer(LIMIT, process.kill)
        watchdog.start()
        lines, done = [], None
        for line in process.stdout:
            if done is None and line.startswith(b"DONE"):
                done = time.monotonic() - start
            lines.append(line)
        drain.join()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        watchdog.cancel()
        return {
            "wall": time.monotonic() - start,
            "cpu": usage.ru_utime + usage.ru_stime,
            "rss": usage.ru_maxrss / 1024,
            "lines": lines,
            "code": process.returncode,
            "done": done,
            "errors": errors[0].decode("utf-8", "replace"),
        }

    def run(self, client, workload, size, options=()):
        """One measurement; None when the client has no such workload."""
        self.keys += 1
        reads = workload in ("down", "get")
        target = f"{self.root}/data/got" if reads else f"key-{self.keys}"
        command = client.command(self, workload, size, target, options)
        if command is None:
            return None
        if reads and os.path.exists(target):
            os.unlink(target)
        self.ask("__clear")
        wrong = self.ask("__reset")["wrong"]
        stdin = None
        if workload == "stream" and not hasattr(client, "main"):
            # A pipe, so that the length cannot be asked for.
            cat = subprocess.Popen(["cat", f"{self.data}/file-{size}"], stdout=subprocess.PIPE)
            stdin = cat.stdout
        spent = self.spawn(command, stdin)
        stats = self.ask("__stats")
        result = {"client": client.name, "workload": workload, "size": size, "load": os.getloadavg()[0]}
        result.update({k: spent[k] for k in ("wall", "cpu")})
        whole = not hasattr(client, "commands")
        if whole:
            lines = [line for line in spent["lines"] if line.startswith(b"{")]
            result.update(json.loads(lines[-1]) if lines else {})
        if workload == "cold":
            result.update(wall=spent["done"] or spent["wall"], cpu=spent["cpu"])
        result.update(rss=spent["rss"], connections=stats["connections"], requests=stats["requests"])
        if spent["code"] != 0 or "error" in result:
            result.setdefault("error", f"exit code {spent['code']}: {spent['errors'][-200:].strip()}")
        else:
            problem = self.problem(result, workload, size, target, spent, stats["wrong"] - wrong)
            if problem:
                result["error"] = problem
        if reads and os.path.exists(target):
            os.unlink(target)
        return result

    def problem(self, result, workload, size, target, spent, wrong):
        """What did not arrive as it should have, if anything."""
        if wrong:
            return f"{wrong} blobs arrived wrong"
        if workload == "down":
            same = subprocess.run(["cmp", "-s", "-n", str(size), target, f"{self.data}/file-{GIB}"])
            if same.returncode != 0 or os.path.getsize(target) != size:
                return "the file is not the object"
        if workload in ("up", "stream", "cold"):
            stored = self.ask("__size", key=f"bench/{target}")
            if stored != size:
                return f"the object has {stored} bytes"
        if workload == "list":
            count = int(result.get("n", sum(line.count(b"\n") for line in spent["lines"])))
            if count != size:
                return f"{count} keys were listed"
        return None

    def close(self):
        self.server.stdin.close()
        self.server.wait(10)
