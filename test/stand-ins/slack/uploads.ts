/** Files that people share in messages and hand in with forms. */
import type { Desk } from './desk.ts';
import { addFile } from './file-methods.ts';
import { asFile } from './file-shape.ts';
import type { StoredFile, Team } from './world.ts';

/** What somebody shares. `stub` comes from another company through Slack Connect; `external` lies on another host. */
export type Upload = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As the name says when absent. */
  readonly mimetype?: string;
  readonly kind?: StoredFile['kind'];
  readonly altText?: string;
};

export function shared(desk: Desk, team: Team, user: string, upload: Upload): StoredFile {
  const { name, bytes, mimetype, kind, altText } = upload;
  return addFile(desk, team, {
    user,
    name,
    length: bytes.byteLength,
    bytes,
    ...(mimetype === undefined ? {} : { mimetype }),
    ...(kind === undefined ? {} : { kind }),
    ...(altText === undefined ? {} : { altText }),
  });
}

/** Files of forms are in no channel; the app may read them all the same. */
export function uploadedFor(desk: Desk, team: Team, user: string): (given: object) => object {
  return (given) => asFile(desk, team, shared(desk, team, user, given as Upload)); // that is what forms are given for files
}
