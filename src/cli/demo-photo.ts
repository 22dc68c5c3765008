/** The demo's own product photo: drawn, then saved as the JPEG somebody would drop into a chat. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

export type DemoPhoto = { readonly file: string; readonly bytes: Uint8Array };

const DRAWING = fileURLToPath(new URL('../../assets/demo-product.svg', import.meta.url));

/** Hands `use` the photo as a file; it is gone when `use` ends. */
export async function withDemoPhoto<T>(use: (photo: DemoPhoto) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-demo-'));
  try {
    const file = join(folder, 'fjell.jpg');
    await sharp(DRAWING).jpeg({ quality: 92 }).toFile(file);
    return await use({ file, bytes: new Uint8Array(await readFile(file)) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
