"""The interpreter taken apart: what the program does to its builtins and modules reaches nobody but itself."""

CASES = {
    "builtin_deleted": "import builtins\ndel builtins.len\nprint('on')\ntry:\n    len([])\nexcept NameError as e:\n    print(e)\n",
    "builtin_deleted_and_failed": "import builtins\ndel builtins.isinstance, builtins.len, builtins.type\nprint('on')\ndef f():\n    1/0\nf()\n",
    "builtins_replaced": "import builtins\nbuiltins.compile = builtins.exec = builtins.print\nx = 1\nprint('on')\n",
    "builtins_emptied": "import builtins\nkeep = print\nfor name in list(vars(builtins)):\n    if not name.startswith('_') and name != 'list':\n        delattr(builtins, name)\nx = 1\nkeep('on')\ny = [n for n in (1, 2)]\nkeep(y)\n",
    "import_replaced": "import builtins\nbuiltins.__import__ = None\nx = 1\nprint('on')\ntry:\n    import os\nexcept TypeError as e:\n    print(e)\n",
    "build_class_deleted": "import builtins\ndel builtins.__build_class__\nprint('on')\ntry:\n    class A: pass\nexcept NameError as e:\n    print(e)\n",
    "modules_blanked": "import sys\nfor name in ['os', 'io', 'json', 'linecache', 'traceback']:\n    sys.modules[name] = None\nx = 1\nprint('on')\n1 / 0\n",
    "modules_cleared": "import sys\nsys.modules.clear()\nx = 1\nprint('on')\n",
    "modules_cleared_and_failed": "import sys\nsys.modules.clear()\nx = 1\nprint('on')\n1/0\n",
    "module_functions_replaced": "import io, linecache, os, sys\nos.write = os.read = os.dup = os.memfd_create = None\nlinecache.cache = None\nx = 1\nprint('on')\n",
    "own_builtins_replaced": "__builtins__ = {}\nprint('on')\ndef f():\n    return print\ntry:\n    f()\nexcept NameError as e:\n    print(e)\n",
    "own_builtins_deleted": "del __builtins__\nprint('on')\nx = 1\nprint(len([x]), '__builtins__' in globals())\n",
    "sys_functions_deleted": "import sys\ndel sys.audit, sys.exc_info, sys.getrecursionlimit\nx = 1\nprint('on')\n1/0\n",
    "sys_names_deleted": "import sys\ndel sys.path, sys.argv, sys.path_hooks, sys.meta_path\nx = 1\nprint('on')\n",
    "warning_filters_replaced": "import warnings\nwarnings.filters = None\nx = 1\nprint('on')\n",
    "warnings_deleted": "import sys\nsys.modules['warnings'] = None\nx = 1\nprint('on')\n",
    "main_replaced": "import sys\nsys.modules['__main__'] = None\nx = 1\nprint('on', __name__)\n",
    "types_replaced": "import types\ntypes.FunctionType = types.CodeType = types.ModuleType = None\nx = 1\nprint('on')\n",
    "hook_blanked": "import sys\nsys.excepthook = None\nprint('on')\n1/0\n",
}
