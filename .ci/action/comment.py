"""The action's last step: one comment on the pull request, written anew at each run.

Takes CHANGES (a file of Markdown), PULL_REQUEST (its number) and TOKEN from the environment, and
what GitHub's runner sets: GITHUB_REPOSITORY, GITHUB_API_URL, GITHUB_GRAPHQL_URL. It runs in
isolated mode and needs nothing but the standard library.
"""

import http.client
import json
import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

MARK = "<!-- ragcalc: what changed -->\n"
MOST_BYTES = 60_000
"""GitHub takes 65,536 characters."""
REST = "\n… the rest stands in the summary of the run.\n"
SECONDS = 30
PAGE = 100
REFUSED = {403, 404}
"""How GitHub answers a token that may not comment, as a fork's may not."""
BUSY = {408, 429}
"""How GitHub, or a proxy before it, answers who may try again later."""


def main() -> int:
    """Return the exit status: 0 also where the token may not comment, or GitHub does not answer."""
    body = MARK + shortened(Path(os.environ["CHANGES"]).read_text(encoding="utf-8"))
    pull_request = int(os.environ["PULL_REQUEST"])
    try:
        comment(pull_request, body)
    except HTTPError as error:
        if error.code in REFUSED | BUSY or error.code >= 500:
            return notice(f"HTTP {error.code}")
        sys.stdout.write(f"::error::no comment on the pull request: HTTP {error.code}\n")
        return 1
    except (OSError, http.client.HTTPException) as error:
        return notice(type(error).__name__)
    except (ValueError, TypeError, KeyError, AttributeError):  # a proxy's page, `"data": null`
        return notice("the answer is not GitHub's")
    return 0


def notice(reason: str) -> int:
    """Say that there is no comment, which is no failure of the check."""
    sys.stdout.write(
        f"::notice::no comment on the pull request: {reason}; "
        "the summary of the run shows the same\n"
    )
    return 0


def shortened(text: str) -> str:
    """Return whole lines of `text` that a comment has room for."""
    data = text.encode()
    if len(data) <= MOST_BYTES:
        return text
    return data[: data.rfind(b"\n", 0, MOST_BYTES) + 1].decode() + REST


def comment(pull_request: int, body: str) -> None:
    """Rewrite the comment that this token's user wrote before, or write the first.

    Raises as `ask` does, and ValueError, TypeError, KeyError or AttributeError where what came has
    another form than GitHub's.
    """
    issues = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/issues"
    comments = f"{issues}/{pull_request}/comments"
    viewer = {"query": "query { viewer { login } }"}
    login = ask("POST", os.environ["GITHUB_GRAPHQL_URL"], viewer)["data"]["viewer"]["login"]
    if not isinstance(login, str):  # it would be that of every user who is gone
        raise TypeError
    for earlier in listed(comments):
        if is_own(earlier, login):
            ask("PATCH", f"{issues}/comments/{earlier['id']}", {"body": body})
            return
    ask("POST", comments, {"body": body})


def is_own(earlier: dict[str, Any], login: str) -> bool:
    """Whether the token's user wrote it, and wrote it here: anybody can begin with the mark."""
    user, body = earlier["user"] or {}, earlier["body"] or ""
    return user.get("login") == login and body.startswith(MARK)


def listed(comments: str) -> Iterator[dict[str, Any]]:
    """Yield every comment at this address, the oldest first."""
    for page in count(1):
        found = ask("GET", f"{comments}?per_page={PAGE}&page={page}")
        yield from found
        if len(found) < PAGE:
            return


def ask(method: str, address: str, content: Any = None) -> Any:
    """Return GitHub's answer; raises HTTPError where it refuses, ValueError where it is no JSON.

    Raises OSError or HTTPException where none comes.
    """
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ['TOKEN']}",
        "Content-Type": "application/json",
        "User-Agent": "ragcalc",
    }
    data = None if content is None else json.dumps(content).encode()
    request = Request(address, data=data, headers=headers, method=method)
    with urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main())
