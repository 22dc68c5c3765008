/** The child process that composes a bed: a second or two of pure reckoning that would block everything else. */
import { writeFileSync } from 'node:fs';
import { type BedRequest, composeBed } from './bed.ts';
import { encodeWav } from './wav.ts';

const [request = '', outFile = ''] = process.argv.slice(2);
// Our own parent wrote it (render-bed.ts).
writeFileSync(outFile, encodeWav(composeBed(JSON.parse(request) as BedRequest)));
