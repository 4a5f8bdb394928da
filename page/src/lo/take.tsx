// Lấy về of a lô: all units made, one by one, into one archive or a folder.
import type { App } from '../app';
import { save } from '../save';
import { FolderButtons, useFolder } from './into';
import type { Run } from './lots';

export function LotTake({ app }: { app: App }) {
  const { lots } = app;
  const used = useFolder();
  const { run } = lots;
  if (app.faults.length > 0 || lots.units.length === 0) {
    return (
      <>
        <h1>Lấy về</h1>
        <p class="said error" role="alert">Lô còn chỗ phải sửa nên chưa làm được. <button type="button" onClick={() => app.go('xem')}>Xem và soát</button></p>
      </>
    );
  }
  return (
    <>
      <h1>Lấy về</h1>
      {lots.isRunning ? <Progress app={app} run={run!} /> : (
        <>
          <p>Lô có {lots.units.length} văn bản phải làm{run ? '' : '; đơn vị nào bị lỗi thì để lại, các đơn vị khác vẫn làm'}.</p>
          <p class="row"><button type="button" class={run ? undefined : 'main'} onClick={() => void lots.make()}>{run ? 'Làm lại, vào một tệp .zip' : 'Làm tất cả, vào một tệp .zip'}</button></p>
          <FolderButtons used={used} label="Làm và lưu" act={(folder) => lots.make(folder.in(`${app.folder}/ket-qua`))} />
          {run && <Result app={app} run={run} />}
          <p class="row"><button type="button" onClick={() => void app.bytes('lo.yaml').then((bytes) => bytes && save('lo.yaml', bytes))}>Tải lo.yaml</button> Lô, để làm tháng sau hoặc dùng với các lệnh</p>
        </>
      )}
      <p class="help">Không có gì rời khỏi máy này: tệp được làm ngay trong trình duyệt.</p>
    </>
  );
}

function Progress({ app, run }: { app: App; run: Run }) {
  const of = app.lots.units.length;
  const refused = [...run.made.values()].filter((unit) => unit.faults.length > 0).length;
  const left = run.made.size > 0 ? Math.ceil((run.milliseconds / run.made.size) * (of - run.made.size) / 1000) : undefined;
  return (
    <section>
      <label for="tien-do">Đang làm: {run.made.size} trên {of}{refused > 0 && `, ${refused} bị từ chối`}{left !== undefined && `; còn khoảng ${left} giây`}</label>
      <progress id="tien-do" max={of} value={run.made.size} />
      <p class="row"><button type="button" disabled={run.stopping} onClick={() => app.lots.stop()}>{run.stopping ? 'Đang dừng…' : 'Dừng'}</button></p>
    </section>
  );
}

function Result({ app, run }: { app: App; run: Run }) {
  const made = [...run.made.values()];
  const refused = made.filter((unit) => unit.faults.length > 0).length;
  const files = made.reduce((sum, unit) => sum + unit.files.length, 0);
  const failed = run.state === 'failed' && <p class="said error" role="alert">Không làm tiếp được: {run.why}. {run.report.length > 0 ? 'Báo cáo của lượt này tải ở dưới; sửa rồi làm lại.' : 'Chưa có báo cáo của lượt này; sửa rồi làm lại.'}</p>;
  if (run.report.length === 0) return failed;
  return (
    <section>
      {failed || <h2>{run.state === 'stopped' ? 'Đã dừng giữa chừng' : 'Đã làm xong'}</h2>}
      <p role="status" class="good">
        {made.length - refused} trên {app.lots.units.length} đơn vị, {files} tệp, {(run.milliseconds / 1000).toFixed(1).replace('.', ',')} giây
        {run.folder && `; đã ghi vào “${run.folder}”`}.
      </p>
      {run.state === 'stopped' && <p>Phần đã làm vẫn lấy về được; báo cáo ghi rõ đơn vị nào chưa làm.</p>}
      <ul class="kept">
        {run.archive && <li><button type="button" class="main" onClick={() => save(`${app.folder}.zip`, run.archive!)}>Tải tất cả (.zip)</button> {size(run.archive.size)}, có cả báo cáo</li>}
        {run.report.map(({ name, bytes }) => <li><button type="button" onClick={() => save(name, bytes)}>Tải {name}</button> {name.endsWith('.xlsx') ? 'Báo cáo của lượt, mở bằng Excel' : 'Báo cáo cho phần mềm khác'}</li>)}
      </ul>
      {refused > 0 && (
        <>
          <p class="said error" role="alert">{refused} đơn vị bị từ chối: bấm vào tên để xem lý do ở bước “Xem và soát”, sửa tệp số liệu, thả lại, rồi làm lại.</p>
          <Refused app={app} />
        </>
      )}
    </section>
  );
}

/** Those that were refused, each with its first reason. */
function Refused({ app }: { app: App }) {
  const { lots } = app;
  const all = lots.units.map((_, number) => [lots.unit(number)!, number] as const).filter(([unit]) => unit.faults.length > 0);
  return (
    <ul class="findings">{all.slice(0, 100).map(([unit, number]) => (
      <li class="finding error">
        <p><button type="button" class="link" onClick={() => { app.go('xem'); void lots.show(number); }}>{unit.name || 'không có tên'}</button>{unit.province && ` (${unit.province})`}</p>
        <p>{unit.faults[0]!.message} ({unit.faults[0]!.place}){unit.faults.length > 1 && ` và ${unit.faults.length - 1} điều nữa`}</p>
        {unit.faults[0]!.suggestion && <p>Nên: {unit.faults[0]!.suggestion}</p>}
      </li>
    ))}{all.length > 100 && <li>… và {all.length - 100} đơn vị nữa, có đủ trong báo cáo.</li>}</ul>
  );
}

const size = (bytes: number) => `${(bytes / 1e6).toFixed(1).replace('.', ',')} MB`;
