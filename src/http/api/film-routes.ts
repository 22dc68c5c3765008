/** Films and storyboards to watch and to keep; players seek by asking for parts. */
import { ASPECTS } from '../../ad/aspect.ts';
import { AdgenError } from '../../ad/errors.ts';
import type { Project } from '../../ad/project.ts';
import { type FileAnswer, sendFile } from '../send-file.ts';
import { Denial } from './denial.ts';
import type { ApiContext, Operation } from './operation.ts';
import { ownAd, versionIn } from './own-ad.ts';
import type { ApiPorts } from './ports.ts';
import { filmName } from './present.ts';

const GROUP = 'Films';
const QUERY = { download: '1: to be saved under its name; else it is shown.' };
const HEADERS = { Range: 'One part, as in bytes=0-1023.', 'If-None-Match': 'The ETag of before.' };

type Needs = Pick<ApiPorts, 'desk' | 'people' | 'artifacts' | 'storyboardKey'>;

export function filmRoutes(needs: Needs): readonly Operation[] {
  const answers = (description: string, type: string) => ({
    200: { description, type },
    206: { description: 'The part that was asked for.', type },
    304: { description: 'As before.' },
  });
  const shared = {
    method: 'get',
    group: GROUP,
    pace: 'look',
    query: QUERY,
    headers: HEADERS,
    refusals: [404, 416],
  } as const;
  return [
    {
      ...shared,
      path: '/api/projects/{id}/films/{version}/{name}',
      id: 'getFilm',
      summary: 'One film of one version, as in …/films/v1/final_9x16.mp4',
      answers: answers('The film.', 'video/mp4'),
      handle: async (c) => {
        const project = await ownAd(c, needs);
        return send(c, await filmKeyOf(c, project, needs), 'video/mp4', c.req.param('name') ?? '', needs);
      },
    },
    {
      ...shared,
      path: '/api/projects/{id}/storyboard/{name}',
      id: 'getStoryboard',
      summary: 'The stills of one version in one picture, as in …/storyboard/v1.png',
      answers: answers('The picture.', 'image/png'),
      handle: async (c) => {
        const { id } = await ownAd(c, needs);
        const [, asked] = /^v([1-9]\d{0,5})\.png$/.exec(c.req.param('name') ?? '') ?? [];
        if (asked === undefined) throw noFile();
        return send(c, needs.storyboardKey(id, Number(asked)), 'image/png', `storyboard_v${asked}.png`, needs);
      },
    },
  ];
}

/** Only what a receipt names was finished. */
async function filmKeyOf(c: ApiContext, { id }: Project, { desk }: Needs): Promise<string> {
  const version = versionIn(c);
  const aspect = ASPECTS.find((one) => filmName(one) === c.req.param('name'));
  if (version === null || aspect === undefined) throw noFile();
  const found = (await desk.versions(id)).find((one) => one.version === version);
  const key = found?.receipt?.outputs[aspect];
  if (key === undefined || !key.startsWith(`projects/${id}/outputs/`)) throw noFile();
  return key;
}

async function send(
  c: ApiContext,
  key: string,
  type: string,
  name: string,
  { artifacts }: Pick<Needs, 'artifacts'>,
): Promise<Response> {
  const saveAs = c.req.query('download') === '1' ? name : null;
  try {
    const file: FileAnswer = { path: await artifacts.open(key), type, saveAs };
    return await sendFile(c, file);
  } catch (error) {
    throw isGone(error) ? noFile() : error;
  }
}

/** Swept away, also in the moment between finding and reading it. */
function isGone(error: unknown): boolean {
  if (error instanceof AdgenError) return error.code === 'not-found';
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function noFile(): Denial {
  return new Denial(404, 'not-found', 'There is no such file, or it is no longer kept.');
}
