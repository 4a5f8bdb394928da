// Saving into a folder that the user names once.
import { useEffect, useState } from 'preact/hooks';
import { canWrite, Folder, same } from './folder';
import { Unwritable, told } from './unwritable';

/** The folder that is used, and the buttons that name it. `act` works with one that may be written into. */
export function useFolder() {
  const [folder, setFolder] = useState<Folder | undefined>();
  const [wrong, setWrong] = useState('');
  useEffect(() => { if (canWrite()) void Folder.known().then(setFolder); }, []);
  const trying = async (act: () => Promise<void>) => {
    setWrong('');
    try { await act(); } catch (error) { setWrong(`Không ghi được: ${told(error)}.`); }
  };
  const within = (chosen: Folder | undefined, act: (folder: Folder) => Promise<void>) => trying(async () => {
    const used = chosen ?? (await Folder.choose());
    if (!used) return;
    setFolder(used);
    if (await used.isAllowed()) await act(used);
    else setWrong(`Chưa được phép ghi vào “${used.name}”: bấm lại và chọn “Cho phép”, hoặc chọn thư mục khác.`);
  });
  return { folder, wrong, within };
}

/** Buttons: into the folder that is known, or into one that is named now. */
export function FolderButtons({ used, label, act, main, disabled }: {
  used: ReturnType<typeof useFolder>; label: string; act: (folder: Folder) => Promise<void>; main?: boolean; disabled?: boolean;
}) {
  if (!canWrite()) return <p class="help">Trình duyệt này không ghi thẳng vào thư mục được (Chrome, Edge thì được): dùng tệp .zip.</p>;
  return (
    <>
      <p class="row">
        <button type="button" class={main ? 'main' : undefined} disabled={disabled} onClick={() => void used.within(used.folder, act)}>
          {used.folder ? `${label} vào thư mục “${used.folder.name}”` : `${label} vào thư mục…`}</button>
        {used.folder && <button type="button" disabled={disabled} onClick={() => void used.within(undefined, act)}>Thư mục khác…</button>}
      </p>
      {used.wrong && <p class="said error" role="alert">{used.wrong}</p>}
    </>
  );
}

/** Writes files into the folder, whole; asks before a hồ sơ that was changed elsewhere is replaced. */
export function IntoFolder({ what, files, ready }: { what: string; files: () => Promise<Record<string, Uint8Array>>; ready: boolean }) {
  const used = useFolder();
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState<{ folder: Folder; others: string[] } | undefined>();
  const write = async (folder: Folder, without: string[]) => {
    setAsked(undefined);
    const all = Object.entries(await files()).filter(([path]) => !without.includes(path));
    const wrong: Unwritable[] = [];
    for (const [path, bytes] of all) {
      try { await folder.write([[path, bytes]]); } catch (error) {
        if (!(error instanceof Unwritable) || error.isOfAll) throw error;
        wrong.push(error);
      }
    }
    setSaid(`Đã ghi ${all.length - wrong.length} tệp vào “${folder.name}/${all[0]?.[0].split('/')[0] ?? ''}”.`);
    // Those that somebody has open are told; the others are written.
    if (wrong.length > 0) throw new Error(wrong.map(told).join('; '));
  };
  const begin = async (folder: Folder) => {
    setSaid('');
    const others: string[] = [];
    for (const [path, bytes] of Object.entries(await files())) {
      const there = path.includes('/ket-qua/') ? undefined : await folder.read(path);
      if (there && !same(there, bytes)) others.push(path);
    }
    if (others.length > 0) setAsked({ folder, others });
    else await write(folder, []);
  };
  return (
    <section>
      <h2>Lưu vào thư mục</h2>
      <FolderButtons used={used} label={`Lưu ${what}`} act={begin} disabled={!ready} />
      {asked && (
        <div class="said warning" role="alert">
          <p>Trong thư mục đã có bản khác của {asked.others.join(', ')}.</p>
          <p class="row">
            <button type="button" class="main" onClick={() => void used.within(asked.folder, (folder) => write(folder, []))}>Thay bằng bản ở đây</button>
            <button type="button" onClick={() => void used.within(asked.folder, (folder) => write(folder, asked.others))}>Giữ bản trong thư mục, chỉ ghi tệp khác</button>
            <button type="button" onClick={() => setAsked(undefined)}>Thôi</button>
          </p>
        </div>
      )}
      <p aria-live="polite" class="good">{said}</p>
    </section>
  );
}
