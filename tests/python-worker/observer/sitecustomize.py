"""Put on the path of both arms: writes what the program left in its module, seen as late as Python code can see it."""

import atexit
import os


def _leave(out: str = os.environ.get("EAGER_OBSERVER_OUT", "")) -> None:
    import sys

    # Helpers of the program, such as the tracker of `multiprocessing`, are no programs; they may end after it, and in one arm are killed with it.
    if not out or "-c" in getattr(sys, "orig_argv", sys.argv):
        return
    # What the program notes of imports and files, by an audit hook for instance, it should not note of these.
    names = {name: list(value) if type(value) is list else value for name, value in list(sys.modules["__main__"].__dict__.items())}
    sys.path.append(os.path.dirname(os.path.abspath(__file__)))
    import describe_namespace

    text = describe_namespace.describe(names)
    with open(out + ".process", "w", encoding="utf-8") as file:
        file.write(str(os.getpid()))
    with open(out, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)


atexit.register(_leave)
