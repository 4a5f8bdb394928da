// Số liệu of a lô: the files that it names, dropped anew when they are corrected.
import { useEffect, useState } from 'preact/hooks';
import type { App } from '../app';
import type { Taken } from '../drop';
import { Replace, useNamed } from '../replace';
import { One } from '../screens/review';
import { at } from '../tree';
import type { Cells, Named } from '../types';
import { LotColumns } from './columns';

/** Where corrected files are dropped. */
export function DropTables({ app }: { app: App }) {
  const named = useNamed(app);
  const use = async (path: string, file: Taken) => {
    await app.put(path, file.bytes);
    await app.refresh();
  };
  return (
    <Replace app={app} named={named} label="Thả tệp số liệu của lô (bản mới, hoặc bản đã sửa) vào đây" id="tep-so-lieu-lo" accept=".xlsx,.csv,.tsv,.yaml,.md"
      instead="Thay" other="Để thêm cạnh lô" use={use} />
  );
}

export function LotFigures({ app }: { app: App }) {
  const { lots } = app;
  const all = useNamed(app) ?? [];
  return (
    <>
      <h1>Số liệu</h1>
      <Faulty app={app} />
      {app.faults.length > 0 && (app.look?.columns.length ?? 0) > 0 && <p class="help">Cột nào chương trình không nhận ra thì chỉ ở “Cột nào là gì” bên dưới.</p>}
      {lots.units.length > 0 && <p class="good">Bảng có {lots.units.filter((unit) => !unit.of_province).length} đơn vị.</p>}
      <DropTables app={app} />
      <LotColumns app={app} />
      {all.map((one) => <Table key={one.path} app={app} one={one} />)}
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
function Table({ app, one: { named, path, there } }: { app: App; one: Named }) {
  const [cells, setCells] = useState<Cells | undefined>();
  const [sheet, setSheet] = useState('');
  const [open, setOpen] = useState(false);
  const declared = at(app.tree, ['so_lieu', 'tep'])?.v === named ? at(app.tree, ['so_lieu', 'trang'])?.v ?? '' : '';
  useEffect(() => setSheet(declared), [declared]);
  useEffect(() => {
    if (open) app.desk.ask<Cells>('cells', path, sheet).then(setCells, () => setCells(undefined));
  }, [path, open, sheet, app.lots.units]);
  if (!there) return <p class="said warning">Lô dùng tệp “{named}” chưa có ở đây: thả tệp ấy vào ô trên.</p>;
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
