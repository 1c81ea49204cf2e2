"""`python -m bot` is the `dimension` command."""

from __future__ import annotations

from bot.cli import main

main()
