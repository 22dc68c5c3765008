/** Copies a text, and says that it did. */
import { useEffect, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { Button } from './button.tsx';

type CopyProps = {
  readonly text: string;
  /** What is copied, for who does not see where the button stands. */
  readonly what: string;
};

const SAID_MS = 4_000;

export function CopyButton({ text, what }: CopyProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SAID_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <span className="inline-flex items-center gap-3">
      <Button onClick={() => void copied(text).then((isDone) => setState(isDone ? 'copied' : 'refused'))}>
        {state === 'copied' && <Icon name="check" className="size-4.5" />}
        {state === 'copied' ? 'Copied' : 'Copy'}
        <span className="sr-only">{what}</span>
      </Button>
      <span role="status" className="text-sm text-muted">
        {state === 'refused' && 'The browser does not allow it here: mark the text and copy it.'}
        {state === 'copied' && <span className="sr-only">Copied.</span>}
      </span>
    </span>
  );
}

/** There is no clipboard over plain http from another machine. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
