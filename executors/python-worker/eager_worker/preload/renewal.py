"""What a module has drawn or read as it was imported, drawn and read again: for this process, not for the parent that it was forked by."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Callable


def renew(name: str, module: ModuleType) -> None:
    if name in _RENEWED:
        _RENEWED[name](module)


def _numpy_random(module: ModuleType) -> None:
    module.seed()


def _matplotlib(module: ModuleType) -> None:
    for folder in (module.get_configdir, module.get_cachedir):  # beneath the home of this process
        for name, cell in zip(folder.__code__.co_freevars, folder.__closure__ or ()):
            if name == "called":
                cell.cell_contents = False
    if os.environ.get("MPLBACKEND"):
        module.rcParams["backend"] = os.environ["MPLBACKEND"]


def _process(module: ModuleType) -> None:
    key = module.AuthenticationString(os.urandom(32))
    module._current_process._config["authkey"] = key


_RENEWED: dict[str, Callable[[ModuleType], None]] = {
    "numpy.random.mtrand": _numpy_random,
    "matplotlib": _matplotlib,
    "multiprocessing.process": _process,
}
