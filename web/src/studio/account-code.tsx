/** A code to say in a chat: large enough to read across a desk, and for how long it holds. */
import { useEffect, useState } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';

type CodeProps = { readonly code: string; readonly endsAtMs: number };

export function LinkCodeView({ code, endsAtMs }: CodeProps) {
  const leftMs = useTimeLeft(endsAtMs);
  if (leftMs === 0)
    return (
      <p role="status" className="mt-5 text-muted">
        The code has run out. Ask for a new one.
      </p>
    );
  const words = `link ${code}`;
  return (
    <div className="arrive mt-5 rounded-2xl bg-soft p-5 text-on-soft sm:p-6">
      <p className="text-[15px]">Write this to adgen in Slack or Discord, best in a direct message:</p>
      <p className="mt-3 font-mono text-[22px] leading-tight font-semibold sm:text-[32px]">
        <span className="opacity-75">link</span> <span className="whitespace-nowrap">{code}</span>
      </p>
      <div className="mt-5 flex flex-wrap items-center gap-x-5 gap-y-2">
        <span className="text-ink">
          <CopyButton text={words} what={`the words “${words}”`} />
        </span>
        <p role="timer" className="text-sm tabular-nums">
          It holds for {clockOf(leftMs)}, and works once.
        </p>
      </div>
    </div>
  );
}

function useTimeLeft(endsAtMs: number): number {
  const [leftMs, setLeft] = useState(() => Math.max(0, endsAtMs - Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, endsAtMs - Date.now())), 1000);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return leftMs;
}

/** `9:58`. */
function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
