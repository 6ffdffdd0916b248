// Runs inside the page: stills and clips, each picture with its labels.
import { bake } from './bake.js';
import { Engine } from './engine.js';
import { makeKitchen } from './kitchen.js';
import { binPixels, labels, withBins } from './labels.js';
import { applyWork, restPose, walk } from './pose.js';
import { Person, randomLook } from './person.js';
import { cigarette, phone } from './props.js';
import { Random } from './random.js';
import { scatter } from './scatter.js';
import { Surfaces } from './surfaces.js';
import { fps } from './clips.js';
import { stage } from './director.js';

let engine;
const final = document.createElement('canvas'),
  pen = final.getContext('2d');
export const start = (w, h, W = w, H = h) => {
  engine = new Engine(w, h, W, H);
  final.width = W;
  final.height = H;
};

/** Camera processing for a picture: lens, exposure, noise, infrared. */
export function develop(r, fix = {}) {
  const p = { ...engine.post, ...engine.tone },
    ir = fix.ir ?? r.chance(0.12);
  p.barrel.value = fix.barrel ?? r.range(0.02, 0.22);
  p.exposure.value = (fix.bright ?? r.range(0.12, 0.34)) / engine.meanLight;
  p.grey.value = ir ? 1 : r.chance(0.1) ? r.range(0.2, 0.6) : (fix.grey ?? r.range(0, 0.15));
  p.grain.value = fix.grain ?? (ir ? r.range(0.03, 0.08) : r.range(0.008, 0.045));
  p.sharp.value = fix.sharp ?? r.range(-0.9, 1.2);
  p.vignette.value = ir ? r.range(0.6, 1.1) : r.range(0.1, 0.5);
  p.haze.value = fix.haze ?? (r.chance(0.25) ? r.range(0, 0.04) * engine.meanLight * 4 : 0);
  const t = fix.tint ?? [r.range(-0.08, 0.1), r.range(-0.04, 0.03)];
  p.balance.value.set(1 + t[0], 1 + t[1], 1 - t[0]);
}
export function stamp(osd) {
  const { outWidth: w, outHeight: h } = engine;
  pen.drawImage(engine.gl.domElement, 0, 0);
  if (!osd) return;
  pen.font = `${Math.round(h * osd.size)}px "DejaVu Sans Mono", monospace`;
  pen.textBaseline = 'top';
  pen.lineWidth = Math.max(1.5, h / 360);
  pen.strokeStyle = 'rgba(0,0,0,0.75)';
  pen.fillStyle = '#fff';
  pen.lineJoin = 'round';
  const put = (s, x, y) => {
    pen.strokeText(s, x, y);
    pen.fillText(s, x, y);
  };
  put(osd.date, w * 0.03, h * 0.035);
  put(osd.name, w * 0.97 - pen.measureText(osd.name).width, h * 0.92);
}
export const jpeg = async (q) => {
  const blob = await new Promise((ok) => final.toBlob(ok, 'image/jpeg', q));
  const b = new Uint8Array(await blob.arrayBuffer());
  let s = '';
  for (let i = 0; i < b.length; i += 32768) s += String.fromCharCode(...b.subarray(i, i + 32768));
  return btoa(s);
};

