"""The process that children are copied from: it has loaded what they need, and reads nothing.

Loading takes a third of a second, copying who has loaded a hundredth. By descriptor 0 comes
a byte with two sockets for each child that is wanted: one to talk to it, and one by which it
is ended. A child that died stays unburied until then, so its number is no other process's
when we kill it.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn

from daemon.jail import child
from daemon.jail.frames import HEAD, STATUS, Mark


def main() -> None:
    """Make children until the daemon is gone; ``argv[1]`` is the memory of each in bytes."""
    child.bind(int(sys.argv[1]))
    jobs = child.load()
    child.write_nothing()  # only now: while loading, compiled modules may be kept
    gc.collect()
    gc.freeze()
    with suppress(ConnectionError), socket.socket(fileno=0) as control:
        control.sendall(HEAD.pack(Mark.READY.encode(), 0))
        _Mother(control, jobs).live()


@dataclass(slots=True)
class _Mother:
    """``children`` are their numbers by the sockets by which they are ended."""

    control: socket.socket
    jobs: child.Jobs
    children: dict[socket.socket, int] = field(default_factory=dict)

    def live(self) -> None:
        """Do what is asked until nobody can ask any more."""
        while True:
            asking, _, _ = select.select([self.control, *self.children], [], [])
            for each in asking:
                if each is not self.control:
                    self._bury(each)
                elif not self._bear():
                    return

    def _bear(self) -> bool:
        """Make a child; False when the daemon is gone."""
        asked, given, _flags, _address = socket.recv_fds(self.control, 1, 2)
        if not asked:
            return False
        talk, ending = (socket.socket(fileno=number) for number in given)
        mother, number = os.getpid(), os.fork()
        if number == 0:
            ending.close()
            self._become_a_child(talk, mother)
        talk.close()
        self.children[ending] = number
        return True

    def _become_a_child(self, talk: socket.socket, mother: int) -> NoReturn:
        status = 1
        try:
            for each in (self.control, *self.children):
                each.close()
            child.live(talk, self.jobs, mother)
            status = 0
        finally:
            os._exit(status)

    def _bury(self, ending: socket.socket) -> None:
        """End a child, unless it ended by itself, and tell how it did."""
        number = self.children.pop(ending)
        os.kill(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
        with ending, suppress(ConnectionError):
            ending.sendall(STATUS.pack(os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main()
