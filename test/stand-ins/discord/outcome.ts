/** What a person gets for a command, a press or a form: the first answer, or nothing within three seconds. */
import type { Desk } from './desk.ts';
import { type OpenForm, openForm } from './form-window.ts';
import { asSeen, type SeenMessage } from './sight.ts';
import type { Watch } from './watch.ts';
import type { FirstAnswer, Interaction } from './world.ts';

export type Outcome = {
  readonly interaction: Interaction;
  /** `failed`: "The application did not respond". */
  readonly kind: FirstAnswer['kind'] | 'failed';
  /** The answer as it looks now: deferred ones change. Null while there is none, or when it is gone. */
  readonly message: () => SeenMessage | null;
  readonly form: OpenForm | null;
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
  /** Until the first answer; null: there was none. */
  readonly afterMs: number | null;
};

/** Answers to presses that open no form and show nothing are over when the app has said that it heard. */
export async function outcomeOf(desk: Desk, watch: Watch, interaction: Interaction): Promise<Outcome> {
  const isOver = () => interaction.answer !== null || desk.now() - interaction.bornMs > desk.settings.answerMs;
  await watch.until(isOver, `An answer to ${interaction.words}`, desk.settings.answerMs + 5000);
  const { answer } = interaction;
  return {
    interaction,
    kind: answer?.kind ?? 'failed',
    message: () => {
      const channel = desk.channels.get(interaction.channel);
      const found = channel?.messages.find(({ id }) => id === interaction.original);
      return found ? asSeen(desk, interaction.user, found) : null;
    },
    form:
      answer?.kind === 'modal'
        ? openForm(desk, (next) => outcomeOf(desk, watch, next), interaction, answer.modal)
        : null,
    choices: answer?.kind === 'choices' ? answer.choices : [],
    afterMs: interaction.answeredMs === null ? null : interaction.answeredMs - interaction.bornMs,
  };
}
