"""Random programs that always mean something: nested control flow, exceptions, generators, classes, decorators, closures."""

from __future__ import annotations

import random

PRELUDE = '''\
import contextlib, functools, sys, traceback

count = 0


def tick(step=1):
    global count
    count += step
    return count


def boom(kind):
    if kind % 4 == 0:
        raise ValueError("boom", kind)
    if kind % 4 == 1:
        return {}[kind]
    if kind % 4 == 2:
        return 1 / 0
    return kind


def logged(function):
    @functools.wraps(function)
    def inner(*values):
        print("call", function.__name__, values)
        return function(*values)
    return inner


class Guard:
    def __init__(self, name, *swallowed):
        self.name, self.swallowed = name, swallowed

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind and kind.__name__, [frame.lineno for frame in traceback.extract_tb(trace)])
        return kind is not None and issubclass(kind, self.swallowed)

    def __del__(self):
        print("del", self.name)
'''
ERRORS = ("ValueError", "(KeyError, ZeroDivisionError)", "LookupError", "Exception", "ArithmeticError")


class Writer:
    """Writes one program from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.named = 0

    def program(self) -> bytes:
        lines = [line for _ in range(self.random.randint(3, 9)) for line in self.statement(0, 3, False, False)]
        return (PRELUDE + "\n\n" + "\n".join(lines) + "\n").encode()

    def name(self, prefix: str) -> str:
        self.named += 1
        return f"{prefix}{self.named}"

    def statement(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        pick = self.random.random()
        pad = "    " * depth
        if room <= 0 or pick < 0.4:
            return [pad + self.simple(loop, function)]
        kinds = [self.loop, self.branch, self.attempt, self.guarded, self.definition, self.generator, self.klass]
        lines = self.random.choice(kinds)(depth, room - 1, loop, function)
        return lines + ([] if self.random.random() < 0.7 else ["", pad + "# between"])

    def simple(self, loop: bool, function: bool) -> str:
        n = self.random.randint(0, 9)
        choices = [
            f"print({n}, tick())", f"x{n % 3} = tick({n})", f"print('boom', boom({n}))",
            f"y = [boom(3) + i for i in range({n % 4})]; print(y)",
            f"print(f'{{tick()!r:>{n + 2}}} {{{n} + 1}}')", f"z = (lambda a, b={n}: a * b)(tick()); print(z)", "print(sys.exc_info()[0])",
            f"w: int = tick({n})", f"constant = (1, 2.5, 'a b', {n})", f"print({{k: v for k, v in zip('ab', range({n}))}})", "'a string'",
            f"assert tick() > {n}, 'count'", f"print(count if tick() % 2 else -{n})", "pass",
        ]
        if loop:
            choices += [f"if tick() % {n % 3 + 2} == 0: break", f"if tick() % {n % 3 + 2} == 0: continue"]
        if function:
            choices += [f"if tick() % 3 == 0: return {n}", "return tick()"]
        if self.random.random() < 0.02:
            return self.random.choice([f"sys.exit({n})", "raise KeyError('end') from ValueError('cause')", "raise KeyboardInterrupt"])
        return self.random.choice(choices)

    def block(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        return [line for _ in range(self.random.randint(1, 3)) for line in self.statement(depth + 1, room, loop, function)]

    def loop(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        pad, i = "    " * depth, self.name("i")
        head = self.random.choice([f"for {i} in range({self.random.randint(0, 3)}):", f"for {i}, _ in enumerate('ab'):"])
        lines = [pad + head, *self.block(depth, room, True, function)]
        if self.random.random() < 0.4:
            lines += [pad + "else:", *self.block(depth, room, loop, function)]
        return lines

    def branch(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        pad = "    " * depth
        lines = [pad + f"if tick() % {self.random.randint(2, 4)} == 0:", *self.block(depth, room, loop, function)]
        for _ in range(self.random.randint(0, 2)):
            lines += [pad + f"elif count % {self.random.randint(2, 5)} == 1:", *self.block(depth, room, loop, function)]
        if self.random.random() < 0.5:
            lines += [pad + "else:", *self.block(depth, room, loop, function)]
        return lines

    def attempt(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        pad = "    " * depth
        lines = [pad + "try:", *self.block(depth, room, loop, function)]
        clauses = self.random.randint(0, 2)
        for _ in range(clauses):
            name = self.random.choice(["", f" as {self.name('e')}"])
            lines += [pad + f"except {self.random.choice(ERRORS)}{name}:", *self.block(depth, room, loop, function)]
            if self.random.random() < 0.3:
                lines.append(pad + "    " + self.random.choice(["raise", "traceback.print_exc()", "raise RuntimeError('again')"]))
        if clauses and self.random.random() < 0.3:
            lines += [pad + "else:", *self.block(depth, room, loop, function)]
        if not clauses or self.random.random() < 0.3:
            lines += [pad + "finally:", pad + f"    print('finally', {self.random.randint(0, 9)})"]
        return lines

    def guarded(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        pad, errors = "    " * depth, self.random.choice(["", ", ValueError", ", LookupError, ArithmeticError"])
        return [pad + f"with Guard('{self.name('g')}'{errors}) as guard:", *self.block(depth, room, loop, function)]

    def definition(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        pad, name = "    " * depth, self.name("f")
        decorator = [pad + "@logged"] if self.random.random() < 0.4 else []
        body = [pad + "    'Says what it does.'", *self.block(depth, room, False, True)]
        return [*decorator, pad + f"def {name}(a, b=2.5):", *body, pad + f"print({name}(1))"]

    def generator(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        pad, name = "    " * depth, self.name("gen")
        body = self.block(depth, room, False, False)
        return [
            pad + f"def {name}():", pad + "    yield tick()", *body, pad + "    yield from (tick(), boom(3))",
            pad + f"print(list({name}()))",
        ]

    def klass(self, depth: int, room: int, loop: bool, function: bool) -> list[str]:
        pad, name = "    " * depth, self.name("C")
        return [
            pad + f"class {name}:", pad + f"    value = tick({self.random.randint(0, 5)})", pad + "    def method(self, a=1):",
            *self.block(depth + 1, room, False, True), pad + f"print({name}.value, {name}().method())",
        ]
