"""Tables, ratios and charts of measurements. Run alone: report.py RESULTS… [--docs DIRECTORY]"""
import json
import os
import statistics
import sys

import charts
from clients import CRT, GIB, MIB, SDK, US

TITLES = {
    "up": "Upload of a file of 1 GiB",
    "down": "Download of 1 GiB to a file",
    "stream": "Upload of 1 GiB from a stream of unknown length",
    "list": "Listing of 1,000,000 keys",
    "delete": "Batch delete of 10,000 keys",
    "tree": "Upload of 1,000 files of 100 KiB",
    "cold": "Cold start: from the start of the process to the end of its first put of 4 KiB",
    "slow-up": "Upload of 256 MiB, 30 ms a request, 20 MB/s a connection",
    "slow-down": "Download of 256 MiB, 30 ms a request, 20 MB/s a connection",
}
SLOW_RATE = 20e6

# What, of which client, compared with which, over or under what: the aims that this project set itself.
AIMS = [
    ("CPU of an upload", "up", "cpu", CRT, "at most", 0.6),
    ("CPU of a download", "down", "cpu", CRT, "at most", 1.0),
    ("CPU of an upload of unknown length", "stream", "cpu", CRT, "at most", 0.6),
    ("CPU of a put of 4 KiB", "small", "put1_cpu", SDK, "at most", 0.3),
    ("CPU of a get of 4 KiB", "small", "get1_cpu", SDK, "at most", 0.3),
    ("puts per second, 32 at a time", "small", "put32_rate", SDK, "at least", 3.0),
    ("gets per second, 32 at a time", "small", "get32_rate", SDK, "at least", 3.0),
    ("keys per second of a listing", "list", "rate", SDK, "at least", 1.5),
    ("seconds for 1,000 small files", "tree", "wall", "rclone", "at most", 1.0),
    ("CPU of 1,000 small files", "tree", "cpu", "rclone", "at most", 1.0),
    ("cold start", "cold", "wall", SDK, "at most", 0.7),
]


class Measured:
    def __init__(self, lines):
        self.by = {}
        for line in lines:
            if line["plan"] == "list" and "wall" in line:
                line["rate"] = line["size"] / line["wall"]
            self.by.setdefault(line["plan"], {}).setdefault(line["client"], []).append(line)

    def plans(self):
        return self.by

    def clients(self, plan):
        return self.by.get(plan, {})

    def good(self, plan, client):
        return [line for line in self.clients(plan).get(client, []) if "error" not in line]

    def median(self, plan, client, figure):
        values = [line[figure] for line in self.good(plan, client) if figure in line]
        return statistics.median(values) if values else None

    def error(self, plan, client):
        errors = [line["error"] for line in self.clients(plan).get(client, []) if "error" in line]
        return errors[-1] if errors else None

    def ordered(self, plan, figure):
        """Clients that have the figure, best first where less is better."""
        figures = {client: self.median(plan, client, figure) for client in self.clients(plan)}
        return sorted((c for c in figures if figures[c] is not None), key=lambda c: figures[c])


def number(value, digits=2):
    if value is None:
        return "–"
    if digits == 0:
        return f"{value:,.0f}"
    return f"{value:.{digits}f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def failures(measured, plan):
    """Clients that could not, with their own words."""
    rows = []
    for client in measured.clients(plan):
        if not measured.good(plan, client):
            words = measured.error(plan, client)
            rows.append(f"{client} ({'has no such thing' if 'cannot do that' in words else words[:110]})")
    return ("\nNot measured: " + "; ".join(rows) + ".\n") if rows else ""


def ratio(measured, plan, figure, client):
    ours, theirs = measured.median(plan, US, figure), measured.median(plan, client, figure)
    return ours / theirs if ours is not None and theirs else None


def bold(client):
    return f"**{client}**" if client.startswith(US) else client


def big(measured, plan):
    rows = []
    for client in measured.ordered(plan, "cpu"):
        lines = measured.good(plan, client)
        size = lines[0]["size"]
        cpu = measured.median(plan, client, "cpu")
        extra = cpu * GIB / size if plan in ("up", "down", "stream", "slow-up", "slow-down") else cpu
        theirs = measured.median(plan, client, "cpu")
        ours = measured.median(plan, US, "cpu")
        rows.append(
            [
                bold(client),
                number(measured.median(plan, client, "wall")),
                number(extra),
                number(ours / theirs if ours and theirs else None),
                number(measured.median(plan, client, "rss"), 0),
                number(measured.median(plan, client, "connections"), 0),
                str(len(lines)),
            ]
        )
    per = "CPU s/GiB" if plan in ("up", "down", "stream", "slow-up", "slow-down") else "CPU s"
    head = ["client", "wall s", per, "our CPU / its", "peak RSS MiB", "connections", "runs"]
    return table(head, rows) + failures(measured, plan)


def small(measured):
    rows = []
    for client in measured.ordered("small", "put1_cpu"):
        figure = lambda name: measured.median("small", client, name)
        rows.append(
            [
                bold(client),
                number(figure("put1_p50"), 0),
                number(figure("put1_cpu"), 0),
                number(ratio(measured, "small", "put1_cpu", client)),
                number(figure("get1_p50"), 0),
                number(figure("get1_cpu"), 0),
                number(ratio(measured, "small", "get1_cpu", client)),
                number(figure("put32_rate"), 0),
                number(figure("get32_rate"), 0),
            ]
        )
    head = [
        "client", "put: p50 µs", "CPU µs", "our CPU / its", "get: p50 µs", "CPU µs", "our CPU / its",
        "32 at a time: puts/s", "gets/s",
    ]  # fmt: skip
    return table(head, rows) + failures(measured, "small")


