"""Random programs whose function is called at their end: variables of every kind, closures over them, ends of their lives, early returns."""

from __future__ import annotations

import random

from . import flat

_CALLS = (
    "main()", "if __name__ == '__main__':\n    main()", "import sys\nif __name__ == '__main__':\n    sys.exit(main())", "result = main()\nprint(result)",
    "raise SystemExit(main())", "def later(a, b=1): return a\nmain()\nprint(later(2))", "'''text'''\nif '__main__' == __name__:\n    print('first')\n    main()",
    "if __name__ == \"__main__\":\n    # comment\n    x = main(); print(x)\nelse:\n    print('no')", "main(); main()", "count = 5\nmain()", "try:\n    main()\nfinally:\n    print(count)",
)


class Writer(flat.Writer):
    """Writes one program."""

    def program(self) -> bytes:
        lines = [line for _ in range(self.random.randint(3, 9)) for line in self.part()]
        annotated = self.random.choice(["", " -> None", " -> int"])
        header = f"def main(){annotated}:" + self.random.choice(["", "  # begins"])
        text = "\n".join([header, *lines]) + "\n" + self.random.choice(["", "\n", "\n\n# behind\n"]) + self.call() + "\n"
        return (flat.PRELUDE + "\n\n" + text).encode()

    def call(self) -> str:
        return _CALLS[min(self.random.randrange(12), self.random.randrange(len(_CALLS)))]

    def part(self) -> list[str]:
        pick, n = self.random.random(), self.random.randint(0, 2)
        if pick < 0.3:
            return [f"    {line}" for line in self.local(n)]
        if pick < 0.65:
            return ["    try:", *self.block(1, 2, False, True), f"    except Exception as e{n}:", f"        print('caught', type(e{n}).__name__)"]
        if pick < 0.9:
            return ["    " + self.simple(False, False).replace("boom(3)", "boom(7)")]
        return self.statement(1, 2, False, True)

    def local(self, n: int) -> list[str]:
        self.named += 1
        return self.random.choice([
            [f"v{n} = Guard('v{self.named}')"], [f"del v{n}"], [f"print(v{n})"], [f"v{n}: int = tick()"], ["u: int"], [f"v{n} = [i * v{n} for i in range(3)] if (i := tick()) % 2 else i"],
            ["def inner(a=1):", "    return a, v0"], ["print(inner())"], ["def counter():", f"    nonlocal v{n}", f"    v{n} = tick()", "counter()", f"print(v{n})"],
            ["class K:", "    v0 = 1", "    def method(self): return __class__, v0", "print(K.__qualname__, K().method.__qualname__)"],
            [f"try: print(v{n})", "except NameError as error: print(type(error).__name__, error)"], [f"with contextlib.suppress(NameError): print(v{n})", "print('on')"],
            ["sys.stdout.write('no end')", "sys.stderr.write('error\\n')"], ["import os; sys.stdout.flush()", "os.write(1, b'written\\n')"],
            ["match tick():", f"    case 1 | 2 as v{n}: print('small', v{n})", f"    case v{n}: print(v{n})"], ["lambda: v1", "f = lambda: v1", "print(f.__qualname__)"],
            ["if tick() % 5 == 0: return tick()"], ["for v2 in range(2): print(v2)", "else: print('else', v2)"], [f"v{n} += 1"], ["import atexit; atexit.register(lambda: print('at exit', v1))"],
            ["import random; random.seed(4); print(random.random())"], ["open('made.txt', 'w').write('x')"], ["print(locals())"], ["yield tick()"], ["global v0; v0 = 3"],
        ][: 22 if self.random.random() < 0.93 else None])
