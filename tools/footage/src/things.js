// Things put down where they do not belong: goods and cartons on the floor, a crate in the way, used dishes and scraps on a worktop. Each: {kind, code, meshes, at(t)}.
import { Builder } from './builder.js';
import { small } from './small.js';
import { brushed } from './textures.js';

const built = {
  goods: (b, r) => {
    b.in(-0.18, 0, 0, 0.2, () => small.carton(b, r, 0, 0, 0));
    b.in(0.2, 0, 0.06, -0.3, () => small.crate(b, r, 0, 0, 0));
  },
  carton: (b, r) => {
    b.in(-0.16, 0, 0, 0.3, () => small.carton(b, r, 0, 0, 0));
    b.in(0.2, 0, 0.05, -0.2, () => small.carton(b, r, 0, 0, 0));
    b.in(-0.02, 0.2, 0.02, 0.1, () => small.carton(b, r, 0, 0, 0));
  },
  crate: (b, r) => {
    small.crate(b, r, 0, 0, 0);
    b.in(0.02, 0, -0.04, 0.2, () => small.jar(b, r, -0.1, 0.06, 0));
    b.in(0.34, 0, 0.1, 0.5, () => small.pot(b, r, 0, 0, 0));
  },
  scraps: (b, r) => {
    for (let i = 0; i < 5; i++) b.in(r.range(-0.25, 0.25), 0, r.range(-0.25, 0.25), 0, () => small.veg(b, r, 0, 0, 0));
    b.in(0.1, 0, -0.2, 0.7, () => small.papers(b, r, 0, 0, 0));
    b.in(-0.12, 0, 0.22, 0, () => small.bowl(b, r, 0, 0, 0));
  },
  dishes: (b, r) => {
    for (const [x, z] of [
      [-0.26, -0.06],
      [-0.02, 0.08],
      [0.22, -0.1],
    ])
      b.in(x, 0, z, 0, () => small.plates(b, r, 0, 0, 0));
    for (const [x, z] of [
      [-0.13, 0.16],
      [0.13, 0.13],
      [0.36, 0.08],
      [0.04, -0.17],
    ])
      b.in(x, 0, z, 0, () => small.bowl(b, r, 0, 0, 0));
    b.in(-0.42, 0, 0.08, 0, () => small.pot(b, r, 0, 0, 0));
    // What is left on them.
    for (let i = 0; i < 14; i++)
      b.sphere(
        r.range(-0.3, 0.35),
        r.range(0.06, 0.2),
        r.range(-0.15, 0.15),
        0.03,
        0.015,
        0.025,
        r.pick(['#7a4a2a', '#c8442f', '#8fae4f', '#5a2a18']),
        'matt',
      );
  },
};

/** In view from `from` to `to` at x, y, z. */
export function placed(engine, r, kind, code, [x, y, z], from, to, yaw = 0) {
  const b = new Builder(brushed(r));
  b.in(x, y, z, yaw, () => built[kind](b, r));
  const meshes = b.parts().map(({ geometry, map }) => {
    geometry.attributes.part.array.fill(4);
    const m = engine.make(geometry, { map });
    engine.live.add(m);
    return m;
  });
  return {
    kind,
    code,
    meshes,
    balls: [],
    reach: [[x, y + 0.1, z, 0.55]],
    at(t) {
      const on = t >= from && t <= to;
      for (const m of meshes) m.visible = on;
      this.balls = on ? [[x, y + 0.08, z, 0.2]] : [];
    },
  };
}
