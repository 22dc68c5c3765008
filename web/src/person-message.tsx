/** What the person said: in a bubble on the right, with their pictures, and whether it has arrived. */
import { useEffect, useState } from 'react';
import type { SentFile } from '../../src/bots/web/messages.ts';
import { uploadAddress } from './api.ts';
import type { Outgoing } from './conversation.ts';
import { Icon } from './parts/icons.tsx';
import { Words } from './parts/words.tsx';

type BubbleProps = { readonly text: string; readonly children: React.ReactNode; readonly isFaint?: boolean };

function Bubble({ text, children, isFaint = false }: BubbleProps) {
  return (
    <div className={`flex flex-col items-end gap-2 transition-opacity ${isFaint ? 'opacity-70' : ''}`}>
      {children}
      {text.trim() !== '' && (
        <div className="max-w-[min(85%,60ch)] rounded-[20px] rounded-br-md bg-soft px-4 py-2.5 text-pretty text-on-soft">
          <Words text={text} />
        </div>
      )}
    </div>
  );
}

type SentProps = { readonly threadId: string; readonly text: string; readonly files: readonly SentFile[] };

export function SentMessage({ threadId, text, files }: SentProps) {
  return (
    <Bubble text={text}>
      <Thumbs
        files={files.map(({ name, upload }, index) => ({
          id: `${index} ${upload}`,
          name,
          address: uploadAddress(threadId, upload),
        }))}
      />
    </Bubble>
  );
}

type OutgoingProps = {
  readonly outgoing: Outgoing;
  readonly onTryAgain: (key: string) => void;
  readonly onDiscard: (key: string) => void;
};

export function OutgoingMessage({ outgoing, onTryAgain, onDiscard }: OutgoingProps) {
  const { key, text, files, state, say } = outgoing;
  const addresses = useAddresses(files);
  return (
    <div>
      <Bubble text={text} isFaint={state !== 'sent'}>
        <Thumbs
          files={files.map(({ name }, index) => ({ id: `${index} ${name}`, name, address: addresses[index] ?? null }))}
        />
      </Bubble>
      {state === 'failed' ? (
        <div role="alert" className="mt-1.5 flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-sm">
          <p className="text-danger">
            <strong className="font-semibold">Not sent.</strong> {say}
          </p>
          <button
            type="button"
            onClick={() => onTryAgain(key)}
            className="min-h-9 rounded-full border border-line bg-panel px-3.5 font-semibold hover:border-edge"
          >
            Try again
          </button>
          <button
            type="button"
            onClick={() => onDiscard(key)}
            className="min-h-9 rounded-full px-2 text-muted hover:text-ink"
          >
            Remove
          </button>
        </div>
      ) : (
        <p className="mt-1 text-right text-[13px] text-muted">{state === 'sending' ? 'Sending…' : 'Sent'}</p>
      )}
    </div>
  );
}

type Thumb = { readonly id: string; readonly name: string; readonly address: string | null };

function Thumbs({ files }: { readonly files: readonly Thumb[] }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Pictures" className="flex max-w-[85%] flex-wrap justify-end gap-2">
      {files.map((file) => (
        <li key={file.id}>
          <Thumb {...file} isAlone={files.length === 1} />
        </li>
      ))}
    </ul>
  );
}

/** What the browser cannot draw is shown by its name. */
function Thumb({ name, address, isAlone }: Thumb & { readonly isAlone: boolean }) {
  const [isDrawn, setDrawn] = useState(true);
  if (address === null) return null;
  if (isDrawn) {
    const size = isAlone ? 'h-52 min-w-20 max-w-full' : 'size-28';
    return (
      <img
        src={address}
        alt={name}
        onError={() => setDrawn(false)}
        className={`rounded-2xl border border-line bg-sunken object-cover ${size}`}
      />
    );
  }
  return (
    <span className="flex items-center gap-2 rounded-2xl border border-line bg-panel px-3.5 py-2.5 text-sm">
      <Icon name="file" className="size-5 text-muted" />
      {name}
    </span>
  );
}

/** Addresses of files that are still in the browser; given back when they are no longer shown. */
export function useAddresses(files: readonly File[]): readonly string[] {
  const [addresses, setAddresses] = useState<readonly string[]>([]);
  useEffect(() => {
    const made = files.map((file) => URL.createObjectURL(file));
    setAddresses(made);
    return () => {
      for (const address of made) URL.revokeObjectURL(address);
    };
  }, [files]);
  return addresses;
}
