"""The bodies for which someone answers."""

from __future__ import annotations

from commands.call import Call
from storage import people
from storage.rows.organisation import Role

# The body whose members a role makes, whatever the register says of it.
_BY_ROLE = {Role.COMEX: "comex", Role.SUPPORT: "cellule_appui"}


def bodies_of(call: Call) -> frozenset[str]:
    """The keys of the bodies and communities to which the asker belongs, by the register or by their role."""
    person = people.person(call.session, person_id=call.asker.person_id)
    if person is None:
        return frozenset()
    member = {one.key for one in people.communities_of(call.session, person=person)}
    return frozenset(member | {key for role, key in _BY_ROLE.items() if role in call.asker.roles})
