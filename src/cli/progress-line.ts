/** Shows how far an ad is: one live line on a terminal, plain lines elsewhere. */
import type { Project } from '../ad/project.ts';

/** How far it is; `activity` null is said by the status. */
export type Step = Pick<Project, 'status' | 'progress' | 'activity'>;

export type ProgressLine = {
  readonly show: (project: Step) => void;
  /** A sentence that stays, above the live line. */
  readonly note: (sentence: string) => void;
  /** Ends the live line, so that what follows starts on a line of its own. */
  readonly end: () => void;
};

type Screen = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

const BAR_CELLS = 24;
const TICK_MS = 120;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** `clock` in milliseconds. */
export function createProgressLine(screen: Screen, clock: () => number): ProgressLine {
  return screen.isTTY ? liveLine(screen, clock) : plainLines(screen, clock);
}

function liveLine(screen: Screen, clock: () => number): ProgressLine {
  const startedMs = clock();
  let latest: Step | undefined;
  let tick = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    if (!latest) return;
    const spin = SPINNER[tick++ % SPINNER.length];
    const text = `${spin} ${bar(latest.progress)} ${percent(latest)}  ${words(latest)}  ${seconds(clock() - startedMs)}`;
    screen.write(`\r\u001b[2K${text.slice(0, (screen.columns ?? 80) - 1)}`);
  };
  return {
    show: (project) => {
      latest = project;
      timer ??= setInterval(draw, TICK_MS).unref();
      draw();
    },
    note: (sentence) => {
      screen.write(`\r\u001b[2K${sentence}\n`);
      draw();
    },
    end: () => {
      clearInterval(timer);
      timer = undefined;
      if (latest) screen.write('\r\u001b[2K');
      latest = undefined;
    },
  };
}

/** A line for each thing that is worth one: not every percent of a log file. */
function plainLines(screen: Screen, clock: () => number): ProgressLine {
  const startedMs = clock();
  let shown = '';
  return {
    show: (project) => {
      const key = `${project.status} ${Math.floor(project.progress / 5)}`;
      if (key === shown) return;
      shown = key;
      screen.write(`${percent(project)}  ${words(project)}  ${seconds(clock() - startedMs)}\n`);
    },
    note: (sentence) => void screen.write(`${sentence}\n`),
    end: () => {},
  };
}

function bar(progress: number): string {
  const full = Math.round((progress / 100) * BAR_CELLS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)}`;
}

function percent(project: Step): string {
  return `${Math.floor(project.progress)} %`.padStart(5);
}

function words(project: Step): string {
  return project.activity ?? PLAIN[project.status];
}

const PLAIN: Readonly<Record<Project['status'], string>> = {
  PENDING: 'starting',
  EXTRACTING_PRODUCT: 'cutting the product out of the photo',
  PLANNING: 'planning the scenes',
  AWAITING_APPROVAL: 'the storyboard is ready',
  GENERATING_SCENES: 'making the backgrounds',
  COMPOSITING: 'putting the product into its scenes',
  ADDING_OVERLAYS: 'setting the words',
  GENERATING_AUDIO: 'making the music',
  RENDERING: 'joining the films',
  COMPLETED: 'done',
  FAILED: 'failed',
  CANCELLED: 'stopped',
};

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(0)} s`;
}
