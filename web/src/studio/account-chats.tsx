/** Chats whose ads are seen here, too: linking one by a code that is said there, and ending a link. */
import { useCallback, useEffect, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Panel } from '../ui/panel.tsx';
import { LinkCodeView } from './account-code.tsx';
import type { Client, Link, LinkCode } from './client.ts';
import { problemOf } from './result-problem.ts';
import { type Act, useAct } from './result-use-act.ts';

/** While a code is shown, somebody is about to say it. */
const LOOK_MS = 3_000;

export function ChatsPanel({ client }: { readonly client: Client }) {
  const [code, setCode] = useState<Issued | null>(null);
  const { links, problem, refresh } = useLinks(client, code !== null);
  const asking = useAct();
  const ask = async () => {
    const made = await client.linkCode();
    setCode({ ...made, known: links?.length ?? 0, endsAtMs: Date.now() + made.expires_in_seconds * 1000 });
  };
  const isLinked = code !== null && (links?.length ?? 0) > code.known;
  return (
    <Panel title="Linked chats">
      <p className="mt-2 max-w-[60ch] text-pretty text-muted">
        Ads that you order from adgen in Slack or Discord can be seen here, too, once the chat is linked.
      </p>
      {links !== null && links.length > 0 && <LinkList {...{ client, links, refresh }} />}
      {problem && <Alert say={problem} className="mt-4" />}
      {isLinked ? (
        <p role="status" className="arrive mt-5 font-semibold text-accent">
          The chat is linked. Its ads are among yours now.
        </p>
      ) : (
        code && <LinkCodeView key={code.code} code={code.code} endsAtMs={code.endsAtMs} />
      )}
      <Button className="mt-5" isBusy={asking.isBusy} onClick={() => void asking.run(ask)}>
        {code ? (isLinked ? 'Link another chat' : 'A new code') : 'Link a chat'}
      </Button>
      {asking.problem && <Alert say={asking.problem.message} className="mt-4" />}
    </Panel>
  );
}

type Issued = LinkCode & {
  /** How many links there were. */
  readonly known: number;
  readonly endsAtMs: number;
};

type LinksState = {
  /** Null until they are known. */
  readonly links: readonly Link[] | null;
  readonly problem: string | null;
  readonly refresh: () => void;
};

function useLinks(client: Client, isExpecting: boolean): LinksState {
  const [links, setLinks] = useState<readonly Link[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const refresh = useCallback(() => {
    client.links().then(
      (found) => {
        setLinks(found);
        setProblem(null);
      },
      (error: unknown) => setProblem(problemOf(error).message),
    );
  }, [client]);
  useEffect(refresh, [refresh]);
  useEffect(() => {
    if (!isExpecting) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && refresh(), LOOK_MS);
    // Whoever comes back from the chat has said it there.
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [isExpecting, refresh]);
  return { links, problem, refresh };
}

type ListProps = { readonly client: Client; readonly links: readonly Link[]; readonly refresh: () => void };

function LinkList({ client, links, refresh }: ListProps) {
  const [ending, setEnding] = useState<Link | null>(null);
  const act = useAct();
  return (
    <>
      <ul aria-label="Linked chats" className="mt-4 divide-y divide-line border-y border-line">
        {links.map((link) => (
          <li key={link.identity} className="flex items-center justify-between gap-4 py-3">
            <p className="min-w-0">
              <span className="block font-semibold">{nameOf(link)}</span>
              <span className="block text-sm text-muted">{detailOf(link)}</span>
            </p>
            <Button variant="quiet" className="text-danger" onClick={() => setEnding(link)}>
              Unlink <span className="sr-only">{nameOf(link)}</span>
            </Button>
          </li>
        ))}
      </ul>
      {ending && (
        <Ending
          link={ending}
          act={act}
          onStay={() => setEnding(null)}
          onEnd={() =>
            void act.run(async () => {
              await client.unlink(ending.identity);
              setEnding(null);
              refresh();
            })
          }
        />
      )}
    </>
  );
}

type EndingProps = {
  readonly link: Link;
  readonly act: Act;
  readonly onStay: () => void;
  readonly onEnd: () => void;
};

function Ending({ link, act, onStay, onEnd }: EndingProps) {
  return (
    <Dialog title={`Unlink ${nameOf(link)}?`} onClose={onStay}>
      <p className="mt-2 text-muted">Its ads stay in the chat, and are not seen here any more.</p>
      {act.problem && <Alert say={act.problem.message} className="mt-4" />}
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button onClick={onStay}>Keep the link</Button>
        <Button variant="danger" isBusy={act.isBusy} onClick={onEnd}>
          Unlink
        </Button>
      </div>
    </Dialog>
  );
}

const NAMES = new Map([
  ['slack', 'Slack'],
  ['discord', 'Discord'],
]);

function nameOf({ platform }: Link): string {
  return NAMES.get(platform) ?? platform;
}

/** `slack:T1:U1`: the place, and who somebody is there. */
function detailOf({ identity }: Link): string {
  const [, place, person] = identity.split(':');
  return person === undefined ? identity : `${person} in ${place}`;
}