def verification(measured):
    """Who lets the service compare what arrives, and who notices a flipped bit."""
    rows = []
    clients = list(measured.clients("flip"))
    for client in clients:
        sums = {}
        for plan in ("up", "stream", "small"):
            for line in measured.good(plan, client):
                for name in line["requests"]:
                    if name.startswith("with "):
                        sums[name[5:]] = None
        noticed = []
        for plan in ("flip", "flip-small"):
            if not measured.clients(plan).get(client):
                noticed.append("–")
            else:
                line = measured.clients(plan)[client][-1]
                # The run finds what the client did not; only a client's own failure counts.
                silent = "error" not in line or line["error"] == "the file is not the object"
                noticed.append("**no**" if silent else "yes")
        rows.append([bold(client), ", ".join(sorted(sums)) or "–", *noticed])
    return table(["client", "checksums of its uploads", "notices a flipped bit: 64 MiB to a file", "4 KiB"], rows)


def fill(measured):
    """How much of so many slow connections is used."""
    rows = []
    for plan, what in (("fill-up", "up"), ("fill-down", "down")):
        for client in measured.clients(plan):
            for line in measured.good(plan, client)[:1]:
                wall = measured.median(plan, client, "wall")
                connections = 16 if "16" in client else 8
                rate = line["size"] / wall
                share = rate / (connections * SLOW_RATE)
                rows.append([f"{client}, 1 GiB {what}", number(wall), number(rate / 1e6, 0), number(share)])
    return table(["", "wall s", "MB/s", "of connections × 20 MB/s"], rows)


def aims(measured):
    rows = []
    for what, plan, figure, client, sense, aim in AIMS:
        value = ratio(measured, plan, figure, client)
        if value is not None:
            met = value <= aim if sense == "at most" else value >= aim
            rows.append([f"{what}, over that of {client}", f"{sense} {aim}", number(value), "yes" if met else "**no**"])
    for plan, what in (("fill-up", "up"), ("fill-down", "down")):
        for client in measured.clients(plan):
            wall = measured.median(plan, client, "wall")
            if wall:
                share = GIB / wall / ((16 if "16" in client else 8) * SLOW_RATE)
                rows.append([f"{client}: 1 GiB {what} over slow connections", "at least 0.9", number(share), "yes" if share >= 0.9 else "**no**"])
    return table(["ours", "aim", "measured", "met"], rows)


def sections(measured):
    """Title, chart's name or none, and text of all that was measured."""
    found = measured.plans()
    for plan in ("up", "down", "stream"):
        if plan in found:
            yield TITLES[plan], plan, big(measured, plan)
    if "small" in found:
        yield "Small objects of 4 KiB", "small", small(measured)
    for plan in ("list", "delete", "tree", "slow-up", "slow-down", "cold"):
        if plan in found:
            yield TITLES[plan], plan, big(measured, plan)
    if "fill-up" in found:
        yield "How far slow connections are filled", None, fill(measured)
    if "flip" in found:
        yield "Who verifies what", None, verification(measured)


def tables(lines):
    measured = Measured(lines)
    text = [aims(measured)]
    for title, _, content in sections(measured):
        text.append(f"## {title}\n\n{content}")
    return "\n".join(text)


CHARTS = {
    "up": ("cpu", "CPU seconds per GiB, user and system; less is better"),
    "down": ("cpu", "CPU seconds per GiB, user and system; less is better"),
    "stream": ("cpu", "CPU seconds per GiB, user and system; less is better"),
    "small": ("put1_cpu", "Puts, one at a time: CPU µs of each; less is better"),
    "list": ("wall", "Seconds; less is better"),
    "tree": ("cpu", "CPU seconds; less is better"),
    "slow-up": ("wall", "Seconds; less is better"),
    "cold": ("wall", "Seconds; less is better"),
}

MARK = ("<!-- measured: written by benchmarks/s3-vs-peers from here -->", "<!-- to here -->")


def write(docs, lines):
    """Puts charts beside the page, and the tables between its marks; the words around stay."""
    measured = Measured(lines)
    os.makedirs(f"{docs}/benchmarks", exist_ok=True)
    text = [aims(measured)]
    for title, plan, content in sections(measured):
        text.append(f"### {title}\n")
        if plan in CHARTS:
            figure, note = CHARTS[plan]
            rows = []
            for client in measured.ordered(plan, figure):
                value = measured.median(plan, client, figure)
                rows.append((client, value, number(value, 0 if value > 50 else 2)))
            with open(f"{docs}/benchmarks/{plan}.svg", "w") as out:
                out.write(charts.bars(title, note, rows, US))
            text.append(f"![{title}](benchmarks/{plan}.svg)\n")
        text.append(content)
    page = f"{docs}/benchmarks.md"
    with open(page) as old:
        before, rest = old.read().split(MARK[0])
        after = rest.split(MARK[1])[1]
    with open(page, "w") as out:
        out.write(before + MARK[0] + "\n\n" + "\n".join(text) + "\n" + MARK[1] + after)


def main():
    arguments = sys.argv[1:]
    docs = None
    if "--docs" in arguments:
        at = arguments.index("--docs")
        docs = arguments[at + 1]
        del arguments[at : at + 2]
    lines = [json.loads(line) for name in arguments for line in open(name)]
    if docs:
        write(docs, lines)
    else:
        print(tables(lines))


if __name__ == "__main__":
    main()
