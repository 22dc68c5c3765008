/** A renderer that only notes what it would have drawn: for tests about who made what and what it cost, not about pictures. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ASPECTS, aspectSlug } from '../../src/ad/aspect.ts';
import type { Renderer } from '../../src/pipeline/ports.ts';

/** A film is the list of its pieces, each named after its scene and the kind of its background, and then its sound. */
export function createSketches(): Renderer {
  return {
    id: 'sketches-1',
    backdrop: async (_, folder) => {
      const names = ASPECTS.map((aspect) => `${aspectSlug(aspect)}/set.png`);
      for (const aspect of ASPECTS) await mkdir(join(folder, aspectSlug(aspect)), { recursive: true });
      for (const name of names) await writeFile(join(folder, name), name);
      return names;
    },
    shot: async ({ scene, pieces, aspects }, folder) => {
      for (const piece of pieces)
        for (const aspect of aspects)
          await writeFile(
            join(folder, `${piece}_${aspectSlug(aspect)}.mp4`),
            `${piece} ${aspect} of ${scene.scene.id} before a ${scene.background.kind}\n`,
          );
      return [];
    },
    film: async ({ pieces, audioFile }, outFile) => {
      const parts = await Promise.all(pieces.map((piece) => readFile(piece, 'utf8')));
      await writeFile(outFile, `${parts.join('')}${audioFile === null ? 'silent' : 'with music'}\n`);
    },
    storyboard: async ({ scenes }, outFile) => {
      await writeFile(outFile, scenes.map(({ scene }) => scene.id).join());
      return [];
    },
  };
}
