// Lấy về: Word, PDF, the hồ sơ, or all in one.
import { zipSync } from 'fflate';
import { useEffect, useState } from 'preact/hooks';
import { sentence, type App } from '../app';
import { Faults } from '../desk';
import { IntoFolder } from '../lo/into';
import { save } from '../save';
import type { Converted } from '../types';

const KINDS: Record<string, string> = { docx: 'Word, để sửa tiếp', pdf: 'PDF, để in và ký', html: 'Tin bài', txt: 'Tin bài, chữ thường' };

export function Take({ app }: { app: App }) {
  const [files, setFiles] = useState<string[] | undefined>();
  const [wrong, setWrong] = useState('');
  const tell = (error: unknown) => { if (error instanceof Faults) setWrong(error.faults.map(sentence).join(' ')); };
  useEffect(() => {
    setFiles(undefined);
    app.desk.ask<{ files: string[] }>('make', app.file).then((made) => { setFiles(made.files); setWrong(''); }, (error) => {
      if (error instanceof Faults) setFiles([]);
      tell(error);
    });
  }, [app.shown]);
  const own = [...(app.names.get(app.folder ?? '') ?? [])].filter((name) => !name.startsWith('.'));
  // Whoever presses earlier would get a hồ sơ without its documents.
  const ready = files !== undefined && !app.busy;
  /** The hồ sơ with its files, and below it what was made. */
  const everything = async () => {
    const entries: Record<string, Uint8Array> = {};
    for (const name of own) entries[`${app.folder}/${name}`] = (await app.bytes(name))!;
    // The office's own templates, which the command line reads with --template-dir.
    for (const name of app.names.get('mau-co-quan') ?? []) entries[`${app.folder}/mau-co-quan/${name}`] = (await app.desk.bytes(`mau-co-quan/${name}`))!;
    for (const name of files ?? []) entries[`${app.folder}/ket-qua/${name}`] = await app.desk.made(name);
    return entries;
  };
  const all = async () => {
    const entries = await everything();
    // No clock: the same hồ sơ gives the same archive.
    save(`${app.folder}.zip`, zipSync(entries, { mtime: new Date(1980, 0, 1) }));
  };
  /** The hồ sơ as one workbook. */
  const book = async () => {
    const { file } = await app.desk.ask<Converted>('convert', app.file);
    save(file, await app.desk.made(file));
  };
  return (
    <>
      <h1>Lấy về</h1>
      {files === undefined && <p aria-live="polite">Đang làm tệp…</p>}
      {wrong && <p class="said error" role="alert">{wrong}</p>}
      {files?.length === 0 && (
        <p class="said error" role="alert">Còn lỗi nên chưa in được. <button type="button" onClick={() => app.go('xem')}>Xem và soát</button></p>
      )}
      <ul class="kept">
        {(files ?? []).map((name) => (
          <li><button type="button" class="main" onClick={() => void app.desk.made(name).then((bytes) => save(name, bytes))}>Tải {name}</button> {KINDS[name.split('.').pop() ?? ''] ?? ''}</li>
        ))}
        <li><button type="button" onClick={() => void app.bytes('ho-so.yaml').then((bytes) => bytes && save('ho-so.yaml', bytes))}>Tải ho-so.yaml</button> Hồ sơ, để làm tháng sau hoặc đưa cho người khác</li>
        <li><button type="button" onClick={() => void book().catch(tell)}>Tải ho-so.xlsx</button> Hồ sơ đó trong một tệp Excel; các lệnh cũng nhận như ho-so.yaml, cứ dùng một trong hai</li>
        <li><button type="button" disabled={!ready} onClick={() => void all()}>Tải tất cả (.zip)</button> Hồ sơ, số liệu và văn bản trong một tệp</li>
      </ul>
      <IntoFolder what="hồ sơ, số liệu và văn bản" files={everything} ready={ready} />
      <p class="help">Không có gì rời khỏi máy này: tệp được làm ngay trong trình duyệt.</p>
    </>
  );
}
