/** What one run of the pipeline works with: the ports, the project, and the signal that ends it. */
import type { Retention } from './ports/retention.ts';
import type {
  Artifacts,
  ClipMaker,
  Ledger,
  Log,
  MusicMaker,
  Planner,
  ProductCutter,
  Projects,
  Records,
  Renderer,
} from './ports.ts';

export type Ports = {
  readonly artifacts: Artifacts;
  readonly records: Records;
  readonly projects: Projects;
  readonly cutter: ProductCutter;
  readonly planner: Planner;
  /** Null: backgrounds are drawn locally, and that is no fallback. */
  readonly clips: ClipMaker | null;
  readonly music: MusicMaker;
  readonly renderer: Renderer;
  /** What may still be spent, and what a thread has spent before it had its ad. */
  readonly ledger: Pick<Ledger, 'left' | 'adopt'>;
  readonly retention: Retention;
  readonly log: Log;
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
  /** 1 renders at full size. */
  readonly scale: number;
};

export type Run = {
  readonly projectId: string;
  readonly version: number;
  readonly signal: AbortSignal;
};
