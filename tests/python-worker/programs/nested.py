"""Random programs of nested control flow: what left a block, and by which way, is printed. From a seed. Traced ones begin somewhere to note lines."""

from __future__ import annotations

import random

PRELUDE = '''import contextlib, sys, traceback
class Manager:
    def __init__(self, name, swallowed=(), broken=None):
        self.name, self.swallowed, self.broken = name, swallowed, broken
    def __enter__(self):
        print("enter", self.name)
        if self.broken == "enter":
            raise OSError(self.name)
        return self.name
    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind and kind.__name__, sys.exc_info()[1] is error, [one.lineno for one in traceback.extract_tb(trace)])
        if self.broken == "exit":
            raise LookupError(self.name)
        return kind is not None and kind in self.swallowed
    def __del__(self):
        print("gone", self.name)
class Turns:
    def __init__(self, left):
        self.left = left
    def __bool__(self):
        print("asked", self.left)
        self.left -= 1
        return self.left >= 0
class Counting:
    def __init__(self, most):
        self.most = most
    def __iter__(self):
        print("iter")
        return Ticket(self.most)
class Ticket:
    def __init__(self, most):
        self.left = most
    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left
    def __del__(self):
        print("ticket gone", self.left)
@contextlib.contextmanager
def managed(name):
    print("enter", name)
    try:
        yield name
    except KeyError as error:
        print("inside", repr(error))
    finally:
        print("exit", name)
def boom(kind):
    if kind % 3 == 0:
        raise ValueError(kind)
    return {}[kind] if kind % 3 == 1 else 1 / 0
count = 0
def tick():
    global count
    count += 1
    return count
'''
TRACER = '''noted = []
def note(frame, event, _, file=__file__):
    if frame.f_code.co_filename == file:
        noted.append((event, frame.f_lineno, frame.f_code.co_name))
    return note
'''
BEGIN, END = "sys._getframe().f_trace = note; sys.settrace(note)", "sys.settrace(None)\nprint(noted)\n"
ERRORS = ("ValueError", "(KeyError, ZeroDivisionError)", "LookupError", "Exception", "OSError", "boom(1)", "3")


