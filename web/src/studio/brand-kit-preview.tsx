/** The brand on three sets, as small films that stand still. */
import type { Aspect } from '../../../src/ad/aspect.ts';
import { type SetLook, setLookOf } from './brand-kit-look.ts';

type PreviewProps = {
  readonly name: string;
  /** `#rrggbb`; null: none that can be used. */
  readonly color: string | null;
};

/** As long as nothing is chosen. */
const NO_COLOR = '#8a9b97';

const SETS = [
  { aspect: '9:16', ratio: 9 / 16, shape: 'aspect-9/16', mood: 'calm', tone: 'light' },
  { aspect: '1:1', ratio: 1, shape: 'aspect-square', mood: 'elegant', tone: 'dark' },
  { aspect: '16:9', ratio: 16 / 9, shape: 'aspect-video', mood: 'bold', tone: 'light' },
] as const;

export function BrandPreview({ name, color }: PreviewProps) {
  const brand = color ?? NO_COLOR;
  return (
    <section aria-labelledby="preview" className="space-y-5">
      <h2 id="preview" className="text-lg font-semibold tracking-tight">
        How it carries an ad
      </h2>
      <div aria-hidden="true" className="flex flex-wrap gap-4">
        {SETS.map(({ aspect, ratio, shape, mood, tone }) => (
          <div
            key={aspect}
            className={`min-w-0 basis-0 ${aspect === '16:9' ? 'basis-full' : ''}`}
            style={{ flexGrow: ratio }}
          >
            <SmallSet aspect={aspect} shape={shape} name={name} look={setLookOf(brand, mood, tone)} />
          </div>
        ))}
      </div>
      <p className="text-sm leading-5 text-muted">
        A sketch: walls, floors and light are mixed around your colour, by the rules of the films. The product always
        keeps its own colours.
      </p>
    </section>
  );
}

type SetProps = { readonly aspect: Aspect; readonly shape: string; readonly name: string; readonly look: SetLook };

function SmallSet({ aspect, shape, name, look: { palette, ink, onBrand } }: SetProps) {
  const isWide = aspect === '16:9';
  return (
    <div
      className={`relative overflow-hidden rounded-2xl transition-colors duration-300 ${shape}`}
      style={{ backgroundColor: palette.wall, color: ink }}
    >
      <div
        className={`absolute -top-1/4 -left-1/4 size-3/4 rounded-full blur-2xl transition-colors duration-300 ${palette.tone === 'dark' ? 'opacity-20' : 'opacity-70'}`}
        style={{ backgroundColor: palette.light }}
      />
      <div
        className="absolute inset-x-0 bottom-0 h-[34%] transition-colors duration-300"
        style={{ backgroundColor: palette.floor }}
      />
      <Product
        look={palette}
        className={isWide ? 'right-[14%] bottom-[16%] h-[66%]' : 'inset-x-0 bottom-[17%] mx-auto h-[48%]'}
      />
      <p
        className={`absolute line-clamp-3 leading-[1.1] font-semibold tracking-tight text-balance ${isWide ? 'top-[24%] left-[8%] w-1/2' : 'inset-x-[8%] top-[9%] text-center'} ${sizeOf(name, isWide)}`}
      >
        {name || 'Your brand'}
      </p>
      <p
        className={`absolute rounded-full px-3 py-1 text-xs font-semibold whitespace-nowrap transition-colors duration-300 sm:px-4 sm:py-1.5 ${isWide ? 'bottom-[24%] left-[8%]' : 'bottom-[5%] left-1/2 -translate-x-1/2'}`}
        style={{ backgroundColor: palette.brand, color: onBrand }}
      >
        Try it today
      </p>
    </div>
  );
}

/** Any product: a bottle with a label in the brand's colour. */
function Product({ look, className }: { readonly look: SetLook['palette']; readonly className: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 60 150" className={`absolute ${className}`}>
      <ellipse cx="30" cy="146" rx="30" ry="4" fill={look.shadow} opacity="0.35" />
      <path d="M23 4h14v26c9 6 15 14 15 27v81q0 8-8 8H16q-8 0-8-8V57c0-13 6-21 15-27Z" fill="#f6f8f7" />
      <path d="M37 4v26c9 6 15 14 15 27v81q0 8-8 8h-6V57c0-13-5-21-8-27V4Z" fill={look.shadow} opacity="0.12" />
      <rect x="22" width="16" height="9" rx="2" fill={look.accent} />
      <path d="M8 72h44v46H8Z" fill={look.brand} />
      <circle cx="30" cy="95" r="11" fill={look.light} opacity="0.9" />
    </svg>
  );
}

/** Long names become small rather than cut. */
function sizeOf(name: string, isWide: boolean): string {
  if (name.length > 26) return isWide ? 'text-base sm:text-lg' : 'text-[13px] sm:text-base';
  if (name.length > 12) return isWide ? 'text-lg sm:text-xl' : 'text-base sm:text-xl';
  return isWide ? 'text-2xl sm:text-4xl' : 'text-xl sm:text-3xl';
}
