/** What the pipeline needs from the world. Every port says what a repeated call and an absence mean. */

import type { Aspect } from '../ad/aspect.ts';
import type { Bill, Estimate } from '../ad/bill.ts';
import type { Brief } from '../ad/brief.ts';
import type { Cutout } from '../ad/cutout.ts';
import type { MicroUsd } from '../ad/money.ts';
import type { Background, Music, Plan, ProductUsage, Scene, StyleSpec } from '../ad/plan.ts';
import type { AdProject, ArtifactFacts, Degradation, Project, Receipt, Status, Version } from '../ad/project.ts';
import type { Artefact } from './ports/money.ts';

export type {
  Artefact,
  Fitter,
  Ledger,
  NewCall,
  NewWords,
  Paces,
  PaidCall,
  Predictions,
  Reservation,
} from './ports/money.ts';

/** Files by key under `projects/{id}/…`. A file is there whole or not at all. */
export interface Artifacts {
  has(key: string): Promise<boolean>;
  /** Moves a finished local file into the store. A repeat replaces it by the same content. Throws `storage` when full or read-only. */
  putFile(key: string, file: string): Promise<void>;
  putBytes(key: string, bytes: Uint8Array): Promise<void>;
  /**
   * A local path to read the artefact from; throws `not-found`. The file must not be changed. Local paths mirror keys, so
   * files opened one by one lie beside each other as their keys do.
   */
  open(key: string): Promise<string>;
  /** Removes everything of a project; nothing to remove is fine. */
  removeProject(projectId: string): Promise<void>;
  /** A fresh private folder for work in progress, removed when `use` ends, however it ends. */
  workspace<T>(use: (folder: string) => Promise<T>): Promise<T>;
}

/** What is remembered about a finished artefact. Its presence means: made, whole, and never made again. */
export type ArtifactRecord = {
  readonly key: string;
  readonly tookMs: number;
  readonly degraded: readonly Degradation[];
  readonly facts: ArtifactFacts;
};

export interface Records {
  find(projectId: string, key: string): Promise<ArtifactRecord | null>;
  /** The first record of a key stays; a repeat is a no-op. */
  add(projectId: string, record: ArtifactRecord): Promise<void>;
}

export type NewProject = {
  readonly id: string;
  readonly userId: string;
  readonly title: string;
  readonly ad: AdProject;
};

export type Ending =
  | { readonly status: 'COMPLETED'; readonly receipt: Receipt }
  | { readonly status: 'FAILED'; readonly errorMessage: string }
  | { readonly status: 'CANCELLED' };

export type ChangeNote = {
  /** What it is estimated to cost where it is approved with that; null: it awaits approval. */
  readonly approved: Estimate | null;
  /** What fell back when it was planned; left out: the same as in the version before. */
  readonly degraded?: readonly Degradation[];
};

