/** A stored file as Slack describes it: in messages, in files.info and in what people hand in with a form. */
import type { Desk } from './desk.ts';
import type { StoredFile, Team } from './world.ts';

const TYPES: Readonly<Record<string, readonly [mimetype: string, pretty: string]>> = {
  png: ['image/png', 'PNG'],
  jpg: ['image/jpeg', 'JPEG'],
  jpeg: ['image/jpeg', 'JPEG'],
  gif: ['image/gif', 'GIF'],
  webp: ['image/webp', 'WebP'],
  svg: ['image/svg+xml', 'SVG'],
  heic: ['image/heic', 'HEIC'],
  mp4: ['video/mp4', 'MPEG 4 Video'],
  mov: ['video/quicktime', 'QuickTime Movie'],
  wav: ['audio/x-wav', 'WAV'],
  mp3: ['audio/mpeg', 'MP3'],
  pdf: ['application/pdf', 'PDF'],
  txt: ['text/plain', 'Plain Text'],
};

/** By the name alone, as Slack does at first: what is inside may be something else. */
export function typeByName(name: string): {
  readonly mimetype: string;
  readonly filetype: string;
  readonly pretty: string;
} {
  const filetype = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? 'binary';
  const [mimetype, pretty] = TYPES[filetype] ?? ['application/octet-stream', 'Binary'];
  return { mimetype, filetype, pretty };
}

export function isReady(desk: Desk, file: StoredFile): boolean {
  return file.isComplete && desk.now() >= file.readyMs;
}

/** What a stub of Slack Connect says of itself in messages: files.info knows the rest. */
export function asStub(file: StoredFile) {
  return {
    id: file.id,
    mode: 'file_access',
    file_access: 'check_file_info',
    created: 0,
    timestamp: 0,
    user: '',
  } as const;
}

export function asFile(desk: Desk, team: Team, file: StoredFile) {
  const { filetype, pretty } = typeByName(file.name);
  const created = Math.floor(file.createdMs / 1000);
  const path = `${team.id}-${file.id}`;
  const slug = file.name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '_');
  const isExternal = file.kind === 'external';
  const address = isExternal ? `${desk.elsewhere()}/${slug}` : `${desk.origin()}/files-pri/${path}/${slug}`;
  const download = isExternal ? {} : { url_private_download: `${desk.origin()}/files-pri/${path}/download/${slug}` };
  const known = isReady(desk, file);
  const pictured = known && file.mimetype.startsWith('image/');
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title,
    mimetype: known ? file.mimetype : '',
    filetype: known ? filetype : '',
    pretty_type: known ? pretty : '',
    user: file.user,
    user_team: team.id,
    editable: false,
    size: file.bytes?.byteLength ?? file.length,
    mode: isExternal ? 'external' : 'hosted',
    is_external: isExternal,
    external_type: isExternal ? 'gdrive' : '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: address,
    ...download,
    media_display_type: 'unknown',
    permalink: `${desk.origin()}/files/${file.user}/${file.id}/${slug}`,
    permalink_public: `${desk.origin()}/files-pub/${path}`,
    is_starred: false,
    has_rich_preview: false,
    file_access: 'visible',
    ...(file.altText ? { alt_txt: file.altText } : {}),
    ...(pictured ? { thumb_360: `${desk.origin()}/files-tmb/${path}/thumb_360` } : {}),
  } as const;
}

/** As files.info answers: also where it was shared, which takes Slack a moment to know. */
export function asFileInfo(desk: Desk, team: Team, file: StoredFile) {
  const known = desk.now() >= file.readyMs - desk.settings.fileReadyMs + desk.settings.sharesMs;
  const of = (kind: 'public' | 'private') =>
    Object.fromEntries(
      file.shares
        .filter(({ channel }) => (team.channels.get(channel)?.kind === 'public') === (kind === 'public'))
        .map(({ channel, ts, thread }) => [
          channel,
          [
            {
              ts,
              ...(thread ? { thread_ts: thread } : {}),
              channel_name: team.channels.get(channel)?.name ?? '',
              team_id: team.id,
              source: 'UNKNOWN',
            },
          ],
        ]),
    );
  const [open, closed] = known ? [of('public'), of('private')] : [{}, {}];
  const shares = {
    ...(Object.keys(open).length > 0 ? { public: open } : {}),
    ...(Object.keys(closed).length > 0 ? { private: closed } : {}),
  };
  const ids = (kind: string) =>
    known
      ? file.shares
          .map((share) => team.channels.get(share.channel))
          .flatMap((channel) => (channel?.kind === kind ? channel.id : []))
      : [];
  return {
    ...asFile(desk, team, file),
    shares,
    channels: ids('public'),
    groups: [...ids('private'), ...ids('mpim')],
    ims: ids('im'),
  };
}
