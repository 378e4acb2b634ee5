"""Read hostile git revisions with `ragcalc diff`; keep those that break it or leave their folder.

    python -m tests.fuzz.revisions --count 300

The trees are written as objects, since git itself would refuse to make them: `..` and empty parts,
absolute names, links, submodules, missing blobs, files that are folders. Each run must end with an
exit status of the program, without an exception, and change nothing outside its own folder.
"""

import argparse
import hashlib
import io
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from ragcalc.cli import main as ragcalc

SLOW = 20.0
"""Seconds beyond which a revision counts as a hang."""
CATALOGUE = """\
version: 1
organisation: Anyshire
indicators:
  one: {name: One, unit: percent, polarity: high, target: 90, values: {2018-19 Q4: 80}}
"""
TABLE = "indicator,period,value\none,2018-19 Q3,70\n"
SECRET = "TOP-SECRET"
"""What stands in every file outside the revision, and in no answer."""
GUARD = f"indicator,period,value\n{SECRET},{SECRET},{SECRET}\n"

Content = bytes | tuple[bytes, bytes] | Mapping[bytes, "Content"]
"""A file, a mode with what lies under it, or a folder."""


class Repository:
    """A git repository to which any object can be written."""

    def __init__(self, folder: Path) -> None:
        """Make one in the folder."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(["git", "init", "-q", str(folder)], check=True, env=env)
        self.folder, self.objects = folder, folder / ".git" / "objects"

    def put(self, kind: str, content: bytes) -> str:
        """Write an object; return its id."""
        whole = f"{kind} {len(content)}\0".encode() + content
        name = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
        path = self.objects / name[:2] / name[2:]
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(zlib.compress(whole))
        return name

    def tree(self, entries: Iterable[tuple[bytes, Content]]) -> str:
        """Write a folder whose entries stand as they are given, names and order."""
        lines = []
        for name, content in entries:
            mode, identity = self._entry(content)
            lines.append(mode + b" " + name + b"\0" + bytes.fromhex(identity))
        return self.put("tree", b"".join(lines))

    def _entry(self, content: Content) -> tuple[bytes, str]:
        match content:
            case bytes():
                return b"100644", self.put("blob", content)
            case (mode, identity) if re.fullmatch(rb"[0-9a-f]{40}", identity):
                return mode, identity.decode()
            case (mode, text):
                return mode, self.put("blob", text)
            case _:
                return b"40000", self.tree(content.items())

    def commit(self, entries: Iterable[tuple[bytes, Content]]) -> str:
        """Write a commit of such a folder; return its id."""
        who = "A <a@example.org> 1500000000 +0000"
        text = f"tree {self.tree(entries)}\nauthor {who}\ncommitter {who}\n\nit\n"
        return self.put("commit", text.encode())


class Sandbox(NamedTuple):
    """A repository and a temporary folder, with files around them that nobody may touch."""

    home: Path
    work: Path
    temporary: Path

    def snapshot(self) -> dict[str, tuple[object, ...]]:
        """Return what lies outside the repository's objects: kind, size, time and content."""
        return dict(_described(self.home))


