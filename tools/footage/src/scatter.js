// Hazards at random visible places of a kitchen, for stills.
import { animal, cockroach, fire, litter, puddle } from './hazards.js';

const floor = (p, n) => p.y < 0.02 && n.y > 0.95;
const kinds = {
  rodent: 3,
  cat: 1.6,
  litter: 2.4,
  puddle: 2.4,
  fire: 2.2,
  cockroach: 1.6,
};
const make = {
  rodent: (engine, r, k, s) => {
    // Mostly on the floor, now and then on a worktop or shelf.
    const high = r.chance(0.25),
      at = s.pick(r, (p, n, d) => (high ? p.y > 0.5 && p.y < 1.9 && n.y > 0.95 && d < 3.5 : floor(p, n) && d < 4.5));
    return (
      at &&
      beast(engine, r, 'rodent', at.p, { hex: r.pick(['#4b4038', '#38312c', '#5d5145', '#6e6a66', '#2a2624']), size: r.range(0.9, 1.5) })
    );
  },
  cat: (engine, r, k, s) => {
    const at = s.pick(r, (p, n, d) => floor(p, n) && d > 1.2);
    return (
      at &&
      beast(engine, r, 'cat', at.p, {
        hex: r.pick(['#3b3835', '#1d1c1c', '#b07a45', '#8a8580', '#d9d2c6', '#6b5340']),
        code: 'cat-or-dog',
        size: r.range(0.85, 1.4),
      })
    );
  },
  litter: (engine, r, k, s) => {
    const at = s.pick(r, floor),
      pieces = r.int(2, 14);
    return (
      at && litter(engine, r, at.p.x, at.p.z, 0, 9, { pieces, spread: 0.08 + 0.026 * pieces * r.range(0.6, 1), size: r.range(0.7, 1.5) })
    );
  },
  puddle: (engine, r, k, s) => {
    const at = s.pick(r, floor);
    return (
      at &&
      puddle(engine, at.p.x, at.p.z, r.range(0.18, 0.6), 0, 9, {
        hex: r.pick(['#4a4844', '#8a8a86', '#a8acb0', '#c4c8cc', '#5a4a30']),
        alpha: r.range(0.65, 0.92),
        turn: r.range(0, 6.3),
        shape: r.range(0, 99),
      })
    );
  },
  fire: (engine, r, k, s) => {
    const size = r.range(0.45, 1.4),
      near = (b) => s.pick(r, (p) => Math.hypot(p.x - b[0], p.z - b[2]) < 0.3 && Math.abs(p.y - b[1]) < 0.3),
      seen = r.shuffle(k.burners ?? []).find(near);
    const at = seen && r.chance(0.75) ? seen : s.pick(r, (p, n) => n.y > 0.95 && p.y > 0.6 && p.y < 1.1)?.p.toArray();
    const look = {
      size,
      smoky: r.chance(0.6),
      hues: r.pick([
        ['#ffd873', '#ff8a1c', '#e8430f'],
        ['#ffb347', '#ff6a10', '#b82a08'],
        ['#fff0b0', '#ff9a28', '#e0480c'],
      ]),
      core: r.range(0.1, 0.35),
      thin: r.range(0.5, 1),
    };
    return at && fire(engine, at, 0, 90, look);
  },
  cockroach: (engine, r, k, s) => {
    const at = s.pick(r, (p, n, d) => d < 2.6 && p.y < 2.2 && (n.y > 0.9 || Math.abs(n.y) < 0.1));
    return (
      at &&
      cockroach(engine, at.p, at.n, { turn: r.range(0, 6.3), size: r.range(0.9, 1.5), hex: r.pick(['#3a1d0c', '#52290f', '#26140a']) })
    );
  },
};
function beast(engine, r, kind, p, how) {
  const a = r.range(0, 6.3);
  return animal(
    engine,
    kind,
    [
      [p.x, p.z],
      [p.x + 0.05 * Math.sin(a), p.z + 0.05 * Math.cos(a)],
    ],
    0,
    9,
    { ...how, y: p.y < 0.02 ? 0 : p.y },
  );
}

/** None, one or two hazards, drawn and standing still. Dispose of their meshes after the picture. */
export function scatter(engine, r, kitchen, surfaces, infrared) {
  const things = [];
  if (!r.chance(0.55)) return things;
  for (let n = r.chance(0.4) ? 2 : 1; n > 0; n--) {
    const kind = r.weighted(infrared ? { ...kinds, fire: 0 } : kinds), // flames are drawn by colour, infrared would show paper
      o = things.some((t) => t.kind === kind) ? null : make[kind](engine, r, kitchen, surfaces);
    if (!o) continue;
    o.at(r.range(2, 7));
    things.push(o);
  }
  return things;
}
