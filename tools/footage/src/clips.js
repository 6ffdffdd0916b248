// The sample clips: kitchens, cameras, people and what they do. Places: n1, n2 behind the island, e at its end, inside and outside of the passage.
/** Drawn frames a second; the clips repeat each three times for 25. */
export const fps = 25 / 3;
const cook = (o) => ({ clothes: 'work-wear', top: 'jacket', topColor: '#f2f2f0', sleeve: 'long', apron: 'bib', apronColor: '#15161a', bottom: 'trousers', bottomColor: '#17181c', head: 'cap', mask: 'worn', glasses: false, neckerchief: '', ...o });

export const clips = {
  'compliant': {
    zoom: [0, 0, 0.75, 0.75],
    noise: 5, seed: 9003, seconds: 21, osd: { date: '2026-03-12 ', start: [10, 21, 5], name: '后厨 1' }, develop: { ir: false, barrel: 0.1, bright: 0.25, grain: 0, sharp: 0.3, haze: 0, grey: 0.05, tint: [0.02, -0.01] },
    kitchen: { size: [6.2, 2.95, 5.2], floor: 0, wall: 1, corner: 'sw', island: true, contrast: 0.9, camera: { pos: [-2.75, 2.62, 2.25], look: [0.35, 0.62, -0.35], fov: 56 }, wallUnits: { n: ['fridge', 'table', 'sink', 'table'], e: ['stove', 'table', 'oven'], s: ['table', 'table', 'table', 'sink'], w: ['shelf', 'table'] }, bin: 'closed' },
    people: [
      { look: cook({ woman: false, capKind: 'toque', capColor: '#f4f4f2', maskColor: '#a9d0ec', gloves: true, gloveColor: '#5aa0d8' }), phase: 3, script: (s) => [{ at: s.n1.at, yaw: s.n1.yaw }, { work: 'chop', yaw: s.n1.yaw, for: 5.5, glance: 0.5 }, { go: s.e.at }, { work: 'arrange', yaw: s.e.yaw, for: 4, glance: 0.4 }, { go: s.n1.at }, { work: 'chop', yaw: s.n1.yaw, for: 60, glance: 0.5 }] },
      { look: cook({ woman: true, capKind: 'pillbox', capColor: '#f1f1ef', maskColor: '#f3f5f6', apron: 'waist', apronColor: '#20304f' }), phase: 11, script: (s) => [{ at: s.n2.at, yaw: s.n2.yaw }, { work: 'arrange', yaw: s.n2.yaw, for: 60, glance: 0.7 }] },
    ],
  },
  'no-cap': {
    zoom: [0, 0, 0.75, 0.75],
    noise: 6, seed: 9011, seconds: 30, osd: { date: '2026-03-14 ', start: [16, 48, 40], name: 'CAM 02' }, develop: { ir: false, barrel: 0.16, bright: 0.21, grain: 0, sharp: 0.4, haze: 0, grey: 0.08, tint: [0.06, 0] },
    kitchen: { size: [6.4, 2.9, 5.0], floor: 1, wall: 0, corner: 'se', island: true, contrast: 1.15, warm: 0.09, camera: { pos: [2.85, 2.55, 2.15], look: [-0.3, 0.6, -0.35], fov: 57 }, wallUnits: { n: ['table', 'passage', 'sink', 'stove'], w: ['fridge', 'rack', 'table'], s: ['table', 'sink', 'table', 'table'], e: ['table', 'table'] }, bin: 'closed' },
    people: [
      { look: cook({ woman: true, capKind: 'skullcap', capColor: '#22335a', topColor: '#e9ebee', maskColor: '#f3f5f6', apronColor: '#22335a' }), phase: 2, script: (s) => [{ at: s.n1.at, yaw: s.n1.yaw }, { work: 'knead', yaw: s.n1.yaw, for: 60, glance: 0.6 }] },
      { look: cook({ woman: false, head: 'bare', maskColor: '#a9d0ec', apron: 'waist', apronColor: '#15161a' }), face: { hair: 'short', hairColor: [0.006, 0.005, 0.004] }, phase: 5, script: (s) => [{ at: s.outside, yaw: s.inYaw }, { gone: 2.6 }, { go: s.inside }, { go: s.n2.at }, { work: 'plate', yaw: s.n2.yaw, for: 14.5, glance: 1 }, { go: s.inside }, { go: s.outside }, { gone: 60 }] },
    ],
  },
  'no-mask': {
    zoom: [0, 0, 0.75, 0.75],
    noise: 8, seed: 9024, seconds: 30, osd: { date: '2026-03-15 ', start: [8, 5, 12], name: '切配间' }, develop: { ir: false, barrel: 0.06, bright: 0.21, grain: 0, sharp: 0.3, haze: 0.005, grey: 0.15, tint: [-0.05, 0.01] },
    kitchen: { size: [6.0, 2.85, 5.2], floor: 3, wall: 3, corner: 'sw', island: true, contrast: 0.8, warm: -0.06, camera: { pos: [-2.6, 2.5, 2.2], look: [0.2, 0.65, -0.4], fov: 54 }, wallUnits: { n: ['sink', 'table', 'passage', 'fridge'], e: ['oven', 'table', 'table'], s: ['table', 'table', 'table'], w: ['table', 'table'] }, bin: 'closed' },
    people: [
      { look: cook({ woman: false, capKind: 'pillbox', capColor: '#f1f1ef', topColor: '#f2f2f0', maskColor: '#a9d0ec', apronColor: '#2f5d46' }), phase: 8, script: (s) => [{ at: s.e.at, yaw: s.e.yaw }, { work: 'arrange', yaw: s.e.yaw, for: 60, glance: 0.7 }] },
      { look: cook({ woman: false, capKind: 'skullcap', capColor: '#16171a', mask: 'none', top: 'tshirt', sleeve: 'short', topColor: '#e9ebee', apronColor: '#15161a' }), phase: 4, script: (s) => [{ at: s.outside, yaw: s.inYaw }, { gone: 2 }, { go: s.inside }, { go: s.n1.at }, { work: 'chop', yaw: s.n1.yaw, for: 14, glance: 1 }, { go: s.inside }, { go: s.outside }, { gone: 60 }] },
      { look: cook({ woman: true, head: 'net', capColor: '#f6f8fa', netAlpha: 1, mask: 'wrong', maskHow: 'chin', maskColor: '#a9d0ec', apron: 'waist', apronColor: '#3b6ea8' }), phase: 6, script: (s) => [{ at: s.outside, yaw: s.inYaw }, { gone: 4.4 }, { go: s.inside }, { go: s.n2.at }, { work: 'arrange', yaw: s.n2.yaw, for: 12.5, glance: 1 }, { go: s.inside }, { go: s.outside }, { gone: 60 }] },
    ],
  },
  'hazards': {
    noise: 8, seed: 9037, seconds: 25.2, osd: { date: '2026-03-15 ', start: [21, 40, 33], name: '后厨 2' }, develop: { ir: false, barrel: 0.12, bright: 0.19, grain: 0, sharp: 0.4, haze: 0, grey: 0.1, tint: [0.08, -0.01] },
    kitchen: { size: [6.2, 2.9, 5.4], floor: 0, wall: 4, corner: 'se', island: true, contrast: 1.2, warm: 0.12, camera: { pos: [2.7, 2.5, 2.3], look: [-0.35, 0.4, -0.35], fov: 56 }, wallUnits: { n: ['stove', 'table', 'passage', 'sink'], w: ['shelf', 'table', 'rack'], s: ['table', 'table', 'sink'], e: ['table', 'table'] }, bin: 'over' },
    people: [
      { look: cook({ woman: false, capKind: 'toque', capColor: '#f4f4f2', maskColor: '#a9d0ec', apronColor: '#6b1f23' }), phase: 7, script: (s) => [{ at: s.n1.at, yaw: s.n1.yaw }, { work: 'chop', yaw: s.n1.yaw, for: 4, glance: 0.6 }, { go: s.inside }, { go: s.outside }, { gone: 10 }, { go: s.inside }, { go: s.n1.at }, { work: 'chop', yaw: s.n1.yaw, for: 60, glance: 0.6 }] },
    ],
    events: (s) => [
      { what: 'fire', at: s.burner, from: 9.5, to: 17 },
      { what: 'rodent', path: [[-1.6, 2.2], [-1.7, 0.9], [-1.95, -0.6], [-1.9, -1.55]], from: 10.5, to: 14 }, { what: 'rodent', path: [[-1.9, -1.55], [-1.2, -1.25], [0.3, -1.2], [1.6, -1.5]], from: 15, to: 18.5 },
      { what: 'cat', path: [[2.2, -1.3], [1.75, 0.2], [1.1, 1.2], [-0.6, 1.25], [-2.0, 1.7]], from: 12, to: 18.5 },
      { what: 'litter', at: [0.9, 1.15], from: 2, to: 23 }, { what: 'puddle', at: [-0.7, 1.15], radius: 0.45, from: 4, to: 22.5 },
    ],
  },
};
