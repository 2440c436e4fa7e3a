"""What was asked for on the command line: parse it, have it done, and answer with an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from missionplanner.cli import commands
from missionplanner.cli.commands import ENDINGS
from missionplanner.cli.ending import BadInputError, Exit
from missionplanner.cli.output import write_error, write_text
from missionplanner.cli.windows import WindowRequest
from missionplanner.files.errors import FileError

_COMMANDS = ("export", "check", "fly", "disperse", "propagate", "windows", "self-test")


class _Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations, and says what is wrong in one sentence."""

    def __init__(self, **settings: Any) -> None:
        """Make a parser as argparse does."""
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise BadInputError(f"{message[:1].upper()}{message[1:]}; 'missionplanner --help' shows how.")


class _ShowVersion(argparse.Action):
    """Look the version up when it is asked for, and only then: it costs a search through what is installed."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the version and leave."""
        write_text(version("missionplanner"))
        parser.exit()


def run(arguments: Sequence[str]) -> int:
    """Do what the command line asks for.

    Args:
        arguments: what follows the program's name.

    Returns:
        0 done; 1 the plan cannot be flown, has findings of severity error that nobody waived, or no launch window is
        feasible; 2 bad input, with one sentence on stderr.
    """
    try:
        return _do(_parsed(arguments))
    except FileError as error:
        write_error(str(error))
        return Exit.BAD_INPUT
    except KeyboardInterrupt:
        return Exit.STOPPED


def _do(chosen: argparse.Namespace) -> int:
    match chosen.command:
        case "export":
            return commands.export(chosen.plan, chosen.out)
        case "check":
            return commands.check(chosen.plan, chosen.json, chosen.safety)
        case "fly":
            return commands.fly(chosen.plan, chosen.json)
        case "disperse":
            return commands.disperse(chosen.plan, chosen.count, chosen.seed, chosen.json)
        case "propagate":
            return commands.propagate(chosen.target, chosen.at, chosen.json)
        case "windows":
            request = WindowRequest(
                target=chosen.target,
                site=chosen.site,
                start=chosen.start,
                days=chosen.days,
                vehicle=chosen.vehicle,
                profiles=tuple(chosen.profile),
                port=chosen.port,
            )
            return commands.windows(request, chosen.json)
        case "self-test":
            return commands.self_test()
        case _:
            return commands.open_window(chosen.plan)


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    first = arguments[0] if arguments else ""
    if first in _COMMANDS or first in ("-h", "--help", "--version"):
        return _command_parser().parse_args(arguments)
    parser = _Parser(prog="missionplanner")
    parser.add_argument("plan", nargs="?", type=Path)
    return parser.parse_args(arguments, argparse.Namespace(command=None))


def _command_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="missionplanner",
        usage="%(prog)s [PLAN]\n       %(prog)s COMMAND ...",
        description="Plan a crewed flight from launch to docking. Without a command, a window opens on PLAN.",
        epilog="Exit code: 0 done; 1 the plan breaks a rule that nobody waived or cannot be flown, or no window is "
        "feasible; 2 bad input.",
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the program's version and exit")
    below = parser.add_subparsers(prog="missionplanner", dest="command", required=True, metavar="COMMAND")

    export = below.add_parser("export", help=f"write a plan as {ENDINGS}")
    export.add_argument("plan", type=Path, metavar="PLAN")
    export.add_argument("out", type=Path, metavar="OUT", help=f"what to write; it ends in {ENDINGS}")

    check = below.add_parser("check", help="list what is wrong with a plan")
    check.add_argument("plan", type=Path, metavar="PLAN")

    check.add_argument(
        "--safety", action="store_true", help="also fly what happens if a burn fails, and the ways out of the sphere"
    )

    fly = below.add_parser("fly", help="burns, delta-v, docking, and the time of every event")
    fly.add_argument("plan", type=Path, metavar="PLAN")

    disperse = below.add_parser("disperse", help="how far a flight strays when it is flown many times with errors")
    disperse.add_argument("plan", type=Path, metavar="PLAN")
    disperse.add_argument("--count", type=int, default=1000, metavar="N", help="how many flights; 1000 if not given")
    disperse.add_argument("--seed", type=int, default=1, metavar="N", help="of the draws; the same gives the same")

    propagate = below.add_parser("propagate", help="where a target is at given times")
    propagate.add_argument(
        "--target", type=Path, required=True, metavar="FILE", help="TLE, OMM or OEM, plain or in gzip"
    )
    propagate.add_argument("--at", required=True, metavar="UTC[,UTC...]", help="times like 2025-11-27T09:27:57.402Z")

    windows = below.add_parser("windows", help="when to launch, and by which profile")
    windows.add_argument(
        "--target", type=Path, required=True, metavar="FILE", help="TLE, OMM, OEM, or a plan with its target"
    )
    windows.add_argument("--site", required=True, metavar="ID", help="a pad like baikonur-31-6, or a .json file")
    windows.add_argument("--from", dest="start", required=True, metavar="DATE", help="the first day, like 2025-11-22")
    windows.add_argument("--days", type=int, required=True, metavar="N", help="how many days")
    windows.add_argument("--vehicle", metavar="ID", help="a vehicle, or a .json file; that of the pad if none is named")
    windows.add_argument(
        "--port", metavar="ID", help="a port like harmony-forward; the vehicle's usual one if none is named"
    )
    windows.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="ID",
        help="a profile, or a .json file; all if none is named",
    )

    for command in (check, fly, disperse, propagate, windows):
        command.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    below.add_parser("self-test", help="try every part of the installed program")
    return parser
