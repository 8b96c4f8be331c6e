import type { Page } from 'playwright-core';

/** Everything that scripts have stored on the page's origin, as text. */
export const storedOnOrigin = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const read = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });
    const databases = await Promise.all(
      (await indexedDB.databases()).map(async ({ name }) => {
        const database = await read(indexedDB.open(name ?? ''));
        const stores = [...database.objectStoreNames];
        const rows = await Promise.all(
          stores.map((store) =>
            read(database.transaction(store).objectStore(store).getAll() as IDBRequest<unknown[]>),
          ),
        );
        database.close();
        return { name, stores, rows };
      }),
    );
    return JSON.stringify({
      cookies: document.cookie,
      local: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      caches: await caches.keys(),
      databases,
    });
  });
