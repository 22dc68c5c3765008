/** Takes back what is not applied yet: the last change, all of them; and does the last one again. */
import { useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import type { Drafting } from './editor-use-draft.ts';

type TurnBackProps = {
  readonly drafting: Pick<Drafting, 'undo' | 'redo'>;
  /** Null: there is nothing. */
  readonly onClear: (() => void) | null;
};

export function TurnBack({ drafting: { undo, redo }, onClear }: TurnBackProps) {
  useKeys(undo, redo);
  const look = 'size-11 p-0 disabled:bg-transparent disabled:opacity-45';
  return (
    <span className="flex items-center gap-1">
      <Button
        variant="quiet"
        aria-label="Undo"
        title="Undo"
        disabled={undo === null}
        onClick={undo ?? undefined}
        className={look}
      >
        <Arrow />
      </Button>
      <Button
        variant="quiet"
        aria-label="Redo"
        title="Redo"
        disabled={redo === null}
        onClick={redo ?? undefined}
        className={look}
      >
        <Arrow isForth />
      </Button>
      {onClear && (
        <Button onClick={onClear} className="px-4 max-sm:px-3">
          Undo all
        </Button>
      )}
    </span>
  );
}

/** In a line of text the keys are the browser's own. */
function useKeys(undo: (() => void) | null, redo: (() => void) | null): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isText = event.target instanceof HTMLInputElement && event.target.type === 'text';
      if (isText || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      (event.shiftKey ? redo : undo)?.();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [undo, redo]);
}

function Arrow({ isForth = false }: { readonly isForth?: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className={`size-5 ${isForth ? '-scale-x-100' : ''}`}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M9 6 4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3" />
    </svg>
  );
}
