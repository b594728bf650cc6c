"""Tracebacks, excepthooks and the ways a program ends."""

CASES = {
    "plain": "x = 1\nprint(x)\n\n\ny = x / 0\nprint('never')\n",
    "in_function": "def f(a):\n    b = a\n    return b / 0\n\nprint('before')\nf(1)\n",
    "nested_context": """
def a():
    try:
        {}['k']
    except KeyError:
        int('x')

try:
    a()
except ValueError as e:
    raise RuntimeError('outer') from e
""",
    "multi_line_call": "value = max(\n    1,\n    int(\n        'no'\n    ),\n)\n",
    "carets": "def f(x): return x\na = {'b': {'c': None}}\nprint(a['b']['c']['d'] + f(1))\n",
    "wide_characters": "s = 'größe 漢字'\nx = s + '漢' + 1\n",
    "recursion": "def f(n):\n    return f(n + 1)\nf(0)\n",
    "recursion_mutual": "def f(n):\n    return g(n)\ndef g(n):\n    return [f(n) for _ in (1,)]\nf(0)\n",
    "recursion_depth": """
import sys
depth = 0
def f():
    global depth
    depth += 1
    f()
try:
    f()
except RecursionError as e:
    print(depth, e)
print(sys.getrecursionlimit())
sys.setrecursionlimit(400)
depth = 0
try:
    f()
except RecursionError:
    print(depth, sys.getrecursionlimit())
for bad in (0, -1, 'x', 2**40):
    try:
        sys.setrecursionlimit(bad)
    except Exception as e:
        print(type(e), e)
print(sys.setrecursionlimit.__name__, sys.setrecursionlimit.__module__)
""",
    "recursion_repr": "a = []\nfor _ in range(100000):\n    a = [a]\ntry:\n    repr(a)\nexcept RecursionError as e:\n    print(e)\n",
    "own_exception": "class Odd(Exception):\n    def __str__(self):\n        print('asked')\n        return 'odd one'\n\nraise Odd(1, 2)\n",
    "broken_str": "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\n\nraise Odd(1, 2)\n",
    "multi_line_message": "raise ValueError('one\\ntwo\\n\\nthree: ValueError: four')\n",
    "notes": "e = ValueError('x')\nif hasattr(e, 'add_note'):\n    e.add_note('a note')\nraise e\n",
    "group": "import sys\nif sys.version_info >= (3, 11):\n    raise eval('ExceptionGroup')('many', [ValueError(1), KeyError('k')])\n",
    "syntax_error_raised": "print(1)\nexec('x = = 1')\n",
    "syntax_error_object": "raise SyntaxError('made', ('f.py', 3, 2, 'a b c'))\n",
    "indentation_in_eval": "compile('if 1:\\nx', 'other.py', 'exec')\n",
    "unicode_error": "'\\udc80'.encode()\n",
    "surrogate_message": "raise ValueError('\\udc80')\n",
    "print_exc": "import traceback\n\ndef f():\n    raise KeyError('k')\n\ntry:\n    f()\nexcept KeyError:\n    traceback.print_exc()\nprint('on')\n",
    "format_stack": "import traceback\n\ndef f():\n    return traceback.format_stack()\n\nprint(f())\nprint([\n  f()\n])\n",
    "last_value": "import atexit, sys\natexit.register(lambda: print(sys.last_type, sys.last_value, sys.last_traceback.tb_lineno))\n\n1/0\n",
    "last_value_absent": "import sys\nprint(hasattr(sys, 'last_type'), hasattr(sys, 'last_value'), hasattr(sys, 'last_exc'), sys.exc_info())\n",
    "excepthook": "import sys\ndef hook(t, v, tb):\n    print('hook', t.__name__, v, tb.tb_lineno, tb.tb_next, sys.exc_info())\nsys.excepthook = hook\nprint('x')\n1/0\n",
    "excepthook_stack": "import sys, traceback\ndef hook(t, v, tb):\n    print(sys._getframe().f_back is None or sys.version_info < (3, 11))\n    traceback.print_exception(t, v, tb)\nsys.excepthook = hook\n1/0\n",
    "excepthook_fails": "import sys\ndef hook(t, v, tb):\n    {}['hook']\nsys.excepthook = hook\n1/0\n",
    "excepthook_exits": "import sys\ndef hook(t, v, tb):\n    print('leaving')\n    sys.exit(7)\nsys.excepthook = hook\n1/0\n",
    "excepthook_deleted": "import sys\ndel sys.excepthook\n1/0\n",
    "excepthook_default_kept": "import sys\nold = sys.excepthook\ndef hook(*a):\n    print('mine first')\n    old(*a)\nsys.excepthook = hook\nprint(old is sys.__excepthook__)\n{}[1]\n",
    "stderr_replaced": "import sys\nclass Loud:\n    def write(self, s):\n        sys.stdout.write(repr(s) + '\\n')\n    def flush(self):\n        pass\nsys.stderr = Loud()\n1/0\n",
    "stderr_none": "import sys\nsys.stderr = None\n1/0\n",
    "exit_zero": "import sys\nprint('a')\nsys.exit()\nprint('b')\n",
    "exit_five": "raise SystemExit(5)\n",
    "exit_big": "import sys\nsys.exit(256 + 3)\n",
    "exit_negative": "import sys\nsys.exit(-1)\n",
    "exit_huge": "import sys\nsys.exit(2**70)\n",
    "exit_true": "import sys\nsys.exit(True)\n",
    "exit_text": "import sys\nprint('out')\nsys.exit('gone wrong: größe')\n",
    "exit_tuple": "import sys\nsys.exit((1, 'x'))\n",
    "exit_object": "class Code:\n    def __str__(self):\n        return 'the code'\nraise SystemExit(Code())\n",
    "exit_in_function": "import sys\nclass D:\n    def __del__(self):\n        print('del')\ndef f():\n    d = D()\n    sys.exit(3)\nimport atexit\natexit.register(print, 'atexit')\nf()\n",
    "exit_quit": "quit(4)\n",
    "exit_in_finally": "import sys\ntry:\n    1/0\nfinally:\n    sys.exit(9)\n",
    "exit_subclass": "class Leave(SystemExit):\n    pass\nraise Leave('words')\n",
    "keyboard_interrupt": "print('x')\nraise KeyboardInterrupt\n",
    "keyboard_interrupt_text": "def f():\n    raise KeyboardInterrupt('stop')\nf()\n",
    "keyboard_interrupt_sent": "import os, signal\nprint('x', flush=True)\nos.kill(os.getpid(), signal.SIGINT)\nprint('never')\n",
    "keyboard_interrupt_atexit": "import atexit\natexit.register(print, 'bye')\nraise KeyboardInterrupt\n",
    "generator_exit": "raise GeneratorExit\n",
    "stop_iteration": "next(iter([]))\n",
    "assertion": "assert 1 == 2, 'no'\n",
    "in_class_body": "class A:\n    x = 1\n    y = x / 0\n",
    "in_comprehension": "print([1 / n for n in (1, 0)])\n",
    "in_lambda_default": "f = lambda a=1 / 0: a\n",
    "in_decorator": "def deco(f):\n    raise TypeError('deco')\n\n@deco\n@property\ndef g():\n    pass\n",
    "in_del": "class A:\n    def __del__(self):\n        raise ValueError('del')\na = A()\ndel a\nprint('on')\n",
    "in_atexit": "import atexit\ndef f():\n    1/0\natexit.register(f)\nprint('end')\n",
    "in_thread": "import threading\ndef f():\n    1/0\nt = threading.Thread(target=f, name='worker')\nt.start()\nt.join()\nprint('on')\n",
    "in_warning_hook": "import warnings\nwarnings.showwarning = lambda *a: print('w', a[2:4])\nwarnings.warn('x')\n",
    "logging_exception": "import logging\nlogging.basicConfig(format='%(message)s %(lineno)d %(funcName)s %(filename)s')\ntry:\n    1/0\nexcept Exception:\n    logging.exception('oh')\n",
    "with_traceback": "def f():\n    1/0\ntry:\n    f()\nexcept Exception as e:\n    tb = e.__traceback__\nraise KeyError('other').with_traceback(tb)\n",
    "reraise": "try:\n    1/0\nexcept Exception:\n    raise\n",
    "cause_none": "try:\n    1/0\nexcept Exception:\n    raise ValueError('v') from None\n",
    "attribute_suggestion": "import os\nclass A:\n    value = 1\nA.vaule\n",
    "name_suggestion": "counter = 1\nprint(countr)\n",
    "memory": "x = 'a' * (2 ** 62)\n",
    "stderr_closed": "import sys\nsys.stderr.close()\n1/0\n",
    "stderr_deleted": "import sys\ndel sys.stderr\n1/0\n",
    "stderr_buffered": "import io, sys\nsys.stderr = io.TextIOWrapper(sys.stderr.detach(), encoding='utf-8')\nprint('x', file=sys.stderr)\n1/0\n",
    "keyboard_interrupt_subclass": "class Stop(KeyboardInterrupt):\n    pass\nraise Stop('x')\n",
    "exit_in_thread": "import sys, threading\nt = threading.Thread(target=sys.exit, args=(3,))\nt.start()\nt.join()\nprint('on')\n",
    "os_functions_replaced": "import os\nos.write = os.read = None\nprint('still here')\n",
    "exception_group_nested": "import sys\nif sys.version_info >= (3, 11):\n    try:\n        1/0\n    except ZeroDivisionError as z:\n        raise eval('ExceptionGroup')('g', [z, eval('ExceptionGroup')('h', [ValueError('v')])])\n",
    "deep_chain": "e = None\nfor n in range(12):\n    try:\n        try:\n            raise ValueError(n)\n        finally:\n            if e: raise KeyError(n) from e\n    except Exception as caught:\n        e = caught\nraise e\n",
    "argument_without_repr": "class Odd:\n    def __repr__(self):\n        raise RuntimeError('no repr')\nraise ValueError(Odd(), 1)\n",
    "argument_with_loud_repr": "class Loud:\n    def __repr__(self):\n        print('asked')\n        return 'loud'\nraise KeyError(Loud())\n",
    "argument_that_exits": "import sys\nclass Odd:\n    def __str__(self):\n        sys.exit(3)\nraise ValueError(Odd())\n",
}
