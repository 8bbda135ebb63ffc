"""What is owed, as conditions of queries: planning a ping and looking again before it goes out must agree."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from models.delegates import Delegate, DelegateState
from models.duties import OWED, Assignment, Part
from models.invitations import Answer, Invitation
from models.invitees import InviteeGroup, Place

REPORT_OWED: ColumnElement[bool] = and_(Assignment.part == Part.LEAD, Assignment.state.in_(OWED))
"""The unit leads the duty and still has to act; a coordinating unit can't close it, so it is never pinged."""

HAS_PLACES: ColumnElement[bool] = (
    select(Place.id)
    .join(InviteeGroup, Place.group_id == InviteeGroup.id)
    .where(InviteeGroup.conference_id == Invitation.conference_id, Place.unit_id == Invitation.unit_id)
    .correlate(Invitation)
    .exists()
)
"""The unit stands in the composition; one that only has a duty sends nobody."""

ON_LIST: ColumnElement[bool] = and_(
    Delegate.conference_id == Invitation.conference_id,
    Delegate.unit_id == Invitation.unit_id,
    Delegate.state == DelegateState.ENTERED,
)
"""The delegate is on the list of the invitation."""

HAS_DELEGATES: ColumnElement[bool] = select(Delegate.id).where(ON_LIST).correlate(Invitation).exists()

LIST_OWED: ColumnElement[bool] = and_(
    HAS_PLACES,
    or_(
        Invitation.answer == Answer.NONE,
        and_(Invitation.answer == Answer.ATTENDING, or_(Invitation.list_complete_at.is_(None), ~HAS_DELEGATES)),
    ),
)
"""The unit hasn't answered, or comes and its list isn't complete."""
