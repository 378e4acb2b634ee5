"""Write the golden outputs anew: `python -m tests.golden.rewrite`, then look at `git diff`."""

from tests.golden.outputs import HERE, outputs

KINDS = ("*.txt", "*.json", "*.csv", "*.md")


def rewrite() -> None:
    """Write every golden file, and delete those that nothing makes any more."""
    made = {HERE / name: make() for name, make in outputs().items()}
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    for kind in KINDS:
        for path in HERE.rglob(kind):
            if path not in made:
                path.unlink()


if __name__ == "__main__":
    rewrite()
