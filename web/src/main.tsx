/** Starts the page. */
import { createRoot } from 'react-dom/client';
import { createClient } from './studio/client.ts';
import { createRouter } from './studio/router.tsx';
import { accountsIn, createSession } from './studio/session.ts';
import { Studio } from './studio/studio.tsx';

const place = document.getElementById('page');
const router = createRouter(window);
const session = createSession(accountsIn(document));
router.listen(new AbortController().signal);
if (place) createRoot(place).render(<Studio router={router} session={session} client={createClient(session)} />);
