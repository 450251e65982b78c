"""Runs the clients alternated and keeps every measurement as a line of JSON. See benchmarks/README.md."""
import argparse
import json
import os
import sys
import time

import report
from clients import GIB, MIB, US, installed
from lab import Lab

WIDE = ", 16 at a time"  # Clients of this name only matter where the network is slow.


def plain(clients):
    return [client for client in clients if not client.name.endswith(WIDE)]


def plans(clients):
    """Name, workload, size, clients, and what the server and the JVM are set to."""
    usual = plain(clients)
    wide = [c for c in usual if c.name not in ("multicloudj sync", "minio-java")]
    slow = {"latency": 30, "bandwidth": 20_000_000}
    cold = ("-Dcold=true",)
    single = [c for c in usual if "minio-java," not in c.name]
    return {
        "up": ("up", GIB, usual, {}, ()),
        "down": ("down", GIB, single, {}, ()),
        "stream": ("stream", GIB, single, {}, ()),
        "small": ("small", 4096, single, {}, ()),
        "cold": ("cold", 4096, single, {}, ()),
        "tree": ("tree", 1000, single, {}, ()),
        "list": ("list", 1_000_000, single, {}, ()),
        "delete": ("delete", 10_000, single, {}, ()),
        "fill-up": ("up", GIB, [c for c in clients if c.name.startswith(US)], slow, cold),
        "fill-down": ("down", GIB, [c for c in clients if c.name.startswith(US)], slow, cold),
        "flip": ("down", 64 * MIB, single, {"flip": "true"}, cold),
        "flip-small": ("get", 4096, single, {"flip": "true"}, cold),
        "slow-up": ("up", 256 * MIB, wide + [c for c in clients if c not in usual], slow, cold),
        "slow-down": ("down", 256 * MIB, wide + [c for c in clients if c not in usual], slow, cold),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", required=True, help="directory of what was built, and of the data")
    parser.add_argument("--java", default="java")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plans", default="", help="only these, with commas between")
    parser.add_argument("--clients", default="", help="only those whose names have one of these in them")
    parser.add_argument("--often", default="", help="only those in all rounds, the others in the first one")
    parser.add_argument("--results", help="file of measurements; added to")
    parser.add_argument("--docs", help="directory that gets the page and its charts")
    arguments = parser.parse_args()
    wanted, often = words(arguments.clients), words(arguments.often)
    clients = [c for c in installed() if not wanted or any(text in c.name for text in wanted)]
    lab = Lab(arguments.root, arguments.java)
    results = arguments.results or f"{arguments.root}/results.jsonl"
    chosen = words(arguments.plans)
    measured = []
    try:
        with open(results, "a") as out:
            for name, plan in plans(clients).items():
                if not chosen or name in chosen:
                    measured += run(lab, name, plan, arguments.rounds, often, out)
    finally:
        lab.close()
    if arguments.docs:
        report.write(arguments.docs, measured)
    else:
        print(report.tables(measured))


def words(list_of_words):
    return [word for word in list_of_words.split(",") if word]


def run(lab, name, plan, rounds, often, out):
    workload, size, clients, settings, options = plan
    # Once says whether a client notices a flipped bit.
    rounds = 1 if name.startswith("flip") else rounds
    lab.ask("__set", **settings)
    measured = []
    for number in range(rounds):
        if number > 0 and often:
            clients = [c for c in clients if any(text in c.name for text in often)]
        # Alternated, and never in the same order.
        turn = number * 5 % max(1, len(clients))
        for client in clients[turn:] + clients[:turn]:
            result = lab.run(client, workload, size, options)
            if result is not None:
                result.update(plan=name, round=number, time=time.strftime("%T"))
                measured.append(result)
                out.write(json.dumps(result) + "\n")
                out.flush()
                print(line(result), file=sys.stderr, flush=True)
    lab.ask("__set")
    return measured


def line(result):
    figures = [f"{k} {result[k]:.3f}" for k in ("wall", "cpu") if k in result]
    figures += [f"{k} {result[k]:.0f}" for k in ("put1_cpu", "get1_cpu", "put32_rate", "get32_rate") if k in result]
    words = result.get("error", "")
    return f"{result['plan']:10} {result['round']} {result['client']:24} {' '.join(figures)} {words[:120]}"


if __name__ == "__main__":
    main()
