/** Who is here, and what belongs to them besides ads: a password, chats, a token for scripts. */
import { ChatsPanel } from './account-chats.tsx';
import { LocalPanels } from './account-local.tsx';
import { ProfilePanel } from './account-profile.tsx';
import type { Client } from './client.ts';
import { Loading } from './loading.tsx';
import type { Session, SessionState } from './session.ts';

type AccountProps = { readonly client: Client; readonly session: Session; readonly person: SessionState };

export function AccountPage({ client, session, person }: AccountProps) {
  if (person.kind !== 'local' && person.kind !== 'signed-in') return <Loading />;
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pt-6 pb-20 sm:px-6 sm:pt-10">
      <h1 className="text-[28px] leading-tight font-semibold tracking-tight sm:text-4xl">Account</h1>
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:items-start lg:gap-8">
        {person.kind === 'signed-in' && session.auth ? (
          <>
            <ProfilePanel email={person.email} auth={session.auth} />
            <ChatsPanel client={client} />
          </>
        ) : (
          <LocalPanels client={client} />
        )}
      </div>
    </div>
  );
}
