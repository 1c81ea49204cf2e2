"""What people do in the double's workspace: type, click, fill in, open; each gives how the delivery ended."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from tests.slack_double.server import Acknowledged, SlackDouble
from tests.slack_double.state import BOT_USER, TEAM, Json


class People:
    """Acts in a double."""

    def __init__(self, slack: SlackDouble) -> None:
        self.slack = slack

    def command_payload(self, user: str, text: str, channel: str = "C0GENERAL") -> Json:
        """What Slack sends for « /objectif statut »."""
        command, _, rest = text.partition(" ")
        return {
            "command": command,
            "text": rest,
            "user_id": user,
            "channel_id": channel,
            "team_id": TEAM,
            "trigger_id": self.slack.workspace.trigger(),
            "response_url": self.slack.response_url(user, channel),
        }

    async def command(self, user: str, text: str, channel: str = "C0GENERAL") -> Acknowledged:
        """Type a slash command."""
        return await self.slack.deliver("slash_commands", self.command_payload(user, text, channel))

    def event_payload(self, event: Json) -> Json:
        """An event with an identifier of its own."""
        return {
            "type": "event_callback",
            "event_id": self.slack.workspace.identifier("Ev"),
            "team_id": TEAM,
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
            "event": event,
        }

    async def event(self, payload: Json, *, retry: int = 0) -> Acknowledged:
        """Deliver an event, perhaps not for the first time."""
        return await self.slack.deliver(
            "events_api", payload, accepts_response_payload=False, retry_attempt=retry, retry_reason=""
        )

    def mention_payload(self, user: str, text: str, channel: str = "C0GENERAL") -> Json:
        """« @dimension statut 4.2.2 » in a channel."""
        said = f"<@{BOT_USER}> {text}"
        ts = self.slack.workspace.stamp()
        self.slack.workspace.channels[channel].messages.append(
            {"type": "message", "user": user, "text": said, "ts": ts}
        )
        return self.event_payload({"type": "app_mention", "user": user, "text": said, "channel": channel, "ts": ts})

    def direct_payload(self, user: str, text: str) -> Json:
        """The same in a direct conversation."""
        channel = self.slack.workspace.direct(user)
        ts = self.slack.workspace.stamp()
        channel.messages.append({"type": "message", "user": user, "text": text, "ts": ts})
        event = {"type": "message", "channel_type": "im", "user": user, "text": text, "channel": channel.id, "ts": ts}
        return self.event_payload(event)

    async def say(self, user: str, text: str, channel: str = "") -> Acknowledged:
        """Write to the bot directly, or mention it in a channel."""
        payload = self.mention_payload(user, text, channel) if channel else self.direct_payload(user, text)
        return await self.event(payload)

    async def open_home(self, user: str) -> Acknowledged:
        """Open the bot's page."""
        return await self.event(self.event_payload({"type": "app_home_opened", "user": user, "tab": "home"}))

    def click_payload(self, user: str, shown: Json, label: str, *, home: bool = False) -> Json:
        """A click on the button, or the entry of a menu, that has this label."""
        action = _action(shown.get("blocks") or [], label)
        payload: Json = {
            "type": "block_actions",
            "user": {"id": user},
            "team": {"id": TEAM},
            "trigger_id": self.slack.workspace.trigger(),
            "actions": [action],
        }
        if home:
            return payload | {"view": {"id": f"V{user}", "type": "home"}, "container": {"type": "view"}}
        channel = str(shown.get("channel", "C0GENERAL"))
        container = {"type": "message", "message_ts": shown["ts"], "channel_id": channel}
        container["is_ephemeral"] = "bot_id" not in shown
        payload |= {
            "container": container,
            "channel": {"id": channel},
            "response_url": self.slack.response_url(user, channel),
        }
        # Slack gives no message with a click in what only one person sees.
        return payload if container["is_ephemeral"] else payload | {"message": shown}

    async def click(self, user: str, shown: Json, label: str, *, home: bool = False) -> Acknowledged:
        """Click."""
        return await self.slack.deliver("interactive", self.click_payload(user, shown, label, home=home))

    def submission_payload(self, user: str, view: Json, values: Mapping[str, str]) -> Json:
        """A modal with these values by field; a menu's by the label of its entry."""
        state: Json = {}
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            name = block["block_id"].partition(":")[2]
            element = block["element"]
            state[block["block_id"]] = {element["action_id"]: _given(element, values.get(name))}
        filled = {**view, "state": {"values": state}}
        trigger = self.slack.workspace.trigger()
        return {
            "type": "view_submission",
            "user": {"id": user},
            "team": {"id": TEAM},
            "view": filled,
            "trigger_id": trigger,
        }

    async def submit(self, user: str, view: Json, values: Mapping[str, str]) -> Acknowledged:
        """Submit a modal; what the answer makes of it stands in the workspace."""
        done = await self.slack.deliver("interactive", self.submission_payload(user, view, values))
        if (done.payload or {}).get("response_action") == "update":
            shown = {**done.payload["view"], "id": view["id"], "hash": self.slack.workspace.stamp()}  # type: ignore[index]
            self.slack.workspace.views[view["id"]] = shown
        elif done.acknowledged and (done.payload or {}).get("response_action") != "errors":
            self.slack.workspace.views.pop(view["id"], None)
        return done

    async def shortcut(self, user: str, callback: str, *, message: str = "") -> Acknowledged:
        """Use a shortcut, on a message of a channel when there is one."""
        payload: Json = {
            "type": "message_action" if message else "shortcut",
            "callback_id": callback,
            "user": {"id": user},
            "team": {"id": TEAM},
            "trigger_id": self.slack.workspace.trigger(),
        }
        if message:
            channel = "C0GENERAL"
            said = {"type": "message", "text": message, "ts": self.slack.workspace.stamp(), "user": "U0BOB"}
            url = self.slack.response_url(user, channel)
            payload |= {"channel": {"id": channel}, "message": said, "response_url": url}
        return await self.slack.deliver("interactive", payload)

    async def suggest(self, user: str, shown: Json, typed: str) -> list[Json]:
        """What a menu that asks for its entries offers for what is typed in it."""
        block, element = next(
            (block, element)
            for block in shown["blocks"]
            for element in (*block.get("elements", ()), *([block["element"]] if "element" in block else ()))
            if element.get("type") == "external_select"
        )
        payload: Json = {
            "type": "block_suggestion",
            "user": {"id": user},
            "team": {"id": TEAM},
            "block_id": block.get("block_id", ""),
            "action_id": element["action_id"],
            "value": typed,
            "container": {"type": "message"},
        }
        if shown.get("type") == "modal":
            payload["view"] = shown
        done = await self.slack.deliver("interactive", payload)
        options: list[Json] = (done.payload or {}).get("options", [])
        return options

    async def pick(self, user: str, shown: Json, option: Json) -> Acknowledged:
        """Pick an entry that such a menu offered."""
        block = next(block for block in shown["blocks"] if str(block.get("block_id", "")).startswith("menu:"))
        payload = self.click_payload(user, {**shown, "blocks": [_pretend(block)]}, "x")
        action: Json = {"type": "external_select", "action_id": block["elements"][0]["action_id"]}
        payload["actions"] = [action | {"block_id": block["block_id"], "selected_option": option}]
        return await self.slack.deliver("interactive", payload)


