// Sample clips: frames from the studio, H.264 from ffmpeg, truth from the labels of every second drawn frame.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStudio } from './browser.js';
import { clips, fps } from './src/clips.js';
import { truth } from './truth.js';

const root = import.meta.dirname,
  repeat = 3,
  bakeSamples = 36;
const numbered = (dir, i) => join(dir, String(i).padStart(4, '0'));

export async function renderClips(names, out = join(root, '../../samples/footage')) {
  mkdirSync(out, { recursive: true });
  for (const name of names.length ? names : Object.keys(clips)) {
    if (!clips[name]) throw new Error(`no clip ${name}; there are ${Object.keys(clips).join(', ')}`);
    const dir = join(root, '.frames', name);
    mkdirSync(dir, { recursive: true });
    const info = await draw(name, dir);
    encode(clips[name], dir, info.frames, join(out, name + '.mp4'));
    if (clips[name].reference) still(clips[name], join(dir, 'reference.jpg'), join(out, name + '.reference.jpg'));
    const frames = Array.from({ length: info.frames }, (_, i) => JSON.parse(readFileSync(numbered(dir, i) + '.json', 'utf8')));
    const t = truth(name, clips[name], info, frames, fps, repeat);
    writeFileSync(join(out, name + '.truth.json'), JSON.stringify(t.truth, null, 2) + '\n');
    writeFileSync(join(out, name + '.boxes.json'), t.boxes);
    rmSync(dir, { recursive: true });
  }
}

/** Draws the frames that are not there yet, so that an interrupted run goes on where it stopped. */
async function draw(name, dir) {
  const about = join(dir, 'info.json');
  let info = existsSync(about) ? JSON.parse(readFileSync(about, 'utf8')) : null;
  const missing = () => Array.from({ length: info.frames }, (_, i) => i).filter((i) => !existsSync(numbered(dir, i) + '.json'));
  if (info && !missing().length) return info;
  const studio = await openStudio(960, 540, 1280, 720),
    began = Date.now();
  info = await studio.call('openClip', name, bakeSamples);
  writeFileSync(about, JSON.stringify(info));
  if (clips[name].reference) writeFileSync(join(dir, 'reference.jpg'), Buffer.from(await studio.call('clipReference'), 'base64'));
  for (const i of missing()) {
    const { image, ...labels } = await studio.call('clipFrame', i, i % 2 === 0);
    writeFileSync(numbered(dir, i) + '.jpg', Buffer.from(image, 'base64'));
    writeFileSync(numbered(dir, i) + '.json', JSON.stringify(labels));
    if (i % 25 === 0) console.log(`${name}: frame ${i} of ${info.frames}, ${Math.round((Date.now() - began) / 1000)} s`);
  }
  await studio.close();
  return info;
}

const cut = ({ zoom: [x, y, w, h] = [0, 0, 1, 1] }) => `crop=iw*${w}:ih*${h}:iw*${x}:ih*${y},scale=1280:720:flags=bicubic:out_range=tv`;
const still = (clip, from, to) => execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-i', from, '-vf', cut(clip), '-q:v', '4', to]);

function encode(clip, dir, count, file) {
  // Without one more picture at the end the last one would be shown one frame too short.
  const filter = `tpad=stop_mode=clone:stop=1,${cut(clip)},noise=alls=${clip.noise}:allf=t`;
  const input = ['-y', '-loglevel', 'error', '-framerate', String(fps), '-i', join(dir, '%04d.jpg'), '-vf', filter];
  const rate = ['-frames:v', String(count * repeat), '-r', String(fps * repeat), '-crf', '26', '-maxrate', '820k', '-bufsize', '1640k'];
  const codec = ['-c:v', 'libx264', '-preset', 'slower', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-color_range', 'tv'];
  const shape = ['-g', '50', '-bf', '0', '-sc_threshold', '0', '-movflags', '+faststart'];
  execFileSync('ffmpeg', [...input, ...rate, ...codec, ...shape, file]);
}
