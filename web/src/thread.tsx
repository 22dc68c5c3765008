/** The conversation from top to bottom, read out as it grows. */
import type { Button } from '../../src/bots/card.ts';
import type { WebMessage } from '../../src/bots/web/messages.ts';
import { CardView } from './cards/card-view.tsx';
import { type Conversation, isWaiting } from './conversation.ts';
import { Mark } from './parts/icons.tsx';
import { OutgoingMessage, SentMessage } from './person-message.tsx';
import type { Posters } from './posters.ts';

type ThreadProps = {
  readonly conversation: Conversation;
  readonly posters: Posters;
  readonly onPress: (cardKey: string, button: Button) => void;
  readonly onTryAgain: (key: string) => void;
  readonly onDiscard: (key: string) => void;
};

export function Thread(props: ThreadProps) {
  const { conversation } = props;
  return (
    <div role="log" aria-live="polite" aria-relevant="additions" aria-label="Conversation" className="space-y-6">
      {conversation.messages.map((message, index) => {
        const { from } = message.content;
        const isFirst = conversation.messages[index - 1]?.content.from !== from;
        return (
          <article key={message.key} aria-label={from === 'person' ? 'You' : 'adgen'} className="arrive">
            <Message {...props} message={message} isFirst={isFirst} />
          </article>
        );
      })}
      {conversation.outbox.map((outgoing) => (
        <article key={`p:${outgoing.key}`} aria-label="You" className="arrive">
          <OutgoingMessage outgoing={outgoing} onTryAgain={props.onTryAgain} onDiscard={props.onDiscard} />
        </article>
      ))}
      {isWaiting(conversation, Date.now()) && (
        <Waiting isFirst={conversation.outbox.length > 0 || conversation.messages.at(-1)?.content.from === 'person'} />
      )}
    </div>
  );
}

type MessageProps = ThreadProps & { readonly message: WebMessage; readonly isFirst: boolean };

function Message({ message, isFirst, conversation, posters, onPress }: MessageProps) {
  const { content, key } = message;
  if (content.from === 'person') {
    return <SentMessage threadId={conversation.threadId ?? ''} text={content.text} files={content.files} />;
  }
  return (
    <Ours isFirst={isFirst}>
      <CardView card={content.card} cardKey={key} pressed={conversation.pressed} onPress={onPress} posters={posters} />
    </Ours>
  );
}

/** The mark stands once beside several in a row; on a phone the width belongs to the card. */
function Ours({ isFirst, children }: { readonly isFirst: boolean; readonly children: React.ReactNode }) {
  return (
    <div className="flex gap-3.5">
      <Mark className={`size-8 max-sm:hidden ${isFirst ? '' : 'invisible'}`} />
      <div className="min-w-0 grow">{children}</div>
    </div>
  );
}

function Waiting({ isFirst }: { readonly isFirst: boolean }) {
  return (
    <Ours isFirst={isFirst}>
      <p className="arrive flex h-8 items-center gap-1.5">
        <span className="sr-only">adgen is writing</span>
        {[0, 1, 2].map((dot) => (
          <span
            key={dot}
            aria-hidden="true"
            className="pulse-dot size-2 rounded-full bg-muted"
            style={{ animationDelay: `${dot * 160}ms` }}
          />
        ))}
      </p>
    </Ours>
  );
}