export interface Projects {
  /** A repeat with the same id is a no-op. */
  create(project: NewProject): Promise<void>;
  find(id: string): Promise<Project | null>;
  /** Ids of projects that a crash or a restart left in the middle, oldest first. */
  unfinished(): Promise<readonly string[]>;
  /**
   * Moves status and progress forward only; what would go back, comes after the end or is about another version changes nothing.
   * `made`: ids of the scenes that are made by now; left out, nothing new is known of them.
   */
  report(
    work: Work,
    status: Status,
    progress: number,
    activity: string | null,
    made?: readonly string[],
  ): Promise<void>;
  /** Stores a plan as the next version and returns its number; a plan equal to the newest one returns that one's. */
  addVersion(id: string, plan: Plan, note: { readonly degraded: readonly Degradation[] }): Promise<number>;
  /**
   * Stores a changed plan as the next version, where the project then stands, at the beginning. The plan it stands at already
   * gives that one's number. Throws `conflict` when it no longer stands at version `base`.
   */
  changePlan(id: string, base: number, plan: Plan, note: ChangeNote): Promise<number>;
  /** All versions, oldest first. */
  versions(id: string): Promise<readonly Version[]>;
  /** Lets the project stand at that version: finished when it was finished, else at the beginning. False when there is none. */
  goTo(id: string, version: number): Promise<boolean>;
  /** Remembers a person's yes and what it was estimated to cost then; a repeat changes nothing. False when the project stands at another version. */
  approve(id: string, version: number, estimated: Estimate): Promise<boolean>;
  /** What a version was approved at and what was charged since; null when nobody said yes to it. */
  bill(id: string, version: number): Promise<Bill | null>;
  findPlan(
    id: string,
    version: number,
  ): Promise<{ readonly plan: Plan; readonly degraded: readonly Degradation[] } | null>;
  /** Opens a finished, failed or stopped project for another run; progress starts at `PENDING` again. */
  reopen(id: string): Promise<void>;
  /** False when it has already ended. */
  requestCancel(id: string): Promise<boolean>;
  /** The first ending stays, and what worked for another version ends nothing; `version` null ends whatever it stands at. */
  end(work: { readonly projectId: string; readonly version: number | null }, ending: Ending): Promise<void>;
  /** The project now and after every change, until `signal` or its end (which is delivered). */
  watch(id: string, signal: AbortSignal): AsyncIterable<Project>;
}

/** Finds the product in RGB pixels: one alpha byte per pixel, same size. Throws when the model fails. */
export interface Matting {
  matte(
    picture: { readonly data: Uint8Array; readonly width: number; readonly height: number },
    signal: AbortSignal,
  ): Promise<Uint8Array>;
}

/** Cuts the product out of a photo. */
export interface ProductCutter {
  /** Changes whenever the result would: part of every fingerprint that depends on it. */
  readonly id: string;
  /** Throws `bad-input` when the file is no usable photo; resolves when it is. */
  check(photoFile: string, signal: AbortSignal): Promise<void>;
  /** Writes `original.png`, `masked.png` (trimmed RGBA) and `mask.png` into `folder`. Never fails for want of a product: that is a card. */
  cut(photoFile: string, folder: string, signal: AbortSignal): Promise<Cutout>;
}

export interface Planner {
  readonly id: string;
  /** The same brief and cutout give a plan of the same length; the offline planner gives the very same plan. */
  plan(
    brief: Brief,
    cutout: Cutout,
    signal: AbortSignal,
    /** Who pays, where planning costs. */
    projectId: string,
  ): Promise<{ readonly plan: Plan; readonly degraded: readonly Degradation[] }>;
}

/** Paid background clips. Absent offline: the renderer's backdrops are used as they are, without being a fallback. */
export interface ClipMaker {
  readonly id: string;
  /** What a clip of `frames` / 30 seconds usually costs. */
  estimate(scene: Pick<Scene, 'frames'>): MicroUsd;
  /**
   * Writes a clip for a scene of `frames` / 30 seconds; any aspect, and, where the model makes no longer ones, shorter. A
   * repeat for the same artefact goes on with the call that was already paid for. Throws one sentence that says why there is
   * none.
   */
  clip(
    request: { readonly background: Background; readonly style: StyleSpec; readonly frames: number },
    outFile: string,
    signal: AbortSignal,
    artefact: Artefact,
  ): Promise<void>;
}

export interface MusicMaker {
  readonly id: string;
  /** Whether a generative model makes it: the disclosure has to say so. */
  readonly generative?: boolean;
  /** Makes the bed when this one cannot; without it the films are silent then. */
  readonly fallback?: MusicMaker;
  estimate(music: Music): MicroUsd;
  /**
   * Writes AAC in .m4a, 48 kHz stereo, −14 LUFS, exactly `frames` / 30 seconds; `cutFrames` are the scene starts. A repeat
   * for the same artefact goes on with the call that was already paid for.
   */
  make(
    music: Music,
    film: { readonly frames: number; readonly cutFrames: readonly number[] },
    outFile: string,
    signal: AbortSignal,
    artefact: Artefact,
  ): Promise<void>;
}

