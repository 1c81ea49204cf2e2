"""The commands of polls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.arguments import as_typed
from commands.authority import to_those_known, to_those_who_update
from commands.command import Argument, Command, Help, later
from commands.polls import creating_texts, result_texts
from commands.polls import table_texts as texts
from commands.rights import ANYONE, Action, to_those_who_may

if TYPE_CHECKING:
    from commands import persons
    from commands.leading import delegations
    from commands.polls import (
        creating,
        export,
        following,
        listing,
        minutes,
        reading,
        results,
        running,
        templates,
        voting,
    )
    from commands.updates import entry_reading
else:
    # A question on the command line does not wait for what only polls need.
    persons = later("commands.persons")
    delegations = later("commands.leading.delegations")
    creating = later("commands.polls.creating")
    export = later("commands.polls.export")
    following = later("commands.polls.following")
    listing = later("commands.polls.listing")
    minutes = later("commands.polls.minutes")
    reading = later("commands.polls.reading")
    results = later("commands.polls.results")
    running = later("commands.polls.running")
    templates = later("commands.polls.templates")
    voting = later("commands.polls.voting")
    entry_reading = later("commands.updates.entry_reading")

_POLL = Argument("poll", reading.read_poll, ask=texts.ASK_NUMBER)
_THOSE_WHO_LEAD_IT = reading.to_those_who_lead_it
_THOSE_CONCERNED = reading.to_those_concerned

POLLS = (
    Command(
        words=("sondage", "créer"),
        arguments=(
            Argument("wanted", reading.read_wanted, required=False),
            Argument("participants", as_typed, ask=creating_texts.ASK_PARTICIPANTS, required=False),
            Argument("question", as_typed, ask=creating_texts.ASK_QUESTION, required=False),
            Argument("options", as_typed, ask=creating_texts.ASK_OPTIONS, required=False),
            Argument("end", as_typed, ask=creating_texts.ASK_END, required=False),
            Argument("mode", as_typed, ask=creating_texts.ASK_MODE, required=False),
        ),
        # A number alone shows a poll, which is for everyone; the handler checks who may make one.
        allowed=ANYONE,
        help=Help(texts.HELP_CREATE, texts.USAGE_CREATE, examples=(texts.EXAMPLE_CREATE,)),
        handler=creating.create,
    ),
    Command(
        words=("sondage", "modèle"),
        arguments=(Argument("wanted", templates.read_template, required=False),),
        allowed=to_those_who_may(Action.PUT_POLLS),
        help=Help(texts.HELP_TEMPLATE, texts.USAGE_TEMPLATE, examples=("sondage modèle satisfaction Comex",)),
        handler=templates.create_from,
    ),
    Command(
        words=("sondage", "ouvrir"),
        arguments=(_POLL,),
        allowed=_THOSE_WHO_LEAD_IT,
        help=Help(texts.HELP_OPEN, texts.USAGE_OPEN),
        handler=creating.open_poll,
    ),
    Command(
        words=("sondage", "abandonner"),
        arguments=(_POLL,),
        allowed=_THOSE_WHO_LEAD_IT,
        help=Help(texts.HELP_DROP, texts.USAGE_DROP),
        handler=creating.drop,
    ),
    Command(
        words=("sondage", "participer"),
        arguments=(_POLL,),
        allowed=to_those_who_may(Action.VOTE),
        help=Help(texts.HELP_JOIN, texts.USAGE_JOIN),
        handler=creating.join,
    ),
    Command(
        words=("sondage", "bulletin"),
        arguments=(_POLL, Argument("said", as_typed, required=False)),
        allowed=to_those_who_may(Action.VOTE),
        help=Help(texts.HELP_BALLOT, texts.USAGE_BALLOT),
        handler=voting.ballot_paper,
    ),
    Command(
        words=("sondage", "voter"),
        also=(("sondage", "répondre"),),
        arguments=(_POLL, Argument("ballot", as_typed, ask=texts.ASK_BALLOT)),
        allowed=to_those_who_may(Action.VOTE),
        help=Help(texts.HELP_VOTE, texts.USAGE_VOTE),
        handler=voting.vote,
    ),
    Command(
        words=("sondage", "retirer"),
        arguments=(_POLL,),
        allowed=to_those_who_may(Action.VOTE),
        help=Help(texts.HELP_WITHDRAW, texts.USAGE_WITHDRAW),
        handler=voting.withdraw,
    ),
    Command(
        words=("sondage", "résultats"),
        also=(("sondage", "résultat"), ("sondage", "statut")),
        arguments=(_POLL,),
        allowed=_THOSE_CONCERNED,
        help=Help(texts.HELP_RESULTS, texts.USAGE_RESULTS),
        handler=results.results,
    ),
    Command(
        words=("sondage", "relevé"),
        arguments=(_POLL,),
        allowed=_THOSE_CONCERNED,
        help=Help(texts.HELP_MINUTES, texts.USAGE_MINUTES),
        handler=minutes.minutes,
    ),
    Command(
        words=("sondage", "exporter"),
        arguments=(_POLL,),
        allowed=_THOSE_CONCERNED,
        help=Help(texts.HELP_EXPORT, texts.USAGE_EXPORT),
        handler=export.export,
    ),
    Command(
        words=("sondage", "liste"),
        arguments=(),
        allowed=ANYONE,
        help=Help(texts.HELP_LIST, texts.USAGE_LIST, examples=("sondage liste",)),
        handler=listing.listing,
    ),
    Command(
        words=("sondage", "relancer"),
        arguments=(_POLL,),
        allowed=_THOSE_WHO_LEAD_IT,
        help=Help(texts.HELP_CHASE, texts.USAGE_CHASE),
        handler=running.chase,
    ),
    Command(
        words=("sondage", "clore"),
        arguments=(_POLL,),
        allowed=_THOSE_WHO_LEAD_IT,
        help=Help(texts.HELP_CLOSE, texts.USAGE_CLOSE),
        handler=running.close,
    ),
    Command(
        words=("sondage", "prolonger"),
        arguments=(_POLL, Argument("end", reading.read_end, ask=texts.ASK_END)),
        allowed=_THOSE_WHO_LEAD_IT,
        help=Help(texts.HELP_EXTEND, texts.USAGE_EXTEND),
        handler=running.extend,
    ),
    Command(
        words=("sondage", "corriger"),
        arguments=(_POLL, Argument("words", as_typed, ask=texts.ASK_WORDS)),
        allowed=_THOSE_WHO_LEAD_IT,
        help=Help(texts.HELP_CORRECT, texts.USAGE_CORRECT),
        handler=running.correct,
    ),
    Command(
        words=("sondage", "confier"),
        arguments=(_POLL, Argument("helper", persons.read_person, ask=texts.ASK_PERSON)),
        allowed=_THOSE_WHO_LEAD_IT,
        help=Help(texts.HELP_HELPER, texts.USAGE_HELPER),
        handler=creating.name_helper,
    ),
    Command(
        words=("sondage", "pouvoir"),
        arguments=(
            Argument("holder", delegations.read_deputy, ask=texts.ASK_PERSON),
            Argument("days", delegations.read_days, ask=texts.ASK_DAYS),
        ),
        allowed=to_those_known(Action.VOTE),
        help=Help(texts.HELP_PROXY, texts.USAGE_PROXY),
        handler=listing.give,
    ),
    Command(
        words=("sondage", "valeur"),
        arguments=(
            _POLL,
            Argument("entry", entry_reading.read_result, ask=result_texts.ASK_TARGET),
            Argument("option", as_typed, required=False),
        ),
        allowed=to_those_who_update("entry"),
        help=Help(texts.HELP_VALUE, texts.USAGE_VALUE),
        handler=following.value,
    ),
    Command(
        words=("sondage", "décision"),
        arguments=(_POLL, Argument("text", as_typed, ask=result_texts.ASK_DECISION)),
        allowed=_THOSE_WHO_LEAD_IT,
        help=Help(texts.HELP_DECISION, texts.USAGE_DECISION),
        handler=following.decide,
    ),
    Command(
        words=("sondage", "pondérer"),
        arguments=(_POLL, Argument("weights", as_typed, ask=result_texts.ASK_WEIGHTS)),
        allowed=_THOSE_CONCERNED,
        help=Help(texts.HELP_WEIGH, texts.USAGE_WEIGH),
        handler=following.reweigh,
    ),
)
