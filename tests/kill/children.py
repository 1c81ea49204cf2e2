"""Child processes to kill: forked from a process that has everything imported, so that they begin at once."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload(
    [
        "tests.kill.announcer",
        "tests.kill.sender",
        "tests.kill.taker",
        "tests.kill.voter",
        "sqlalchemy.dialects.sqlite",
        "psycopg",
    ]
)


@contextmanager
def child(program: Callable[..., None], *arguments: Any) -> Iterator[BaseProcess]:
    """A process that runs `program(begun, *arguments)`, once it has set `begun`; it is gone in the end."""
    begun = _FORK.Event()
    process = _FORK.Process(target=program, args=(begun, *arguments))
    process.start()
    try:
        assert begun.wait(60)
        yield process
    finally:
        process.kill()
        process.join()


def finish(process: BaseProcess) -> None:
    """Wait until the process has ended by itself, and well."""
    process.join(1_000)
    assert process.exitcode == 0
