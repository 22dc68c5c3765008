/** A sketch of the set in the colours that are chosen, so that they are seen before anything is made. */
import type { Palette } from '../../../src/ad/plan.ts';
import { inkOn } from './editor-palette.ts';

type PreviewProps = {
  readonly palette: Palette;
  readonly name: string;
  /** Empty: there is none. */
  readonly callToAction: string;
};

const SOFT = 'transition-colors duration-300';

export function FilmPreview({ palette, name, callToAction }: PreviewProps) {
  return (
    <div
      aria-hidden="true"
      className={`relative aspect-9/16 overflow-hidden rounded-xl ${SOFT}`}
      style={{ backgroundColor: palette.wall, color: inkOn(palette.wall) }}
    >
      <span
        className={`absolute -top-1/6 -left-1/4 aspect-square w-full rounded-full blur-2xl ${SOFT} ${palette.tone === 'dark' ? 'opacity-20' : 'opacity-70'}`}
        style={{ backgroundColor: palette.light }}
      />
      <span
        className={`absolute right-[22%] bottom-[26%] left-[22%] aspect-3/4 rounded-t-full ${SOFT}`}
        style={{ backgroundColor: palette.accent }}
      />
      <span className={`absolute inset-x-0 bottom-0 h-[26%] ${SOFT}`} style={{ backgroundColor: palette.floor }} />
      <span
        className="absolute bottom-[19%] left-1/2 h-[5%] w-1/2 -translate-x-1/2 rounded-[50%] opacity-25 blur-xs"
        style={{ backgroundColor: palette.shadow }}
      />
      <span
        className={`absolute bottom-[21%] left-1/2 h-[6%] w-1/2 -translate-x-1/2 rounded-[50%] brightness-110 ${SOFT}`}
        style={{ backgroundColor: palette.floor }}
      />
      <p
        dir="auto"
        className="absolute inset-x-[8%] top-[9%] line-clamp-3 text-center text-2xl leading-[1.1] font-semibold tracking-tight text-balance"
      >
        {name}
      </p>
      {callToAction && (
        <p
          dir="auto"
          className={`absolute bottom-[6%] left-1/2 line-clamp-2 w-max max-w-[84%] -translate-x-1/2 rounded-full px-4 py-1.5 text-center text-xs font-semibold ${SOFT}`}
          style={{ backgroundColor: palette.brand, color: inkOn(palette.brand) }}
        >
          {callToAction}
        </p>
      )}
    </div>
  );
}
