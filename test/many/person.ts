/** A person at the page who wants an ad: asks again where a request fails, reads on where a stream breaks off. */
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { Card } from '../../src/bots/card.ts';
import { createBrowser } from '../http/browser.ts';

const Wire = z.object({
  key: z.string(),
  content: z.union([
    z.object({ from: z.literal('adgen'), card: Card }),
    z.object({ from: z.literal('person') }).transform(() => ({ from: 'person' as const, card: null })),
  ]),
});

export type Person = {
  readonly says: (text: string, photo?: File) => Promise<void>;
  readonly presses: (action: string) => Promise<void>;
  /** Resolves with the card once the thread shows it; `what` is for the error when it does not within `withinMs`. */
  readonly sees: (what: string, is: (card: Card) => boolean, withinMs: number) => Promise<Card>;
  /** Everything the thread shows now. */
  readonly cards: () => readonly Card[];
};

export async function createPerson(address: string): Promise<Person> {
  const browser = createBrowser(address);
  const shown = new Map<string, Card>();
  const thread = await again(() => browser.begin());
  let after: string | undefined;

  const read = async (enough: () => boolean, signal: AbortSignal) => {
    const take = (event: { event: string; id: string | null; data: string }) => {
      if (event.id !== null) after = event.id;
      const message = event.event === 'message' ? Wire.safeParse(JSON.parse(event.data)) : null;
      if (message?.data?.content.card) shown.set(message.data.key, message.data.content.card);
      return enough();
    };
    while (!enough() && !signal.aborted) {
      const from = after === undefined ? {} : { after };
      await browser.follow(thread, { ...from, enough: take, signal }).catch(() => undefined);
      if (!enough()) await setTimeout(100);
    }
  };
  const send = (what: () => Promise<Response>) =>
    again(async () => {
      const answer = await what();
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    });
  return {
    says: (text, photo) => {
      const form = new FormData();
      form.set('key', crypto.randomUUID());
      form.set('text', text);
      if (photo) form.append('files', photo);
      return send(() => browser.say(thread, form));
    },
    presses: (action) => {
      const button = [...shown.values()].flatMap((card) => card.buttons).find((each) => each.action === action);
      if (!button) throw new Error(`There is no button ${action}.`);
      const click = { action, value: button.value, key: crypto.randomUUID() };
      return send(() => browser.press(thread, click));
    },
    sees: async (what, is, withinMs) => {
      const found = () => [...shown.values()].find(is);
      await read(() => found() !== undefined, AbortSignal.timeout(withinMs));
      const card = found();
      if (card) return card;
      throw new Error(`No ${what} within ${withinMs} ms; the thread shows ${JSON.stringify([...shown.values()])}`);
    },
    cards: () => [...shown.values()],
  };
}

/** A server that restarts refuses for a while; what is sent twice has the same key. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let left = 60; ; left--) {
    try {
      return await act();
    } catch (error) {
      if (left === 0) throw error;
      await setTimeout(500);
    }
  }
}
