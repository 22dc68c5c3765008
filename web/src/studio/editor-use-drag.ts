/** Pulls one of a row of equally wide things to another place; a short touch stays a press. */
import { type PointerEvent, useRef, useState } from 'react';

type Pull = { readonly from: number; readonly to: number /** Pixels. */; readonly by: number };

export type Drag = {
  /** Null: nothing is pulled. */
  readonly pull: Pull | null;
  /** For the thing in that place. */
  readonly handlers: (place: number) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
  /** Whether the press that ends now was a pull; asked once for each. */
  readonly wasPull: () => boolean;
};

type Grip = { readonly place: number; readonly start: number; readonly step: number };

/** Below that a hand only trembles. */
const TREMBLE_PX = 6;

/** `step`: pixels from one place to the next. Escape leaves all as it was. */
export function useDrag(count: number, stepOf: () => number, onMove: (from: number, to: number) => void): Drag {
  const grip = useRef<Grip | null>(null);
  const pulled = useRef(false);
  const [pull, setPull] = useState<Pull | null>(null);
  const end = () => {
    grip.current = null;
    setPull(null);
  };
  return {
    pull,
    wasPull: () => {
      const was = pulled.current;
      pulled.current = false;
      return was;
    },
    handlers: (place) => ({
      onPointerDown: (event) => {
        pulled.current = false;
        if (event.button !== 0 || !event.isPrimary) return;
        grip.current = { place, start: event.clientX, step: stepOf() };
      },
      onPointerMove: (event) => {
        const { current } = grip;
        if (current === null || current.place !== place || current.step <= 0) return;
        const by = event.clientX - current.start;
        if (pull === null && Math.abs(by) < TREMBLE_PX) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pulled.current = true;
        const to = Math.min(count - 1, Math.max(0, place + Math.round(by / current.step)));
        setPull({ from: place, to, by });
      },
      onPointerUp: () => {
        if (pull !== null && pull.to !== pull.from) onMove(pull.from, pull.to);
        end();
      },
      onPointerCancel: end,
    }),
  };
}

/** Pixels by which the thing in that place stands aside. */
export function asideOf(pull: Pull | null, place: number, step: number): number {
  if (pull === null) return 0;
  if (place === pull.from) return pull.by;
  if (place > pull.from && place <= pull.to) return -step;
  return place < pull.from && place >= pull.to ? step : 0;
}
