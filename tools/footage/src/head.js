// A head with hair, cap and mask. Local frame: origin where skull meets neck, +y up, +z the way the face looks; metres.
import { Color } from 'three';
import { cone, len, surface } from './sdf.js';
import { caps, face, hairField, maskField, net, over } from './shapes.js';
import { noise, mix } from './random.js';

export const lin = (hex) => {
  const c = new Color(hex);
  return [c.r, c.g, c.b];
};
/** Where the parts of a head lie, for labels: lower face (mask) and crown (cap). */
export const headPart = (p) => (p[1] > 0.14 + p[2] * (p[2] > 0 ? 0.2 : 0.5) ? 2 : p[2] > 0.04 && p[1] < 0.09 && p[1] > -0.04 ? 1 : 0);

export function randomHead(r, look) {
  const woman = look.woman;
  return {
    w: r.range(0.95, 1.06),
    long: r.range(0.97, 1.05),
    jaw: woman ? r.range(0.85, 0.97) : r.range(0.95, 1.12),
    nose: r.range(0.85, 1.2),
    brow: woman ? 0.6 : 1,
    cheek: r.range(0.9, 1.15),
    skin: lin(
      r.pick(['#f0d0b8', '#e9c3a0', '#e3b68f', '#d9a67d', '#cf9a70', '#b98258', '#8f6140', '#5c3d2a'].slice(0, r.chance(0.25) ? 8 : 5)),
    ),
    hairColor: lin(r.weighted({ '#0d0b0a': 6, '#1c1512': 4, '#3a281c': 2, '#6b4a2e': 0.7, '#77736f': 1, '#b9b4ac': 0.5, '#8a4b23': 0.3 })),
    hair: r.weighted(woman ? { bun: 3, tail: 3, long: 3, bob: 2, short: 1 } : { short: 5, buzz: 2, medium: 2.5, bald: 0.7, side: 2 }),
    stubble: woman ? 0 : r.pick([0, 0, 0.15, 0.3]),
    age: r.next(),
    seed: r.int(0, 9999),
  };
}

/** Parts of a head as {name, surface, color(p, n) -> linear rgb, rough, alpha}. look: {head, mask, capColor, maskColor, capKind}. */
export function buildHead(r, h, look) {
  const parts = [],
    box = [
      [-0.11, -0.1, -0.13],
      [0.11, 0.25, 0.14],
    ];
  const f = (p) => face(p, h),
    mottle = (p) => 0.9 + 0.2 * noise(p[0] * 40 + h.seed, p[1] * 40, p[2] * 40);
  parts.push({
    name: 'skin',
    surface: surface(f, ...box, 0.0062),
    rough: 0.5,
    face: true,
    color: (p) => {
      const m = mottle(p),
        red =
          Math.exp(-(((Math.abs(p[0]) - 0.036) / 0.02) ** 2) - ((p[1] - 0.068) / 0.022) ** 2) * 0.16 + (Math.abs(p[0]) > 0.07 ? 0.12 : 0);
      const beard = p[2] > 0.0 && p[1] < 0.06 && p[1] > -0.03 ? h.stubble : 0;
      return [h.skin[0] * m * (1 - beard), h.skin[1] * m * (1 - red) * (1 - beard), h.skin[2] * m * (1 - red) * (1 - beard)];
    },
  });
  const covered = look.head !== 'bare';
  if (look.head === 'net' && !r.chance(0.12)) h.hair = { long: 'bun', bob: 'short', tail: 'bun' }[h.hair] ?? h.hair;
  if (h.hair !== 'bald')
    parts.push({
      name: 'hair',
      surface: surface(hairField(h, covered, look.head === 'cap'), [-0.13, -0.2, -0.19], [0.13, 0.27, 0.13], 0.0085),
      rough: 0.45,
      color: (p) => {
        const s = 0.55 + 0.9 * noise(p[0] * 260, p[1] * 40, p[2] * 150);
        return h.hairColor.map((c) => c * s);
      },
    });
  if (look.head === 'cap') {
    const c = lin(look.capColor).map((x) => x * 0.85),
      band = c;
    parts.push({
      name: 'cap',
      surface: surface(caps[look.capKind](h, r), [-0.15, 0.04, -0.15], [0.15, 0.45, 0.19], 0.0085),
      rough: 0.9,
      color: (p) => {
        const s = 0.86 + 0.2 * noise(p[0] * 60, p[1] * 30, p[2] * 60);
        return (over(p, 0.155, 0.085) < 0.022 ? band : c).map((x) => x * s);
      },
    });
  }
  if (look.head === 'net') {
    const c = lin(look.capColor);
    parts.push({
      name: 'net',
      surface: surface(net(h, h.seed), [-0.14, -0.05, -0.18], [0.14, 0.29, 0.14], 0.0075),
      rough: 0.7,
      alpha: look.netAlpha,
      color: (p) => {
        const s = 0.7 + 0.35 * noise(p[0] * 120, p[1] * 120, p[2] * 120);
        return c.map((x) => x * s);
      },
    });
  }
  if (look.mask !== 'none') {
    const c = lin(look.maskColor),
      how = look.mask === 'worn' ? 'worn' : look.maskHow;
    parts.push({
      name: 'mask',
      surface: surface(maskField(h, how), [-0.09, -0.09, -0.04], [0.09, 0.12, 0.15], 0.0055),
      rough: 0.9,
      color: (p) => {
        const s = how === 'chin' ? 0.95 : 0.93 + 0.1 * Math.sign(Math.sin(p[1] * 420)) * (Math.abs(p[1] - 0.035) < 0.03 ? 1 : 0);
        return c.map((x) => x * s);
      },
    });
    const y = how === 'chin' ? -0.012 : how === 'nose' ? 0.03 : 0.05;
    const strap = (p) => {
      const a = [Math.abs(p[0]), p[1], p[2]];
      return Math.min(
        cone(a, [0.055, y + 0.015, 0.03], [0.081 * h.w, 0.105, -0.002], 0.0028, 0.0028),
        cone(a, [0.055, y - 0.02, 0.03], [0.082 * h.w, 0.065, -0.012], 0.0028, 0.0028),
      );
    };
    parts.push({
      name: 'mask',
      surface: surface(strap, [-0.1, -0.04, -0.03], [0.1, 0.12, 0.05], 0.003),
      rough: 0.9,
      color: () => lin('#f4f4f4'),
    });
  }
  if (look.glasses) {
    const g = (p) => {
      const a = [Math.abs(p[0]), p[1], p[2]];
      const ring = len(len((a[0] - 0.033) / 1.15, a[1] - 0.1) - 0.021, a[2] - 0.096) - 0.0025;
      return Math.min(
        ring,
        cone(a, [0.056, 0.106, 0.094], [0.08, 0.11, 0.0], 0.002, 0.002),
        cone(p, [-0.012, 0.105, 0.099], [0.012, 0.105, 0.099], 0.002, 0.002),
      );
    };
    parts.push({
      name: 'glasses',
      surface: surface(g, [-0.1, 0.06, -0.02], [0.1, 0.14, 0.11], 0.003),
      rough: 0.3,
      color: () => lin('#151515'),
    });
  }
  return parts;
}

