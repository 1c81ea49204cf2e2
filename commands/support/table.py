"""The commands about supports asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import Argument, Command, Help, later
from commands.rights import ANYONE
from commands.support import texts

if TYPE_CHECKING:
    from commands.support import answering, listing, reading
else:
    # A question on the command line does not wait for what only answers need.
    answering = later("commands.support.answering")
    listing = later("commands.support.listing")
    reading = later("commands.support.reading")

_REQUEST = Argument("request", reading.read_request, ask=texts.ASK_NUMBER, hint=texts.ASK_NUMBER_HINT)

SUPPORT = (
    Command(
        words=("appui", "liste"),
        arguments=(Argument("page", reading.read_page, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP_LIST, texts.USAGE_LIST, examples=("appui liste",)),
        handler=listing.listing,
    ),
    Command(
        words=("appui", "répondre"),
        arguments=(
            _REQUEST,
            Argument("answer", reading.read_answer, required=False),
            # What is typed behind the answer is the comment; the body then comes from the form.
            Argument("comment", reading.read_comment, required=False),
            Argument("body", reading.read_body, required=False),
        ),
        allowed=answering.may_answer,
        help=Help(texts.HELP_ANSWER, texts.USAGE_ANSWER),
        handler=answering.respond,
        instead=answering.to_others,
    ),
    Command(
        words=("appui", "lever"),
        arguments=(_REQUEST, Argument("comment", reading.read_comment, required=False)),
        allowed=answering.may_lift,
        help=Help(texts.HELP_LIFT, texts.USAGE_LIFT),
        handler=answering.lift,
    ),
)
