// Xem và soát: what is wrong or doubtful, errors first, and where a figure comes from.
import { useEffect, useState } from 'preact/hooks';
import type { App } from '../app';
import { FIGURES } from '../form';
import { Markdown } from '../markdown';
import { nameOf, told } from '../tree';
import type { Cells, PageDrawing, Place, Remark, Source } from '../types';

export const GROUPS: [Remark['severity'], string][] = [['error', 'Lỗi: phải sửa trước khi in'], ['warning', 'Cảnh báo: nên xem lại'], ['info', 'Để biết']];

/** The screen on which a value of the hồ sơ is typed. */
const screenOf = (key: unknown) => (FIGURES.includes(String(key)) ? 'so-lieu' as const : 'van-ban' as const);

export function Review({ app }: { app: App }) {
  const findings = app.shown?.findings ?? [];
  return (
    <>
      <h1>Xem và soát</h1>
      {app.picked && <Picked app={app} />}
      {app.faults.length > 0 && (
        <section>
          <h2>Chưa làm được văn bản</h2>
          <p>{app.shown ? 'Trang bên cạnh là bản trước khi có lỗi này.' : 'Sửa những chỗ sau thì trang hiện ra.'}</p>
          <ul class="findings">{app.faults.map((fault) => <li><One app={app} remark={fault} /></li>)}</ul>
        </section>
      )}
      {GROUPS.map(([severity, title]) => {
        const some = findings.filter((one) => one.severity === severity);
        return some.length > 0 && (
          <section key={severity}>
            <h2>{title} ({some.length})</h2>
            <ul class="findings">{some.map((one) => <li key={one.code + one.spot + one.value}><One app={app} remark={one} /></li>)}</ul>
          </section>
        );
      })}
      {findings.length === 0 && app.faults.length === 0 && app.shown && <p class="good">Không có điều gì phải xem lại. Bấm vào một con số trên trang để biết nó từ đâu ra.</p>}
      {(app.shown?.acknowledged.length ?? 0) > 0 && <p>{app.shown!.acknowledged.length} điều đã xem và giữ, có ghi lý do trong hồ sơ.</p>}
      {app.shown && <p><button type="button" onClick={() => app.go('cau-chu')}>Sửa câu chữ của mẫu…</button></p>}
      {app.shown && <Numbers app={app} />}
      {(app.shown?.notes.length ?? 0) > 0 && (
        <details><summary>Chương trình đã hiểu bảng số liệu thế nào ({app.shown!.notes.length})</summary>
          <ul>{app.shown!.notes.map((note) => <li>{note}</li>)}</ul></details>
      )}
    </>
  );
}

/** All figures of the pages as a list, for the keyboard and for who cannot see the pages. */
function Numbers({ app }: { app: App }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Mọi con số trên trang và nơi lấy</summary>
      {open && <ul class="figures">{figuresOf(app).map(({ text, source }) => (
        <li><button type="button" class="link" onClick={() => { app.picked = { text, source }; app.changed(); window.scrollTo(0, 0); }}>{text}</button></li>
      ))}</ul>}
    </details>
  );
}

function figuresOf(app: App) {
  const pages = (app.shown?.documents ?? []).flatMap((one) => one.pages ?? []).map((page) => JSON.parse(page) as PageDrawing);
  return pages.flatMap((page) => page.words.flatMap((words) => {
    const source = words[8] === null ? undefined : page.sources[words[8]];
    const text = words[9].filter((_, index) => index % 2 === 1).join('').trim();
    return source && ['stated', 'computed', 'expression'].includes(source.kind) && /\d/.test(text) ? [{ text, source }] : [];
  }));
}

/** A figure that was computed, as an example. */
export function firstComputed(app: App) {
  return figuresOf(app).find(({ source }) => source.kind === 'computed' && (source.parts?.length ?? 0) > 1);
}

