/** The chat as a page of the studio. */
import { useEffect, useState } from 'react';
import { createApi } from '../api.ts';
import { App } from '../app.tsx';
import { createChat } from '../chat.ts';
import { createMemory } from '../memory.ts';
import { createPosters } from '../posters.ts';
import type { Session, SessionState } from './session.ts';

type ChatProps = { readonly session: Session; readonly person: SessionState };

export function ChatPage({ session, person }: ChatProps) {
  const [{ chat, posters }] = useState(() => {
    const memory = createMemory(localStorageOrNull(), person.kind === 'signed-in' ? person.email : null);
    return { chat: createChat({ api: createApi(session), memory, newKey }), posters: createPosters() };
  });
  useEffect(() => () => chat.close(), [chat]);
  return <App chat={chat} posters={posters} />;
}

/** `randomUUID` exists only on pages from this machine or over https. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function localStorageOrNull(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
