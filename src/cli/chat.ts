/** A conversation on screen: who says what, one after the other, with the progress line in between. */
import type { Terminal } from './context.ts';
import { createProgressLine, type ProgressLine } from './progress-line.ts';

export type Chat = {
  readonly user: (text: string) => void;
  readonly adgen: (text: string) => void;
  /** A line beside the conversation. */
  readonly note: (text: string) => void;
  readonly progress: ProgressLine;
};

const INDENT = 9;

export function createChat({ out, clock }: Terminal): Chat {
  const progress = createProgressLine(out, clock);
  const say = (who: string, color: number, text: string) => {
    progress.end();
    const name = out.isTTY ? `\u001b[1;${color}m${who}\u001b[0m` : who;
    out.write(`${name}${' '.repeat(INDENT - who.length)}${wrap(text, Math.min(out.columns ?? 100, 100) - INDENT)}\n\n`);
  };
  return {
    user: (text) => say('user:', 36, text),
    adgen: (text) => say('adgen:', 35, text),
    note: (text) => {
      progress.end();
      out.write(`${text}\n`);
    },
    progress,
  };
}

/** Breaks at spaces; lines that are already there keep their breaks. */
function wrap(text: string, columns: number): string {
  const lines = text.split('\n').flatMap((line) => wrapLine(line, columns));
  return lines.join(`\n${' '.repeat(INDENT)}`).replaceAll(/ +\n/g, '\n');
}

function wrapLine(line: string, columns: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of line.split(' ')) {
    const current = lines.at(-1) ?? '';
    if (current !== '' && current.length + 1 + word.length > columns) lines.push(word);
    else
      lines[lines.length - 1] =
        current === '' && lines.length === 1 && line.startsWith(' ') ? ` ${word}` : joinWords(current, word);
  }
  return lines;
}

function joinWords(current: string, word: string): string {
  return current === '' ? word : `${current} ${word}`;
}