export function One({ app, remark: given }: { app: App; remark: Remark }) {
  const [why, setWhy] = useState<string | undefined>();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const way = app.wayOfRemark(given);
  const remark = app.told(given, way ?? []);
  const isFinding = remark.rule !== '' || remark.spot !== '';
  const explain = async () => setWhy(why === undefined ? (await app.desk.ask<string | null>('explain', remark.code)) ?? '' : undefined);
  const keep = (event: Event) => {
    event.preventDefault();
    void app.acknowledge(remark, reason);
  };
  return (
    <article class={`finding ${remark.severity}`}>
      <p><strong>{remark.message}</strong>{remark.part && ` (${remark.part})`}</p>
      {remark.difference !== null && <p>Ghi {remark.value}</p>}
      {remark.difference === null && remark.stated !== null && <p>Ghi: “{remark.stated}”{remark.recomputed !== null && `; đúng ra: “${remark.recomputed}”`}</p>}
      {remark.expected && <p>Cần: {remark.expected}</p>}
      {remark.suggestion && <p>Nên: {remark.suggestion}</p>}
      <p class="help">{way && `${nameOf(app.outline, app.tree, way)} (`}{remark.sheet !== null && remark.line > 0 ? <At app={app} place={remark} /> : told(remark)}{way && ')'}{remark.rule && `. Căn cứ: ${remark.rule}`}</p>
      <p class="row">
        {way && app.shown && <button type="button" onClick={() => app.point(way)}>Chỉ trên trang</button>}
        {way && <button type="button" onClick={() => app.point(way, screenOf(way[0]))}>Đến chỗ sửa</button>}
        {isFinding && <button type="button" aria-expanded={why !== undefined} onClick={() => void explain()}>Vì sao?</button>}
        {isFinding && <button type="button" aria-expanded={asking} onClick={() => setAsking(!asking)}>Đã xem, vẫn giữ…</button>}
      </p>
      {asking && (
        <form class="row" onSubmit={keep}>
          <label>Lý do <input required value={reason} onInput={(event) => setReason(event.currentTarget.value)} placeholder="ví dụ: Cổng công bố như vậy" /></label>
          <button type="submit">Giữ và ghi lý do</button>
        </form>
      )}
      {why !== undefined && <div class="why" role="region" aria-label={`Vì sao: ${remark.code}`} tabIndex={0}><Markdown text={why} /></div>}
    </article>
  );
}

/** Where the words that were clicked come from. */
export function Picked({ app }: { app: App }) {
  const { text, source } = app.picked!;
  return (
    <section class="picked" aria-live="polite">
      <h2>“{text.trim()}”</h2>
      <From app={app} source={source} />
      <button type="button" onClick={() => { app.picked = undefined; app.changed(); }}>Đóng</button>
    </section>
  );
}

function From({ app, source }: { app: App; source: Source }) {
  switch (source.kind) {
    case 'decree': return <p>Chương trình ghi theo thể thức của Nghị định 30.</p>;
    case 'line': case 'text': return <p>Câu chữ của mẫu văn bản ({source.place && told(source.place)}).</p>;
    case 'stated': return <p>Ghi ở <At app={app} place={source.place!} />.</p>;
    case 'expression': return <><p>Mẫu ghép từ:</p><ul>{(source.of ?? []).map((one) => <li><From app={app} source={one} /></li>)}</ul></>;
    case 'computed': return (
      <>
        <p>Cách tính: {source.formula ?? 'chương trình tính'}{source.decimals !== null && source.decimals !== undefined && `, làm tròn đến ${source.decimals} chữ số thập phân`}.</p>
        <ul>{(source.parts ?? []).map((part) => <li>{part.name}: {part.value}{part.place && <> (<At app={app} place={part.place} />)</>}</li>)}</ul>
      </>
    );
  }
}

/** A place: its field, or its cell in the sheet. */
function At({ app, place }: { app: App; place: Place }) {
  const [cells, setCells] = useState<Cells | undefined>();
  const [open, setOpen] = useState(false);
  const way = app.wayOfRemark(place as Remark);
  useEffect(() => {
    if (open && place.sheet !== null) {
      const file = place.file.includes('/') ? place.file : `${app.folder}/${place.file}`;
      app.desk.ask<Cells>('cells', file, place.sheet).then(setCells, () => {});
    }
  }, [open]);
  if (way) return <button type="button" class="link" onClick={() => app.point(way, screenOf(way[0]))}>{told(place)}</button>;
  if (place.sheet === null) return <>{told(place)}</>;
  const near = cells?.rows.filter(([row]) => Math.abs(row - place.line) <= 2) ?? [];
  return (
    <>
      <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>{told(place)}</button>
      {open && near.length > 0 && <span class="sheet" role="region" aria-label={told(place)} tabIndex={0}><table><tbody>{near.map(([row, line]) => (
        <tr><th scope="row">{row}</th>{line.map(([column, value]) => <td class={row === place.line && column === place.column ? 'own' : ''}>{value}</td>)}</tr>
      ))}</tbody></table></span>}
    </>
  );
}
