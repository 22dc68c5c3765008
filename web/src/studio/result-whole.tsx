/** An ad as a whole: its films, its scenes, and beside them what can be done about it now. */
import { lazy, type ReactNode, Suspense } from 'react';
import { Button } from '../ui/button.tsx';
import type { Ad, Client, VersionLine } from './client.ts';
import { createDraftStore } from './editor-storage.ts';
import { FilmsView } from './films-view.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import type { Pictures } from './progress-pictures.ts';
import { Scenes } from './progress-scenes.tsx';
import { hasEnded, isMoving } from './progress-steps.ts';
import { ReceiptPanel } from './receipt-panel.tsx';
import { useRedo } from './receipt-redo.ts';
import { OfferPanel } from './result-offer.tsx';
import { Ended, FilesGone, Note } from './result-states.tsx';
import { useAct } from './result-use-act.ts';
import { VersionsPanel } from './versions-panel.tsx';

type WholeProps = {
  readonly client: Client;
  readonly ad: Ad;
  readonly versions: readonly VersionLine[] | null;
  readonly pictures: Pictures;
  /** A version that is looked at; null: where the ad stands. */
  readonly version: number | null;
  /** Left out: the scenes cannot be changed now. */
  readonly onEdit: ((sceneId: string) => void) | undefined;
  /** Null: where the ad stands. */
  readonly onLook: (version: number | null) => void;
  readonly refresh: () => void;
  /** Opens the form with the words of this ad. */
  readonly onOrderAgain: () => void;
};

const Unapplied = lazy(async () => ({ default: (await import('./editor-unapplied.tsx')).Unapplied }));

export function Whole(props: WholeProps) {
  const { client, ad, versions, version, pictures, onEdit, onLook, refresh, onOrderAgain } = props;
  const restoring = useAct();
  const shown = versions?.find((one) => one.version === version && !one.is_current);
  const films = shown ? shown.films : ad.films;
  // Nothing is drawn, and nothing will be.
  const isBare = ad.files_gone_at !== null || (ad.plan === null && hasEnded(ad.status));
  const restore = (to: number) =>
    void restoring.run(async () => {
      await client.restore(ad.project_id, to).finally(refresh);
      onLook(null);
    });
  return (
    <>
      {shown && (
        <Note>
          You are looking at version {shown.version}. The ad stands at version {ad.version}.{' '}
          <button type="button" onClick={() => onLook(null)} className="font-semibold text-accent underline">
            Show that one
          </button>
        </Note>
      )}
      {ad.files_gone_at && <FilesGone since={ad.files_gone_at} onOrderAgain={onOrderAgain} />}
      {films.length > 0 && (
        <FilmsView
          key={films[0]?.url}
          films={films}
          title={ad.title}
          marks={ad.plan && !shown ? marksOf(ad.plan) : []}
        />
      )}
      <div
        className={`grid grid-cols-[minmax(0,1fr)] gap-6 lg:items-start lg:gap-8 ${isBare ? '' : 'lg:grid-cols-[minmax(0,1fr)_23rem]'}`}
      >
        {!isBare && <Drawn {...{ ad, pictures, onEdit }} />}
        {/* Level with the pictures, which stand below their heading. */}
        <div className={isBare ? '' : 'max-lg:contents lg:mt-11'}>
          <Beside {...{ client, ad, refresh, onOrderAgain }} />
        </div>
      </div>
      {versions && !isMoving(ad.status) && <VersionsPanel {...{ versions, restoring, onLook }} onRestore={restore} />}
    </>
  );
}

type BesideProps = Pick<WholeProps, 'client' | 'ad' | 'refresh' | 'onOrderAgain'>;

/** What is to be decided, waited for, or known. */
function Beside({ client, ad, refresh, onOrderAgain }: BesideProps): ReactNode {
  const [approving, stopping, resuming] = [useAct(), useAct(), useAct()];
  const redo = useRedo(client, ad, refresh);
  const { project_id: id, status, offer } = ad;
  const stop = () => void stopping.run(() => client.cancel(id).finally(refresh));
  if (status === 'COMPLETED') return <ReceiptPanel {...{ ad, redo }} />;
  if (hasEnded(status)) {
    const resume = () => void resuming.run(() => client.generate(id).finally(refresh));
    return <Ended {...{ ad, resuming, onOrderAgain }} onResume={resume} />;
  }
  if (isMoving(status) || offer === null) return <ProgressPanel {...{ ad, stopping }} onStop={stop} />;
  const { plan_hash, max_micro_usd } = offer;
  const make = () => void approving.run(() => client.approve(id, { plan_hash, max_micro_usd }).finally(refresh));
  return <OfferPanel {...{ ad, offer, approving, stopping }} onMake={make} onStop={stop} />;
}

function Drawn({ ad, pictures, onEdit }: Pick<WholeProps, 'ad' | 'pictures' | 'onEdit'>) {
  const { plan, status } = ad;
  if (!plan) return <Blank />;
  return (
    <section aria-label="Storyboard" className="min-w-0 space-y-4">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="text-lg font-semibold tracking-tight">
          {status === 'AWAITING_APPROVAL' ? 'The storyboard' : 'Scenes'}
          <span className="ml-2.5 text-sm font-normal text-muted tabular-nums">
            {plan.scenes.length} scenes, {Math.round(plan.totalFrames / 3) / 10} s
            {plan.music ? `, ${plan.music.mood} music` : ', no music'}
          </span>
        </h2>
        {onEdit && (
          <Button
            variant="quiet"
            onClick={() => onEdit('film')}
            className="-my-2 -ml-4 px-4 text-accent sm:-mr-4 sm:ml-0"
          >
            Brand, music, length…
          </Button>
        )}
      </div>
      {onEdit && hasChanges(ad.project_id) && (
        <Suspense fallback={null}>
          <Unapplied key={ad.version} projectId={ad.project_id} here={{ version: ad.version, plan }} onEdit={onEdit} />
        </Suspense>
      )}
      <Scenes {...{ ad, plan, pictures, onEdit }} />
    </section>
  );
}

/** Most people come back without any, and the editor is not loaded for them. */
function hasChanges(projectId: string): boolean {
  return createDraftStore(() => window.sessionStorage, projectId).read().basis !== null;
}

/** Where the stills will be. */
function Blank() {
  return (
    <div aria-hidden="true" className="flex gap-3 overflow-hidden pt-11 sm:gap-5">
      {[0, 1, 2].map((place) => (
        <div key={place} className="sheen aspect-9/16 w-36 shrink-0 grow rounded-xl bg-sunken sm:max-w-56" />
      ))}
    </div>
  );
}

/** Seconds at which scenes begin, without the first. */
function marksOf({ scenes }: NonNullable<Ad['plan']>): readonly number[] {
  const ends = scenes.map((_, index) => scenes.slice(0, index + 1).reduce((sum, { frames }) => sum + frames, 0));
  return ends.slice(0, -1).map((frames) => frames / 30);
}
