// Do the truth files agree with the clips?
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export async function check(dir = join(import.meta.dirname, '../../samples/footage')) {
  const faults = [],
    names = readdirSync(dir)
      .filter((f) => f.endsWith('.mp4'))
      .map((f) => f.slice(0, -4));
  if (!names.length) faults.push(`${dir}: no clips`);
  let bytes = 0;
  for (const name of names) {
    const say = (ok, text) => {
        if (!ok) faults.push(`${name}: ${text}`);
      },
      path = join(dir, name);
    bytes += statSync(path + '.mp4').size;
    if (!existsSync(path + '.truth.json') || !existsSync(path + '.boxes.json')) {
      say(false, 'no truth.json or boxes.json');
      continue;
    }
    const truth = JSON.parse(readFileSync(path + '.truth.json', 'utf8')),
      boxes = JSON.parse(readFileSync(path + '.boxes.json', 'utf8'));
    const v = JSON.parse(
        execFileSync(
          'ffprobe',
          [
            '-v',
            'error',
            '-select_streams',
            'v:0',
            '-count_packets',
            '-show_entries',
            'stream=codec_name,pix_fmt,width,height,r_frame_rate,nb_read_packets,has_b_frames:format=duration',
            '-of',
            'json',
            path + '.mp4',
          ],
          { encoding: 'utf8' },
        ),
      ),
      s = v.streams[0],
      rate = s.r_frame_rate.split('/').reduce((a, b) => a / b);
    say(s.codec_name === 'h264' && s.pix_fmt === 'yuv420p', `is ${s.codec_name} ${s.pix_fmt}`);
    say(s.has_b_frames === 0, 'has B frames');
    say(s.width === truth.width && s.height === truth.height, `is ${s.width}x${s.height}, truth says ${truth.width}x${truth.height}`);
    say(Math.abs(rate - truth.fps) < 0.01, `runs at ${rate} fps, truth says ${truth.fps}`);
    say(+s.nb_read_packets === truth.frames, `has ${s.nb_read_packets} frames, truth says ${truth.frames}`);
    say(Math.abs(v.format.duration - truth.seconds) < 0.1, `lasts ${v.format.duration} s, truth says ${truth.seconds}`);
    for (const h of truth.hazards)
      say(h.from >= 0 && h.from < h.to && h.to <= truth.seconds + 0.3, `hazard ${h.code} from ${h.from} to ${h.to} is not inside the clip`);
    for (const f of boxes.frames)
      for (const b of [...f.heads, ...f.things]) {
        const [x, y, w, h] = b.box;
        say(
          w > 0 && h > 0 && x - w / 2 >= -0.002 && y - h / 2 >= -0.002 && x + w / 2 <= 1.002 && y + h / 2 <= 1.002,
          `box ${b.box} at ${f.t} s leaves the picture`,
        );
      }
  }
  if (bytes > 19 * 2 ** 20) faults.push(`the clips have ${(bytes / 2 ** 20).toFixed(1)} MiB together, more than 19`);
  for (const f of faults) console.error(f);
  console.log(`${names.length} clips, ${(bytes / 2 ** 20).toFixed(1)} MiB, ${faults.length} faults`);
  return !faults.length;
}
