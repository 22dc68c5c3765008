/** `adgen make`: one photo and a brief in, three films out. */
import { estimatedTotal } from '../ad/bill.ts';
import { formatUsd, microUsd } from '../ad/money.ts';
import type { Project } from '../ad/project.ts';
import { billFields, estimateLine } from '../bots/price-words.ts';
import { openSystem } from '../compose.ts';
import { openPhoto } from '../media/photo/open-photo.ts';
import { readMakeArguments } from './arguments.ts';
import type { Context } from './context.ts';
import { makeAd } from './make-ad.ts';
import { prepareFolder, type Result, writeOutputs } from './outputs.ts';
import { createProgressLine } from './progress-line.ts';

export async function make(words: readonly string[], { config, log, terminal, signal }: Context): Promise<number> {
  const { photo, brief, out, json } = readMakeArguments(words);
  const bytes = await openPhoto(photo, signal);
  const folder = await prepareFolder(out);
  const line = createProgressLine(json ? terminal.error : terminal.out, terminal.clock);
  const system = await openSystem(config, log);
  try {
    const order = { userId: 'local', brief, photo: { file: photo, bytes } };
    // Giving the command is the yes; what it comes to is said before it is spent.
    const approve = async ({ id }: Project) => {
      const { estimate } = await system.studio.offer(id);
      if (estimatedTotal(estimate) > 0) line.note(`Making it costs ${estimateLine(estimate)}`);
      return true;
    };
    const steps = { onProgress: line.show, approve };
    const project = await makeAd(order, system.studio, steps, signal);
    const result = await writeOutputs(project, system.artifacts, folder);
    line.end();
    terminal.out.write(json ? `${JSON.stringify(result)}\n` : summary(result, project));
    return 0;
  } finally {
    line.end();
    await system.close();
  }
}

function summary(result: Result, { plan, ad: { receipt } }: Project): string {
  const films = Object.entries(result.outputs).map(([aspect, path]) => `  ${aspect.padEnd(5)} ${path}`);
  const fallbacks = result.degraded.map((item) => `  Please note: ${item.say}`);
  const cost = `  Cost ${formatUsd(microUsd(result.costUsd))} · ${result.quality}`;
  const bill = plan && receipt ? billFields(receipt, plan).map(({ label, value }) => `  ${label} ${value}`) : [];
  const board = `  board ${result.storyboard}`;
  return `${['Your films:', ...films, board, '', cost, ...bill, ...fallbacks, `  ${receipt?.disclosure ?? ''}`].join('\n')}\n`;
}
