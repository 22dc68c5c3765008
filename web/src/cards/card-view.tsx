/** A card of ours, each kind in its own look. */
import type { CardButtonsProps } from '../parts/buttons.tsx';
import { CardButtons } from '../parts/buttons.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Words } from '../parts/words.tsx';
import type { Posters } from '../posters.ts';
import { Disclosure } from './disclosure.tsx';
import { Fields } from './fields.tsx';
import { Picture } from './picture.tsx';
import { Progress } from './progress.tsx';
import { Result } from './result.tsx';
import { Storyboard } from './storyboard.tsx';

export type CardProps = CardButtonsProps & { readonly posters: Posters };

export function CardView(props: CardProps) {
  switch (props.card.kind) {
    case 'storyboard':
      return <Storyboard {...props} />;
    case 'progress':
      return <Progress {...props} />;
    case 'result':
      return <Result {...props} />;
    case 'failure':
      return <Note {...props} icon="alert" look="border-danger/30 bg-danger-soft" iconLook="text-danger" />;
    case 'notice':
      return <Note {...props} icon="info" look="border-line bg-panel" iconLook="text-accent" />;
    case 'reply':
      return <Reply {...props} />;
  }
}

/** Words like those of a person across the table: no frame. */
function Reply(props: CardProps) {
  const { card } = props;
  return (
    <div className="max-w-[65ch] space-y-3 pt-1">
      {card.title && <h3 className="font-semibold">{card.title}</h3>}
      <Words text={card.text} />
      <Rest {...props} />
    </div>
  );
}

type NoteProps = CardProps & { readonly icon: IconName; readonly look: string; readonly iconLook: string };

function Note({ icon, look, iconLook, ...props }: NoteProps) {
  const { card } = props;
  return (
    <div className={`flex w-fit max-w-[68ch] gap-3 rounded-2xl border px-4 py-3 ${look}`}>
      <Icon name={icon} className={`mt-0.5 size-5 ${iconLook}`} />
      <div className="min-w-0 space-y-3">
        {card.title && <h3 className="font-semibold">{card.title}</h3>}
        <Words text={card.text} />
        <Rest {...props} />
      </div>
    </div>
  );
}

/** Whatever else a card may carry, so that nothing is ever swallowed. */
function Rest(props: CardProps) {
  const { card } = props;
  return (
    <>
      {card.picture && <Picture file={card.picture} />}
      <Fields fields={card.fields} />
      <CardButtons {...props} />
      {card.disclosure && <Disclosure text={card.disclosure} />}
    </>
  );
}
