/** `adgen doctor`: tries everything that is configured and says, a line each, what works and what to do about what does not. */
import { join } from 'node:path';
import { sayOf } from '../ad/errors.ts';
import { checkFfmpeg } from '../media/ffmpeg/check-ffmpeg.ts';
import { openDiskArtifacts } from '../storage/disk-artifacts.ts';
import { migrate } from '../storage/migrate.ts';
import { openPglite } from '../storage/pglite.ts';
import type { Context } from './context.ts';
import { createTextProbe } from './text-probe.ts';

/** Resolves to what was found, in a few words; throws when it does not work. */
type Check = { readonly name: string; readonly run: () => Promise<string> };

/** 0 when everything works, 2 when something needs doing. */
export async function doctor(context: Context): Promise<number> {
  const results = [];
  for (const check of checksOf(context)) results.push(await examine(check, context));
  return results.every(Boolean) ? 0 : 2;
}

async function examine({ name, run }: Check, { terminal }: Context): Promise<boolean> {
  try {
    terminal.out.write(`✓ ${name.padEnd(14)} ${await run()}\n`);
    return true;
  } catch (error) {
    terminal.out.write(`✗ ${name.padEnd(14)} ${sayOf(error)}\n`);
    return false;
  }
}

function checksOf({ config, signal }: Context): readonly Check[] {
  return [
    { name: 'Node', run: async () => process.version },
    { name: 'ffmpeg', run: () => checkFfmpeg(config.tools, signal) },
    { name: 'Fonts', run: createTextProbe() },
    { name: 'Background cut', run: async () => 'runs locally (@imgly/background-removal-node, medium model)' },
    { name: 'Database', run: () => checkDatabase(join(config.home, 'database')) },
    { name: 'Artefacts', run: () => checkArtifacts(join(config.home, 'artifacts')) },
    { name: 'Planner', run: async () => 'offline' },
    { name: 'Backgrounds', run: async () => 'drawn locally' },
    { name: 'Music', run: async () => 'composed locally' },
  ];
}

async function checkDatabase(folder: string): Promise<string> {
  const database = await openPglite(folder);
  try {
    await migrate(database);
    const [row] = await database.query('select count(*)::int as ads from projects');
    return `embedded, ${row?.ads} ads (${folder})`;
  } finally {
    await database.close();
  }
}

async function checkArtifacts(folder: string): Promise<string> {
  const artifacts = await openDiskArtifacts(folder);
  const key = 'projects/doctor/probe';
  await artifacts.putBytes(key, new Uint8Array([1]));
  await artifacts.open(key);
  await artifacts.removeProject('doctor');
  return `on disk (${folder})`;
}
