"""The clients that are measured, and the command lines that run them."""
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
MIB, GIB = 1 << 20, 1 << 30


class Java:
    """A client with a class of its own in benchmarks/peers."""

    def __init__(self, name, library, main, variant="-"):
        self.name, self.library, self.main, self.variant = name, library, main, variant

    def command(self, lab, workload, size, target, options=()):
        libraries = f"{lab.root}/lib/{self.library}/*"
        return [
            lab.java, "-Xmx1g", *options, f"-Dendpoint={lab.endpoint}",
            "-cp", f"{lab.root}/out/{self.library}:{libraries}",
            "Bench", self.main, self.variant, workload, lab.data, str(size), target,
        ]  # fmt: skip


class Boto:
    name = "boto3"

    def __init__(self, python):
        self.python = python

    def command(self, lab, workload, size, target, options=()):
        return [self.python, f"{HERE}/../peers/boto3/peer.py", workload, lab.data, str(size), target]


class Command:
    """A program. It is measured as a whole, from its start to its end."""

    def __init__(self, name, commands):
        self.name, self.commands = name, commands

    def command(self, lab, workload, size, target, options=()):
        words = self.commands.get(workload)
        if words is None:
            return None
        given = {"data": lab.data, "endpoint": lab.endpoint, "size": size, "target": target}
        return [word.format(**given) for word in words]


RCLONE = Command(
    "rclone",
    {
        "up": ["rclone", "copyto", "{data}/file-{size}", "stub:bench/{target}"],
        "down": ["rclone", "copyto", "stub:bench/fix-{size}", "{target}"],
        "get": ["rclone", "cat", "stub:bench/fix-{size}"],
        "stream": ["rclone", "rcat", "stub:bench/{target}"],
        "tree": ["rclone", "copy", "{data}/tree-{size}", "stub:bench/{target}"],
        "list": ["rclone", "lsf", "-R", "--files-only", "--format", "pst", "stub:list-{size}"],
        "cold": ["rclone", "copyto", "{data}/file-{size}", "stub:bench/{target}"],
    },
)


def aws(program):
    s3 = [program, "--endpoint-url", "{endpoint}", "s3"]
    return Command(
        "aws CLI",
        {
            "up": [*s3, "cp", "--quiet", "{data}/file-{size}", "s3://bench/{target}"],
            "down": [*s3, "cp", "--quiet", "s3://bench/fix-{size}", "{target}"],
            "get": [*s3, "cp", "--quiet", "s3://bench/fix-{size}", "-"],
            "stream": [*s3, "cp", "--quiet", "-", "s3://bench/{target}"],
            "tree": [*s3, "cp", "--quiet", "--recursive", "{data}/tree-{size}", "s3://bench/{target}"],
            "list": [*s3, "ls", "--recursive", "s3://list-{size}"],
            "cold": [*s3, "cp", "--quiet", "{data}/file-{size}", "s3://bench/{target}"],
        },
    )


US = "Stowage"
SDK = "AWS SDK sync"
CRT = "AWS SDK CRT"


def installed():
    """All that can run here; Debian's programs before others of the same name."""
    clients = [
        Java(US, "stowage", "StowagePeer"),
        Java(US + ", 16 at a time", "stowage", "StowagePeer", "16"),
        Java(SDK, "aws", "AwsPeer", "sync"),
        Java("AWS SDK Netty", "aws", "AwsPeer", "netty"),
        Java(CRT, "aws", "AwsPeer", "crt"),
        Java("minio-java", "minio", "MinioPeer"),
        Java("minio-java, 8 at a time", "minio", "MinioPeer", "8"),
        Java("OpenDAL", "opendal", "OpendalPeer"),
        Java("jclouds, 8 at a time", "jclouds", "JcloudsPeer"),
        Java("multicloudj sync", "multicloudj", "MulticloudjPeer", "sync"),
        Java("multicloudj async", "multicloudj", "MulticloudjPeer", "async"),
    ]
    if shutil.which("rclone"):
        clients.append(RCLONE)
    for python in ("/usr/bin/python3", shutil.which("python3")):
        if subprocess.run([python, "-c", "import boto3"], capture_output=True).returncode == 0:
            clients.append(Boto(python))
            break
    program = "/usr/bin/aws" if os.path.exists("/usr/bin/aws") else shutil.which("aws")
    if program:
        clients.append(aws(program))
    return clients
