/** Where people write: several lines, pictures beside the words, Enter to send. */
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { Icon } from './parts/icons.tsx';
import { useAddresses } from './person-message.tsx';

export type ComposerProps = {
  readonly text: string;
  readonly files: readonly File[];
  readonly say: string | null;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onText: (text: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onRemove: (index: number) => void;
  readonly onSend: () => void;
};

export function Composer({ text, files, say, field, onText, onFiles, onRemove, onSend }: ComposerProps) {
  const canSend = text.trim() !== '' || files.length > 0;
  useHeight(field, text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSend) onSend();
    field.current?.focus();
  };
  const key = (event: KeyboardEvent) => {
    // While characters are being composed (Japanese, for one), Enter chooses one of them.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (canSend) onSend();
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    onFiles(pasted);
  };
  return (
    <form
      onSubmit={submit}
      aria-label="Your message"
      className="rounded-[26px] border border-line bg-panel shadow-lift transition-colors focus-within:border-edge"
    >
      {say && (
        <p role="alert" className="px-5 pt-3 text-sm text-danger">
          {say}
        </p>
      )}
      <Chosen files={files} onRemove={onRemove} />
      <div className="flex items-end gap-1 p-1.5">
        <Chooser
          onFiles={(chosen) => {
            onFiles(chosen);
            field.current?.focus();
          }}
        />
        <textarea
          ref={field}
          value={text}
          rows={1}
          onChange={({ currentTarget }) => onText(currentTarget.value)}
          onKeyDown={key}
          onPaste={paste}
          maxLength={40_000}
          aria-label="Message"
          placeholder="Message adgen"
          enterKeyHint="send"
          className="max-h-[40dvh] min-h-11 grow resize-none bg-transparent px-1.5 py-2.5 text-base leading-6 outline-none placeholder:text-muted"
        />
        <button
          type="submit"
          aria-label="Send"
          title="Send"
          disabled={!canSend}
          className="flex size-11 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-strong disabled:bg-sunken disabled:text-muted"
        >
          <Icon name="send" className="size-5" />
        </button>
      </div>
    </form>
  );
}

function Chooser({ onFiles }: Pick<ComposerProps, 'onFiles'>) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        onClick={() => chooser.current?.click()}
        aria-label="Add pictures"
        title="Add pictures"
        className="flex size-11 shrink-0 items-center justify-center rounded-full text-muted hover:bg-sunken hover:text-ink"
      >
        <Icon name="picture" className="size-6" />
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        accept="image/*"
        tabIndex={-1}
        aria-label="Pictures"
        className="sr-only"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file can be chosen again after it was removed.
          currentTarget.value = '';
        }}
      />
    </>
  );
}

function Chosen({ files, onRemove }: Pick<ComposerProps, 'files' | 'onRemove'>) {
  const addresses = useAddresses(files);
  if (files.length === 0) return null;
  return (
    <ul aria-label="Chosen pictures" className="flex flex-wrap gap-3 px-4 pt-4">
      {files.map((file, index) => (
        <li key={`${file.name} ${file.lastModified} ${file.size}`} className="arrive relative">
          <img
            src={addresses[index]}
            alt={file.name}
            className="size-20 rounded-xl border border-line bg-sunken object-cover text-[11px] text-muted"
          />
          <button
            type="button"
            onClick={() => onRemove(index)}
            aria-label={`Remove ${file.name}`}
            className="absolute -top-2.5 -right-2.5 flex size-7 items-center justify-center rounded-full border border-line bg-panel shadow-sm hover:bg-sunken"
          >
            <Icon name="close" className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Grows with what is written. */
function useHeight(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [field, text]);
}