def _pretend(block: Json) -> Json:
    return {"type": "actions", "elements": [{"type": "button", "text": {"text": "x"}, "action_id": "x", "value": ""}]}


def _action(blocks: list[Json], label: str) -> Json:
    for block in blocks:
        for element in (*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())):
            if element.get("type") == "button" and label in (
                element["text"]["text"],
                element.get("accessibility_label"),
            ):
                action = {name: element[name] for name in ("type", "action_id", "value")}
                return action | {"block_id": block.get("block_id", "generated"), "action_ts": f"{time.time():.6f}"}
            for option in element.get("options", ()):
                if option["text"]["text"] == label:
                    action = {"type": element["type"], "action_id": element["action_id"], "selected_option": option}
                    return action | {"block_id": block.get("block_id", "generated")}
    raise AssertionError(f"no button « {label} » in {blocks}")


def _given(element: Json, value: str | None) -> Json:
    """What Slack sends of an input: what stood in it where nothing was changed."""
    given: dict[str, Any] = {"type": element["type"]}
    if element["type"] == "plain_text_input":
        return given | {"value": element.get("initial_value") if value is None else value or None}
    if value is None:
        return given | {"selected_option": element.get("initial_option")}
    for option in element.get("options", ()):
        if value in (option["text"]["text"], option["value"]):
            return given | {"selected_option": option}
    return given | {"selected_option": {"value": value, "text": {"text": value}}}
