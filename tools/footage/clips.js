// Sample clips: frames from the studio, H.264 from ffmpeg, truth from the labels of every second drawn frame.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStudio } from './browser.js';
import { clips, fps } from './src/clips.js';
import { truth } from './truth.js';

const root = import.meta.dirname, repeat = 3, bakeSamples = 36;
export async function renderClips(names, out = join(root, '../../samples/footage'), only) {
  mkdirSync(out, { recursive: true });
  for (const name of names.length ? names : Object.keys(clips)) {
    if (!clips[name]) throw new Error(`no clip ${name}; there are ${Object.keys(clips).join(', ')}`);
    const dir = join(root, '.frames', name); mkdirSync(dir, { recursive: true });
    const studio = await openStudio(960, 540, 1280, 720), info = await studio.call('openClip', name, bakeSamples), began = Date.now(), count = only ?? info.frames;
    for (let i = 0; i < count; i++) {
      const file = join(dir, String(i).padStart(4, '0'));
      // An interrupted run goes on where it stopped.
      if (existsSync(file + '.json')) continue;
      const { image, ...labels } = await studio.call('clipFrame', i, i % 2 === 0);
      writeFileSync(file + '.jpg', Buffer.from(image, 'base64')); writeFileSync(file + '.json', JSON.stringify(labels));
      if (i % 25 === 0) console.log(`${name}: frame ${i} of ${count}, ${Math.round((Date.now() - began) / 1000)} s`);
    }
    await studio.close();
    const frames = Array.from({ length: count }, (_, i) => JSON.parse(readFileSync(join(dir, String(i).padStart(4, '0') + '.json'), 'utf8')));
    const mp4 = join(out, name + '.mp4');
    execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-framerate', String(fps), '-i', join(dir, '%04d.jpg'), '-frames:v', String(count * repeat), '-r', String(fps * repeat), '-c:v', 'libx264', '-preset', 'slow', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-color_range', 'tv', '-vf', `noise=alls=${clips[name].noise}:allf=t,scale=out_range=tv`, '-crf', '25', '-maxrate', '1100k', '-bufsize', '2200k', '-g', '50', '-bf', '0', '-sc_threshold', '0', '-movflags', '+faststart', mp4]);
    const t = truth(name, clips[name], info, frames, fps, repeat);
    writeFileSync(join(out, name + '.truth.json'), JSON.stringify(t.truth, null, 2) + '\n');
    writeFileSync(join(out, name + '.boxes.json'), t.boxes);
    if (!only) rmSync(dir, { recursive: true });
  }
}
