/** The storyboards and films of a person's own cards, by artefact key. */
import { basename, extname } from 'node:path';
import type { Context } from 'hono';
import { AdgenError } from '../ad/errors.ts';
import type { WebMessages } from '../bots/web/messages.ts';
import type { Artifacts } from '../pipeline/ports.ts';
import { Refusal } from './problem.ts';
import { sendFile } from './send-file.ts';
import type { SessionEnv } from './session.ts';

export const FILES = '/api/files/';

/** Only what is made to be seen; photos, cutouts and parts of films stay inside. */
const SHOWN = /^projects\/[A-Za-z0-9._-]+\/(storyboard|outputs)\/[A-Za-z0-9._/-]+$/;
const TYPES: Readonly<Record<string, string>> = { '.png': 'image/png', '.mp4': 'video/mp4' };

type Needs = {
  readonly messages: Pick<WebMessages, 'showsFile'>;
  readonly artifacts: Pick<Artifacts, 'open'>;
};

/** With `?download=1` the browser saves it. 404 for what no card of this person shows, whether it exists or not, and for what has expired. */
export async function cardFile(c: Context<SessionEnv>, { messages, artifacts }: Needs): Promise<Response> {
  const key = c.req.path.slice(FILES.length);
  const type = TYPES[extname(key)];
  if (!type || !SHOWN.test(key) || key.includes('..') || !(await messages.showsFile(c.var.user, key))) {
    throw nothing();
  }
  const path = await artifacts.open(key).catch((error: unknown) => {
    throw isGone(error) ? nothing() : error;
  });
  return sendFile(c, { path, type, saveAs: c.req.query('download') === '1' ? basename(key) : null });
}

/** A card may still show for a moment what is removed already. */
function isGone(error: unknown): boolean {
  return error instanceof AdgenError && error.code === 'not-found';
}

function nothing(): Refusal {
  return new Refusal(404, 'not-found', 'There is no such file, or it is no longer kept.');
}