/** A scene's background, ready to use: a video file, or a folder of drawn layers with one sub-folder per aspect. */
export type SceneBackground =
  | { readonly kind: 'clip'; readonly file: string }
  | { readonly kind: 'backdrop'; readonly folder: string };

export type StagedScene = { readonly scene: Scene; readonly background: SceneBackground };

export type Piece = 'body' | 'transition';

/** What shapes the pictures of a scene besides the scene itself. */
export type Visuals = {
  readonly style: StyleSpec;
  readonly brandName: string;
  readonly language: string;
  readonly cutout: Cutout;
  /** The trimmed RGBA cutout. */
  readonly maskedFile: string;
};

export type ShotRequest = {
  readonly visuals: Visuals;
  readonly scene: StagedScene;
  /** The neighbour whose first frames are mixed into the transition; null when `pieces` has no transition. */
  readonly next: StagedScene | null;
  /** Frames of this scene that play inside the transition before it (0 for the first scene and after a cut). */
  readonly leadFrames: number;
  /** Frames of this scene's share that belong to the transition after it (0 for the last scene and before a cut). */
  readonly tailFrames: number;
  readonly pieces: readonly Piece[];
  readonly aspects: readonly Aspect[];
  /** 1 is full size; tests and previews render smaller. */
  readonly scale: number;
};

export interface Renderer {
  /** Changes whenever pictures would: part of every shot's fingerprint. */
  readonly id: string;
  /** Draws a scene's backdrop in all aspects; writes `{9x16,1x1,16x9}/…` into `folder` and names the files it wrote. */
  backdrop(
    request: {
      readonly background: Background;
      readonly style: StyleSpec;
      readonly frames: number;
      /** The product's side: in 16:9 the set is built around it. */
      readonly side: ProductUsage['position'];
      readonly scale: number;
      /** Black, because the look could not be drawn. */
      readonly plain?: boolean;
    },
    folder: string,
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  /** Writes `{body,transition}_{9x16,1x1,16x9}.mp4` into `folder`: pieces that join by stream copy. Says what it had to leave out. */
  shot(request: ShotRequest, folder: string, signal: AbortSignal): Promise<readonly Degradation[]>;
  /** Joins pieces without encoding and adds the sound. */
  film(
    request: {
      readonly pieces: readonly string[];
      readonly audioFile: string | null;
      readonly frames: number;
      /** Machine-readable marking for the file's metadata. */
      readonly metadata: { readonly title: string; readonly comment: string };
    },
    outFile: string,
    signal: AbortSignal,
  ): Promise<void>;
  /** One PNG: a still of every scene with its number and length. */
  storyboard(
    request: { readonly visuals: Visuals; readonly scenes: readonly StagedScene[]; readonly scale: number },
    outFile: string,
    signal: AbortSignal,
  ): Promise<readonly Degradation[]>;
}

/** A unit of work on the queue; `version` names the plan it works for. */
export type Task =
  | { readonly kind: 'clip'; readonly sceneId: string }
  | { readonly kind: 'music' }
  | { readonly kind: 'shot'; readonly sceneId: string; readonly aspects: readonly Aspect[] }
  | { readonly kind: 'film'; readonly aspect: Aspect };

export type Work = { readonly projectId: string; readonly version: number };

/** Runs tasks beside each other. */
export interface Tasks {
  /**
   * Resolves when the work of all tasks is done. A task that is already under way or done is not started twice.
   * May end the caller by throwing: then the caller is run again, from the top, when the tasks are done.
   */
  all(work: Work, tasks: readonly Task[]): Promise<void>;
}

/** Puts an ad's two long jobs on the queue. Adding twice is a no-op while the first is not done. */
export interface Queue {
  storyboard(projectId: string): Promise<void>;
  produce(work: Work): Promise<void>;
  /** Removes the files of an ad whose time is over. */
  sweep(projectId: string): Promise<void>;
  /** Reaches the process that works on it, wherever it runs. */
  cancel(projectId: string): Promise<void>;
}

export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
