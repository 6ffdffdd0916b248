// Plays a live view's HLS playlist in a video element.
import Hls from "./hls/hls.light.min.mjs";

const playing = new WeakMap();
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

// The first segment takes the box some seconds. 410: it is over before it began.
async function ready(address, isWanted) {
  while (isWanted()) {
    const answer = await fetch(address, { cache: "no-store" });
    if (answer.ok) return true;
    if (answer.status !== 425) return false;
    await pause(500);
  }
  return false;
}

export async function play(video, address) {
  stop(video);
  const view = { hls: null };
  playing.set(video, view);
  const isWanted = () => playing.get(video) === view && video.isConnected;
  if (!await ready(address, isWanted) || !isWanted()) return;
  if (!Hls.isSupported()) {
    video.src = address;
    return;
  }
  // A worker would need a script from a blob, which the page's policy does not allow.
  view.hls = new Hls({ enableWorker: false, liveSyncDurationCount: 2, liveMaxLatencyDurationCount: 6, backBufferLength: 10 });
  view.hls.on(Hls.Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) view.hls.recoverMediaError();
    else stop(video);
  });
  view.hls.loadSource(address);
  view.hls.attachMedia(video);
}

export function stop(video) {
  playing.get(video)?.hls?.destroy();
  playing.delete(video);
  video.removeAttribute("src");
}
