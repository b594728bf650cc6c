"""Makes a fresh IPython kernel see a program as a script's interpreter does, as far as it can. Runs in a namespace of its own."""
import _sitebuiltins
import os
import sys
import warnings

shell = get_ipython()  # noqa: F821

# What is sent behind a unit that fails must never run, however late it arrives.
shell.kernel.stop_on_error_timeout = 1e6
if os.path.isdir(directory):  # noqa: F821
    os.chdir(directory)  # noqa: F821
sys.argv[:] = arguments  # noqa: F821
if file.startswith("<"):  # noqa: F821
    sys.path[0] = ""
else:
    sys.path[0] = os.path.dirname(os.path.abspath(file))  # noqa: F821
    shell.user_ns["__file__"] = file  # noqa: F821

# IPython's own would end the kernel, and tell nobody with what status.
for name in ("exit", "quit"):
    shell.user_ns[name] = _sitebuiltins.Quitter(name, "Ctrl-D")
warnings.filterwarnings("ignore", "To exit: use")
shell.autoawait = awaits  # noqa: F821
shell.InteractiveTB.set_mode("Plain")


def keep_figures():
    """Figures last from statement to statement: plt.show() shows them, or the end of the program."""
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline:
        inline.show._to_draw = []
        inline.show._draw_called = False


if display:  # noqa: F821
    shell.events.register("post_execute", keep_figures)
else:
    os.environ["MPLBACKEND"] = "agg"
