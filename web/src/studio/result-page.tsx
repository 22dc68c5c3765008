/** One ad, wherever it stands: being drawn, waiting for a yes, being made, finished; and the editor of its scenes. */
import { lazy, Suspense } from 'react';
import type { Ad, Client, VersionLine } from './client.ts';
import { createOrderDraft, orderedAs } from './create-draft.ts';
import { picturesOf } from './progress-pictures.ts';
import { isMoving, statusWords } from './progress-steps.ts';
import { Loading, Missing } from './result-states.tsx';
import { useAd } from './result-use-ad.ts';
import { Whole } from './result-whole.tsx';

type AdPageProps = {
  readonly client: Client;
  readonly id: string;
  /** `?v=`: a version that is looked at; null: where the ad stands. */
  readonly version: number | null;
  /** `?scene=`: the scene that is changed, or `film` for the whole; null: none. */
  readonly sceneId: string | null;
  /** Opens an address of the studio; `replace`: going back leads past it. */
  readonly go: (path: string, replace?: boolean) => void;
};

const EditorView = lazy(async () => ({ default: (await import('./editor-view.tsx')).EditorView }));

/** Another ad begins anew. */
export function AdPage(props: AdPageProps) {
  return <Followed key={props.id} {...props} />;
}

function Followed(props: AdPageProps) {
  const { client, id, go } = props;
  const { ad, versions, problem, refresh } = useAd(client, id);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-6 pb-16 sm:px-6 sm:pt-10">
      {ad ? (
        <Standing {...props} {...{ ad, versions, refresh }} />
      ) : problem ? (
        <Missing problem={problem} onRetry={refresh} onLeave={() => go('/ads')} />
      ) : (
        <Loading />
      )}
    </div>
  );
}

type StandingProps = AdPageProps & {
  readonly ad: Ad;
  readonly versions: readonly VersionLine[] | null;
  readonly refresh: () => void;
};

function Standing({ client, id, ad, versions, version, sceneId, go, refresh }: StandingProps) {
  const here = `/ads/${encodeURIComponent(id)}`;
  const pictures = picturesOf(ad, versions);
  const open = (scene: string) => go(`${here}?scene=${scene}`);
  const { plan } = ad;
  return (
    <div className="space-y-6 sm:space-y-8">
      <Head ad={ad} isSmall={sceneId !== null && canEdit(ad)} />
      {plan && sceneId !== null && canEdit(ad) ? (
        <Suspense fallback={<Loading />}>
          <EditorView
            {...{ client, ad, plan, sceneId, pictures }}
            onChoose={(other) => go(`${here}?scene=${other}`, true)}
            onClose={() => go(here)}
            onStale={refresh}
            onApplied={() => {
              refresh();
              go(here);
            }}
          />
        </Suspense>
      ) : (
        <Whole
          {...{ client, ad, versions, version, pictures, refresh }}
          onEdit={canEdit(ad) ? open : undefined}
          onOrderAgain={() => {
            createOrderDraft(() => window.localStorage).keep(orderedAs(ad));
            go('/new');
          }}
          onLook={(other) => go(other === null ? here : `${here}?v=${other}`)}
        />
      )}
    </div>
  );
}

type HeadProps = Pick<StandingProps, 'ad'> & {
  /** On a phone there is more to do than to read. */
  readonly isSmall: boolean;
};

function Head({ ad: { plan, brief, status, version }, isSmall }: HeadProps) {
  const tone = status === 'COMPLETED' ? 'bg-soft text-on-soft' : 'bg-sunken text-ink';
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 dir="auto" className="text-[28px] leading-tight font-semibold tracking-tight sm:text-4xl">
          {plan?.brandName ?? brief.brandName}
        </h1>
        <p
          dir="auto"
          className={`mt-1.5 line-clamp-2 max-w-[64ch] text-pretty text-muted ${isSmall ? 'max-sm:hidden' : ''}`}
        >
          {brief.text}
        </p>
      </div>
      <p className={`rounded-full px-3.5 py-1.5 text-sm font-semibold ${tone}`}>
        {isMoving(status) ? 'In the making' : statusWords(status)}
        {version > 1 && <span className="font-normal">, version {version}</span>}
      </p>
    </header>
  );
}

/** While it is made every change would begin it anew. */
function canEdit({ status, plan, files_gone_at }: Ad): boolean {
  return plan !== null && files_gone_at === null && (status === 'AWAITING_APPROVAL' || status === 'COMPLETED');
}
