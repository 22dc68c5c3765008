/** Starts the page. */
import { createRoot } from 'react-dom/client';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import { createChat } from './chat.ts';
import { createMemory } from './memory.ts';
import { createPosters } from './posters.ts';

const place = document.getElementById('page');
const chat = createChat({ api: createApi(), memory: createMemory(localStorageOrNull()), newKey });
if (place) createRoot(place).render(<App chat={chat} posters={createPosters()} />);

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
