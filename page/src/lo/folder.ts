// A folder that the user names once, into which files are written whole, where the browser can.
import type { Target } from './lots';
import { Unwritable } from './unwritable';

type Handle = FileSystemDirectoryHandle & {
  queryPermission(how: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission(how: { mode: 'readwrite' }): Promise<PermissionState>;
};
type Picking = { showDirectoryPicker?: (how: { id: string; mode: 'readwrite' }) => Promise<Handle> };

/** Whether this browser can write into a folder. */
export const canWrite = () => typeof (window as Picking).showDirectoryPicker === 'function';

const BASE = 'vanthu-thu-muc';
const KEY = 'thu-muc';

function base<T>(mode: IDBTransactionMode, act: (handles: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    const opening = indexedDB.open(BASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('handles');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const request = act(opening.result.transaction('handles', mode).objectStore('handles'));
      request.onsuccess = () => { done(request.result); opening.result.close(); };
      request.onerror = () => failed(request.error);
    };
  });
}

export class Folder implements Target {
  constructor(private readonly handle: Handle, private readonly below = '') {}

  get name() {
    return [this.handle.name, this.below].filter(Boolean).join('/');
  }

  /** The folder that was named last; the user may have to allow it again. */
  static async known(): Promise<Folder | undefined> {
    const handle = await base<Handle | undefined>('readonly', (handles) => handles.get(KEY)).catch(() => undefined);
    return handle && new Folder(handle);
  }

  /** A folder that the user names now; none if the user does not. */
  static async choose(): Promise<Folder | undefined> {
    try {
      const handle = await (window as Picking).showDirectoryPicker!({ id: 'vanthu', mode: 'readwrite' });
      await base('readwrite', (handles) => handles.put(handle, KEY)).catch(() => {});
      return new Folder(handle);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return undefined;
      throw error;
    }
  }

  /** Whether it may be written into; asks the user if need be. */
  async isAllowed(): Promise<boolean> {
    const how = { mode: 'readwrite' as const };
    return (await this.handle.queryPermission(how)) === 'granted' || (await this.handle.requestPermission(how)) === 'granted';
  }

  /** A folder below it. */
  in(name: string): Folder {
    return new Folder(this.handle, [this.below, name].filter(Boolean).join('/'));
  }

  private async place(path: string, create: boolean): Promise<[FileSystemDirectoryHandle, string]> {
    const parts = [...this.below.split('/'), ...path.split('/')].filter(Boolean);
    let folder: FileSystemDirectoryHandle = this.handle;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create });
    return [folder, parts.at(-1) ?? path];
  }

  /** Writes files that belong together. If one cannot be written, those before it are as they were. One that is
   * there just so stays, though somebody may have it open. */
  async write(files: [path: string, bytes: Uint8Array][]) {
    const before: [string, Uint8Array | undefined][] = [];
    for (const [path, bytes] of files) {
      const there = await this.read(path).catch(() => undefined);
      if (there && same(there, bytes)) continue;
      try {
        await this.replace(path, bytes);
      } catch (error) {
        for (const [path, bytes] of before) await (bytes ? this.replace(path, bytes) : this.remove(path)).catch(() => {});
        throw new Unwritable(path, error);
      }
      before.push([path, there]);
    }
  }

  /** Writes a file whole: the browser writes beside it, and names it when all is there. */
  private async replace(path: string, bytes: Uint8Array) {
    const [folder, name] = await this.place(path, true);
    const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    try {
      await writable.write(bytes as Uint8Array<ArrayBuffer>);
    } catch (error) {
      await writable.abort().catch(() => {});
      throw error;
    }
    await writable.close();
  }

  /** The bytes of a file; none if it is not there. */
  async read(path: string): Promise<Uint8Array | undefined> {
    try {
      const [folder, name] = await this.place(path, false);
      const file = await (await folder.getFileHandle(name)).getFile();
      return new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  /** Takes a file away, if it is there. */
  async remove(path: string) {
    try {
      const [folder, name] = await this.place(path, false);
      await folder.removeEntry(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw new Unwritable(path, error);
    }
  }
}

export const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, index) => byte === b[index]);
