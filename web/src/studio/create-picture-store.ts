/** The picture that was chosen, kept in the browser until the ad is ordered: text storage has no room for it. */

type PictureStore = {
  /** Null: there is none, or it cannot be had. */
  readonly read: () => Promise<File | null>;
  /** Null: none any more. */
  readonly keep: (picture: File | null) => Promise<void>;
};

const STORE = 'pictures';
const KEY = 'order';

/** Where nothing can be kept it does nothing: the picture is then chosen again after a reload. */
export function createPictureStore(databases: IDBFactory): PictureStore {
  return {
    read: async () => {
      const found: unknown = await transact(databases, 'readonly', (store) => settled(store.get(KEY))).catch(
        () => null,
      );
      return found instanceof File ? found : null;
    },
    keep: async (picture) => {
      const write = async (store: IDBObjectStore) =>
        picture === null ? settled(store.delete(KEY)) : settled(store.put(picture, KEY));
      await transact(databases, 'readwrite', write).catch(() => undefined);
    },
  };
}

async function transact(
  databases: IDBFactory,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<unknown>,
): Promise<unknown> {
  const opening = databases.open('adgen', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  try {
    return await work(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing.'));
  });
}
