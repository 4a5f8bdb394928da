// Số liệu of a lô: the files that it names, dropped anew when they are corrected.
import { useEffect, useState } from 'preact/hooks';
import type { App } from '../app';
import { Drop } from '../drop';
import { One } from '../screens/review';
import { at } from '../tree';
import type { Cells, Node } from '../types';
import { Columns } from './columns';

/** The tables that a lô names, as they lie on the desk. */
export function tables(app: App): { named: string; path: string }[] {
  const found = new Map<string, string>();
  const visit = (node: Node | undefined, key: string) => {
    if (node?.v && key === 'tep') found.set(node.v, resolved(`${app.folder}/${node.v}`));
    node?.map?.forEach(([name, value]) => visit(value, name));
  };
  for (const key of ['so_lieu', 'danh_ba', 'ky_truoc']) visit(at(app.tree, [key]), key);
  return [...found].map(([named, path]) => ({ named, path }));
}

/** A path without `.` and `..`. */
function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

const base = (path: string) => path.split('/').pop() ?? path;
const ending = (name: string) => name.slice(name.lastIndexOf('.')).toLowerCase();

/** Takes a file of a lô; gives the tables that it may replace if that is not plain. */
async function take(app: App, file: { path: string; bytes: Uint8Array }): Promise<string[]> {
  const all = tables(app);
  const own = all.find(({ path }) => base(path) === base(file.path));
  const like = all.filter(({ path }) => ending(path) === ending(file.path));
  if (!own && like.length > 0) return like.map(({ path }) => path);
  await app.put(own?.path ?? `${app.folder}/${base(file.path)}`, file.bytes);
  return [];
}

/** Where corrected files are dropped. */
export function DropTables({ app }: { app: App }) {
  const [asked, setAsked] = useState<{ file: { path: string; bytes: Uint8Array }; instead: string[] } | undefined>();
  const all = async (files: { path: string; bytes: Uint8Array }[]) => {
    for (const file of files) {
      const instead = await take(app, file);
      if (instead.length > 0) setAsked({ file, instead });
    }
    await app.refresh();
  };
  const use = async (path: string) => {
    const { bytes } = asked!.file;
    setAsked(undefined);
    await app.put(path, bytes);
    await app.refresh();
  };
  return (
    <>
      <Drop label="Thả tệp số liệu của lô (bản mới, hoặc bản đã sửa) vào đây" id="tep-so-lieu-lo" accept=".xlsx,.csv,.tsv,.yaml,.md" take={(files) => void all(files)} />
      {asked && (
        <div class="said" role="alert">
          <p>“{base(asked.file.path)}” dùng làm gì?</p>
          <p class="row">
            {asked.instead.map((path) => <button type="button" class="main" onClick={() => void use(path)}>Thay “{base(path)}”</button>)}
            <button type="button" onClick={() => void use(`${app.folder}/${base(asked.file.path)}`)}>Để thêm cạnh lô</button>
            <button type="button" onClick={() => setAsked(undefined)}>Không dùng</button>
          </p>
        </div>
      )}
    </>
  );
}

export function LotFigures({ app }: { app: App }) {
  const { lots } = app;
  const all = tables(app);
  return (
    <>
      <h1>Số liệu</h1>
      <Faulty app={app} />
      {app.faults.length > 0 && (app.look?.columns.length ?? 0) > 0 && <p class="help">Cột nào chương trình không nhận ra thì chỉ ở “Cột nào là gì” bên dưới.</p>}
      {lots.units.length > 0 && <p class="good">Bảng có {lots.units.filter((unit) => !unit.of_province).length} đơn vị.</p>}
      <DropTables app={app} />
      <Columns app={app} />
      {all.map(({ named, path }) => <Table key={path} app={app} named={named} path={path} />)}
      {lots.notes.length > 0 && (
        <details><summary>Chương trình đã hiểu bảng số liệu thế nào ({lots.notes.length})</summary>
          <ul>{lots.notes.slice(0, 200).map((note) => <li>{note}</li>)}</ul></details>
      )}
    </>
  );
}

/** What keeps the whole lô from being made. */
export function Faulty({ app }: { app: App }) {
  if (app.faults.length === 0) return null;
  return (
    <section>
      <h2>Chưa làm được lô</h2>
      <p>Sửa những chỗ sau thì danh sách đơn vị hiện ra.</p>
      <ul class="findings">{app.faults.slice(0, 50).map((fault) => <li><One app={app} remark={fault} /></li>)}</ul>
    </section>
  );
}

/** A table of the lô, its first rows. */
function Table({ app, named, path }: { app: App; named: string; path: string }) {
  const [cells, setCells] = useState<Cells | undefined>();
  const [sheet, setSheet] = useState('');
  const [open, setOpen] = useState(false);
  const [missing, setMissing] = useState(false);
  const declared = at(app.tree, ['so_lieu', 'tep'])?.v === named ? at(app.tree, ['so_lieu', 'trang'])?.v ?? '' : '';
  useEffect(() => { void app.desk.bytes(path).then((bytes) => setMissing(bytes === undefined)); }, [path, app.lots.units]);
  useEffect(() => setSheet(declared), [declared]);
  useEffect(() => {
    if (open) app.desk.ask<Cells>('cells', path, sheet).then(setCells, () => setCells(undefined));
  }, [path, open, sheet, app.lots.units]);
  if (missing) return <p class="said warning">Lô dùng tệp “{named}” chưa có ở đây: thả tệp ấy vào ô trên.</p>;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{named}{sheet && `, trang “${sheet}”`}</summary>
      {open && !cells && <p>Tệp có nhiều trang, hoặc không mở được: xem bằng Excel.</p>}
      {cells && (
        <div class="sheet" tabIndex={0} role="region" aria-label={`Bảng ${named}`}>
          <table><tbody>{cells.rows.slice(0, 60).map(([row, line]) => (
            <tr><th scope="row">{row}</th>{line.map(([, value]) => <td>{value}</td>)}</tr>
          ))}</tbody></table>
          {cells.all > 60 && <p class="help">60 dòng đầu trên {cells.all} dòng.</p>}
        </div>
      )}
    </details>
  );
}