def sandbox(home: Path) -> Sandbox:
    """Make the folders, and things in the temporary one that have the names of ours."""
    made = Sandbox(home, home / "deep" / "work", home / "deep" / "tmp")
    for folder in (made.work / "performance", made.temporary, home / "etc"):
        folder.mkdir(parents=True)
    for folder in (home, home / "deep", made.work, made.temporary, home / "etc"):
        for name in ("guard.csv", "guard.yaml", "secret.csv", "indicators.yaml"):
            (folder / name).write_text(GUARD, encoding="utf-8")
    os.mkfifo(made.temporary / "ragcalc-revision-x")
    os.mkfifo(made.temporary / f"ragcalc-revision-{'0' * 16}")
    (made.temporary / f"ragcalc-revision-{'1' * 16}").symlink_to(home / "etc")
    (made.temporary / f"ragcalc-revision-{'2' * 16}").mkdir(mode=0o755)
    (made.temporary / f"ragcalc-revision-{'2' * 16}" / "guard.csv").write_text(GUARD)
    (made.work / "performance" / "returns").mkdir()
    (made.work / "performance" / "returns" / "q3.csv").write_text(TABLE, encoding="utf-8")
    (made.work / "performance" / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    return made


def _described(folder: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    for one in sorted(folder.iterdir()):
        if one.name == ".git":
            continue
        about = one.lstat()
        if stat.S_ISDIR(about.st_mode):
            yield str(one), (about.st_mode,)
            yield from _described(one)
        else:
            content = one.read_bytes() if stat.S_ISREG(about.st_mode) else b""
            yield str(one), (about.st_mode, about.st_size, about.st_mtime_ns, content)


# ── Trees ────────────────────────────────────────────────────────────────────────────────────────

Tree = list[tuple[bytes, Content]]
MISSING = b"%040x" % 0xDEAD


def valid(chance: random.Random) -> Tree:
    """Return a valid catalogue, with tables and parts where chance wants them."""
    text, place = CATALOGUE, dict[bytes, Content]()
    if chance.random() < 0.5:
        text = text.replace("indicators:", "data: [returns/*.csv]\nindicators:")
        place[b"returns"] = {b"q3.csv": TABLE.encode()}
    place[b"indicators.yaml"] = text.encode()
    if chance.random() < 0.3:
        place[b"thresholds.yaml"] = b"version: 1\n"
    return [(b"performance", place), (b"README", b"read me\n")]


def _up(chance: random.Random) -> bytes:
    return b"/".join([b".."] * chance.randrange(1, 6))


def _nested(names: list[bytes], content: Content) -> tuple[bytes, Content]:
    for name in reversed(names[1:]):
        content = {name: content}
    return names[0], content


NAMES: tuple[Callable[[random.Random], list[bytes]], ...] = (
    lambda chance: [*[b".."] * chance.randrange(1, 6), b"guard.csv"],
    lambda chance: [b"a", *[b".."] * chance.randrange(1, 7), b"guard.yaml"],
    lambda chance: [_up(chance) + b"/guard.csv"],
    lambda chance: [b"a/" + _up(chance) + b"/guard.yaml"],
    lambda _: [b"/guard.csv"],
    lambda _: [b"/", b"guard.csv"],
    lambda _: [b"", b"guard.csv"],
    lambda _: [b"", b"", b"tmp", b"guard.csv"],
    lambda _: [b".", b"guard.csv"],
    lambda _: [b"."],
    lambda _: [b".."],
    lambda _: [b""],
    lambda _: [b".git", b"hooks.yaml"],
    lambda _: [b".GIT", b"config.yaml"],
    lambda _: [b"..\\..\\guard.csv"],
    lambda _: [b"C:\\guard.csv"],
    lambda _: [b"C:", b"guard.csv"],
    lambda _: [b"\\\\host\\share\\guard.csv"],
    lambda _: [b"a.csv:stream.csv"],
    lambda _: [b"con.csv"],
    lambda _: [b"dots. ", b"guard.csv"],
    lambda _: [b"a//b.csv"],
    lambda _: [b"performance/returns/q3.csv"],
    lambda _: [b"n" * 300 + b".csv"],
    lambda _: [b"n" * 100] * 60 + [b"x.csv"],
    lambda _: [b"d"] * 300 + [b"x.csv"],
    lambda _: [b"caf\xe9\xff.csv"],
    lambda _: [b"performance", b"returns", b"\x1b[31m\xff.csv"],
    lambda _: [b"new\nline.csv"],
    lambda _: [b"~root.csv"],
    lambda _: [b"-x.csv"],
)
CONTENTS: tuple[Callable[[random.Random], Content], ...] = (
    lambda _: TABLE.encode(),
    lambda _: b"overwritten",
    lambda _: b"",
    lambda _: (b"100755", TABLE.encode()),
    lambda _: (b"100664", TABLE.encode()),
    lambda _: (b"120000", b"../../../../../etc/secret.csv"),
    lambda _: (b"120000", b"/etc/passwd"),
    lambda _: (b"120000", b"."),
    lambda _: (b"160000", MISSING),
    lambda _: (b"100644", MISSING),
    lambda _: (b"40000", MISSING),
    lambda _: (b"10644", TABLE.encode()),
    lambda _: (b"140000", TABLE.encode()),
    lambda _: (b"777777", TABLE.encode()),
)


def with_a_name(chance: random.Random) -> Tree:
    """Return a catalogue beside an entry of a hostile name."""
    content = chance.choice(CONTENTS)(chance) if chance.random() < 0.4 else b"overwritten"
    tree = [*valid(chance), _nested(chance.choice(NAMES)(chance), content)]
    chance.shuffle(tree)
    return tree


def with_a_kind(chance: random.Random) -> Tree:
    """Return a catalogue one of whose own parts is a link, a submodule, missing, or given twice."""
    tree = valid(chance)
    place = dict(tree[0][1])  # type: ignore[arg-type] # a folder
    name = chance.choice([b"indicators.yaml", b"thresholds.yaml", b"returns"])
    content = chance.choice(CONTENTS)(chance)
    match chance.randrange(4):
        case 0:
            return [*tree, (b"performance", {name: content})]
        case 1:
            return [*tree, (b"performance/" + name, content)]
        case 2:
            return [(b"performance", content)]
        case _:
            place[name] = content
            return [(b"performance", place)]


LINES = (
    "data: [{}]",
    "data: [returns/*.csv, {}]",
    "include: [{}]",
    "datasets: {{lait: {{file: {}}}}}",
    "datasets: {{lait: {{file: returns/q3.csv, neighbours: {}}}}}",
)
TARGETS = (
    "../guard.csv", "../../guard.csv", "../../../guard.csv", "../../../../guard.csv",
    "../../../../etc/*.csv", "../*.csv", "../../*/*.csv", "/etc/passwd", "/etc", "'/**'",
    "'/**/*.csv'", "/proc/self/environ", "/dev/zero", "/dev/stdin", "'**'",
    "'**/**/**/**/**/**/**/*.csv'", "../..", "returns/../../guard.csv",
    "'returns/../../../*.csv'", "~/x.csv", "s3://x/y.csv", "http://127.0.0.1:9/x.csv",
    "file:///etc/passwd", "'[r]eturns/*'", "'x\"y.csv'", "'*'", "link", "link/*.csv", "..",
    "../ragcalc-revision-x", "'../ragcalc-revision-*'",
)  # fmt: skip


def with_a_target(chance: random.Random) -> Tree:
    """Return a catalogue that names files outside its folder."""
    target = chance.choice(TARGETS)
    line = chance.choice(LINES).format(target)
    text = CATALOGUE.replace("indicators:", f"{line}\nindicators:")
    if "datasets" in line:
        text = text.replace("target: 90,", "target: 90, dataset: {name: lait, measure: m},")
    place: dict[bytes, Content] = {b"indicators.yaml": text.encode()}
    place[b"returns"] = {b"q3.csv": TABLE.encode()}
    place[b"link"] = (b"120000", b"../../../../etc")
    return [(b"performance", place)]


KINDS = {
    "valid": (valid, 2),
    "name": (with_a_name, 6),
    "kind": (with_a_kind, 4),
    "target": (with_a_target, 5),
}


class Finding(NamedTuple):
    """A revision that broke something."""

    kind: str
    seed: int
    said: str


def tried(kind: str, seed: int, home: Path) -> tuple[str, str]:
    """Read one revision; return how it ended, and what is wrong with that or nothing."""
    chance = random.Random(seed)
    shutil.rmtree(home, ignore_errors=True)
    place = sandbox(home)
    repository = Repository(place.work)
    commit = repository.commit(KINDS[kind][0](chance))
    before, begun = place.snapshot(), time.monotonic()
    with _in(place):
        status, out = run("diff", commit, *chance.choice([(), (), ("--data", "returns")]))
    wrong = []
    if status not in (0, 1, 2):
        wrong.append(out)
    if time.monotonic() - begun > SLOW:
        wrong.append(f"took {time.monotonic() - begun:.0f} s")
    after = place.snapshot()
    changed = [one for one in before | after if before.get(one) != after.get(one)]
    wrong += [f"changed: {', '.join(changed)}"] * bool(changed)
    wrong += ["gave the secret away"] * (SECRET in out or "root:" in out)
    return f"{kind}: {status}", "\n".join(wrong)


@contextmanager
def _in(place: Sandbox) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(place.work / "performance")
    try:
        with mock.patch("tempfile.tempdir", str(place.temporary)):
            yield
    finally:
        os.chdir(before)


def run(*arguments: str) -> tuple[object, str]:
    """Run the program in process; return its exit status, or "broken", and all that it said."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    status: object = "broken"
    try:
        with redirect_stdout(out), redirect_stderr(out), mock.patch("sys.argv", ["", *arguments]):
            ragcalc()
    except SystemExit as end:
        status = end.code
    except BaseException:  # noqa: BLE001 - any exception at all is what is looked for
        out.write(traceback.format_exc())
    out.flush()
    said = out.buffer.getvalue().decode()
    return ("broken" if "Traceback" in said else status), said


def main() -> int:
    """Try so many revisions from a seed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ended, findings = Counter[str](), list[Finding]()
    kinds = [kind for kind, (_, share) in KINDS.items() for _ in range(share)]
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.count):
            kind = random.Random(seed).choice(kinds)
            end, wrong = tried(kind, seed, Path(folder) / "home")
            ended[end] += 1
            if wrong:
                findings.append(Finding(kind, seed, wrong))
    print(f"{ended.total():,} revisions: {dict(sorted(ended.items()))}")
    for finding in findings:
        print("=" * 80, f"{finding.kind}, seed {finding.seed}", finding.said, sep="\n")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
