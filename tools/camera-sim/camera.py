"""One simulated camera: a clip played by the wall clock, in a loop, to every viewer at once, and the ways it can fail."""

import enum
import random
import re
import threading
import time

from clip import MJPEG
from gi.repository import Gst

#: A viewer that falls this far behind misses pictures until the next key picture, as from a real camera.
BACKLOG_BYTES = 8 << 20
START_CODE = re.compile(b"\0\0\0?\1")


class Mode(enum.Enum):
    LIVE = "live"
    FROZEN = "frozen"
    STILL = "still"
    GARBLED = "garbled"
    REFUSED = "refused"


class Viewer:
    """One client's pipeline: pictures go in with its own time line, which starts at 0."""

    def __init__(self, source, codec, tamper):
        self.source, self.codec, self.tamper = source, codec, tamper
        self.origin = None
        self.waits_for_key = True

    def send(self, data, key, pts, due):
        """Times in ns of the camera's clock."""
        if self.waits_for_key and not key:
            return
        if self.source.get_property("current-level-bytes") > BACKLOG_BYTES:
            self.waits_for_key = True
            return
        self.waits_for_key = False
        if self.origin is None:
            self.origin = due
        buffer = Gst.Buffer.new_wrapped(data)
        # Time stamps are of no use before 0; a clock set back further stands there.
        buffer.pts, buffer.dts = max(0, pts - self.origin), max(0, due - self.origin)
        if not key:
            buffer.set_flags(Gst.BufferFlags.DELTA_UNIT)
        self.source.emit("push-buffer", buffer)


class Camera:
    def __init__(self, name, clip, disconnect, seed=0):
        self.name, self.clip, self.mode = name, clip, Mode.LIVE
        self._disconnect = disconnect
        self._shift = 0         # ns that its time stamps are off by
        self.shifted = False
        self._tampered = False
        self.loss = 0           # share of what is sent that gets lost, 0..1
        self._viewers = []
        self._index = 0         # next picture to send
        self._base = 0          # camera time (ns) of the running round's start
        self._epoch = time.monotonic_ns()
        self._changed = threading.Condition()
        self._stopped = False
        self._noise = random.Random(f"{seed}/{name}")
        self._thread = threading.Thread(target=self._play, name=name, daemon=True)

    def start(self):
        self._epoch = time.monotonic_ns()
        self._thread.start()

    def stop(self):
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    # What clients do

    def attach(self, source, tamper):
        """Serves a new client, from the key picture that is on now; `tamper` has its packets looked at. Returns the viewer to detach later."""
        viewer = Viewer(source, self.clip.codec, tamper)
        with self._changed:
            if self._tampered:
                tamper()
            if self.mode in (Mode.LIVE, Mode.GARBLED) and self._index > 0:
                for index in range(self.clip.key_before(self._index - 1), self._index):
                    self._send(viewer, index)
            self._viewers.append(viewer)
        return viewer

    def detach(self, viewer):
        with self._changed:
            if viewer in self._viewers:
                self._viewers.remove(viewer)

    # What the person (or test) at the control line does

    def cut(self):
        """Drops the connections; a new one is served."""
        self._disconnect(self.name)

    def reset(self):
        """Drops the connections by RST, as a camera that lost its power and is up again does; new ones are served."""
        self._disconnect(self.name, reset=True)

    def shift(self, seconds):
        """Time stamps jump by so much, either way; pictures come as before."""
        with self._changed:
            self._tamper()
            self.shifted = True
            self._shift += int(float(seconds) * 1e9)

    def lose(self, percent):
        """So much of what is sent gets lost on its way, at random."""
        share = float(percent) / 100
        if not 0 <= share <= 1:
            raise ValueError(f"{percent} is not a percentage from 0 to 100")
        with self._changed:
            self._tamper()
            self.loss = share

    def _tamper(self):
        # Only from the first fault on that concerns packets: each is then looked at by Python, which simulating many cameras can do without.
        if not self._tampered:
            self._tampered = True
            for viewer in self._viewers:
                viewer.tamper()

    def lost(self):
        """Whether the next packet gets lost."""
        return self.loss > 0 and self._noise.random() < self.loss

    def refuse(self):
        """Drops the connections and answers new ones with 503 until restored."""
        self._set(Mode.REFUSED)
        self._disconnect(self.name)

    def freeze(self):
        """Stops sending, connections stay open."""
        self._set(Mode.FROZEN)

    def still(self):
        """Goes on sending the same picture."""
        self._set(Mode.STILL)

    def garble(self):
        """Sends noise in place of picture data."""
        self._set(Mode.GARBLED)

    def restore(self):
        """Back to the clip, from its start."""
        with self._changed:
            if self.mode is not Mode.LIVE:
                self.mode = Mode.LIVE
                self._restart()

    def change(self, clip):
        """Another clip, from its start, in the same connections; of another codec in new ones, since a session has one codec for its life."""
        same = clip.codec is self.clip.codec
        with self._changed:
            self._restart(clip)
        if not same:
            self._disconnect(self.name)

    def state(self):
        """Plain values for the control line; `roundStartedAt` is the wall-clock time (s) of the running round's first picture."""
        with self._changed:
            position = time.monotonic_ns() - self._epoch - self._base
            return {
                "camera": self.name, "mode": self.mode.value, "file": str(self.clip.path), "viewers": len(self._viewers),
                "length": self.clip.length / 1e9, "position": position / 1e9, "roundStartedAt": time.time() - position / 1e9,
            }

    # The pace maker

    def _set(self, mode):
        with self._changed:
            self.mode = mode

    def _restart(self, clip=None):
        last = self.clip.units[max(self._index - 1, 0)]
        after_last = self._base + max(last.pts, last.due) + 1_000_000
        self._base = max(time.monotonic_ns() - self._epoch, after_last)
        self._index = 0
        self.clip = clip or self.clip
        self._changed.notify()

    def _play(self):
        with self._changed:
            while not self._stopped:
                due = self._epoch + self._base + self.clip.units[self._index].due
                wait = due - time.monotonic_ns()
                if wait > 0:
                    self._changed.wait(wait / 1e9)
                    continue
                if self.mode is not Mode.FROZEN:
                    for viewer in self._viewers:
                        self._send(viewer, self._index)
                self._index += 1
                if self._index == len(self.clip.units):
                    self._index = 0
                    self._base += self.clip.length

    def _send(self, viewer, index):
        if viewer.codec is not self.clip.codec:
            return
        unit = shown = self.clip.units[index]
        if self.mode is Mode.STILL:
            shown = self.clip.units[self.clip.key_before(0)]
        data = self._garbled(unit.data) if self.mode is Mode.GARBLED else shown.data
        viewer.send(data, shown.key, self._base + unit.pts + self._shift, self._base + unit.due + self._shift)

    def _garbled(self, data):
        """Noise of the same length in every NAL unit that carries picture data; parameters stay, so that a session can be set up."""
        if self.clip.codec is MJPEG:
            return data[:len(data) // 2] + self._noise.randbytes(len(data) - len(data) // 2)
        marks = [*START_CODE.finditer(data)]
        ends = [mark.start() for mark in marks[1:]] + [len(data)]
        parts = []
        for mark, end in zip(marks, ends):
            body = data[mark.end():end]
            if body and not self.clip.codec.is_parameter(body[0]):
                body = body[:1] + self._noise.randbytes(len(body) - 1).replace(b"\0", b"\1")
            parts.append(mark.group() + body)
        return b"".join(parts)
