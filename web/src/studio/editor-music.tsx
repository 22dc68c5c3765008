/** The music of the film: its mood and pace, another piece, or none. */
import type { Plan } from '../../../src/ad/plan.ts';
import { Amount, Choice, Line, Tick } from './editor-controls.tsx';
import { paceOf } from './editor-film-edits.ts';
import type { FilmValues, Setting } from './editor-values.ts';
import { MUSIC } from './editor-words.ts';

type MusicProps = Setting<FilmValues> & {
  readonly plan: Plan;
  readonly touched: Partial<FilmValues>;
  readonly isPaid: boolean;
};

export function MusicFields({ plan, values, touched, set, isPaid }: MusicProps) {
  const pace = paceOf(plan, touched);
  return (
    <>
      <Choice
        label="Mood of the music"
        options={MUSIC}
        value={values.music}
        onChange={(music) => set('music', music)}
      />
      {values.music !== 'none' && (
        <>
          <Amount
            label="Pace"
            range={[60, 160]}
            step={1}
            ends={['Slower', 'Faster']}
            words={`${pace} beats a minute`}
            value={pace}
            onChange={(tempo) => set('tempoBpm', tempo)}
          />
          <div>
            {plan.music !== null && (
              <Tick isOn={values.isOtherPiece} onChange={(isOn) => set('isOtherPiece', isOn)}>
                Another piece of this kind
              </Tick>
            )}
            {isPaid && (
              <Tick isOn={values.isMusicLocal} onChange={(isOn) => set('isMusicLocal', isOn)}>
                Compose it here, which costs nothing
              </Tick>
            )}
          </div>
          {isPaid && !values.isMusicLocal && (
            <Line
              label="Or in your words"
              max={400}
              placeholder="Slow piano in a large room, no drums"
              value={values.musicPrompt}
              onChange={(text) => set('musicPrompt', text)}
            />
          )}
        </>
      )}
    </>
  );
}
