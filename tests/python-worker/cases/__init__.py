"""Programs that tell a script from an imitation. Each module names them by the rule they hold on to."""

from . import ahead, apart, blocks, errors, language, names, process, syntax

EQUAL: dict[str, bytes] = {}
"""Must be equal in every respect."""

LATE_SYNTAX_ERROR: dict[str, bytes] = {}
"""Have a syntax error: a script runs nothing of them; the worker has run what came before."""

SINCE = {
    "errors-format_stack": (3, 11), "language-nul_in_triple_quotes": (3, 11),
    "apart-own_builtins_replaced": (3, 10), "apart-own_builtins_deleted": (3, 10), "apart-modules_cleared_and_failed": (3, 10),
    "syntax-unclosed_bracket": (3, 10), "syntax-unclosed_triple": (3, 10), "syntax-missing_block_at_end": (3, 10), "syntax-backslash_end": (3, 10),
}
"""Equal from this version on; before it docs/semantics.md says what differs."""

for _module in (apart, blocks, errors, language, names, process):
    for _name, _source in _module.CASES.items():
        EQUAL[f"{_module.__name__.rpartition('.')[2]}-{_name}"] = _source if isinstance(_source, bytes) else _source.lstrip("\n").encode()
for _name, _source in syntax.CASES.items():
    LATE_SYNTAX_ERROR[f"syntax-{_name}"] = _source if isinstance(_source, bytes) else _source.lstrip("\n").encode()
