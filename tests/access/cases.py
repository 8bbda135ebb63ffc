"""Every way in, with real objects: what a press, step, command or file is about, in plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.messages.joining import NOTICE
from bot.services.delegate_checks import Entry
from bot.services.delegate_drafts import Draft
from bot.services.hand_ins import Gathered
from bot.services.rights import TABLE, Action, Scope
from handlers.dispatch import ROUTES
from tests.access.province import One, Province, Side

Step = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """One way in: `kind` of route and its `name`, what is sent, and whose the object is (ids; None: nobody's).

    `also`: a second action that the object needs. `step`: where the sender stands, as someone who once might.
    """

    kind: str
    name: str
    sent: str
    conference: int | None = None
    unit: int | None = None
    sender: int | None = None
    also: Action | None = None
    step: Step | None = None

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that it needs, by the routing table."""
        action = getattr(ROUTES, self.kind)[self.name].action
        return (action, self.also) if self.also else (action,)

    def allowed(self, who: One) -> bool:
        """Return whether the table lets `who` do it."""
        return all(any(self._covers(scope, who) for scope in _scopes(action, who)) for action in self.actions)

    def _covers(self, scope: Scope, who: One) -> bool:
        match scope:
            case Scope.ALL:
                return True
            case Scope.OWN_CONFERENCE:
                return self.conference is None or self.conference in who.conferences
            case Scope.OWN_UNIT:
                return self.unit is None or self.unit in who.units
            case Scope.OWN:
                return self.sender is None or self.sender == who.person_id


def _scopes(action: Action, who: One) -> list[Scope]:
    return [scope for role, scope in TABLE[action].items() if role.value in who.roles]


def press(verb: str, *arguments: object, **facts: Any) -> Case:
    return Case("presses", verb, ":".join([verb, *map(str, arguments)]), **facts)


def typed(step: str, words: str, data: dict[str, Any], **facts: Any) -> Case:
    return Case("steps", step, words, step=(step, data), **facts)


def of_nobody(built: Province) -> list[Case]:
    """What is nobody's in particular: commands, files, the registry, the calendar, one's own data."""
    commands = [Case("commands", name, f"/{name}") for name in ROUTES.commands]
    runs = [
        Case("presses", "command.run", f"command.run:{name}", also=command.action)
        for name, command in ROUTES.commands.items()
    ]
    unit, day, step = built.units[0].id, built.declared.isoformat(), ("joining.ask", {"code_id": built.ours.code.id})
    add_day = {"day": "2026-12-26", "working": True}
    return [
        *commands,
        *runs,
        Case("files", "xlsx", "danh-ba.xlsx"),
        Case("files", "", "ke-hoach.docx"),
        press("help.open"), press("lang.open"), press("lang.set", "en"), press("common.cancel"),
        press("common.page", 2, 3),
        press("own.open"), press("own.name"), press("own.withdraw"), press("own.withdraw_sure"),
        typed("own.name", "Lê Thị Mai", {}),
        press("join.agree", built.ours.code.id, step=step), press("join.confirm", built.ours.code.id, step=step),
        press("join.decline"), press("join.renew", NOTICE),
        typed("joining.ask", "đồng ý", step[1]), typed("joining.contact", "0900 000 999", step[1]),
        press("join.undo", built.membership.id), press("join.undo_sure", built.membership.id),
        press("organisers.open"), press("organisers.add"), press("organisers.revoke", built.office_code.id),
        press("organisers.end", built.grant.id), press("organisers.end_sure", built.grant.id),
        press("restoration.open"), press("restoration.release", 1), press("restoration.drop", 1),
        press("restoration.drop_sure", 1),
        press("calendar.open"), press("calendar.add"), press("calendar.set", "2026-12-26", 1),
        press("calendar.take_back", day), press("calendar.take_back_sure", day),
        typed("calendar.day", "26/12/2026", {}), typed("calendar.source", "Thông báo 46/TB", add_day),
        press("calls.unit", unit),
        press("units.open"), press("units.list", "province", 0), press("units.card", unit), press("units.find"),
        press("units.add"), press("units.name", unit), press("units.alias", unit),
        press("units.alias_drop", unit, built.alias.id), press("units.level", unit), press("units.kind", unit),
        press("units.level", unit, "commune"), press("units.kind", unit, "board"),
        typed("units.find", "nội vụ", {}), typed("units.add", "Sở Du lịch", {}),
        typed("units.name", "Sở Nội vụ tỉnh", {"unit_id": unit}), typed("units.alias", "Nội vụ", {"unit_id": unit}),
        press("registry.export"),
        press("codes.open"), press("codes.missing"), press("codes.unit", unit), press("codes.issue", "unit", unit, 1),
        press("codes.issue", "missing", 0, 1), press("codes.list", 0), press("codes.revoke", built.ours.code.id),
        press("codes.revoke_sure", built.ours.code.id),
        press("codes.revoke_sure", built.office_code.id, also=Action.MANAGE_ORGANISERS),
        press("myunit.list"), press("duties.all"), press("invitation.sample"), press("requests.open", 0),
        press("conference.list", 0), press("plan.list", 0),
    ]  # fmt: skip


def of_conference(side: Side) -> list[Case]:
    """What the organisers of a conference do."""
    c, s, duty, part = side.conference, side.session, side.duty, side.assignment
    draft, nudge, sent = side.draft, side.nudge, side.sent
    own: dict[str, Any] = {"conference": c.id}
    when = {"session_id": s.id, "version": c.version}
    due = (c.created_at + timedelta(days=7)).isoformat()
    moved: Step = ("sessions.when", {**when, "day": "2026-12-11", "hour": None})
    lists: Step = ("lists_due.when", {"conference_id": c.id, "version": c.version, "moment": due})
    ending: Step = ("ending.basis", {"conference_id": c.id, "act": "cancel", "basis": "Công văn 12"})
    held = {"assignment": part.id, "version": part.version}
    return [
        press("conference.open", c.id, **own), press("conference.agenda", c.id, 0, **own),
        press("status.open", c.id, **own), press("status.page", c.id, "all", 0, **own),
        press("status.export", c.id, **own), press("delegates.export", c.id, **own),
        press("status.export_phones", c.id, **own), press("delegates.export_phones", c.id, **own),
        press("status.picture", c.id, **own), press("calls.unreached", sent.id, 0, **own),
        press("ending.open", c.id, **own), press("ending.ask", c.id, "cancel", **own),
        press("ending.do", c.id, c.version, step=ending, **own), typed("ending.basis", "Công văn 12", ending[1], **own),
        press("codes.conference", c.id, also=Action.RUN_CONFERENCE, **own),
        press("codes.issue", "conference", c.id, 1, also=Action.RUN_CONFERENCE, **own),
        press("invitation.open", c.id, **own), press("nudge.open", c.id, **own),
        press("invitation.write", draft.id, **own), press("invitation.proposed", draft.id, **own),
        press("invitation.confirm", draft.id, 1, **own), press("invitation.send", draft.id, 1, **own),
        press("nudge.confirm", nudge.id, 1, **own), press("nudge.send", nudge.id, 1, **own),
        press("broadcast.board", sent.id, **own), press("broadcast.unreached", sent.id, 0, **own),
        press("broadcast.again_all", sent.id, 1, **own), press("broadcast.again", sent.id, 1, 0, **own),
        press("broadcast.again", sent.id, 1, side.recipient.id, **own),
        typed("invitation.text", "Kính mời", {"broadcast_id": draft.id}, **own),
        press("sessions.open", c.id, **own), press("sessions.when", s.id, c.version, **own),
        press("sessions.venue", s.id, c.version, **own),
        press("sessions.move", s.id, c.version, step=moved, **own),
        press("sessions.place", s.id, c.version, step=("sessions.venue", {**when, "venue": "Nhà khách tỉnh"}), **own),
        typed("sessions.when", "11/12/2026", when, **own), typed("sessions.venue", "Nhà khách tỉnh", when, **own),
        press("quotas.open", c.id, 0, **own), press("quotas.group", side.group.id, 0, **own),
        press("quotas.ask", side.place.id, **own), press("quotas.set", side.place.id, c.version, 4, **own),
        typed("quotas.seats", "4", {"place": side.place.id, "version": c.version}, **own),
        press("lists_due.ask", c.id, **own), press("lists_due.set", c.id, c.version, step=lists, **own),
        typed("lists_due.when", "01/12/2026", lists[1], **own),
        press("request.open", side.request.id, **own), press("request.accept", side.request.id, **own),
        press("request.refuse", side.request.id, **own),
        typed("request.reason", "Đã hết hạn", {"request": side.request.id}, **own),
        press("duties.board", c.id, **own), press("duty.show", duty.id, 0, **own), press("duty.look", part.id, **own),
        press("duty.withdraw", duty.id, 1, **own), press("duty.withdraw_ok", duty.id, 1, **own),
        press("duty.due", duty.id, 1, **own), press("duty.due_ok", duty.id, 1, "20261204", **own),
        typed("duties.due", "05/12/2026", {"duty": duty.id, "version": 1}, **own),
        press("duty.accept", part.id, 1, **own), press("duty.return", part.id, 1, **own),
        press("duty.by_phone", part.id, 1, **own),
        typed("reports.return", "Thiếu số liệu", held, **own), typed("reports.by_phone", "Ông An gọi", held, **own),
    ]  # fmt: skip


def of_plan(side: Side) -> list[Case]:
    """What the sender of a plan or of a table does."""
    plan, again, row, new = side.plan, side.update, side.class_name, side.new_name
    own: dict[str, Any] = {"sender": plan.sent_by}
    both: dict[str, Any] = {**own, "also": Action.RUN_CONFERENCE, "conference": side.conference.id}
    at = (plan.id, plan.version)
    fact = {"plan_id": plan.id, "part": "h", "item": 0, "field": "title"}
    unit = row.candidates[0]
    return [
        press("plan.open", plan.id, **own), press("plan.part", plan.id, "s", 0, **own),
        press("plan.checks", plan.id, 0, **own), press("plan.confirm", *at, **own), press("plan.make", *at, **own),
        press("plan.drop", *at, **own), press("plan.forget", *at, **own), press("plan.item", plan.id, "s", 0, **own),
        press("plan.fact", *at, "h", 0, "title", **own), press("plan.blank", *at, "s", 0, "venue", **own),
        press("plan.choose", *at, "g", 0, "mode", "online", **own),
        press("plan.out", *at, "d", 0, **own), press("plan.add", *at, "d", **own), press("plan.seen", *at, 0, **own),
        typed("plans.correct", "Hội nghị khác", fact, **own),
        typed("plans.add", "Chuẩn bị hội trường", {"plan_id": plan.id, "part": "d"}, **own),
        press("plan.units", plan.id, 0, **own), press("plan.unit", row.id, 0, **own),
        press("plan.link", row.id, plan.version, unit, **own), press("plan.new", row.id, plan.version, **own),
        press("plan.skip", row.id, plan.version, **own), press("plan.everybody", row.id, plan.version, **own),
        press("plan.accept", row.id, plan.version, **own), press("plan.member", row.id, plan.version, unit, 0, **own),
        press("plan.again", row.id, plan.version, **own), press("plan.kinds", new.id, plan.version, **own),
        press("plan.levels", new.id, plan.version, **own), press("plan.kind", new.id, plan.version, "board", **own),
        press("plan.level", new.id, plan.version, "commune", **own), press("plan.search", row.id, plan.version, **own),
        press("plan.sweep", plan.id, "groups", **own), press("plan.swept", plan.id, plan.version, "groups", **own),
        typed("plan_units.search", "Sở Nội vụ", {"row_id": row.id}, **own),
        press("plan.update", plan.id, side.conference.id, **both),
        press("plan.changes", again.id, 0, **both), press("plan.apply", again.id, again.version, 1, **both),
        press("plan.apart", again.id, again.version, **own),
        press("registry.page", side.table.id, 0, **own), press("registry.apply", side.table.id, "x", **own),
        press("registry.drop", side.table.id, **own),
    ]  # fmt: skip


def of_unit(side: Side) -> list[Case]:
    """What the focal persons of a unit do."""
    unit, conference, part, person = side.invitation.unit_id, side.conference.id, side.assignment, side.delegate
    own: dict[str, Any] = {"unit": unit}
    draft = Draft(77, conference, unit, (Entry("Lý Văn Sáu", "Chuyên viên", None, None, None),))
    step: Step = ("delegates.people", draft.data())
    one: Step = ("delegates.position", draft.data())
    field = {"delegate": person.id, "version": 1, "field": "position"}
    gathered = Gathered(part.id, part.version, "Báo cáo", "Đã xong").data()
    reason = {"invitation": side.invitation.id, "version": 1}
    because: Step = ("answer.reason", {**reason, "reason": "bận họp"})
    done: Step = ("words.which", {"text": "xong"})
    absent: Step = ("words.which", {"text": "bận họp"})
    attending: Step = ("words.which", {"text": "tham dự"})
    return [
        press("myunit.open", unit, conference, **own),
        press("answer.attend", side.invitation.id, 1, **own), press("answer.absent", side.invitation.id, 1, **own),
        typed("answer.reason", "Bận công tác", reason, **own),
        press("answer.absent_yes", side.invitation.id, 1, step=because, **own),
        press("words.done", part.id, step=done, **own),
        press("words.absent", side.invitation.id, step=absent, **own),
        press("words.attend", side.invitation.id, step=attending, **own),
        press("delegates.open", unit, conference, **own), press("delegates.full", side.invitation.id, 1, **own),
        press("delegates.reopen", side.invitation.id, 1, **own),
        press("delegates.add", unit, conference, **own), press("delegates.copy", unit, conference, **own),
        press("lines.skip", 77, step=step, **own), press("lines.position", 77, step=step, **own),
        press("lines.group", 77, side.group.id, step=step, **own),
        press("lines.mode", 77, "online", step=step, **own), press("lines.pick", 77, 0, step=step, **own),
        press("lines.page", 77, 0, step=step, **own), press("lines.take", 77, step=step, **own),
        typed("delegates.people", "Lý Văn Bảy; Chuyên viên", draft.data(), **own),
        typed("delegates.position", "Chuyên viên", one[1], **own),
        typed("delegates.phone", "0900 000 777", one[1], **own),
        press("delegate.open", person.id, **own), press("delegate.edit", person.id, 1, "position", **own),
        press("delegate.set", person.id, 1, "phone", "", **own), press("delegate.replace", person.id, 1, **own),
        press("delegate.withdraw", person.id, 1, **own), press("delegate.withdraw_yes", person.id, 1, **own),
        press("delegate.erase", person.id, 1, **own),
        typed("delegate.field", "Giám đốc", field, **own),
        press("duties.open", unit, conference, **own), press("duty.open", part.id, **own),
        press("duty.acknowledge", part.id, 1, **own), press("duty.progress", part.id, 1, **own),
        press("duty.hand_in", part.id, 1, **own),
        press("duty.submit", part.id, step=("reports.hand_in", gathered), **own),
        press("duty.files", part.id, conference=conference, **own),
        typed("reports.progress", "Đã được một nửa", {"assignment": part.id}, **own),
    ]  # fmt: skip


def crossed(unit: int, conference: int) -> list[Case]:
    """A unit's own number beside that of a conference which it has no part in."""
    verbs = ("myunit.open", "duties.open", "delegates.open", "delegates.add", "delegates.copy")
    return [press(verb, unit, conference, unit=unit) for verb in verbs]


def of_self() -> list[Case]:
    """Steps that gather what a person sends before it counts for anything: asked again once it is handed in."""
    return [
        typed("reports.hand_in", "Thêm", Gathered(1, 1, "Báo cáo").data()),
        typed("words.which", "tham dự", {"text": "xong"}),
    ]


def all_cases(built: Province) -> list[Case]:
    """Return every way in, with the objects of either side."""
    sides = (built.ours, built.theirs)
    parts = [part(side) for side in sides for part in (of_conference, of_plan, of_unit)]
    return [*of_nobody(built), *(case for part in parts for case in part), *of_self()]


def astray(built: Province) -> list[Case]:
    """Return presses that put a unit and a conference together which have nothing to do with each other."""
    ours, theirs = built.ours, built.theirs
    mixed = [
        crossed(ours.invitation.unit_id, theirs.conference.id),
        crossed(theirs.invitation.unit_id, ours.conference.id),
    ]
    return [case for cases in mixed for case in cases]
