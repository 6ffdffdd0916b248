// Labelled stills in the layout of a YOLO set: images, labels, classes.txt, attributes.csv, groups.csv.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStudio } from './browser.js';

const perKitchen = 12,
  samples = 10;
/** The classes of the label files, in the order of their numbers. */
const classes = [
  ...['hairnet', 'no_hairnet', 'rodent', 'cat-or-dog', 'litter', 'wet-floor', 'fire', 'bin', 'bin-open', 'bin-overflow'],
  ...['phone', 'cigarette', 'cockroach', 'hand', 'glove'],
];
const named = { cat: 'cat-or-dog', puddle: 'wet-floor' };
/** Label lines: heads first, so that attributes.csv can name them by line. */
function lines({ heads, hands, things }) {
  const all = [
    ...heads.map((h) => [h.capped ? 'hairnet' : 'no_hairnet', h.box]),
    ...things.map((o) => [named[o.kind] ?? o.kind, o.box]),
    ...hands.map((o) => [o.kind, o.box]),
  ];
  return all.map(([c, box]) => [classes.indexOf(c), ...box.map((v) => v.toFixed(5))].join(' ') + '\n').join('');
}
export async function renderStills(out, count, seed) {
  for (const d of ['images', 'labels']) mkdirSync(join(out, d), { recursive: true });
  writeFileSync(join(out, 'classes.txt'), classes.join('\n') + '\n');
  const attributes = join(out, 'attributes.csv'),
    groups = join(out, 'groups.csv');
  if (!existsSync(attributes)) {
    writeFileSync(attributes, 'stem,box,head,mask,clothes,hands\n');
    writeFileSync(groups, 'stem,source\n');
  }
  let have = readFileSync(groups, 'utf8').trim().split('\n').length - 1,
    kitchen = seed;
  while (have && readFileSync(groups, 'utf8').includes(`,kitchen_${kitchen}\n`)) kitchen++;
  const studio = await openStudio(832, 468),
    began = Date.now();
  for (; have < count; kitchen++) {
    await studio.call('openKitchen', kitchen, samples);
    for (let i = 0; i < perKitchen && have < count; i++, have++) {
      const s = await studio.call('still', i),
        stem = `render_${kitchen}_${String(i).padStart(2, '0')}`;
      writeFileSync(join(out, 'images', stem + '.jpg'), Buffer.from(s.image, 'base64'));
      writeFileSync(join(out, 'labels', stem + '.txt'), lines(s));
      appendFileSync(attributes, s.heads.map((h, n) => `${stem},${n},${h.head},${h.mask},${h.clothes},${h.hands}\n`).join(''));
      appendFileSync(groups, `${stem},kitchen_${kitchen}\n`);
    }
    console.log(`${have}/${count} pictures, ${Math.round((Date.now() - began) / 1000)} s`);
  }
  await studio.close();
}