function randomPose(r, work) {
  const p = restPose(),
    s = r.range(0, 20);
  p.footL[2] += r.range(-0.08, 0.1);
  p.footR[2] += r.range(-0.08, 0.1);
  p.footL[0] += r.range(-0.02, 0.08);
  p.footR[0] -= r.range(-0.02, 0.08);
  p.drop = 0.012;
  if (work === 'walk') {
    const a = walk(p, r.next(), r.range(0.9, 1.3));
    p.handL = [0.24, 0.9, 0.04 + 0.18 * a.L];
    p.handR = [-0.24, 0.9, 0.04 + 0.18 * a.R];
    p.lean = 0.05;
    p.headYaw = r.range(-0.4, 0.4);
    if (r.chance(0.3)) applyWork(p, 'carry', s);
  } else applyWork(p, work, s);
  p.headYaw += r.range(-0.45, 0.45);
  p.headPitch += r.range(-0.3, 0.2);
  p.headRoll = r.range(-0.12, 0.12);
  p.twist = r.range(-0.15, 0.15);
  p.headYaw = Math.max(-1.1, Math.min(1.1, p.headYaw));
  return p;
}
let scene;
const staff = new Map();
let pool = [];
/** A random kitchen baked for its camera; stills are then taken in it. */
export function openKitchen(seed, samples) {
  const r = new Random(seed),
    k = makeKitchen(r);
  engine.load(k, k.camera);
  bake(engine, r, samples);
  scene = { k, seed, surfaces: new Surfaces(engine) };
  binPixels(engine, k.bins, scene.surfaces);
  // Most people stay for the next kitchen, since building them is dear; five are new, so no two kitchens share all their staff.
  const numbers = Array.from({ length: 14 }, (_, i) => seed * 5 - 9 + i);
  for (const [n, p] of staff)
    if (numbers.includes(n)) p.rehang(engine.make);
    else {
      p.dispose();
      staff.delete(n);
    }
  for (const n of numbers) {
    const pr = new Random(n + 100000);
    if (!staff.has(n)) staff.set(n, new Person(pr, randomLook(pr), engine.live, engine.make));
  }
  pool = r.shuffle(numbers.map((n) => staff.get(n)));
}
/** What a person of a still holds in the right hand, if anything. */
function held(r, work) {
  if (work === 'phone' || work === 'call')
    return r.chance(0.85)
      ? phone(engine, {
          call: work === 'call',
          hex: r.pick(['#141518', '#e9e9ec', '#2b3f66', '#8a2f3a', '#c9b48a']),
          screen: r.pick([0, 0.3, 0.7]),
        })
      : null;
  return work === 'smoke' && r.chance(0.9) ? cigarette(engine, { puff: r.chance(0.6) }) : null;
}
/** The picture with this number in the open kitchen: {image: base64 JPEG, heads, hands, things}. */
export async function still(index) {
  const { k, seed, surfaces } = scene,
    r = new Random(seed * 1009 + index * 7 + 3),
    people = [],
    things = [],
    taken = [],
    first = r.int(0, pool.length - 1);
  for (const p of pool) p.visible = false;
  const n = +r.weighted({ 0: 0.25, 1: 2, 2: 3, 3: 2.4, 4: 1.6, 5: 0.8 }),
    cam = k.camera.position;
  const inView = (x, z) => {
    const v = k.camera.position.clone().set(x, 1.5, z).project(k.camera);
    return Math.abs(v.x) < 1.0 && Math.abs(v.y) < 1.02 && v.z < 1;
  };
  for (let tries = 0; people.length < n && tries < 60; tries++) {
    let x, z, yaw, work;
    if (r.chance(0.62) && k.spots.length) {
      const s = r.pick(k.spots);
      x = s.x + r.range(-0.12, 0.12);
      z = s.z + r.range(-0.06, 0.06);
      yaw = s.yaw + r.range(-0.25, 0.25);
      work = r.chance(0.82) ? r.pick(s.works) : r.pick(['look', 'hips', 'phone', 'call', 'smoke', 'smoke']);
      if (r.chance(0.15)) {
        yaw += Math.PI * r.range(0.6, 1.4);
        work = r.pick(['look', 'hips', 'carry', 'phone', 'call', 'smoke']);
      }
    } else {
      const a = r.pick(k.ring),
        c = k.ring[(k.ring.indexOf(a) + 1) % 4],
        t = r.next();
      x = a[0] + (c[0] - a[0]) * t + r.range(-0.15, 0.15);
      z = a[1] + (c[1] - a[1]) * t + r.range(-0.15, 0.15);
      yaw = r.range(0, 6.28);
      if (r.chance(0.45)) yaw = Math.atan2(cam.x - x, cam.z - z) + r.range(-0.8, 0.8);
      work = r.weighted({ walk: 5, look: 2, hips: 1, carry: 1, phone: 1.6, call: 1.4, smoke: 2.4, pick: 0.5, reach: 0.3 });
    }
    if (!inView(x, z) || taken.some((t) => Math.hypot(t[0] - x, t[1] - z) < 0.55) || Math.hypot(cam.x - x, cam.z - z) < 0.9) continue;
    taken.push([x, z]);
    const p = pool[(first + people.length) % pool.length];
    p.visible = true;
    p.place(x, z, yaw, randomPose(r, work));
    people.push(p);
    const prop = held(r, work);
    if (prop) {
      prop.follow(p);
      things.push(prop);
    }
  }
  const ir = r.chance(0.12);
  things.push(...scatter(engine, r, k, surfaces, ir));
  develop(r, { ir });
  engine.post.seed.value = r.range(0, 50);
  engine.frame([...people, ...things].flatMap((p) => p.balls));
  const two = (v) => String(v).padStart(2, '0');
  stamp(
    r.chance(0.85)
      ? {
          size: r.range(0.03, 0.045),
          date: `${r.pick(['', '20'])}${r.int(22, 26)}-${two(r.int(1, 12))}-${two(r.int(1, 28))} ${r.pick(['', 'Mon ', 'Wed ', 'Sat ', '星期二 '])}${two(r.int(5, 22))}:${two(r.int(0, 59))}:${two(r.int(0, 59))}`,
          name: r.pick(['Camera 01', 'CAM 3', 'Kitchen', 'IPC', '后厨2', '切配间', '']),
        }
      : null,
  );
  const seen = withBins(engine, k.bins, labels(engine, people, things)),
    image = await jpeg(r.range(0.45, 0.92));
  for (const m of things.flatMap((o) => o.meshes)) {
    m.removeFromParent();
    m.geometry.dispose();
    m.material.dispose();
    m.userData.idMaterial.dispose();
  }
  return { ...seen, image };
}
let show;
/** Builds a clip's kitchen and people; frames are then asked for one by one. */
export function openClip(name, samples) {
  show = stage(name, engine, samples, develop);
  return {
    frames: show.frames,
    seconds: show.clip.seconds,
    people: show.people.map(({ person: { look: l } }) => ({
      head: l.head,
      mask: l.mask,
      clothes: l.clothes,
      hands: l.gloves ? 'glove' : 'bare',
    })),
  };
}
/** The clip's camera as it looks when nobody and nothing is there that does not belong. */
export async function clipReference() {
  for (const p of show.people) p.person.visible = false;
  for (const m of show.things.flatMap((o) => o.meshes)) m.visible = false;
  engine.frame([]);
  stampClip(0);
  return jpeg(0.95);
}
function stampClip(seconds) {
  const { clip } = show,
    two = (v) => String(v).padStart(2, '0'),
    [h, m, s] = clip.osd.start,
    t = h * 3600 + m * 60 + s + Math.floor(seconds);
  stamp({
    size: 0.036,
    date: `${clip.osd.date}${two(Math.floor(t / 3600))}:${two(Math.floor(t / 60) % 60)}:${two(t % 60)}`,
    name: clip.osd.name,
  });
}
export async function clipFrame(i, withLabels) {
  show.first ??= i;
  const { people } = show;
  for (const p of people) {
    const f = p.frames[i];
    p.person.visible = f.shown;
    if (f.shown) p.person.place(f.x, f.z, f.yaw, f.pose);
  }
  const here = people.map((p) => p.person);
  for (const o of show.things) {
    o.at(i / fps);
    if (o.follow && people[o.person].person.shown) o.follow(people[o.person].person, i / fps);
    else if (o.follow) for (const m of o.meshes) m.visible = false;
  }
  engine.frame(
    [...here.filter((p) => p.shown), ...show.things].flatMap((p) => p.balls),
    show.things.flatMap((o) => (o.meshes.some((m) => m.visible) ? (o.reach ?? []) : [])),
    i !== show.first,
  );
  stampClip(i / fps);
  return { image: await jpeg(0.95), ...(withLabels ? withBins(engine, show.k.bins, labels(engine, here, show.things)) : {}) };
}
