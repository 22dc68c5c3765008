/** The buttons of a card: pressed once, they wait until something happens. */
import type { Button, Card } from '../../../src/bots/card.ts';
import type { Pressed } from '../conversation.ts';
import { Icon } from './icons.tsx';

export type CardButtonsProps = {
  readonly cardKey: string;
  readonly card: Card;
  readonly pressed: Pressed | null;
  readonly onPress: (cardKey: string, button: Button) => void;
};

const LOOK: Readonly<Record<Button['style'], string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong px-5 font-semibold shadow-sm',
  default: 'border border-line bg-panel hover:border-edge hover:bg-sunken px-4 font-semibold',
  danger: 'text-danger hover:bg-danger-soft px-4 font-semibold',
};

export function CardButtons({ cardKey, card, pressed, onPress }: CardButtonsProps) {
  if (card.buttons.length === 0) return null;
  const own = pressed?.cardKey === cardKey ? pressed : null;
  const isWaiting = own?.state === 'waiting';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {card.buttons.map((button) => {
        const isPressed = isWaiting && own.value === button.value && own.action === button.action;
        return (
          <button
            key={`${button.action} ${button.value}`}
            type="button"
            // Not `disabled`: the focus would fall off the page.
            aria-disabled={isWaiting}
            onClick={() => !isWaiting && onPress(cardKey, button)}
            className={`flex min-h-11 items-center gap-2 rounded-full py-1.5 text-left text-[15px] transition-colors ${LOOK[button.style]} ${isWaiting ? 'opacity-60' : ''}`}
          >
            {isPressed ? <Spinner /> : button.action === 'stop' ? <Icon name="stop" className="size-4" /> : null}
            {button.label}
          </button>
        );
      })}
      {own?.state === 'failed' && (
        <p role="alert" className="w-full text-sm text-danger">
          {own.say}
        </p>
      )}
    </div>
  );
}

function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent motion-reduce:animate-none"
    />
  );
}
