"""The RTSP server: one mount point per camera, one pipeline per client."""

import os
import socket
import struct

import gi

gi.require_version("GstRtspServer", "1.0")
gi.require_version("GstRtsp", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

from camera import Camera, Mode  # noqa: E402

ROLE = "viewer"


class CameraFactory(GstRtspServer.RTSPMediaFactory):
    def __init__(self, camera):
        super().__init__()
        self.camera = camera
        self.set_shared(False)
        self.set_suspend_mode(GstRtspServer.RTSPSuspendMode.NONE)

    def do_create_element(self, url):
        codec = self.camera.clip.codec
        return Gst.parse_launch(
            f"( appsrc name=source is-live=true format=time block=false max-bytes=0 caps={codec.caps} ! {codec.payloader} name=pay0 )")

    def do_configure(self, media):
        source = media.get_element().get_by_name("source")
        sent = media.get_element().get_by_name("pay0").get_static_pad("src")
        viewer = self.camera.attach(source, lambda: sent.add_probe(Gst.PadProbeType.BUFFER | Gst.PadProbeType.BUFFER_LIST, self._pass))
        media.connect("unprepared", lambda _: self.camera.detach(viewer))

    def _pass(self, pad, info):
        if self.camera.loss > 0 and info.type & Gst.PadProbeType.BUFFER_LIST:
            # A picture's packets come in one list; each is lost or not by itself.
            packets = info.get_buffer_list()
            for packet in [packets.get(i) for i in range(packets.length())]:
                pad.push(packet)
            return Gst.PadProbeReturn.DROP
        if self.camera.lost():
            return Gst.PadProbeReturn.DROP
        if self.camera.shifted:
            # The packets carry the shifted times; what sends them must not wait for those.
            packets = info.get_buffer_list() if info.type & Gst.PadProbeType.BUFFER_LIST else None
            for packet in [packets.get(i) for i in range(packets.length())] if packets else [info.get_buffer()]:
                packet.pts = packet.dts = Gst.CLOCK_TIME_NONE
        return Gst.PadProbeReturn.OK


class SoundFactory(GstRtspServer.RTSPMediaFactory):
    """A camera of which only the sound can be had."""

    def do_create_element(self, url):
        return Gst.parse_launch("( audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay0 pt=8 )")


class Server:
    def __init__(self, address, port, login=None, digest=False):
        self._server = GstRtspServer.RTSPServer()
        self._server.set_address(address)
        self._server.set_service(str(port))
        # A thread per client: preparing one camera's pipeline must not hold up the others.
        self._server.get_thread_pool().set_max_threads(-1)
        self._login = login
        self._clients = {}
        self.cameras = {}
        if login:
            self._server.set_auth(_auth(*login, digest))
        self._server.connect("client-connected", self._connected)

    def add(self, name, clip):
        camera = self.cameras[name] = Camera(name, clip, self._disconnect)
        self._serve(name, CameraFactory(camera))

    def add_sound(self, name):
        self._serve(name, SoundFactory())

    def _serve(self, name, factory):
        if self._login:
            permissions = GstRtspServer.RTSPPermissions()
            permissions.add_permission_for_role(ROLE, "media.factory.access", True)
            permissions.add_permission_for_role(ROLE, "media.factory.construct", True)
            factory.set_permissions(permissions)
        self._server.get_mount_points().add_factory(f"/{name}", factory)

    def start(self):
        """Listens; returns the port."""
        if self._server.attach(None) == 0:
            raise OSError(f"cannot listen on {self._server.get_address()}:{self._server.get_service()}, the port is taken or not allowed")
        for camera in self.cameras.values():
            camera.start()
        GLib.timeout_add_seconds(5, self._clean)
        return self._server.get_bound_port()

    def stop(self):
        for camera in self.cameras.values():
            camera.stop()

    def _clean(self):
        self._server.get_session_pool().cleanup()
        return True

    def _connected(self, _, client):
        client.connect("pre-describe-request", self._admit)
        client.connect("describe-request", self._described)
        client.connect("closed", lambda closed: self._clients.pop(closed, None))

    def _admit(self, _, context):
        camera = self.cameras.get(_name(context))
        refused = camera is not None and camera.mode is Mode.REFUSED
        return GstRtsp.RTSPStatusCode.SERVICE_UNAVAILABLE if refused else GstRtsp.RTSPStatusCode.OK

    def _described(self, client, context):
        self._clients[client] = _name(context)

    def _disconnect(self, name, reset=False):
        for client, camera in [*self._clients.items()]:
            if camera == name:
                if reset:
                    _linger_not(client.get_connection().get_read_socket())
                client.close()


def _linger_not(connection):
    """Closing then sends RST in place of FIN."""
    with socket.socket(fileno=os.dup(connection.get_fd())) as copy:
        copy.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _name(context):
    return context.uri.abspath.strip("/").split("/")[0]


def _auth(user, password, digest):
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    if digest:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(user, password, token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    return auth
