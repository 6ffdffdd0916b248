// Procedural textures on 2D canvases: tiles, brushed steel, wood, paper, food.
import { CanvasTexture, LinearMipmapNearestFilter, RepeatWrapping, SRGBColorSpace } from 'three';

const canvas = (n) => {
  const c = new OffscreenCanvas(n, n);
  return [c, c.getContext('2d')];
};
const texture = (c) => {
  const t = new CanvasTexture(c);
  t.wrapS = t.wrapT = RepeatWrapping;
  t.colorSpace = SRGBColorSpace;
  t.minFilter = LinearMipmapNearestFilter;
  return t;
};
const grey = (v) => `rgb(${v},${v},${v})`;
function speckle(g, n, r, amount, count) {
  for (let i = 0; i < count; i++) {
    const d = r.chance(0.5);
    g.fillStyle = d ? `rgba(0,0,0,${r.range(0, amount)})` : `rgba(255,255,255,${r.range(0, amount)})`;
    const s = r.range(0.5, 3);
    g.fillRect(r.range(0, n), r.range(0, n), s, s);
  }
}
function stains(g, n, r, count, a) {
  for (let i = 0; i < count; i++) {
    const x = r.range(0, n),
      y = r.range(0, n),
      s = r.range(10, 60),
      gr = g.createRadialGradient(x, y, 0, x, y, s);
    gr.addColorStop(0, `rgba(60,45,30,${r.range(0, a)})`);
    gr.addColorStop(1, 'rgba(60,45,30,0)');
    g.fillStyle = gr;
    g.fillRect(x - s, y - s, 2 * s, 2 * s);
  }
}
/** One repeat is `count` tiles a side. */
export function tiles(r, { color, grout, count = 4, ratio = 1, vary = 0.06, gap = 4, pattern = '' }) {
  const n = 512,
    [c, g] = canvas(n),
    w = n / count,
    h = w * ratio;
  g.fillStyle = grout;
  g.fillRect(0, 0, n, n);
  for (let j = 0; j < n / h; j++)
    for (let i = -1; i < count; i++) {
      const x = i * w + (pattern === 'brick' && j % 2 ? w / 2 : 0),
        y = j * h;
      g.fillStyle = pattern === 'check' && (i + j) % 2 ? grout : color;
      g.fillRect(x + gap / 2, y + gap / 2, w - gap, h - gap);
      const d = r.range(-vary, vary);
      g.fillStyle = d > 0 ? `rgba(255,255,255,${d})` : `rgba(0,0,0,${-d})`;
      g.fillRect(x + gap / 2, y + gap / 2, w - gap, h - gap);
      if (pattern === 'flower') {
        g.save();
        g.translate(x + w / 2, y + h / 2);
        g.strokeStyle = g.fillStyle = 'rgba(60,62,66,0.75)';
        g.lineWidth = 4;
        for (let k = 0; k < 4; k++) {
          g.rotate(Math.PI / 2);
          g.beginPath();
          g.ellipse(w * 0.2, 0, w * 0.16, w * 0.07, 0, 0, 7);
          g.fill();
          g.beginPath();
          g.arc(w / 2, w / 2, w * 0.26, 0, 7);
          g.stroke();
        }
        g.beginPath();
        g.arc(0, 0, w * 0.07, 0, 7);
        g.fill();
        g.restore();
      }
    }
  speckle(g, n, r, 0.08, 5000);
  stains(g, n, r, 14, 0.12);
  return texture(c);
}
export function plaster(r, color) {
  const [c, g] = canvas(256);
  g.fillStyle = color;
  g.fillRect(0, 0, 256, 256);
  speckle(g, 256, r, 0.03, 3000);
  stains(g, 256, r, 6, 0.06);
  return texture(c);
}
export function brushed(r) {
  const [c, g] = canvas(256);
  g.fillStyle = grey(240);
  g.fillRect(0, 0, 256, 256);
  for (let i = 0; i < 2600; i++) {
    g.fillStyle = `rgba(${r.chance(0.5) ? '255,255,255' : '90,92,96'},${r.range(0, 0.06)})`;
    g.fillRect(r.range(-60, 256), r.range(0, 256), r.range(20, 160), r.range(0.4, 1.4));
  }
  stains(g, 256, r, 5, 0.1);
  return texture(c);
}
export function clutter(r, kind) {
  const [c, g] = canvas(256),
    n = 256;
  if (kind === 'paper') {
    g.fillStyle = r.pick(['#f7f6f0', '#f3efdf', '#e8f0f7', '#fbf6c9']);
    g.fillRect(0, 0, n, n);
    g.fillStyle = r.pick(['#b02a2e', '#1f5fa8', '#2e2e2e', '#2c7a44']);
    g.fillRect(20, 16, n - 40, 34);
    g.fillStyle = '#55585c';
    for (let y = 66; y < 236; y += 15) g.fillRect(22, y, r.range(70, 210), 6);
  } else if (kind === 'carton') {
    g.fillStyle = r.pick(['#b98b5a', '#a97c4d', '#c49a6b', '#d8d2c6']);
    g.fillRect(0, 0, n, n);
    speckle(g, n, r, 0.06, 2500);
    g.fillStyle = 'rgba(222,196,150,0.7)';
    g.fillRect(0, 112, n, 30);
    g.fillStyle = r.pick(['#7d2226', '#1f3f7a', '#2b2b2b', '#2c6b3c']);
    g.fillRect(36, 170, r.range(60, 150), 26);
    g.fillRect(36, 204, r.range(40, 120), 8);
    g.fillRect(150, 30, 60, 50);
  } else if (kind === 'pastry') {
    g.fillStyle = r.pick(['#8d8f92', '#d9d4c9', '#3b3a39', '#e9e2d0']);
    g.fillRect(0, 0, n, n);
    const k = r.int(4, 8),
      col = r.pick(['#c98d45', '#e2c38a', '#5b3420', '#b23a3a', '#f0e3c4', '#d9a441', '#8fae4f']);
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) {
        const s = n / k,
          x = (i + 0.5) * s + r.range(-2, 2),
          y = (j + 0.5) * s + r.range(-2, 2);
        g.fillStyle = 'rgba(0,0,0,0.35)';
        g.beginPath();
        g.arc(x + 3, y + 3, s * 0.36, 0, 7);
        g.fill();
        g.fillStyle = col;
        g.beginPath();
        g.arc(x, y, s * 0.36, 0, 7);
        g.fill();
        g.fillStyle = 'rgba(255,255,255,0.25)';
        g.beginPath();
        g.arc(x - 3, y - 3, s * 0.16, 0, 7);
        g.fill();
      }
  } else if (kind === 'veg') {
    g.fillStyle = '#5d6b3a';
    g.fillRect(0, 0, n, n);
    const cols = r.pick([
      ['#6f9c3d', '#8ab84f', '#4d7a2c'],
      ['#c8442f', '#d9583d', '#a83325'],
      ['#e0902f', '#d97e1f', '#e8a850'],
      ['#e8e3d5', '#d9d2bf', '#f2eee2'],
      ['#b9866a', '#a8564d', '#c9736a'],
    ]);
    for (let i = 0; i < 220; i++) {
      g.fillStyle = r.pick(cols);
      g.beginPath();
      g.ellipse(r.range(0, n), r.range(0, n), r.range(8, 22), r.range(6, 14), r.range(0, 3), 0, 7);
      g.fill();
      g.strokeStyle = 'rgba(0,0,0,0.2)';
      g.stroke();
    }
  } else if (kind === 'panel') {
    g.fillStyle = '#24262a';
    g.fillRect(0, 0, n, n);
    g.fillStyle = '#6fd0e8';
    g.fillRect(60, 30, 130, 44);
    for (let i = 0; i < 4; i++) {
      g.fillStyle = '#c9ccd0';
      g.beginPath();
      g.arc(46 + i * 55, 150, 16, 0, 7);
      g.fill();
      g.fillStyle = '#333';
      g.fillRect(44 + i * 55, 136, 4, 14);
    }
  } else if (kind === 'wood') {
    g.fillStyle = r.pick(['#c79a63', '#b3834d', '#d8b483']);
    g.fillRect(0, 0, n, n);
    for (let i = 0; i < 300; i++) {
      g.fillStyle = `rgba(90,55,20,${r.range(0, 0.12)})`;
      g.fillRect(0, r.range(0, n), n, r.range(1, 4));
    }
  } else if (kind === 'label') {
    g.fillStyle = r.pick(['#e9e6da', '#c8a02f', '#b5352f', '#2f6b3f', '#e8e8e8', '#2b4d8f']);
    g.fillRect(0, 0, n, n);
    g.fillStyle = r.pick(['#ffffff', '#f2d23c', '#202020', '#b5352f']);
    g.beginPath();
    g.ellipse(n / 2, n / 2, 80, 60, 0, 0, 7);
    g.fill();
    g.fillStyle = '#30303088';
    g.fillRect(60, 190, 136, 12);
  }
  return texture(c);
}
