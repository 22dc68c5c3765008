/** A person's side of a conversation on this terminal: says things, and knows when everything is answered. */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { cancelled } from '../ad/errors.ts';
import { isFinal, type Project } from '../ad/project.ts';
import type { Attachment } from '../bots/platform.ts';
import { createTerminalPlatform, type TerminalOptions } from '../bots/terminal/platform.ts';
import type { System } from '../compose.ts';

export type Picture = { readonly path: string; readonly name: string };

export type Talk = {
  readonly say: (text: string, pictures?: readonly Picture[]) => Promise<void>;
  /** Resolves when everything said is answered and shown, and no ad is in the making. Throws `cancelled`. */
  readonly settled: (signal: AbortSignal) => Promise<void>;
  /** The ad it is about now; null while a brief is collected. */
  readonly project: () => Promise<Project | null>;
  readonly close: () => Promise<void>;
};

const LOOK_MS = 60;

export function startTalk(system: System, person: string, screen: TerminalOptions['screen']): Talk {
  const name = `terminal-${randomUUID().slice(0, 8)}`;
  const platform = createTerminalPlatform({ name, screen, locate: system.artifacts.open });
  const conversations = system.converse([platform]);
  const threadId = `${name}:local:chat:1`;
  const ending = new AbortController();
  const running = conversations.run(ending.signal);
  const project = async () => {
    const thread = await system.threads.find(threadId);
    return thread?.projectId ? system.studio.find(thread.projectId) : null;
  };
  return {
    project,
    say: async (text, pictures = []) => {
      await conversations.receive({
        ...{ key: `${name}:${randomUUID()}`, threadId, platform: name, workspace: 'local' },
        ...{ userId: `terminal:local:${person}`, userName: person },
        what: { kind: 'message', text, attachments: pictures.map(attachmentOf) },
      });
    },
    settled: async (signal) => {
      for (;;) {
        // A round of quiet before and after looking at the ad: between the two nothing new can have begun.
        const calm = (await system.threads.quiet(threadId)) && isAtRest(await project());
        if (calm && (await system.threads.quiet(threadId))) return;
        await pause(LOOK_MS, undefined, { signal }).catch(() => {
          throw cancelled();
        });
      }
    },
    close: async () => {
      ending.abort();
      await running;
    },
  };
}

function attachmentOf({ path, name }: Picture, index: number): Attachment {
  return { id: `${index + 1}`, name: name.slice(0, 300), bytes: null, source: { path } };
}

function isAtRest(project: Project | null): boolean {
  return !project || isFinal(project.status) || (project.status === 'AWAITING_APPROVAL' && !project.approved);
}
