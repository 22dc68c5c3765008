/** Shown over the whole page while a file is dragged across it. */
import { useEffect, useState } from 'react';
import { Icon } from './parts/icons.tsx';

export function DropPlace({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const isOver = useDrop(onFiles);
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-30 flex items-center justify-center bg-paper/80 p-4 backdrop-blur-sm">
      <div className="flex size-full flex-col items-center justify-center gap-3 rounded-[28px] border-2 border-dashed border-accent">
        <Icon name="picture" className="size-10 text-accent" />
        <p className="text-lg font-semibold">Drop the picture anywhere</p>
      </div>
    </div>
  );
}

function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // Leaving the page has nothing that is entered instead.
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!carries(event)) return;
      event.preventDefault();
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const hearing = new AbortController();
    window.addEventListener('dragover', over, hearing);
    window.addEventListener('dragleave', leave, hearing);
    window.addEventListener('drop', drop, hearing);
    return () => hearing.abort();
  }, [onFiles]);
  return isOver;
}
