// Collects coloured solids into a few big geometries, one per texture.
import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Color,
  CylinderGeometry,
  LatheGeometry,
  Matrix4,
  Euler,
  PlaneGeometry,
  Quaternion,
  SphereGeometry,
  TorusGeometry,
  Vector2,
  Vector3,
} from 'three';

const color = (hex) => {
  const c = new Color(hex);
  return [c.r, c.g, c.b];
};
/** Surface kinds: [roughness, metalness]. */
export const finish = {
  steel: [0.32, 0.9],
  dullSteel: [0.5, 0.85],
  plastic: [0.45, 0],
  gloss: [0.15, 0],
  matt: [0.95, 0],
  tile: [0.35, 0],
  rubber: [0.8, 0],
};

export class Builder {
  constructor(steelMap) {
    this.groups = new Map();
    this.stack = [new Matrix4()];
    this.steelMap = steelMap;
  }
  get at() {
    return this.stack[this.stack.length - 1];
  }
  /** Runs `fn` in a frame moved to x,y,z and turned by yaw. */
  in(x, y, z, yaw, fn, scale = 1) {
    const m = this.at
      .clone()
      .multiply(
        new Matrix4().compose(new Vector3(x, y, z), new Quaternion().setFromEuler(new Euler(0, yaw, 0)), new Vector3(scale, scale, scale)),
      );
    this.stack.push(m);
    fn(this);
    this.stack.pop();
  }
  world(x, y, z) {
    const v = new Vector3(x, y, z).applyMatrix4(this.at);
    return [v.x, v.y, v.z];
  }
  add(geo, hex, kind, { map = null, room = false, glow = 0, m = null, fit = false } = {}) {
    const g = geo.index ? geo.toNonIndexed() : geo,
      key = `${map ? map.uuid : ''}|${room}`;
    if (!this.groups.has(key)) this.groups.set(key, { map, room, position: [], normal: [], uv: [], tint: [], surf: [] });
    const o = this.groups.get(key),
      M = m ? this.at.clone().multiply(m) : this.at,
      P = g.attributes.position,
      N = g.attributes.normal,
      U = g.attributes.uv,
      [rough, metal] = finish[kind] ?? kind,
      c = color(hex),
      v = new Vector3(),
      n = new Vector3();
    for (let i = 0; i < P.count; i++) {
      v.fromBufferAttribute(P, i);
      n.fromBufferAttribute(N, i);
      const lu = Math.abs(n.y) > 0.7 ? [v.x, v.z] : Math.abs(n.x) > 0.7 ? [v.z, v.y] : [v.x, v.y];
      o.uv.push(...(fit || !map ? [U.getX(i), U.getY(i)] : lu));
      v.applyMatrix4(M);
      n.transformDirection(M);
      o.position.push(v.x, v.y, v.z);
      o.normal.push(n.x, n.y, n.z);
      o.tint.push(...c);
      o.surf.push(rough, metal, 1, glow);
    }
  }
  box(x, y, z, w, h, d, hex, kind = 'plastic', o = {}) {
    this.add(new BoxGeometry(w, h, d), hex, kind, {
      ...o,
      map: o.map ?? (kind === 'steel' || kind === 'dullSteel' ? this.steelMap : null),
      m: new Matrix4().makeTranslation(x, y, z).multiply(new Matrix4().makeRotationY(o.yaw ?? 0)),
    });
  }
  cylinder(x, y, z, r0, r1, h, hex, kind = 'plastic', o = {}) {
    this.add(new CylinderGeometry(r1, r0, h, o.seg ?? 20, 1, o.open ?? false), hex, kind, {
      ...o,
      m: new Matrix4().makeTranslation(x, y, z).multiply(o.rot ?? new Matrix4()),
    });
  }
  sphere(x, y, z, rx, ry, rz, hex, kind = 'plastic', o = {}) {
    this.add(new SphereGeometry(1, 16, 12), hex, kind, {
      ...o,
      m: new Matrix4().makeTranslation(x, y, z).multiply(new Matrix4().makeScale(rx, ry, rz)),
    });
  }
  ring(x, y, z, r, t, hex, kind, rot = new Matrix4().makeRotationX(Math.PI / 2)) {
    this.add(new TorusGeometry(r, t, 8, 24), hex, kind, { m: new Matrix4().makeTranslation(x, y, z).multiply(rot) });
  }
  lathe(x, y, z, profile, hex, kind = 'plastic', o = {}) {
    this.add(
      new LatheGeometry(
        profile.map((p) => new Vector2(...p)),
        24,
      ),
      hex,
      kind,
      { ...o, m: new Matrix4().makeTranslation(x, y, z) },
    );
  }
  /** A rectangle with its texture fitted; dir: up, or front (faces +z). */
  card(x, y, z, w, h, map, dir = 'front', o = {}) {
    const m = new Matrix4().makeTranslation(x, y, z);
    if (dir === 'up') m.multiply(new Matrix4().makeRotationX(-Math.PI / 2));
    if (o.yaw) m.multiply(new Matrix4().makeRotationY(o.yaw));
    this.add(new PlaneGeometry(w, h), o.hex ?? '#ffffff', o.kind ?? 'matt', { map, fit: true, m, glow: o.glow ?? 0, room: o.room });
  }
  tube(a, b, r, hex, kind = 'steel') {
    const A = new Vector3(...a),
      B = new Vector3(...b),
      d = B.clone().sub(A),
      q = new Quaternion().setFromUnitVectors(new Vector3(0, 1, 0), d.clone().normalize());
    this.add(new CylinderGeometry(r, r, d.length(), 10), hex, kind, {
      m: new Matrix4().compose(A.add(B).multiplyScalar(0.5), q, new Vector3(1, 1, 1)),
    });
  }
  parts() {
    return [...this.groups.values()].map((o) => {
      const g = new BufferGeometry();
      for (const [n, k] of [
        ['position', 3],
        ['normal', 3],
        ['uv', 2],
        ['tint', 3],
        ['surf', 4],
      ])
        g.setAttribute(n, new BufferAttribute(new Float32Array(o[n]), k));
      g.setAttribute('part', new BufferAttribute(new Float32Array(o.position.length / 3), 1));
      return { geometry: g, map: o.map, room: o.room };
    });
  }
}
