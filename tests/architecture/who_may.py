"""docs/who_may.md, written from the table itself: python -m tests.architecture.who_may > docs/who_may.md."""

from __future__ import annotations

from bot.services.rights import TABLE, Action, Role
from handlers.dispatch import ROUTES
from handlers.routes import Route

HEAD = """\
# Who may

Written from the table in `bot/services/rights.py` by `python -m tests.architecture.who_may`; a test keeps it true.

- Who someone is: the numeric Telegram id of the sender, and role rows read in the transaction of the change. Names,
  chat titles, forwarded messages and having a button on screen grant nothing; groups and channels are not answered.
- Every command, press, dialog step and file has an action; the service behind it asks again, with the object at hand.
- **all**: every object. **own conference**: of the conferences that the person organises. **own unit**: of the units
  that they act for. **own**: what they sent themselves, or what is kept about them. **–**: not at all.
- An owner is named in the settings; an organiser joins by an owner's link, a focal person by a unit's code. A role ends
  at once: the next press is refused, also in the middle of a dialog.

"""


def page() -> str:
    """Return the page."""
    rows = [["action", *(role.value for role in Role), "asked for by"], ["---"] * (len(Role) + 2)]
    rows += [[_words(action.value), *(_scope(action, role) for role in Role), _routes(action)] for action in Action]
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _words(value: str) -> str:
    return value.replace("_", " ")


def _scope(action: Action, role: Role) -> str:
    scope = TABLE[action].get(role)
    return _words(scope.value) if scope else "–"


def _routes(action: Action) -> str:
    """Return the commands of an action, then what its presses, steps and files are about."""
    commands = [f"/{name}" for name, route in ROUTES.commands.items() if route.action is action]
    others: dict[str, Route] = {**ROUTES.presses, **ROUTES.steps}
    subjects = sorted({name.partition(".")[0] for name, route in others.items() if route.action is action})
    files = [f"a file (.{ending})" if ending else "any other file" for ending in ROUTES.files]
    sent = [words for words, route in zip(files, ROUTES.files.values(), strict=True) if route.action is action]
    return ", ".join([*(f"`{name}`" for name in commands), *sent, *(f"{name}.*" for name in subjects)])


if __name__ == "__main__":
    print(page(), end="")
