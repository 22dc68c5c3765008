/** The child process around the matting model: one picture in, one mask out. Its memory and its blocking stay in here. */

import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { removeBackground } from '@imgly/background-removal-node';
import sharp from 'sharp';

type Request = { readonly data: Uint8Array; readonly width: number; readonly height: number };

// When the parent is gone, so is the reason to work.
process.once('disconnect', () => process.exit(1));
process.once('message', (message) => {
  // Only our own parent writes to this channel, and it writes one request.
  matte(message as Request).then(
    (mask) => process.send?.({ mask }, () => process.disconnect()),
    (error) => process.send?.({ error: String(error) }, () => process.disconnect()),
  );
});

async function matte({ data, width, height }: Request): Promise<Uint8Array> {
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const result = await removeBackground(new Blob([new Uint8Array(png)], { type: 'image/png' }), {
    model: 'medium',
    publicPath: modelFolder(),
    output: { format: 'image/x-rgba8' },
  });
  const rgba = new Uint8Array(await result.arrayBuffer());
  return Uint8Array.from({ length: width * height }, (_, index) => rgba[index * 4 + 3] ?? 0);
}

/** By default the package looks below the current folder, which is wherever the person happens to be. */
function modelFolder(): string {
  const entry = createRequire(import.meta.url).resolve('@imgly/background-removal-node');
  return `${pathToFileURL(dirname(entry)).href}${sep === '\\' ? '/' : sep}`;
}
