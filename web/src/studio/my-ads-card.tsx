/** One ad of the list: its picture, where it stands, and what is worth knowing before it is opened. */
import type { Posters } from '../posters.ts';
import { look } from '../ui/look.ts';
import type { AdLine } from './client.ts';
import { AdPoster } from './my-ads-poster.tsx';
import { ageOf, costOf, keepingOf, type Mark, markOf } from './my-ads-words.ts';
import { isMoving } from './progress-steps.ts';

type CardProps = { readonly ad: AdLine; readonly posters: Posters; readonly nowMs: number };

export function AdCard({ ad, posters, nowMs }: CardProps) {
  const mark = markOf(ad);
  const keeping = keepingOf(ad, nowMs);
  const cost = costOf(ad);
  return (
    <a
      href={`/ads/${encodeURIComponent(ad.project_id)}`}
      className="group block rounded-[20px] focus-visible:outline-offset-4"
    >
      <span className="relative block overflow-hidden rounded-[20px] shadow-lift transition-transform duration-300 group-hover:-translate-y-1 group-active:translate-y-0">
        <AdPoster ad={ad} posters={posters} />
        <span className="absolute inset-x-2.5 bottom-2.5 space-y-2">
          {mark && <Marked mark={mark} />}
          {isMoving(ad.status) && <Bar percent={ad.progress} />}
        </span>
      </span>
      <span className="mt-3 block px-1">
        <span className="line-clamp-2 leading-snug font-semibold group-hover:underline group-hover:decoration-accent group-hover:decoration-2 group-hover:underline-offset-4">
          {ad.title}
        </span>
        <span className="mt-0.5 block text-sm text-muted first-letter:uppercase">
          {ageOf(ad.created_at, nowMs)}
          {cost !== null && `, ${cost}`}
        </span>
        {keeping && (
          <span className={look('block text-sm', keeping.isUrgent ? 'font-semibold text-warning' : 'text-muted')}>
            {keeping.say}
          </span>
        )}
      </span>
    </a>
  );
}

const TONES: Readonly<Record<Mark['tone'], string>> = {
  quiet: 'bg-black/65 text-white backdrop-blur-sm',
  waiting: 'bg-accent text-on-accent',
  failed: 'bg-danger-soft text-danger',
};

function Marked({ mark: { say, tone } }: { readonly mark: Mark }) {
  return (
    <span className={`block w-fit rounded-full px-3 py-1 text-[13px] leading-5 font-semibold ${TONES[tone]}`}>
      {say}
    </span>
  );
}

/** How far it is; the page of the ad says it in words, and aloud. */
function Bar({ percent }: { readonly percent: number }) {
  return (
    <span className="block h-1.5 overflow-hidden rounded-full bg-white/25">
      <span
        className="block h-full rounded-full bg-[#3ec9b8] transition-[width] duration-700"
        style={{ width: `${Math.max(3, percent)}%` }}
      />
      <span className="sr-only">{Math.round(percent)} percent</span>
    </span>
  );
}
