/** The helper's side: does one job at a time for whoever started this process, and ends with it. */
import { type Answer, type Crafts, failureOf, type Told } from './messages.ts';

/** To be called once, by a program that was started by `startHelper`. */
export function serve(crafts: Crafts): void {
  let stopping = new AbortController();
  // When the parent is gone, so is the reason to work. Programs that run for us end with us (run-program.ts).
  process.once('disconnect', () => process.exit(1));
  process.on('message', (message) => {
    // Only our own parent writes to this channel.
    const told = message as Told;
    if (told === 'stop') return stopping.abort();
    stopping = new AbortController();
    void answer(crafts, told, stopping.signal).then((said) => process.send?.(said));
  });
}

async function answer(crafts: Crafts, { craft, request }: Exclude<Told, 'stop'>, signal: AbortSignal): Promise<Answer> {
  try {
    const work = crafts[craft];
    if (!work) throw new Error(`No helper knows how to make "${craft}".`);
    // The other side is typed by these very crafts (workshop.ts): what it asks for is what this one takes.
    return { made: await work(request as never, signal) };
  } catch (error) {
    return { failed: failureOf(error) };
  }
}
