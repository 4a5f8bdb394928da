// Xem và soát of a lô: its units, what is wrong with each, and the pages of the one that is chosen.
import { useState } from 'preact/hooks';
import type { App } from '../app';
import { GROUPS, One, Picked } from '../screens/review';
import type { Remark } from '../types';
import { DropTables, Faulty } from './figures';
import type { Unit } from './types';

const KINDS = { all: 'Tất cả', refused: 'Bị từ chối', doubtful: 'Cần xem lại', done: 'Đã làm' };
type Kind = keyof typeof KINDS;
/** So many rows are shown at first. */
const ROWS = 100;

const isOf = (app: App, unit: Unit, number: number, kind: Kind) => kind === 'all'
  || (kind === 'refused' && unit.faults.length > 0)
  || (kind === 'doubtful' && unit.faults.length === 0 && unit.findings.length > 0)
  || (kind === 'done' && unit.faults.length === 0 && app.lots.run?.made.has(number) === true);

export function LotReview({ app }: { app: App }) {
  const { lots } = app;
  return (
    <>
      <h1>Xem và soát</h1>
      <Faulty app={app} />
      {app.picked && <Picked app={app} />}
      {lots.units.length > 0 && <Units app={app} />}
      {lots.chosen && <Chosen app={app} unit={lots.chosen} />}
    </>
  );
}

/** All units, or those of one kind or name. */
function Units({ app }: { app: App }) {
  const { lots } = app;
  const [kind, setKind] = useState<Kind>('all');
  const [name, setName] = useState('');
  const [most, setMost] = useState(ROWS);
  const all = lots.units.map((_, number) => [lots.unit(number)!, number] as const);
  const count = (one: Kind) => all.filter(([unit, number]) => isOf(app, unit, number, one)).length;
  const sought = name.trim().toLocaleLowerCase('vi');
  const found = all.filter(([unit, number]) => isOf(app, unit, number, kind)
    && (sought === '' || `${unit.name} ${unit.code} ${unit.province}`.toLocaleLowerCase('vi').includes(sought)));
  const provinces = all.some(([unit]) => unit.province !== '');
  return (
    <section>
      <h2>Các đơn vị</h2>
      <p class="row" role="group" aria-label="Chọn đơn vị theo kết quả">
        {(Object.keys(KINDS) as Kind[]).map((one) => (
          <button type="button" aria-pressed={kind === one} onClick={() => { setKind(one); setMost(ROWS); }}>{KINDS[one]} ({count(one)})</button>
        ))}
        <label>Tìm <input type="search" value={name} onInput={(event) => setName(event.currentTarget.value)} placeholder="tên, mã" /></label>
      </p>
      {found.length === 0
        ? <p>Không có đơn vị nào như vậy.</p>
        : (
          <div class="sheet" tabIndex={0} role="region" aria-label="Danh sách đơn vị">
            <table class="units">
              <thead><tr><th scope="col">Đơn vị</th>{provinces && <th scope="col">Tỉnh</th>}<th scope="col">Điểm</th><th scope="col">Hạng</th><th scope="col">Kết quả</th></tr></thead>
              <tbody>{found.slice(0, most).map(([unit, number]) => (
                <tr class={number === lots.shownUnit ? 'own' : ''}>
                  <th scope="row"><button type="button" class="link" aria-pressed={number === lots.shownUnit} onClick={() => void lots.show(number)}>{unit.of_province ? `Báo cáo ${unit.name}` : unit.name || 'không có tên'}</button></th>
                  {provinces && <td>{unit.province}</td>}
                  <td>{unit.points?.achieved.replace('.', ',') ?? ''}</td>
                  <td>{unit.points?.rank ?? ''}</td>
                  <td>{stateOf(app, unit, number)}</td>
                </tr>
              ))}</tbody>
            </table>
          </div>
        )}
      {found.length > most && <button type="button" onClick={() => setMost(most + ROWS * 5)}>Xem thêm ({found.length - most} đơn vị nữa)</button>}
    </section>
  );
}

function stateOf(app: App, unit: Unit, number: number): string {
  if (unit.faults.length > 0) return 'bị từ chối';
  if (!app.lots.run?.made.has(number)) return 'chưa làm';
  return unit.findings.length > 0 ? `đã làm, ${unit.findings.length} điều cần xem lại` : 'đã làm';
}

/** The unit whose pages are shown: what is wrong or doubtful about it. */
function Chosen({ app, unit }: { app: App; unit: Unit }) {
  const { lots } = app;
  const faults = lots.unitFaults.length > 0 ? lots.unitFaults : unit.faults.filter((fault) => fault.code === 'NOI-BO');
  const findings = app.shown?.findings ?? [];
  return (
    <section aria-live="polite">
      <h2>{unit.of_province ? `Báo cáo ${unit.name}` : unit.name || 'Đơn vị không có tên'}</h2>
      {faults.length > 0 && (
        <>
          <p>Đơn vị này bị từ chối; các đơn vị khác vẫn làm được. Sửa tệp số liệu rồi thả lại.</p>
          <Remarks app={app} remarks={faults} />
          <DropTables app={app} />
        </>
      )}
      {GROUPS.map(([severity, title]) => {
        const some = findings.filter((one) => one.severity === severity);
        return some.length > 0 && <><h3>{title} ({some.length})</h3><Remarks app={app} remarks={some} /></>;
      })}
      {faults.length === 0 && findings.length === 0 && app.shown && <p class="good">Không có điều gì phải xem lại.</p>}
      {(app.shown?.acknowledged.length ?? 0) > 0 && <p>{app.shown!.acknowledged.length} điều đã xem và giữ, có ghi lý do trong lô.</p>}
    </section>
  );
}

function Remarks({ app, remarks }: { app: App; remarks: Remark[] }) {
  return <ul class="findings">{remarks.slice(0, 50).map((one) => <li key={one.code + one.spot + one.place}><One app={app} remark={one} /></li>)}</ul>;
}
