// Puts a clip on stage: its kitchen, its people, and where everybody is in every frame.
import { bake } from './bake.js';
import { clips, fps } from './clips.js';
import { Vector3 } from 'three';
import { animal, cockroach, fire, litter, puddle } from './hazards.js';
import { makeKitchen } from './kitchen.js';
import { binPixels } from './labels.js';
import { Person, randomLook } from './person.js';
import { cigarette, phone } from './props.js';
import { Random } from './random.js';
import { play } from './script.js';
import { Surfaces } from './surfaces.js';
import { placed } from './things.js';

/** The places of a kitchen with how well they face the camera. */
const facing = (k) =>
  k.spots.map((s) => {
    const c = k.camera.position,
      v = c.clone().set(s.x, 1.5, s.z).project(k.camera),
      a = Math.atan2(c.x - s.x, c.z - s.z);
    return { ...s, face: Math.cos(a - s.yaw), far: Math.hypot(c.x - s.x, c.z - s.z), inside: Math.abs(v.x) < 0.85 && Math.abs(v.y) < 0.85 };
  });

/** A thing in the hand of a person, in view between `from` and `to`. */
const held = (prop, { person, from, to }) =>
  Object.assign(prop, {
    person,
    at(t) {
      for (const m of prop.meshes) m.visible = t >= from && t <= to;
    },
  });

/** The kitchen of a clip with its people and their frames. */
export function stage(name, engine, bakeSamples, develop) {
  const clip = clips[name],
    r = new Random(clip.seed),
    k = makeKitchen(r, clip.kitchen);
  engine.load(k, k.camera);
  bake(engine, r, bakeSamples);
  binPixels(engine, k.bins, new Surfaces(engine));
  develop(r, clip.develop);
  const isle = facing(k).filter((s) => s.unit === 'island'),
    far = isle.filter((s) => s.side === 'n').sort((a, b) => a.x - b.x),
    ends = isle.filter((s) => s.side === (clip.kitchen.corner.includes('w') ? 'e' : 'w'));
  const door = k.doors?.[0],
    away = (m) => (door ? [door.x + Math.sin(door.yaw) * m, door.z + Math.cos(door.yaw) * m] : [0, 0]),
    spot = (s) => ({ at: [s.x, s.z], yaw: s.yaw });
  const places = {
    n1: spot(far[0]),
    n2: spot(far[far.length - 1]),
    e: spot(ends[0] ?? far[0]),
    outside: away(-0.95),
    inside: away(0.55),
    inYaw: door?.yaw ?? 0,
    facing: facing(k),
  };
  const cam = k.camera.position.toArray(),
    people = clip.people.map((p, i) => {
      const pr = new Random(clip.seed * 31 + i),
        person = new Person(pr, randomLook(pr, p.look), engine.live, engine.make, p.face);
      return { person, frames: play(k, p.script(places), fps, clip.seconds, { phase: p.phase, cam }) };
    });
  places.burner = k.burners?.[0];
  const make = {
    fire: (e) => Object.assign(fire(engine, e.at, e.from, e.to, e.look), e.codes && { codes: e.codes }),
    rodent: (e) => animal(engine, 'rodent', e.path, e.from, e.to),
    cat: (e) => animal(engine, 'cat', e.path, e.from, e.to, { hex: '#3b3835', code: 'cat-or-dog', pauses: 1 }),
    litter: (e) => litter(engine, r, ...e.at, e.from, e.to),
    puddle: (e) => puddle(engine, ...e.at, e.radius, e.from, e.to),
    cockroach: (e) => cockroach(engine, new Vector3(), new Vector3(...e.normal), { ...e, path: e.path }),
    goods: (e) => placed(engine, r, 'goods', 'goods-on-floor', e.at, e.from, e.to, e.yaw),
    carton: (e) => placed(engine, r, 'carton', 'carton-in-kitchen', e.at, e.from, e.to, e.yaw),
    crate: (e) => placed(engine, r, 'crate', 'misplaced-items', e.at, e.from, e.to, e.yaw),
    scraps: (e) => placed(engine, r, 'scraps', 'worktop-dirty', e.at, e.from, e.to, e.yaw),
    dishes: (e) => placed(engine, r, 'dishes', 'dishes-piled', e.at, e.from, e.to, e.yaw),
    phone: (e) => held(phone(engine, { call: !e.facing }), e),
    cigarette: (e) => held(cigarette(engine, { puff: false }), e),
  };
  const things = (clip.events?.(places) ?? []).map((e) => make[e.what](e));
  return { clip, k, people, things, frames: Math.round(clip.seconds * fps) };
}
