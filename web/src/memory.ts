/** What the browser remembers: which conversation is open, and the ones before it. */

export type Remembered = {
  readonly id: string;
  /** Its first words. */
  readonly title: string;
};

export type Memory = {
  readonly current: () => string | null;
  readonly open: (id: string | null) => void;
  /** Newest first. */
  readonly all: () => readonly Remembered[];
  /** A known one keeps its title. */
  readonly add: (conversation: Remembered) => void;
  readonly forget: (id: string) => void;
};

const MOST = 30;

/** Works without a storage, too: then nothing outlives a reload. `owner`: whose it is, where a browser can be several people's. */
export function createMemory(storage: Storage | null, owner: string | null = null): Memory {
  const own = owner === null ? '' : `.${owner}`;
  const [currentName, allName] = [`adgen.thread${own}`, `adgen.threads${own}`];
  const all = () => listOf(read(storage, allName));
  const write = (list: readonly Remembered[]) => store(storage, allName, JSON.stringify(list.slice(0, MOST)));
  return {
    current: () => read(storage, currentName),
    open: (id) => store(storage, currentName, id),
    all,
    add: (conversation) => {
      const before = all();
      if (!before.some(({ id }) => id === conversation.id)) write([conversation, ...before]);
    },
    forget: (gone) => write(all().filter(({ id }) => id !== gone)),
  };
}

function read(storage: Storage | null, name: string): string | null {
  try {
    return storage?.getItem(name) ?? null;
  } catch {
    return null; // storage is switched off
  }
}

function store(storage: Storage | null, name: string, value: string | null): void {
  try {
    if (value === null) storage?.removeItem(name);
    else storage?.setItem(name, value);
  } catch {
    // full or switched off: the conversation goes on, it is only not found again after a reload
  }
}

function listOf(json: string | null): readonly Remembered[] {
  try {
    const list: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(list) ? list.filter(isRemembered) : [];
  } catch {
    return [];
  }
}

function isRemembered(value: unknown): value is Remembered {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'title' in value &&
    typeof value.id === 'string' &&
    typeof value.title === 'string'
  );
}
