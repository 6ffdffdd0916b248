// Command line of the generator; `tools/footage/render` installs what it needs and calls this.
import { parseArgs } from 'node:util';
import { renderStills } from './stills.js';
import { renderClips } from './clips.js';
import { check } from './check.js';

const {
  positionals: [command, ...names],
  values,
} = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    count: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1000' },
  },
});
const usage = `usage: tools/footage/render clips [NAME...] [--out DIR]          the sample clips (default samples/footage)
       tools/footage/render stills --out DIR [--count N] [--seed N]   labelled training pictures; kitchens are numbered from the seed
       tools/footage/render check [--out DIR]                    truth files agree with the clips`;
if (command === 'clips') await renderClips(names, values.out);
else if (command === 'stills' && values.out) await renderStills(values.out, +values.count, +values.seed);
else if (command === 'check') process.exit((await check(values.out)) ? 0 : 1);
else {
  console.error(usage);
  process.exit(64);
}
