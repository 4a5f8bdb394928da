// What is kept in the browser: all files of all hồ sơ, each change at once.

/** A file that is kept, by its path: `FOLDER/NAME`. */
interface Kept {
  path: string;
  bytes: Uint8Array;
  /** When it was last changed. */
  changed: number;
}

export class Store {
  private constructor(private readonly base: IDBDatabase) {}

  static open(): Promise<Store> {
    return new Promise((done, failed) => {
      const request = indexedDB.open('vanthu', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('files', { keyPath: 'path' });
      request.onsuccess = () => done(new Store(request.result));
      request.onerror = () => failed(request.error);
    });
  }

  all(): Promise<Kept[]> {
    return new Promise((done, failed) => {
      const request = this.base.transaction('files').objectStore('files').getAll();
      request.onsuccess = () => done(request.result as Kept[]);
      request.onerror = () => failed(request.error);
    });
  }

  put(path: string, bytes: Uint8Array): Promise<void> {
    return this.change((files) => files.put({ path, bytes, changed: Date.now() } satisfies Kept));
  }

  remove(path: string): Promise<void> {
    return this.change((files) => files.delete(path));
  }

  private change(act: (files: IDBObjectStore) => void): Promise<void> {
    return new Promise((done, failed) => {
      const transaction = this.base.transaction('files', 'readwrite');
      transaction.oncomplete = () => done();
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
      act(transaction.objectStore('files'));
    });
  }
}
