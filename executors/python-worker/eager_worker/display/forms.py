"""The forms of a value by MIME type, as a notebook asks for them. Whatever its methods do, there is always a text."""

from __future__ import annotations

import binascii

from ..hiding import hidden
from ..wire import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TEXT = "text/plain"
MOST_BYTES = 16_000_000  # of the forms of one value together, as they travel: less than a frame carries
_METHODS = (
    ("text/html", "_repr_html_"), ("text/markdown", "_repr_markdown_"), ("text/latex", "_repr_latex_"), ("image/svg+xml", "_repr_svg_"),
    ("image/png", "_repr_png_"), ("image/jpeg", "_repr_jpeg_"), ("application/json", "_repr_json_"),
)
_CANARY = "_no_object_has_this_method_"


@hidden
def forms_of(value: object) -> dict[str, str]:
    """All that the value offers. A method that fails is named in the text."""
    forms = {TEXT: _text(value)}
    try:
        answers_everything = isinstance(value, type) or hasattr(value, _CANARY)
    except Exception:
        answers_everything = True
    if answers_everything:
        return forms
    for mime, name in _METHODS:
        try:
            add(forms, mime, _asked(value, name))
        except Exception as error:
            leave_out(forms, mime, _why(error))
    try:
        bundle = _asked(value, "_repr_mimebundle_")
        for mime in bundle or ():
            add(forms, str.__str__(mime), bundle[mime])
    except Exception as error:
        leave_out(forms, "_repr_mimebundle_", _why(error))
    return forms


def fitted(forms: dict[str, str]) -> dict[str, str]:
    """The same forms, less those that one frame cannot carry; the text says which."""
    sizes = {mime: len(json_text.write_object({mime: form})) for mime, form in forms.items()}
    for mime in sorted(sizes, key=lambda one: sizes[one], reverse=True):
        if sum(sizes.values()) <= MOST_BYTES:
            break
        del forms[mime]
        leave_out(forms, mime, f"{sizes.pop(mime):,} bytes are too many")
    return forms


def add(forms: dict[str, str], mime: str, form: Any) -> None:
    """Adds a form as it travels: text as it is, JSON written out, bytes in base64."""
    if isinstance(form, tuple):
        form = form[0]  # the second is metadata
    if form is None:
        return
    if isinstance(form, str):
        forms[mime] = str.__str__(form)
    elif isinstance(form, (bytes, bytearray)):
        forms[mime] = form.decode("utf-8", "replace") if _is_text(mime) else binascii.b2a_base64(form, newline=False).decode("ascii")
    else:
        import json

        forms[mime] = json.dumps(form)


def leave_out(forms: dict[str, str], mime: str, why: str) -> None:
    before = forms.get(TEXT)
    forms[TEXT] = f"{before}\n({mime} is left out: {why})" if before else f"({mime} is left out: {why})"


def _is_text(mime: str) -> bool:
    return mime.startswith("text/") or mime == "application/json" or mime.endswith(("+json", "+xml"))


@hidden
def _asked(value: object, name: str) -> Any:
    method = getattr(value, name, None)
    if not callable(method):
        return None
    form = method()
    if name == "_repr_mimebundle_" and isinstance(form, tuple):
        form = form[0]
    return form


@hidden
def _text(value: object) -> str:
    try:
        return str.__str__(repr(value))
    except Exception as error:
        return f"<an object of type {_name(type(value))}; its __repr__ failed: {_why(error)}>"


def _why(error: Exception) -> str:
    try:
        told = str.__str__(str(error)).partition("\n")[0]
    except Exception:
        told = ""
    return f"{_name(type(error))}: {told}" if told else _name(type(error))


def _name(kind: type) -> str:
    return type.__dict__["__name__"].__get__(kind)  # type: ignore[no-any-return]
