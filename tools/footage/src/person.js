// A person: looks drawn from a seed, meshes, skinning on the processor (one skinning serves every pass).
import { BufferAttribute, BufferGeometry, CanvasTexture, Matrix4, SRGBColorSpace, Vector3 } from 'three';
import { buildBody, joints } from './body.js';
import { buildHead, headPart, paintFace, randomHead } from './head.js';
import { bonesOf, solve } from './pose.js';
import { noise } from './random.js';

const coats = {
  '#f2f2f0': 7,
  '#e9ebee': 3,
  '#1d1f24': 1.6,
  '#23304d': 0.8,
  '#7b1e22': 0.6,
  '#3c6e52': 0.5,
  '#d8c7a3': 0.4,
  '#3f8a58': 0.4,
  '#8fb3d6': 0.5,
};
const street = [
  '#8a2f35',
  '#31507d',
  '#4f6b46',
  '#c9a227',
  '#6c6f75',
  '#2b2b30',
  '#b9b4ad',
  '#7d5a86',
  '#d9d2c7',
  '#a4572d',
  '#356b74',
  '#c98a9a',
];
const aprons = { '#15161a': 5, '#f0efec': 3, '#20304f': 1.5, '#6b1f23': 1, '#6b5a45': 0.7, '#2f5d46': 0.6, '#3b6ea8': 0.5 };
/** A random look; any field given in `fix` wins. */
export function randomLook(r, fix = {}) {
  const woman = fix.woman ?? r.chance(0.42),
    work = fix.clothes ? fix.clothes === 'work-wear' : r.chance(0.84);
  const head = fix.head ?? r.weighted({ cap: 4, net: 3.4, bare: 3.2 }),
    mask = fix.mask ?? r.weighted({ worn: 4, none: 3.6, wrong: 2.4 });
  const capKind = r.weighted({ toque: 2.2, pillbox: 3, baseball: 2.4, skullcap: 1.5 });
  const look = {
    woman,
    work,
    clothes: work ? 'work-wear' : 'street',
    head,
    mask,
    capKind,
    maskHow: r.pick(['chin', 'chin', 'nose']),
    capColor:
      head === 'net'
        ? r.weighted({ '#f6f8fa': 6, '#8fc4ea': 2.2, '#a8d8b4': 0.7 })
        : capKind === 'toque'
          ? r.weighted({ '#f4f4f2': 8, '#1b1b1e': 1 })
          : r.weighted({ '#f1f1ef': 5, '#16171a': 3.2, '#22335a': 1.2, '#7d2226': 0.8, '#4d8f63': 0.4, '#6f7378': 0.6 }),
    netAlpha: r.range(0.5, 1.25),
    maskColor: r.weighted({ '#a9d0ec': 5, '#f3f5f6': 4, '#1c1d20': 1.6, '#e6d9c8': 0.2, '#a9cdb8': 0.4 }),
    glasses: r.chance(0.2),
    build: r.range(0.9, 1.18) * (woman ? 0.93 : 1),
    hips: r.range(0.93, 1.1) * (woman ? 1.05 : 1),
    height: woman ? r.range(1.54, 1.7) : r.range(1.63, 1.84),
    seed: r.int(0, 999),
    top: work ? r.weighted({ jacket: 5, tshirt: 1.6, shirt: 2, coat: 1.4 }) : r.weighted({ tshirt: 5, shirt: 4 }),
    sleeve: r.pick(['long', 'long', 'short']),
    bottom: woman && !work && r.chance(0.2) ? 'skirt' : 'trousers',
    topColor: work ? r.weighted(coats) : r.pick(street),
    bottomColor: r.pick(['#17181c', '#1f2430', '#2a2d33', '#2d3b57', '#4a4a4c', '#55493b', '#e8e8e6'].slice(0, work ? 7 : 6)),
    shoeColor: r.pick(['#121214', '#1c1c1e', '#e9e9e7', '#3a2a20']),
    apron: work ? r.weighted({ bib: 4.5, waist: 2, '': 3.5 }) : '',
    apronColor: r.weighted(aprons),
    apronLow: r.range(0.42, 0.62),
    gloves: r.chance(0.4),
    gloveColor: r.weighted({ '#5aa0d8': 4, '#f0f1f2': 3, '#1c1d21': 1, '#d8dfe6': 1 }),
    neckerchief: work && r.chance(0.12) ? r.pick(['#b02a2e', '#24457f', '#e0b02f']) : '',
  };
  Object.assign(look, fix);
  if (look.top === 'coat' || look.top === 'jacket') look.sleeve = fix.sleeve ?? r.pick(['long', 'long', 'long', 'short']);
  return look;
}

