/** Stores or opens one file as a process of its own, and says how much memory that took at most. */

import { openS3Artifacts } from '../../src/storage/s3-artifacts.ts';
import { S3RVER_CREDENTIALS } from '../stand-ins/s3-rver.ts';
import { S3_CREDENTIALS } from '../stand-ins/s3-signature.ts';
import { optionsFor } from './s3-stage.ts';

const [what, store, endpoint = '', cacheFolder = '', key = '', file = ''] = process.argv.slice(2);
const artifacts = await openS3Artifacts({
  ...optionsFor(endpoint, cacheFolder),
  ...{ credentials: store === 's3rver' ? S3RVER_CREDENTIALS : S3_CREDENTIALS, partBytes: 5 * 1024 ** 2 },
  ...{ patienceMs: 60_000, stillMs: 60_000 },
});
// The connection and what the SDK loads with its first call are not what is measured.
await artifacts.has(`${key}.other`);
const before = process.resourceUsage().maxRSS;
try {
  if (what === 'put') await artifacts.putFile(key, file);
  const path = what === 'open' ? await artifacts.open(key) : '';
  console.log(JSON.stringify({ path, grownMiB: Math.round((process.resourceUsage().maxRSS - before) / 1024) }));
} catch (error) {
  console.log(error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error));
}
