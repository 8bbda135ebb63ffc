"""Entering delegates: a name and its parts step by step, a pasted list, a sheet, or the unit's last list."""

from __future__ import annotations

from dataclasses import replace

from bot.inbox.turn import Turn
from bot.language.people import read_delegates
from bot.messages.base import plain, press
from bot.messages.questions import Choice, question
from bot.services import answer_pages, delegate_drafts, delegate_entry, delegate_files, delegate_pages, draft_review
from bot.services.access import Action
from bot.services.delegate_drafts import Draft
from bot.services.delegate_fields import chosen_field, read_name, read_number, read_position
from bot.services.versions import Stale
from handlers import my_unit
from handlers.delegates import show_list
from handlers.routes import Handler, Route, Routes
from handlers.stale import changed

PEOPLE, POSITION, PHONE = "delegates.people", "delegates.position", "delegates.phone"


async def begin(turn: Turn) -> None:
    """Ask for a name, a list or a sheet."""
    draft = await delegate_entry.begin(
        turn.session, turn.actor, turn.number(1), turn.number(0), number=turn.update.update_id, now=turn.now
    )
    unit = await delegate_entry.unit_of(turn.session, draft)
    back = press("delegates.open", draft.unit_id, draft.conference_id)
    await turn.ask(question("delegate_drafts.ask_people", unit=unit), PEOPLE, back=back, **draft.data())


async def copy(turn: Turn) -> None:
    """Take the unit's last list as the draft."""
    draft = await delegate_entry.begin(
        turn.session, turn.actor, turn.number(1), turn.number(0), number=turn.update.update_id, now=turn.now
    )
    await _go_on(turn, await delegate_entry.copied(turn.session, draft))


async def people(turn: Turn) -> None:
    """Read what was sent: a sheet, a list, or a single name, after which the rest is asked for."""
    draft = _draft(turn)
    if turn.message is not None and turn.message.document is not None:
        await _sheet(turn, draft)
        return
    lines = read_delegates(turn.text)
    most = turn.settings.limits.delegates_per_paste
    if not delegate_drafts.only_a_name(lines) or draft.lines:
        await _go_on(turn, await draft_review.more(turn.session, draft, lines, most=most))
        return
    name = read_name(turn.text)
    await _ask_position(turn, delegate_drafts.with_lines(draft, lines, most=most), name)


async def ask_position(turn: Turn) -> None:
    """Ask for the office again."""
    draft = delegate_drafts.completed(_pressed(turn))
    await _ask_position(turn, draft, draft.lines[-1].full_name)


async def _ask_position(turn: Turn, draft: Draft, name: str) -> None:
    asked = question("delegate_drafts.ask_position", name=name)
    await turn.ask(asked, POSITION, back=delegate_drafts.begun_by(draft), **draft.data())


async def position(turn: Turn) -> None:
    """Note the office and ask for the phone."""
    draft = _draft(turn)
    office = read_position(turn.text)
    draft = delegate_drafts.completed(draft, position=office)
    skip = Choice("delegate_drafts.skip", "lines.skip", (draft.number,))
    asked = question("delegate_drafts.ask_phone", skip, name=draft.lines[-1].full_name)
    await turn.ask(asked, PHONE, back=press("lines.position", draft.number), **draft.data())


async def phone(turn: Turn) -> None:
    """Note the phone."""
    await _go_on(turn, delegate_drafts.completed(_draft(turn), phone=read_number(turn.text)))


async def skip(turn: Turn) -> None:
    """Go on without a phone."""
    await _go_on(turn, delegate_drafts.completed(_pressed(turn)))


async def choose_group(turn: Turn) -> None:
    """Note the group for all lines."""
    await _go_on(turn, replace(_pressed(turn), group_id=turn.number(1), chosen=None))


async def choose_mode(turn: Turn) -> None:
    """Note the mode for the lines that name none."""
    await _go_on(turn, replace(_pressed(turn), mode=chosen_field("mode", turn.word(1)), chosen=None))


async def pick(turn: Turn) -> None:
    """Tick or untick a line."""
    await _go_on(turn, await draft_review.pick(turn.session, _pressed(turn), turn.number(1)))


async def turn_page(turn: Turn) -> None:
    """Show another page of the lines."""
    await _go_on(turn, replace(_pressed(turn), page=turn.number(1)))


async def take(turn: Turn) -> None:
    """Enter the ticked lines; a second tap finds no draft and shows the list."""
    draft = _pressed(turn)
    try:
        outcome, bad = await draft_review.take(turn.session, turn.actor, draft, now=turn.now)
    except Stale:
        changed(turn)
        await show_list(turn, draft.unit_id, draft.conference_id)
        return
    if outcome.request is not None:
        await turn.leave()
        await turn.show(await answer_pages.sent(turn.session, outcome.request))
        return
    done = "replaced" if draft.replaces else "entered_some" if bad else "entered"
    count = len(outcome.delegates)
    await show_list(turn, draft.unit_id, draft.conference_id, done=(done, count), attends_now=outcome.attends_now)


async def _sheet(turn: Turn, draft: Draft) -> None:
    """Have a sent sheet read; its lines come back into this dialog."""
    assert turn.message is not None
    assert turn.message.document is not None
    sent = turn.message.document
    await delegate_files.ask_reading(
        turn.session,
        turn.actor,
        draft,
        file_id=sent.file_id,
        name=sent.file_name or "",
        size=sent.file_size or 0,
        most_megabytes=turn.settings.limits.file_megabytes,
        most_people=turn.settings.limits.delegates_per_paste,
        now=turn.now,
    )
    await turn.say(plain("delegate_files.reading"))


async def _go_on(turn: Turn, draft: Draft) -> None:
    """Keep the draft and show what comes next."""
    await turn.stand(PEOPLE, back=delegate_drafts.begun_by(draft), **draft.data())
    await turn.show(await delegate_pages.draft_screen(turn.session, draft, now=turn.now))


def _on_draft(act: Handler) -> Route:
    """Return the route of a button under a draft; once that was taken or given up, the fresh screen is shown."""

    async def pressed(turn: Turn) -> None:
        if turn.step is None or turn.step.data.get("number") != turn.number(0):
            changed(turn)
            await my_unit.home(turn)
            return
        await act(turn)

    return Route(pressed, Action.ENTER_DELEGATES, of_dialog=True)


def _draft(turn: Turn) -> Draft:
    return delegate_entry.held(turn.actor, turn.step.data if turn.step else {})


def _pressed(turn: Turn) -> Draft:
    """Return the draft that the button was made for; of another one nothing is left to act on."""
    return delegate_entry.held(turn.actor, turn.step.data if turn.step else {}, turn.number(0))


ROUTES = Routes(
    presses={
        "delegates.add": Route(begin, Action.ENTER_DELEGATES),
        "delegates.copy": Route(copy, Action.ENTER_DELEGATES),
        "lines.position": _on_draft(ask_position),
        "lines.skip": _on_draft(skip),
        "lines.group": _on_draft(choose_group),
        "lines.mode": _on_draft(choose_mode),
        "lines.pick": _on_draft(pick),
        "lines.page": _on_draft(turn_page),
        "lines.take": _on_draft(take),
    },
    steps={
        PEOPLE: Route(people, Action.ENTER_DELEGATES),
        POSITION: Route(position, Action.ENTER_DELEGATES),
        PHONE: Route(phone, Action.ENTER_DELEGATES),
    },
)
"""Routes of entering."""
