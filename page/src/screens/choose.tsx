// Chọn việc: last month's hồ sơ, a new document, or one that is kept in this browser.
import { useEffect, useState } from 'preact/hooks';
import { sentence, type App } from '../app';
import { Faults } from '../desk';
import { Drop, type Taken } from '../drop';
import { NewLot } from '../lo/choose';
import { Drawing } from '../pages';
import { useSet } from '../sets';
import { Invitation, isNew, start } from '../tour';
import { told } from '../tree';
import type { PageDrawing, Remark, Shown } from '../types';


/** Opens a made-up month, with the month before it, in folders whose names begin so; gives their folders. */
export async function openExample(app: App, before = ''): Promise<string[]> {
  const folders = ['my-duc-2026-09', 'my-duc-2026-10'];
  for (const folder of folders) {
    for (const [path, bytes] of app.examples) {
      if (!path.startsWith(`${folder}/`)) continue;
      // The one names the other.
      const text = new TextDecoder().decode(bytes).replaceAll('../my-duc', `../${before}my-duc`);
      await app.put(before + path, new TextEncoder().encode(text));
    }
  }
  await app.open(`${before}my-duc-2026-10`, 'xem');
  return folders.map((folder) => before + folder);
}

export function Choose({ app }: { app: App }) {
  const [opened, setOpened] = useState<string[]>([]);
  const [notes, setNotes] = useState<string[]>([]);
  const [wrong, setWrong] = useState<string[]>([]);
  // What was chosen on the page stands in no file.
  const tell = (faults: Remark[]) => setWrong(faults.map((fault) => (fault.file.includes('/') ? `${told(fault)}: ${sentence(fault)}` : sentence(fault))));
  const trying = async (act: () => Promise<unknown>) => {
    try { setWrong([]); await act(); } catch (error) {
      if (!(error instanceof Faults)) throw error;
      tell(error.faults);
    }
  };
  const take = (files: Taken[]) => trying(async () => {
    const { opened, notes, faults } = await app.take(files);
    setOpened(opened);
    setNotes(notes);
    tell(faults);
    if (opened.length === 0 && faults.length === 0 && app.waiting.length === 0) setWrong(['Trong các tệp vừa thả không có tệp hồ sơ (ho-so.yaml, ho-so.xlsx) hay lô (lo.yaml). Bảng số liệu là tệp .xlsx, .csv hoặc .tsv.']);
  });
  const all = [...app.folders].sort((a, b) => b[1] - a[1]).map(([folder]) => folder).filter((folder) => app.isOpenable(folder));
  // What was just dropped stands once, where it was dropped.
  const just = opened.filter((folder) => all.includes(folder));
  const before = all.filter((folder) => !just.includes(folder));
  return (
    <>
      <h1>Làm văn bản tháng</h1>
      {isNew() && <Invitation app={app} />}
      {wrong.length > 0 && <div class="said error" role="alert">{wrong.map((one) => <p>{one}</p>)}</div>}
      <section>
        <h2>Tháng mới, từ hồ sơ tháng trước</h2>
        <Drop label="Thả hồ sơ (ho-so.yaml, ho-so.xlsx), lô (lo.yaml), bảng số liệu hoặc cả thư mục vào đây" id="tep-ho-so" take={take} />
        {notes.length > 0 && <div class="said" role="status">{notes.map((one) => <p>{one}</p>)}</div>}
        {app.waiting.length > 0 && (
          <div class="said" role="status">
            <p>Đã nhận bảng số liệu {app.waiting.map(({ path }) => `“${path}”`).join(', ')}. Chọn việc làm với bảng này: “Làm tháng tiếp theo” của một hồ sơ,
              hoặc một mẫu ở “Văn bản mới”, hoặc “Cả tỉnh”; bảng được đưa vào bước Số liệu.</p>
            <p class="row"><button type="button" onClick={() => { app.waiting = []; app.changed(); }}>Bỏ bảng này</button></p>
          </div>
        )}
        {just.map((folder) => <Kept app={app} folder={folder} trying={trying} />)}
      </section>
      {before.length > 0 && (
        <section>
          <h2>Hồ sơ trong trình duyệt này</h2>
          <ul class="kept">
            {before.map((folder) => <li key={folder}><Kept app={app} folder={folder} trying={trying} /></li>)}
          </ul>
        </section>
      )}
      <New app={app} trying={trying} />
      <NewLot app={app} trying={trying} />
      <section>
        <h2>Xem thử</h2>
        <p>Một thông báo đã làm xong, với số liệu đặt ra của xã Mỹ Đức.</p>
        <p class="row">
          <button type="button" onClick={() => void openExample(app)}>Mở ví dụ</button>
          {!isNew() && <button type="button" onClick={() => void start(app)}>Xem hướng dẫn một phút</button>}
        </p>
      </section>
    </>
  );
}