function geometry(surf, color, rough, part, rest) {
  const n = surf.position.length / 3,
    g = new BufferGeometry(),
    tint = new Float32Array(3 * n),
    look = new Float32Array(4 * n),
    parts = new Float32Array(n),
    uv = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const p = [surf.position[3 * i], surf.position[3 * i + 1], surf.position[3 * i + 2]],
      c = color(p);
    tint.set(c, 3 * i);
    look.set([rough, 0, surf.ao[i], 0], 4 * i);
    parts[i] = part(p);
    const back = surf.normal[3 * i + 2] < 0.12;
    uv.set(
      rest ? [(p[0] + 0.1) / 0.2 + (back ? 5 : 0), (p[1] + 0.04) / 0.28] : [(p[0] + 0.3) / 0.6 + (back ? 5 : 0), (p[1] - 0.7) / 0.8],
      2 * i,
    );
  }
  g.setAttribute('position', new BufferAttribute(surf.position.slice(), 3));
  g.setAttribute('normal', new BufferAttribute(surf.normal.slice(), 3));
  g.setAttribute('tint', new BufferAttribute(tint, 3));
  g.setAttribute('surf', new BufferAttribute(look, 4));
  g.setAttribute('part', new BufferAttribute(parts, 1));
  g.setAttribute('uv', new BufferAttribute(uv, 2));
  g.setIndex(new BufferAttribute(surf.index, 1));
  return g;
}
/** Cloth creases: normals bent by the slope of a noise, with no more triangles. */
function crease(surf, seed, amount) {
  const P = surf.position,
    N = surf.normal,
    f = (x, y, z) => noise(x * 24 + y * 14 + seed, y * 20 - x * 10, z * 22) + 0.35 * noise(x * 55, y * 45 + seed, z * 55);
  for (let i = 0; i < P.length; i += 3) {
    const e = 0.006,
      v = f(P[i], P[i + 1], P[i + 2]);
    const g = [f(P[i] + e, P[i + 1], P[i + 2]) - v, f(P[i], P[i + 1] + e, P[i + 2]) - v, f(P[i], P[i + 1], P[i + 2] + e) - v];
    for (let a = 0; a < 3; a++) N[i + a] -= g[a] * amount;
    const l = Math.hypot(N[i], N[i + 1], N[i + 2]) || 1;
    for (let a = 0; a < 3; a++) N[i + a] /= l;
  }
}
function paintFront(look) {
  const c = new OffscreenCanvas(192, 256),
    g = c.getContext('2d'),
    X = (x) => ((x + 0.3) / 0.6) * 192,
    Y = (y) => ((1.5 - y) / 0.8) * 256;
  const dark = look.topColor < '#7';
  if (look.top === 'jacket') {
    g.strokeStyle = dark ? '#ffffff55' : '#00000050';
    g.lineWidth = 1.5;
    g.beginPath();
    g.moveTo(X(-0.02), Y(1.44));
    g.lineTo(X(-0.085), Y(1.36));
    g.lineTo(X(-0.07), Y(0.8));
    g.stroke();
    g.fillStyle = dark ? '#e8e8e8' : '#33343a';
    for (let i = 0; i < 5; i++)
      for (const x of [-0.06, 0.05]) {
        g.beginPath();
        g.arc(X(x), Y(1.35 - i * 0.085), 2.6, 0, 7);
        g.fill();
      }
  } else if (look.top !== 'tshirt') {
    g.strokeStyle = dark ? '#ffffff44' : '#00000044';
    g.lineWidth = 1.5;
    g.beginPath();
    g.moveTo(X(0), Y(1.46));
    g.lineTo(X(0.005), Y(0.8));
    g.stroke();
    g.fillStyle = '#00000066';
    for (let i = 0; i < 6; i++) {
      g.beginPath();
      g.arc(X(0.008), Y(1.4 - i * 0.09), 1.6, 0, 7);
      g.fill();
    }
  } else if (look.seed % 3 === 0 && !look.work) {
    g.fillStyle = ['#ffffffb0', '#e8c54ab0', '#141414b0'][(look.seed % 7) % 3];
    g.fillRect(X(-0.09), Y(1.34), X(0.09) - X(-0.09), 34 + (look.seed % 20));
  }
  return c;
}