/** Eyes, brows, lips painted on a plane in front of the face: x -0.1..0.1, y -0.04..0.24. */
export function paintFace(h) {
  const c = new OffscreenCanvas(256, 256),
    g = c.getContext('2d');
  const X = (x) => ((x + 0.1) / 0.2) * 256,
    Y = (y) => ((0.24 - y * h.long) / 0.28) * 256,
    k = 1280;
  const hex = (a, s = 1) => `rgb(${a.map((v) => Math.round(255 * Math.min(1, v * s) ** (1 / 2.2))).join(',')})`;
  for (const s of [-1, 1]) {
    const ex = X(s * 0.031 * h.w),
      ey = Y(0.103);
    g.fillStyle = hex(h.skin, 0.35);
    g.globalAlpha = 0.35;
    g.beginPath();
    g.ellipse(ex, ey, 0.018 * k, 0.012 * 914, 0, 0, 7);
    g.fill();
    g.globalAlpha = 1;
    g.fillStyle = '#e8e4de';
    g.beginPath();
    g.ellipse(ex, ey, 0.0125 * k, 0.0055 * 914, 0, 0, 7);
    g.fill();
    g.fillStyle = '#1a110c';
    g.beginPath();
    g.ellipse(ex, ey, 0.0055 * k, 0.0055 * 914, 0, 0, 7);
    g.fill();
    g.strokeStyle = '#120c0a';
    g.lineWidth = 2.4;
    g.beginPath();
    g.ellipse(ex, ey + 1, 0.0135 * k, 0.0068 * 914, 0, Math.PI * 1.05, Math.PI * 1.95);
    g.stroke();
    g.strokeStyle = hex(h.hairColor, 1);
    g.globalAlpha = 0.8;
    g.lineWidth = mix(3, 5.5, h.brow);
    g.beginPath();
    g.moveTo(X(s * 0.014), Y(0.121));
    g.quadraticCurveTo(X(s * 0.034), Y(0.129), X(s * 0.05), Y(0.118));
    g.stroke();
    g.globalAlpha = 1;
    g.fillStyle = hex(h.skin, 0.18);
    g.beginPath();
    g.ellipse(X(s * 0.009), Y(0.06), 4.5, 3, 0, 0, 7);
    g.fill();
  }
  g.fillStyle = h.brow < 1 ? '#a8443f' : '#8d4a3f';
  g.globalAlpha = 0.75;
  g.beginPath();
  g.ellipse(X(0), Y(0.0365), 0.021 * k, 0.0075 * 914, 0, 0, 7);
  g.fill();
  g.globalAlpha = 0.9;
  g.strokeStyle = '#40201c';
  g.lineWidth = 1.8;
  g.beginPath();
  g.moveTo(X(-0.02), Y(0.036));
  g.lineTo(X(0.02), Y(0.036));
  g.stroke();
  g.globalAlpha = 0.25 * h.age;
  g.strokeStyle = hex(h.skin, 0.3);
  g.lineWidth = 2;
  for (const s of [-1, 1]) {
    g.beginPath();
    g.moveTo(X(s * 0.02), Y(0.065));
    g.lineTo(X(s * 0.032), Y(0.035));
    g.stroke();
  }
  return c;
}
