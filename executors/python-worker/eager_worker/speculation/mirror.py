"""What is left of the original process when its copy has become the program: who waits for it sees the copy's end, and whom it signals is the copy."""

from __future__ import annotations

import resource
from _signal import SIG_BLOCK, SIG_DFL, SIG_UNBLOCK, SIGCHLD, pthread_sigmask, signal, sigwait, valid_signals
from posix import WEXITSTATUS, WIFSIGNALED, WNOHANG, WTERMSIG, _exit, close, getpid, kill, listdir, waitpid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .checkpoint import Checkpoint


def mirror(copy: int, checkpoint: Checkpoint) -> None:
    """Never returns. Nothing of the program runs here any more."""
    pthread_sigmask(SIG_BLOCK, valid_signals())
    for name in listdir("/proc/self/fd"):
        try:
            close(int(name))
        except OSError:  # the listing's own
            pass
    while True:
        ended, status = waitpid(copy, WNOHANG)
        if ended:
            _end_as(status)
        number = sigwait(valid_signals())
        if number != SIGCHLD:
            checkpoint.signal(copy, number)


def _end_as(status: int) -> None:
    if WIFSIGNALED(status):
        number = WTERMSIG(status)
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        try:
            signal(number, SIG_DFL)
        except OSError:  # SIGKILL
            pass
        kill(getpid(), number)
        pthread_sigmask(SIG_UNBLOCK, {number})
    _exit(WEXITSTATUS(status))
