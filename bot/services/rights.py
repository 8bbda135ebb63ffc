"""The one table of who may: action × role × the objects on which. Code, help, docs and tests read it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What someone is to the bot; one person may be several."""

    OWNER = "owner"
    ORGANISER = "organiser"
    FOCAL = "focal"
    ANYONE = "anyone"


class Scope(StrEnum):
    """On which objects a role has an action.

    `own_conference`: those of conferences that the person organises; `own_unit`: those of units that they act for;
    `own`: what they sent themselves, or what is kept about them.
    """

    ALL = "all"
    OWN_CONFERENCE = "own_conference"
    OWN_UNIT = "own_unit"
    OWN = "own"


class Action(StrEnum):
    """What can be done; an action that is missing here does not exist."""

    MANAGE_ORGANISERS = "manage_organisers"
    SEE_EXPORTS = "see_exports"
    RELEASE_MESSAGES = "release_messages"
    MANAGE_UNITS = "manage_units"
    IMPORT_REGISTRY = "import_registry"
    MANAGE_CALENDAR = "manage_calendar"
    ISSUE_CODES = "issue_codes"
    SEND_PLAN = "send_plan"
    RUN_CONFERENCE = "run_conference"
    SEE_REPORTS = "see_reports"
    SEE_UNIT = "see_unit"
    ANSWER_INVITATION = "answer_invitation"
    ENTER_DELEGATES = "enter_delegates"
    REPORT_DUTY = "report_duty"
    SEE_OWN_DATA = "see_own_data"


_OFFICE = {Role.OWNER: Scope.ALL, Role.ORGANISER: Scope.ALL}
_UNIT = {Role.FOCAL: Scope.OWN_UNIT}

TABLE: Mapping[Action, Mapping[Role, Scope]] = {
    Action.MANAGE_ORGANISERS: {Role.OWNER: Scope.ALL},
    Action.SEE_EXPORTS: {Role.OWNER: Scope.ALL},
    Action.RELEASE_MESSAGES: {Role.OWNER: Scope.ALL},
    Action.MANAGE_UNITS: _OFFICE,
    Action.IMPORT_REGISTRY: {Role.OWNER: Scope.OWN, Role.ORGANISER: Scope.OWN},
    Action.MANAGE_CALENDAR: _OFFICE,
    Action.ISSUE_CODES: _OFFICE,
    Action.SEND_PLAN: {Role.OWNER: Scope.ALL, Role.ORGANISER: Scope.OWN},
    Action.RUN_CONFERENCE: {Role.OWNER: Scope.ALL, Role.ORGANISER: Scope.OWN_CONFERENCE},
    Action.SEE_REPORTS: {Role.OWNER: Scope.ALL, Role.ORGANISER: Scope.OWN_CONFERENCE, **_UNIT},
    Action.SEE_UNIT: _UNIT,
    Action.ANSWER_INVITATION: _UNIT,
    Action.ENTER_DELEGATES: _UNIT,
    Action.REPORT_DUTY: _UNIT,
    Action.SEE_OWN_DATA: {Role.ANYONE: Scope.OWN},
}
