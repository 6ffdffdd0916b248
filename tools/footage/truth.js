// From the labels of a clip's frames: which hazard can be seen from when to when, and where the heads are.
const round = (x, n = 2) => +x.toFixed(n);
const hazardOf = (head, look) => [
  ...(look.head === 'bare' ? [{ code: 'no-cap', seen: head.head === 'bare' }] : []),
  ...(look.mask === 'none' ? [{ code: 'no-mask', seen: head.mask === 'none' }] : []),
  ...(look.mask === 'wrong' ? [{ code: 'mask-worn-wrong', seen: head.mask === 'wrong' }] : []),
  ...(look.clothes === 'street' ? [{ code: 'no-uniform', seen: head.clothes === 'street' }] : []),
];
/** Joins sightings at most `gap` seconds apart; `seen` is the share of samples in which a careful eye could tell. */
function spans(samples, step, gap = 2) {
  const out = [];
  for (const s of samples) {
    const last = out[out.length - 1];
    if (last && s.t - last.to <= gap + step) {
      last.to = s.t + step;
      last.n++;
      last.k += s.seen ? 1 : 0;
    } else out.push({ from: s.t, to: s.t + step, n: 1, k: s.seen ? 1 : 0 });
  }
  return out.filter((o) => o.k > 0).map((o) => ({ from: round(o.from), to: round(o.to), seen: round(o.k / o.n) }));
}
/** The box within the zoomed part of the picture, or null when less than 30 % of it is there. */
function zoomed([cx, cy, w, h], [zx, zy, zw, zh]) {
  const at = (v, z, s) => Math.min(1, Math.max(0, (v - z) / s));
  const x0 = at(cx - w / 2, zx, zw),
    x1 = at(cx + w / 2, zx, zw),
    y0 = at(cy - h / 2, zy, zh),
    y1 = at(cy + h / 2, zy, zh);
  return (x1 - x0) * zw * (y1 - y0) * zh < 0.3 * w * h ? null : [(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0];
}
export function truth(name, clip, info, frames, fps, repeat) {
  const step = 2 / fps,
    found = new Map(),
    rows = [];
  frames.forEach((f, i) => {
    if (!f.heads) return;
    if (clip.zoom)
      for (const list of ['heads', 'things']) f[list] = f[list].map((o) => ({ ...o, box: zoomed(o.box, clip.zoom) })).filter((o) => o.box);
    const t = i / fps,
      note = (key, extra) => {
        if (!found.has(key)) found.set(key, { ...extra, samples: [] });
        return found.get(key).samples;
      };
    for (const h of f.heads)
      for (const z of hazardOf(h, info.people[h.person]))
        note(`${z.code}:${h.person}`, { code: z.code, person: h.person }).push({ t, seen: z.seen });
    for (const code of clip.presence ?? []) if (f.heads.length) note(code, { code }).push({ t, seen: true });
    for (const o of f.things ?? []) for (const code of o.codes) note(`${code}:${o.kind}`, { code, what: o.kind }).push({ t, seen: true });
    rows.push(
      JSON.stringify({
        t: round(t),
        heads: f.heads.map((h) => ({
          person: h.person,
          box: h.box.map((v) => round(v, 4)),
          head: h.head,
          mask: h.mask,
          clothes: h.clothes,
          hands: h.hands,
          visible: h.visible,
        })),
        things: (f.things ?? []).map((o) => ({ what: o.kind, box: o.box.map((v) => round(v, 4)) })),
      }),
    );
  });
  const whole = (clip.always ?? []).map((code) => ({ code, from: 0, to: round(frames.length / fps), seen: 1 }));
  const hazards = [...found.values()]
    .flatMap(({ samples, ...k }) => spans(samples, step).map((s) => ({ ...k, ...s })))
    .concat(whole)
    .sort((a, b) => a.from - b.from);
  return {
    truth: {
      clip: name + '.mp4',
      width: 1280,
      height: 720,
      fps: fps * repeat,
      drawnFps: round(fps, 4),
      frames: frames.length * repeat,
      seconds: round(frames.length / fps),
      seed: clip.seed,
      people: info.people.map((p, person) => ({ person, ...p })),
      hazards,
    },
    boxes: `{"clip":"${name}.mp4","format":"box: cx cy w h, 0..1 of the picture","frames":[\n${rows.join(',\n')}\n]}\n`,
  };
}
