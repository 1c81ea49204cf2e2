"""The files of the organisation as bytes: which they are, whether they changed. Light, for every start asks it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from storage.organisation import texts

EXAMPLE = Path(__file__).parent / "example" / "organisation.toml"

# Raised when the same files come to mean something else, so that they are loaded again.
FORMAT = 1


class OrganisationError(Exception):
    """The organisation files say nothing that can be loaded; `problems` are French sentences, one each."""

    def __init__(self, file: str, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(texts.refused(file, problems))


def digest_of(path: Path) -> str:
    """A digest of the bytes of the organisation file and its lists; raises OrganisationError without the file."""
    return digest(contents_of(path))


def contents_of(path: Path) -> dict[str, bytes]:
    """The organisation file, then every CSV file beside it, by name."""
    name = path.name
    try:
        contents = {name: path.read_bytes()}
        for beside in sorted(path.parent.iterdir()):
            if beside.suffix.lower() == ".csv" and beside.is_file():
                name = beside.name
                contents[name] = beside.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise OrganisationError(name, (texts.problem(str(path), "", "", texts.MISSING_FILE),)) from error
    except OSError as error:
        raise OrganisationError(name, (texts.problem(name, "", "", texts.UNREADABLE_FILE),)) from error
    return contents


def digest(contents: dict[str, bytes]) -> str:
    """A digest of names and contents."""
    whole = sha256(f"format {FORMAT}".encode())
    for name, content in contents.items():
        whole.update(f"\n{name} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()