function Kept({ app, folder, trying }: { app: App; folder: string; trying: (act: () => Promise<unknown>) => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  return (
    <div class="row">
      <strong>{folder}</strong>
      <button type="button" onClick={() => void trying(() => app.next(folder))}>Làm tháng tiếp theo</button>
      <button type="button" onClick={() => void trying(() => app.open(folder, 'xem'))}>Mở để xem, sửa</button>
      {asking
        ? <><span>Xóa hẳn khỏi trình duyệt?</span>
            <button type="button" onClick={() => void app.deleteFolder(folder)}>Xóa</button>
            <button type="button" onClick={() => setAsking(false)}>Giữ lại</button></>
        : <button type="button" aria-label={`Xóa ${folder}`} onClick={() => setAsking(true)}>Xóa…</button>}
    </div>
  );
}

/** The templates by the points that they are about. */
const [OF_ONE, OF_NONE] = ['một đơn vị', 'không cần'];
const ABOUT: [string, (points: string) => boolean][] = [
  ['Mẫu về kết quả của một đơn vị', (points) => points === OF_ONE],
  ['Mẫu về kết quả của nhiều đơn vị', (points) => points !== OF_ONE && points !== OF_NONE],
  ['Mẫu không cần bảng điểm', (points) => points === OF_NONE],
];

function New({ app, trying }: { app: App; trying: (act: () => Promise<unknown>) => Promise<void> }) {
  const templates = app.catalogue?.templates ?? [];
  const pictures = usePictures(app);
  const [chosen, setChosen] = useState('');
  const [period, setPeriod] = useState('');
  const template = templates.find((one) => one.name === chosen);
  const { set, choice } = useSet(app, template);
  const start = (event: Event) => {
    event.preventDefault();
    void trying(() => app.create(chosen, set, period));
  };
  return (
    <section>
      <h2>Văn bản mới</h2>
      <form onSubmit={start}>
        {ABOUT.map(([legend, isOf]) => (
          <fieldset class="pictures">
            <legend>{legend}</legend>
            {templates.filter(({ points }) => isOf(points)).map((one) => (
              <label class="picture">
                <Picture shown={pictures.get(one.title)} />
                <span><input type="radio" name="mau" value={one.name} checked={chosen === one.name} onChange={() => setChosen(one.name)} /> {one.title}</span>
              </label>
            ))}
          </fieldset>
        ))}
        {template && (
          <div class="row asked">
            {choice}
            <label>Kỳ <input value={period} placeholder="2026-10, hoặc quý IV/2026" required onInput={(event) => setPeriod(event.currentTarget.value)} /></label>
            <button type="submit" class="main">Tạo hồ sơ</button>
          </div>
        )}
      </form>
    </section>
  );
}

/** Examples whose figures fit other templates too: of a commune, and of a province's units. */
const OTHERS = ['my-duc-2026-10', 'hue-xep-hang-2026-10'];

/** A document by its template's title: its first page, or the beginning of its text. */
type Pictures = Map<string, PageDrawing | string>;
let made: Pictures | undefined;

/** The first pages of the examples, as they come out, made once while nobody waits for them. */
function usePictures(app: App): Pictures {
  const [pictures, setPictures] = useState<Pictures>(made ?? new Map());
  useEffect(() => {
    if (made) return;
    const found: Pictures = (made = new Map());
    void (async () => {
      // Beside the user's own, under a name that is nobody's.
      const inside = (path: string) => `.vi-du/${path}`;
      for (const [path, bytes] of app.examples) await app.desk.put(inside(path), bytes);
      // One that cannot be shown keeps no other from it.
      const draw = async (folder: string) => {
        const shown = await app.desk.ask<Shown>('update', inside(`${folder}/ho-so.yaml`)).catch(() => undefined);
        for (const one of shown?.documents ?? []) {
          found.set(one.title, one.pages ? (JSON.parse(one.pages[0]!) as PageDrawing) : (one.text ?? '').slice(0, 900));
        }
        setPictures(new Map(found));
      };
      for (const folder of new Set([...app.examples.keys()].map((path) => path.split('/')[0]!))) await draw(folder);
      // A template without an example of its own is drawn with the figures of another's.
      for (const { name, title } of app.catalogue?.templates ?? []) {
        for (const folder of OTHERS) {
          if (found.has(title)) break;
          // What only the template of the example asked is left out.
          for (const [key, value] of [['mau', name], ['thong_tin', null], ['so_lieu', null], ['bieu', null]]) {
            await app.desk.ask('edit', inside(`${folder}/ho-so.yaml`), JSON.stringify([key]), JSON.stringify(value)).catch(() => {});
          }
          await draw(folder);
        }
      }
    })().catch(() => {});
  }, []);
  return pictures;
}

function Picture({ shown }: { shown: PageDrawing | string | undefined }) {
  if (shown === undefined) return <span class="no-picture" aria-hidden="true" />;
  if (typeof shown === 'string') return <span class="no-picture news" aria-hidden="true">{shown}</span>;
  return <svg viewBox={`0 0 ${shown.w} ${shown.h}`} aria-hidden="true"><rect width={shown.w} height={shown.h} class="paper" /><Drawing page={shown} /></svg>;
}