export class Person {
  /** make(geometry, {map, alpha, name}) builds a renderer mesh; scene adds it. */
  constructor(r, look, scene, make, face) {
    Object.assign(this, { look, scale: look.height / 1.75, meshes: [], head: new Matrix4(), root: new Matrix4() });
    this.face = Object.assign(randomHead(r, look), face);
    const tex = (c) => {
      const t = new CanvasTexture(c);
      t.colorSpace = SRGBColorSpace;
      t.generateMipmaps = true;
      return t;
    };
    const faceMap = tex(paintFace(this.face)),
      frontMap = tex(paintFront(look));
    this.textures = [faceMap, frontMap];
    for (const part of buildHead(r, this.face, look)) {
      const g = geometry(part.surface, part.color, part.rough, headPart, true);
      const how = { map: part.face ? faceMap : null, alpha: part.alpha ?? 1, skin: part.name === 'skin' },
        mesh = make(g, how);
      mesh.matrixAutoUpdate = false;
      this.meshes.push({ mesh, make: how, rigid: true });
      scene.add(mesh);
    }
    for (const part of buildBody(r, look, this.face.skin)) {
      crease(part.surface, look.seed, 0.45);
      const g = geometry(part.surface, part.color, part.rough, part.part ?? (() => 4), false);
      const how = { map: part.name === 'body' ? frontMap : null },
        mesh = make(g, how);
      mesh.matrixAutoUpdate = false;
      mesh.frustumCulled = false;
      this.meshes.push({ mesh, make: how, surface: part.surface, weights: part.weights });
      scene.add(mesh);
    }
  }
  set visible(v) {
    this.shown = v;
    for (const m of this.meshes) m.mesh.visible = v;
  }
  /** Puts the person at x,z facing yaw (0 looks along +z) in a pose. */
  place(x, z, yaw, pose) {
    const m = (this.bones = solve(pose)),
      bones = bonesOf(m),
      s = this.scale;
    this.root
      .makeRotationY(yaw)
      .setPosition(x, 0, z)
      .multiply(new Matrix4().makeScale(s, s, s));
    const bm = bones.map((b) => b.elements),
      hb = 1.0;
    const J = joints.head;
    this.head
      .copy(this.root)
      .multiply(m.head)
      .multiply(new Matrix4().makeTranslation(J[0], J[1], J[2]))
      .multiply(new Matrix4().makeScale(hb, hb, hb));
    for (const k of this.meshes) {
      if (k.rigid) {
        k.mesh.matrix.copy(this.head);
        k.mesh.matrixWorld.copy(this.head);
        continue;
      }
      const { position: P, normal: N } = k.surface,
        { bone, weight } = k.weights,
        A = k.mesh.geometry.attributes,
        O = A.position.array,
        M = A.normal.array;
      for (let i = 0, v = 0; i < P.length; i += 3, v += 3) {
        let x = 0,
          y = 0,
          z = 0,
          nx = 0,
          ny = 0,
          nz = 0;
        for (let j = 0; j < 3; j++) {
          const w = weight[v + j];
          if (w < 0.004) continue;
          const e = bm[bone[v + j]],
            px = P[i],
            py = P[i + 1],
            pz = P[i + 2],
            a = N[i],
            b = N[i + 1],
            c = N[i + 2];
          x += w * (e[0] * px + e[4] * py + e[8] * pz + e[12]);
          y += w * (e[1] * px + e[5] * py + e[9] * pz + e[13]);
          z += w * (e[2] * px + e[6] * py + e[10] * pz + e[14]);
          nx += w * (e[0] * a + e[4] * b + e[8] * c);
          ny += w * (e[1] * a + e[5] * b + e[9] * c);
          nz += w * (e[2] * a + e[6] * b + e[10] * c);
        }
        O[i] = x;
        O[i + 1] = y;
        O[i + 2] = z;
        M[i] = nx;
        M[i + 1] = ny;
        M[i + 2] = nz;
      }
      A.position.needsUpdate = A.normal.needsUpdate = true;
      k.mesh.matrix.copy(this.root);
      k.mesh.matrixWorld.copy(this.root);
    }
    // What darkens the floor and tables near a body.
    this.balls = [
      [m.head, [0, 1.64, 0], 0.13],
      [m.chest, [0, 1.3, 0], 0.2],
      [m.pelvis, [0, 0.98, 0], 0.19],
      [m.shinL, [0.1, 0.4, 0], 0.09],
      [m.shinR, [-0.1, 0.4, 0], 0.09],
      [m.footL, [0.11, 0.06, 0.03], 0.09],
      [m.footR, [-0.11, 0.06, 0.03], 0.09],
    ].map(([b, p, rad]) => {
      const v = new Vector3(...p).applyMatrix4(b).applyMatrix4(this.root);
      return [v.x, v.y, v.z, rad * s];
    });
    const tip = (b) =>
      new Vector3(...(b === 'handL' ? [0.62, 0.97, 0.01] : [-0.62, 0.97, 0.01])).applyMatrix4(m[b]).applyMatrix4(this.root);
    this.hands = { L: tip('handL'), R: tip('handR') };
  }
  /** Fresh materials for another kitchen's lamps. */
  rehang(make) {
    for (const k of this.meshes) {
      const m = make(k.mesh.geometry, k.make);
      k.mesh.material.dispose();
      k.mesh.material = m.material;
      k.mesh.userData = m.userData;
    }
  }
  dispose() {
    for (const k of this.meshes) {
      k.mesh.geometry.dispose();
      k.mesh.material.dispose();
      k.mesh.removeFromParent();
    }
    for (const t of this.textures) t.dispose();
  }
}
