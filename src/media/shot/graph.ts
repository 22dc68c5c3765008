/** A filter graph under construction: inputs get numbers, links get names nobody else uses. */

export type Graph = {
  /** Adds an input, its arguments ending in `-i`, source; returns the number filters know it by. */
  addInput(args: readonly string[]): number;
  addFilter(chain: string): void;
  /** A link name that is not in use. */
  link(stem: string): string;
  readonly inputs: readonly (readonly string[])[];
  readonly filters: readonly string[];
};

export function createGraph(): Graph {
  const inputs: (readonly string[])[] = [];
  const filters: string[] = [];
  let links = 0;
  return {
    inputs,
    filters,
    addInput: (args) => inputs.push(args) - 1,
    addFilter: (chain) => {
      filters.push(chain);
    },
    link: (stem) => `${stem}${links++}`,
  };
}

/** Some frames of a scene, counted from the first one that is ever seen of it, in the transition before it or after a cut. */
export type FrameRange = { readonly from: number; readonly frames: number };
