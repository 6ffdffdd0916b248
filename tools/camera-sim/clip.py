"""A video file, read once into memory as encoded pictures that can be sent again and again."""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
from gi.repository import Gst, GstApp  # noqa: E402,F401  (GstApp gives appsink its pull methods)


class ClipError(Exception):
    """The file can't be served; the text says why and what to do."""


@dataclass(frozen=True)
class Codec:
    """What differs between the codecs that cameras send."""

    name: str
    parser: str
    payloader: str
    caps: str
    #: Whether a NAL unit (first byte given) carries parameters rather than picture data; JPEG has none.
    is_parameter: object = lambda byte: False


H264 = Codec("h264", "h264parse config-interval=-1", "rtph264pay config-interval=-1 pt=96", "video/x-h264,stream-format=byte-stream,alignment=au",
             lambda byte: byte & 0x1F in (7, 8, 9))
H265 = Codec("h265", "h265parse config-interval=-1", "rtph265pay config-interval=-1 pt=96", "video/x-h265,stream-format=byte-stream,alignment=au",
             lambda byte: byte >> 1 & 0x3F in (32, 33, 34, 35))
MJPEG = Codec("mjpeg", "jpegparse", "jpegparse ! rtpjpegpay pt=26", "image/jpeg")
#: Beginnings of SHA-256 of the Huffman tables of T.81, annex K.3, by class and number.
STANDARD_TABLES = {0x00: "2f66814c875b5317", 0x01: "602f734c8c12c1d9", 0x10: "a6283a08f5d97906", 0x11: "13f90e3c9dc476c6"}
CODECS = {"h264": H264, "hevc": H265, "mjpeg": MJPEG}


@dataclass(frozen=True)
class Unit:
    """One encoded picture. Times in ns from the clip's start: send it at `due`, show it at `pts`."""

    data: bytes
    key: bool
    due: int
    pts: int


@dataclass(frozen=True)
class Clip:
    path: Path
    codec: Codec
    units: tuple
    #: Length of one round, ns.
    length: int

    def key_before(self, index):
        """Index of the key picture that picture `index` builds on."""
        while not self.units[index].key:
            index -= 1
        return index

    @staticmethod
    def read(path):
        path = Path(path)
        if not path.is_file():
            raise ClipError(f"{path}: no such file")
        codec = CODECS.get(_codec_name(path))
        raw = codec and _read(path, codec)
        if not raw:
            raise ClipError(f"{path}: no H.264, H.265 or MJPEG video in it; convert it: ffmpeg -i IN -c:v libx264 -bf 0 -g 25 -an OUT.mp4")
        if codec is MJPEG and any(_has_own_tables(data) for data, _, _ in raw):
            # RTP (RFC 2435) carries no Huffman tables: viewers would decode noise.
            raise ClipError(f"{path}: its pictures have Huffman tables of their own, which RTSP can't carry; make it anew: ffmpeg -i IN -c:v mjpeg -huffman default OUT.mov")
        return Clip._timed(path, codec, raw)

    @staticmethod
    def _timed(path, codec, raw):
        while raw and not raw[0][1]:
            raw.pop(0)
        if len(raw) < 2:
            raise ClipError(f"{path}: fewer than two pictures from its first key picture on")
        # The n-th picture is sent when the n-th one in showing order is due; showing is late by the reordering that B pictures need.
        # Made from showing times alone, because containers differ in what they say of decoding times.
        shown = sorted(pts for _, _, pts in raw)
        due = [pts - shown[0] for pts in shown]
        delay = max(d - (pts - shown[0]) for d, (_, _, pts) in zip(due, raw))
        steps = sorted(b - a for a, b in zip(due, due[1:]))
        length = due[-1] + steps[len(steps) // 2]
        if length <= 0:
            raise ClipError(f"{path}: its pictures carry no times")
        units = tuple(Unit(data, key, d, pts - shown[0] + delay) for d, (data, key, pts) in zip(due, raw))
        return Clip(path, codec, units, length)


def _codec_name(path):
    """As ffprobe calls the codec of the first video; empty when there is none. GStreamer is not asked: taking down a pipeline that waits for another codec may hang."""
    return subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=codec_name", "-of", "default=nw=1:nk=1", str(path)],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()


def _has_own_tables(picture):
    """Whether a JPEG picture brings Huffman tables other than the standard's."""
    at = 2
    while at + 4 <= len(picture) and picture[at] == 0xFF and picture[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(picture[at + 2:at + 4], "big")
        if picture[at + 1] == 0xC4:
            table = at + 4
            while table + 17 <= end:
                following = table + 17 + sum(picture[table + 1:table + 17])
                if not hashlib.sha256(picture[table + 1:following]).hexdigest().startswith(STANDARD_TABLES.get(picture[table], "no such table")):
                    return True
                table = following
        at = end
    return False


def _read(path, codec):
    """[(bytes, is key, pts)] in decoding order, or [] when the file has no such video."""
    pipeline = Gst.parse_launch(
        f"filesrc name=file ! parsebin expose-all-streams=false ! {codec.parser} ! {codec.caps}"
        " ! appsink name=out sync=false max-buffers=64")
    pipeline.get_by_name("file").set_property("location", str(path))
    sink, bus, units = pipeline.get_by_name("out"), pipeline.get_bus(), []
    pipeline.set_state(Gst.State.PLAYING)
    try:
        while True:
            sample = sink.try_pull_sample(100 * Gst.MSECOND)
            if sample is not None:
                buffer = sample.get_buffer()
                if buffer.pts == Gst.CLOCK_TIME_NONE:
                    raise ClipError(f"{path}: a picture without a time; put it into a container: ffmpeg -i IN -c copy OUT.mp4")
                key = not buffer.has_flags(Gst.BufferFlags.DELTA_UNIT)
                units.append((buffer.extract_dup(0, buffer.get_size()), key, buffer.pts))
            elif sink.is_eos() or bus.pop_filtered(Gst.MessageType.ERROR):
                return units
    finally:
        pipeline.set_state(Gst.State.NULL)
