"""camera-sim: serves video files over RTSP as if they were cameras.

Every file is read once; its encoded pictures are sent as they are, paced by the wall clock, in a loop with continuous time stamps, so that
simulating costs almost no CPU. All viewers of a camera see the same picture at the same time.

    /usr/bin/python3 tools/camera-sim FILE [FILE ...]          cameras cam1, cam2, ... in the order of the files
    /usr/bin/python3 tools/camera-sim --cameras 8 FILE [FILE]  eight cameras, the files in turn
    /usr/bin/python3 tools/camera-sim pastry=FILE hot=FILE     cameras by name

Prints `ready rtsp://127.0.0.1:PORT/` when it serves. Then one command per line on stdin (answers on stdout) or on the --control socket:

    cut CAM          drop its connections; new ones are served
    reset CAM        drop them by RST
    refuse CAM       drop its connections and answer 503 to new ones
    freeze CAM       stop sending, keep the connections
    still CAM        go on sending the same picture
    garble CAM       send noise in place of picture data
    change CAM FILE  go over to another file, of any size; of another codec it drops the connections, since a session has one for its life
    shift CAM S      time stamps jump by S seconds, either way
    lose CAM P       P percent of what is sent gets lost; 0 ends it
    restore CAM      undo refuse, freeze, still and garble; the file starts anew
    status           one JSON array: mode, file, viewers, position, wall-clock time of the round's first picture

Ends on SIGTERM, Ctrl-C and when its stdin is closed, so it does not outlive who started it (stdin from /dev/null is left alone).
"""

import argparse
import os
import signal
import stat
import sys
import threading

PACKAGES = ("gir1.2-gst-rtsp-server-1.0 gir1.2-gst-plugins-base-1.0 gir1.2-gstreamer-1.0 python3-gi gstreamer1.0-plugins-base "
            "gstreamer1.0-plugins-good gstreamer1.0-plugins-bad")


def fail(text, code=1):
    print(f"camera-sim: {text}", file=sys.stderr)
    sys.exit(code)


def need_packages(missing):
    fail(f"{missing}; install what it needs: apt-get install {PACKAGES}, and run it with Debian's /usr/bin/python3")


def parse():
    parser = argparse.ArgumentParser("camera-sim", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="[NAME=]FILE")
    parser.add_argument("--cameras", type=int, metavar="N", help="number of cameras (default: one per file)")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on (default: a free one)")
    parser.add_argument("--login-file", metavar="FILE", help="file with USER:PASSWORD; then viewers must log in")
    parser.add_argument("--sound", metavar="NAME", action="append", default=[], help="one more camera, of which only the sound can be had")
    parser.add_argument("--digest", action="store_true", help="ask for the login by digest instead of basic authentication")
    parser.add_argument("--control", metavar="SOCKET", help="Unix socket to take commands on as well")
    return parser, parser.parse_args()


def named(parser, arguments):
    """[(camera, file)]"""
    count = len(arguments.files) if arguments.cameras is None else arguments.cameras
    if count < 1:
        parser.error("--cameras must be at least 1")
    result = {}
    for number in range(count):
        name, equals, path = arguments.files[number % len(arguments.files)].rpartition("=")
        if not equals or number >= len(arguments.files) or "/" in name:
            name = f"cam{number + 1}"
        if name in result:
            parser.error(f"two cameras are named {name}")
        result[name] = path
    return [*result.items()]


def login(path):
    if path is None:
        return None
    try:
        user, colon, password = open(path, encoding="utf-8").read().strip().partition(":")
    except OSError as error:
        fail(f"--login-file {path}: {error.strerror}")
    if not (user and colon and password):
        fail(f"--login-file {path}: expected USER:PASSWORD")
    return user, password


def listen(path, answer):
    """Takes commands on a Unix socket, each connection in a thread of its own."""
    import socketserver

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            for line in self.rfile:
                self.wfile.write((answer(line.decode("utf-8", "replace").strip()) + "\n").encode())

    class ControlServer(socketserver.ThreadingUnixStreamServer):
        daemon_threads = True

    if os.path.exists(path) and stat.S_ISSOCK(os.stat(path).st_mode):
        os.unlink(path)
    server = ControlServer(path, Handler)
    os.chmod(path, 0o600)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def follow_stdin(answer, quit):
    """Commands from stdin until it is closed. A stdin that is no person's, pipe's or socket's (as /dev/null) says nothing and ends nothing."""
    if sys.stdin is None or stat.S_ISCHR(os.fstat(0).st_mode) and not os.isatty(0):
        return

    def read():
        for line in sys.stdin:
            if line.strip():
                print(answer(line.strip()), flush=True)
        quit()

    threading.Thread(target=read, daemon=True).start()


def main():
    parser, arguments = parse()
    try:
        from clip import Clip, ClipError, Gst
        from server import GLib, Server
    except (ImportError, ValueError) as error:
        need_packages(error)
    from control import answer

    Gst.init(None)
    for element in ("appsrc", "appsink", "parsebin", "qtdemux", "h264parse", "rtph264pay"):
        if Gst.ElementFactory.find(element) is None:
            need_packages(f"GStreamer has no element '{element}'")

    clips = {}
    server = Server(arguments.address, arguments.port, login(arguments.login_file), arguments.digest)
    try:
        for name, path in named(parser, arguments):
            clips.setdefault(path, None)
            clips[path] = clips[path] or Clip.read(path)
            server.add(name, clips[path])
        for name in arguments.sound:
            server.add_sound(name)
        port = server.start()
    except (ClipError, OSError) as error:
        fail(error)

    loop = GLib.MainLoop()

    def quit(*_):
        GLib.idle_add(loop.quit)
        return True

    GLib.unix_signal_add(GLib.PRIORITY_HIGH, signal.SIGTERM, quit)
    GLib.unix_signal_add(GLib.PRIORITY_HIGH, signal.SIGINT, quit)
    if arguments.control:
        try:
            listen(arguments.control, lambda line: answer(server.cameras, line))
        except OSError as error:
            fail(f"--control {arguments.control}: {error.strerror or error}")
    print(f"ready rtsp://{arguments.address}:{port}/", flush=True)
    follow_stdin(lambda line: answer(server.cameras, line), quit)
    loop.run()
    server.stop()
    sys.stdout.flush()
    # GStreamer's threads of clients still connected would hold up an orderly end; there is nothing to save.
    os._exit(0)


main()