class Writer:
    """Writes one program."""

    def __init__(self, seed: int, traced: bool = False) -> None:
        self.random = random.Random(seed)
        self.named = 0
        self.traced = traced

    def program(self) -> bytes:
        lines = [line for _ in range(self.random.randint(1, 5)) for line in self.statement(0, 4, False, False)]
        if not self.traced:
            return (PRELUDE + "\n".join(lines) + "\n").encode()
        at = self.random.choice([n for n, line in enumerate(lines) if line and not line.lstrip(" ").startswith(("#", "el", "except", "finally"))])
        pad = lines[at][: len(lines[at]) - len(lines[at].lstrip(" "))]
        return (PRELUDE + TRACER + "\n".join([*lines[:at], pad + BEGIN, *lines[at:]]) + "\n" + END).encode()

    def simple(self, loop: bool, handling: bool) -> str:
        pick, self.named = self.random.random(), self.named + 1
        n = self.random.randint(0, 5)
        if pick < 0.4:
            return f"print({self.named}, tick())"
        if pick < 0.5:
            return self.random.choice([f"x{n} = tick()", f"x = [i for i in range({n})]; print(x)", f"global g{n}", "import os.path as p", f"c = (1, 2.5, 'a b'); c == {n}"])
        if pick < 0.62:
            return f"boom({n})"
        if pick < 0.7 and loop:
            return self.random.choice(["break", "continue"])
        if pick < 0.75:
            return f"if tick() % {n + 1} == 0: boom({n})"
        if pick < 0.82 and loop:
            return f"if tick() % {n + 1} == 0: " + self.random.choice(["break", "continue"])
        if pick < 0.86:
            return self.random.choice(["raise", f"raise RuntimeError({n}) from sys.exc_info()[1]"]) if handling else f"raise KeyError({self.named})"
        if pick < 0.93:
            return "print(type(sys.exc_info()[1]).__name__, type(getattr(sys.exc_info()[1], '__context__', None)).__name__)"
        return self.random.choice(["traceback.print_exc()", "traceback.print_stack()", f"f = lambda a={n}: a + tick(); print(f())"])

    def block(self, margin: int, room: int, loop: bool, handling: bool) -> list[str]:
        lines = [line for _ in range(self.random.randint(1, 3)) for line in self.statement(margin, room, loop, handling)]
        if self.random.random() < 0.15:
            lines.append(" " * self.random.choice([0, 2, margin]) + "# between")
        return lines + ([""] if self.random.random() < 0.1 else [])

    def statement(self, margin: int, room: int, loop: bool, handling: bool) -> list[str]:
        pad, pick = " " * margin, self.random.random()
        if room <= 0 or pick < 0.42:
            return [pad + self.simple(loop, handling)]
        inner = margin + self.random.choice([1, 2, 4])
        if pick < 0.65:
            return self.loop(pad, inner, room - 1, loop, handling)
        if pick < 0.76:
            lines = [pad + f"if tick() % {self.random.randint(1, 3)} == 0:", *self.block(inner, room - 1, loop, handling)]
            for _ in range(self.random.choice([0, 0, 1, 2])):
                lines += [pad + f"elif tick() % 2 == {self.random.randint(0, 1)}:", *self.block(margin + 3, room - 1, loop, handling)]
            return lines + self.otherwise(pad, inner, room, loop, handling)
        return (self.guarded if pick < 0.86 else self.attempt)(pad, inner, room - 1, loop, handling)

    def otherwise(self, pad: str, inner: int, room: int, loop: bool, handling: bool) -> list[str]:
        if self.random.random() < 0.6:
            return []
        if self.random.random() < 0.3:
            return [pad + f"else: print({self.named}); tick()"]
        return [pad + "else:", *self.block(inner, room - 1, loop, handling)]

    def loop(self, pad: str, inner: int, room: int, loop: bool, handling: bool) -> list[str]:
        self.named += 1
        n = self.random.randint(0, 3)
        head = self.random.choice([
            f"for i{room} in range({n}):", f"for i{room} in Counting({n}):", f"for i{room}, j in zip(range({n}), 'abc'):", f"for a, b in [({n},)]:", f"for i in {n}:",
            f"while t{self.named}:",
        ][: 6 if self.random.random() < 0.3 else 3] + [f"while t{self.named}:"])
        lines = [pad + f"t{self.named} = Turns({n})"] if head.startswith("while") else []
        return lines + [pad + head, *self.block(inner, room, True, handling), *self.otherwise(pad, inner, room, loop, handling)]

    def guarded(self, pad: str, inner: int, room: int, loop: bool, handling: bool) -> list[str]:
        self.named += 1
        managers = [
            f"Manager('{self.named}{n}', {self.random.choice(['()', '(ValueError,)', '(KeyError, ZeroDivisionError)'])}, "
            f"{self.random.choice(['None', 'None', 'None', repr('enter'), repr('exit')])})" + self.random.choice(["", f" as w{n}", " as (a, b)"])
            for n in range(self.random.choice([1, 1, 2]))
        ]
        managers = managers if self.random.random() < 0.8 else [self.random.choice([f"managed({self.named}) as m", "3", "contextlib.suppress(ValueError)"])]
        return [pad + "with " + ", ".join(managers) + ":", *self.block(inner, room, loop, handling)]

    def attempt(self, pad: str, inner: int, room: int, loop: bool, handling: bool) -> list[str]:
        lines = [pad + "try:", *self.block(inner, room, loop, handling)]
        clauses = self.random.choice([0, 1, 1, 2, 3])
        star = "*" if clauses and self.random.random() < 0.15 else ""
        for n in range(clauses):
            error = "" if n == clauses - 1 and not star and self.random.random() < 0.2 else self.random.choice(ERRORS)
            head = pad + f"except{star} {error}".rstrip() + (self.random.choice(["", f" as e{room}"]) if error else "") + ":"
            simple = self.simple(False, True)
            if self.random.random() < 0.2 and not simple.startswith("if"):
                lines.append(head + " " + simple)
            else:
                lines += [head, *self.block(inner, room, loop and not star, True)]
        if clauses:
            lines += self.otherwise(pad, inner, room, loop, handling)
        if not clauses or self.random.random() < 0.35:
            lines += [pad + "finally:", *self.block(inner, room, loop, handling)]
        return lines
