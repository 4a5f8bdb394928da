// A place where files are dropped, or picked with a button.
import { useState } from 'preact/hooks';

/** A file that was dropped: its path as it was dropped, and its bytes. */
export interface Taken {
  path: string;
  bytes: Uint8Array;
}

/** The largest file that is read, as the program has it. */
const LARGEST = 64 * 1024 * 1024;

export function Drop({ label, id, take, accept }: { label: string; id: string; take: (files: Taken[]) => void; accept?: string }) {
  const [over, setOver] = useState(false);
  const [told, setTold] = useState('');
  const hand = async (files: { path: string; file: File }[]) => {
    const large = files.filter(({ file }) => file.size > LARGEST).map(({ path }) => path);
    setTold(large.length > 0 ? `Lớn quá 64 MB nên không đọc: ${large.join(', ')}.` : '');
    const small = files.filter(({ file }) => file.size <= LARGEST);
    const read = small.map(async ({ path, file }) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) }));
    const all = await Promise.all(read);
    if (all.length > 0) take(all);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    void Promise.all(entries.map((entry) => walk(entry, ''))).then((found) => hand(found.flat()));
  };
  return (
    <div class={over ? 'drop over' : 'drop'} onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)} onDrop={drop}>
      <p>{label}, hoặc</p>
      <input id={id} class="unseen" type="file" multiple accept={accept} onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        void hand(files.map((file) => ({ path: file.name, file })));
        event.currentTarget.value = '';
      }} />
      <label class="button" for={id}>Chọn tệp…</label>
      {told && <p class="said error" role="alert">{told}</p>}
    </div>
  );
}

/** All files of what was dropped; hidden ones are left out. */
async function walk(entry: FileSystemEntry, before: string): Promise<{ path: string; file: File }[]> {
  const path = before + entry.name;
  if (entry.name.startsWith('.')) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: { path: string; file: File }[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await walk(one, `${path}/`)));
  }
}
