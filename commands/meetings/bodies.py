"""From what people type to the body whose meeting it is, and the other way."""

from __future__ import annotations

from commands.authority import voice_on
from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Several
from commands.meetings import bodies_texts as texts
from commands.meetings import vocabulary
from commands.normalise import fold, words
from commands.references import read_community, read_project
from commands.rights import Action, may
from storage import communities, organisation_units, portfolio
from storage.planned_meetings import OF_PROJECTS, OF_UNITS, Body
from storage.rows.organisation import Role

# Units listed to somebody who named none that is known.
_LISTED = 12


def read_body(text: str, call: Call) -> Taken:
    """A body, a project's committee, a DGA's review or an occasion; takes the whole text."""
    typed = vocabulary.LINK.sub("", " ".join(text.split()).strip(" ,:"))
    occasion = vocabulary.OCCASIONS.get(fold(typed).strip())
    if occasion is not None:
        return Taken(occasion)
    named = call.names().names.get(" ".join(words(typed)), ())
    exact = next((one.key for one in named if one.kind == "community"), None)
    if exact is not None:
        return Taken(Body(exact))
    return Taken(_committee(typed, call) or _review(typed, call) or _typed_back(typed, call))


def _typed_back(typed: str, call: Call) -> Body:
    """What buttons say: « copil@plan-velo », « revue_projets@dga-x », « comex#yearly_review »; else any community."""
    key, mark, of = typed.partition("@")
    if mark and key in OF_PROJECTS and portfolio.known(call.session, of, reader=call.reader):
        return Body(key, project_key=of)
    if mark and key == OF_UNITS and organisation_units.unit(call.session, of) is not None:
        return Body(key, unit_key=of)
    key, mark, occasion = typed.partition("#")
    if mark and Body(key, occasion=occasion) in vocabulary.OCCASIONS.values():
        return Body(key, occasion=occasion)
    return Body(read_community(typed, call).value.code)


def _committee(typed: str, call: Call) -> Body | None:
    found = vocabulary.COMMITTEE.match(typed)
    if found is None:
        return None
    key = vocabulary.COMMITTEES[fold(found["which"])]
    try:
        return Body(key, project_key=read_project(found["of"], call).value.code)
    except Several as several:
        options = tuple((f"{key}@{code}", label, detail) for code, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None


def _review(typed: str, call: Call) -> Body | None:
    found = vocabulary.REVIEW.match(typed)
    if found is None:
        return None
    of = found["of"].strip()
    if fold(of) in vocabulary.PROJECTS_ALONE:
        return None
    meant = [one.key for one in call.names().names.get(" ".join(words(of)), ()) if one.kind == "unit"]
    units = organisation_units.reviewing(call.session)
    keys = {each.key for each in units}
    wanted = next((key for key in [*meant, fold(of)] if key in keys), None)
    if wanted is None:
        said = set(words(of))
        near = [each for each in units if said <= set(words(each.name))]
        if len(near) == 1:
            wanted = near[0].key
    if wanted is None:
        raise Misread(texts.no_such_unit(of, [each.name for each in units[:_LISTED]]))
    return Body(OF_UNITS, unit_key=wanted)


def typed(body: Body) -> str:
    """What names it after a command's words, in buttons."""
    if body.project_key is not None:
        return f"{body.community_key}@{body.project_key}"
    if body.unit_key is not None:
        return f"{body.community_key}@{body.unit_key}"
    return f"{body.community_key}#{body.occasion}" if body.occasion is not None else body.community_key


def name_of(call: Call, body: Body) -> str:
    """What people read for it: « Comex », « COPIL · Plan vélo »; the caller has checked that it may be read."""
    community = communities.community(call.session, body.community_key)
    name = community.name if community else body.community_key
    if body.occasion is not None:
        return texts.occasion(name)
    if body.project_key is not None:
        project = portfolio.project(call.session, body.project_key, reader=call.reader)
        return texts.within(name, project.name if project else body.project_key)
    if body.unit_key is not None:
        unit = organisation_units.unit(call.session, body.unit_key)
        return texts.within(name, unit.name if unit else body.unit_key)
    return name


def may_prepare(call: Call, body: Body) -> bool:
    """Who plans its meetings: those who record decisions; of a project, who leads it; of a DGA, its managers.

    « Préparer les instances de gouvernance » is the chef de projet's (7.3.1).
    """
    if may(call.asker.roles, Action.RECORD_DECISIONS):
        return True
    if body.project_key is not None:
        return voice_on(call, ("project", body.project_key)) is not None
    if body.unit_key is not None:
        return Role.MANAGER in call.asker.roles and call.asker.unit_key == body.unit_key
    return False
