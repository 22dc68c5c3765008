/** The page: header, conversation, composer. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Chat } from './chat.ts';
import { Composer } from './composer.tsx';
import type { Conversation } from './conversation.ts';
import { DropPlace } from './drop-place.tsx';
import { EmptyState } from './empty-state.tsx';
import { Header } from './header.tsx';
import type { Posters } from './posters.ts';
import { ScrollArea } from './scroll-area.tsx';
import { Thread } from './thread.tsx';
import { useDraft } from './use-draft.ts';

type AppProps = { readonly chat: Chat; readonly posters: Posters };

export function App({ chat, posters }: AppProps) {
  const conversation = useSyncExternalStore(chat.store.subscribe, chat.store.get);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft();
  const focus = () => field.current?.focus();
  useTitle(conversation);
  const isEmpty = conversation.messages.length === 0 && conversation.outbox.length === 0;
  return (
    <div className="flex h-dvh flex-col">
      <Header
        isEmpty={isEmpty && conversation.threadId === null}
        earlier={chat.earlier}
        onOpen={chat.open}
        onBeginAnew={() => {
          chat.beginAnew();
          focus();
        }}
      />
      <Banner isShown={conversation.isOffline} />
      <ScrollArea
        stamp={`${conversation.cursor} ${conversation.outbox.length} ${conversation.isTyping}`}
        sent={conversation.outbox.at(-1)?.key ?? pressedKey(conversation)}
        threadId={conversation.threadId}
      >
        <main className="mx-auto flex w-full max-w-4xl grow flex-col px-4 py-6 sm:px-6 sm:py-8">
          {conversation.phase === 'gone' ? (
            <Gone onBeginAnew={chat.beginAnew} />
          ) : isEmpty && conversation.phase === 'ready' ? (
            <EmptyState
              onExample={(example) => {
                draft.setText(example);
                focus();
              }}
            />
          ) : (
            <Thread
              conversation={conversation}
              posters={posters}
              onPress={(cardKey, button) => {
                chat.press(cardKey, button);
                if (button.action === 'change') focus();
              }}
              onTryAgain={chat.tryAgain}
              onDiscard={chat.discard}
            />
          )}
        </main>
      </ScrollArea>
      <footer className="shrink-0 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <div className="mx-auto max-w-4xl px-3 sm:px-6">
          <Composer
            text={draft.text}
            files={draft.files}
            say={draft.say}
            field={field}
            onText={draft.setText}
            onFiles={draft.add}
            onRemove={draft.remove}
            onSend={() => {
              chat.say(draft.text, draft.files);
              draft.clear();
            }}
          />
          <p className="mt-2 text-center text-[13px] text-muted max-sm:hidden">
            Enter sends, Shift and Enter begins a new line
          </p>
        </div>
      </footer>
      <DropPlace
        onFiles={(files) => {
          draft.add(files);
          focus();
        }}
      />
    </div>
  );
}

/** What a press begins is shown, as what a message begins is. */
function pressedKey({ pressed }: Conversation): string | null {
  return pressed?.state === 'waiting' ? `${pressed.cardKey} ${pressed.value}` : null;
}

function Banner({ isShown }: { readonly isShown: boolean }) {
  return (
    <div role="status" className="shrink-0">
      {isShown && (
        <p className="bg-warning-soft px-4 py-2 text-center text-sm text-warning">
          The connection is lost. Trying to reach adgen again…
        </p>
      )}
    </div>
  );
}

function Gone({ onBeginAnew }: { readonly onBeginAnew: () => void }) {
  return (
    <div className="py-20 text-center">
      <p className="text-muted">This conversation is not kept any more.</p>
      <button
        type="button"
        onClick={onBeginAnew}
        className="mt-4 h-11 rounded-full bg-accent px-5 font-semibold text-on-accent hover:bg-accent-strong"
      >
        Begin a new one
      </button>
    </div>
  );
}

/** A tab in the background says that something is new. */
function useTitle({ cursor }: Conversation) {
  const [seen, setSeen] = useState(cursor);
  useEffect(() => {
    const look = () => !document.hidden && setSeen(cursor);
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [cursor]);
  useEffect(() => {
    document.title = cursor > seen ? '● adgen' : 'adgen';
  }, [cursor, seen]);
}
