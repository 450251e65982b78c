"""boto3 as it is measured: the same workloads and the same line of JSON as the Java clients."""
import json
import os
import resource
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

THREADS = 10  # as many as its own transfers use


class Unknown:
    """A stream that tells nothing of its length."""

    def __init__(self, file):
        self.file = file

    def read(self, n=-1):
        return self.file.read(n)


class Measure(dict):
    def cpu(self):
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return usage.ru_utime + usage.ru_stime

    def section(self, work):
        cpu, start = self.cpu(), time.perf_counter()
        work()
        self["wall"] = time.perf_counter() - start
        self["cpu"] = self.cpu() - cpu


def small(s3, body, measure):
    count = 2000
    for parallel in (1, 32):
        for verb in ("put", "get"):
            nanos = [0.0] * count
            numbers = iter(range(count))
            lock = threading.Lock()

            def one(i):
                start = time.perf_counter()
                key = f"small/{parallel}/{i}"
                if verb == "put":
                    s3.put_object(Bucket="bench", Key=key, Body=body)
                elif s3.get_object(Bucket="bench", Key=key)["Body"].read() != body:
                    raise IOError("other bytes")
                nanos[i] = time.perf_counter() - start

            def loop():
                while True:
                    with lock:
                        i = next(numbers, None)
                    if i is None:
                        return
                    one(i)

            cpu, start = measure.cpu(), time.perf_counter()
            threads = [threading.Thread(target=loop) for _ in range(parallel)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            wall = time.perf_counter() - start
            nanos.sort()
            label = f"{verb}{parallel}"
            measure[label + "_rate"] = count / wall
            measure[label + "_p50"] = nanos[count // 2] * 1e6
            measure[label + "_p99"] = nanos[count * 99 // 100] * 1e6
            measure[label + "_cpu"] = (measure.cpu() - cpu) * 1e6 / count


def main(workload, data, size, name):
    s3 = boto3.client(
        "s3",
        endpoint_url=os.environ["ENDPOINT"],
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}, max_pool_connections=64),
    )
    measure = Measure()
    file = f"{data}/file-{size}"
    if workload == "up":
        measure.section(lambda: s3.upload_file(file, "bench", name))
    elif workload == "down":
        measure.section(lambda: s3.download_file("bench", f"fix-{size}", name))
    elif workload == "stream":
        with open(file, "rb") as stream:
            measure.section(lambda: s3.upload_fileobj(Unknown(stream), "bench", name))
    elif workload == "small":
        with open(file, "rb") as stream:
            small(s3, stream.read(), measure)
    elif workload == "list":

        def listing():
            pages = s3.get_paginator("list_objects_v2").paginate(Bucket=f"list-{size}")
            measure["n"] = sum(len(page["Contents"]) for page in pages)

        measure.section(listing)
    elif workload == "delete":
        keys = [f"del/some/longer/prefix/obj-{i:07}.bin" for i in range(size)]

        def delete():
            for i in range(0, size, 1000):
                some = [{"Key": key} for key in keys[i : i + 1000]]
                s3.delete_objects(Bucket="bench", Delete={"Objects": some})

        measure.section(delete)
    elif workload == "tree":
        tree = f"{data}/tree-{size}"

        def upload():
            with ThreadPoolExecutor(THREADS) as threads:
                list(threads.map(lambda f: s3.upload_file(f"{tree}/{f}", "bench", f"{name}/{f}"), os.listdir(tree)))

        measure.section(upload)
    elif workload == "get":
        s3.get_object(Bucket="bench", Key=f"fix-{size}")["Body"].read()
    elif workload == "cold":
        with open(file, "rb") as stream:
            s3.put_object(Bucket="bench", Key=name, Body=stream.read())
        print("DONE", flush=True)
    print(json.dumps(measure))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
