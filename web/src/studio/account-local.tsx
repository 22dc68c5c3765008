/** Where nobody signs in: why that is so, and a token for scripts on this machine. */
import { useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Panel } from '../ui/panel.tsx';
import type { Client } from './client.ts';
import { useAct } from './result-use-act.ts';

export function LocalPanels({ client }: { readonly client: Client }) {
  return (
    <>
      <Panel title="On this machine">
        <p className="mt-2 max-w-[60ch] text-pretty text-muted">
          Nobody signs in here: adgen listens to this machine alone, and whoever opens this page in this browser sees
          the same ads. They are kept on this machine.
        </p>
      </Panel>
      <ScriptPanel client={client} />
    </>
  );
}

function ScriptPanel({ client }: { readonly client: Client }) {
  const [token, setToken] = useState<string | null>(null);
  const asking = useAct();
  return (
    <Panel title="For scripts">
      <p className="mt-2 max-w-[60ch] text-pretty text-muted">
        With this token a program orders ads as you do here, and sees the same ones. Treat it as a password: it does not
        end.{' '}
        <a href="/api/docs" className="font-semibold text-accent underline underline-offset-2">
          What a program can ask for
        </a>
      </p>
      {token === null ? (
        <Button
          className="mt-5"
          isBusy={asking.isBusy}
          onClick={() => void asking.run(async () => setToken(await client.scriptToken()))}
        >
          Show the token
        </Button>
      ) : (
        <div className="arrive mt-5 space-y-5">
          <Shown name="Token" what="the token" text={token} />
          <Shown name="To try it" what="the command" text={commandFor(token)} />
        </div>
      )}
      {asking.problem && <Alert say={asking.problem.message} className="mt-4" />}
    </Panel>
  );
}

type ShownProps = { readonly name: string; readonly what: string; readonly text: string };

function Shown({ name, what, text }: ShownProps) {
  return (
    <div>
      <h3 className="text-[15px] font-semibold">{name}</h3>
      <pre className="mt-2 rounded-xl bg-sunken px-4 py-3 font-mono text-[13px] leading-5 break-all whitespace-pre-wrap">
        <code>{text}</code>
      </pre>
      <div className="mt-2.5">
        <CopyButton text={text} what={what} />
      </div>
    </div>
  );
}

function commandFor(token: string): string {
  return `curl -H "Authorization: Bearer ${token}" ${window.location.origin}/api/projects/user/all`;
}
