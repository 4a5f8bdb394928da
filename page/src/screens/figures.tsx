// Số liệu: a table that is dropped, with what its columns are taken for, or figures that are
// typed and pasted.
import { useEffect, useState } from 'preact/hooks';
import type { App } from '../app';
import { Columns, declared } from '../columns';
import type { Taken } from '../drop';
import { Field, Grid, type GridRow } from '../fields';
import { Add, Moves } from '../lists';
import { base, Replace, useNamed } from '../replace';
import { save } from '../save';
import { at, kindOf, letters } from '../tree';
import type { Cells, Key, Named, Way, Written } from '../types';

export function Figures({ app }: { app: App }) {
  const [name, setName] = useState('');
  const known = useNamed(app);
  const named = known ?? [];
  const declared = at(app.tree, ['bang_diem', 'tep'])?.v;
  const use = async (path: string, file: Taken) => {
    await app.put(path, file.bytes);
    const own = named.find((one) => one.path === path);
    // A table of points, or one that is not used yet; else the hồ sơ says where it is used.
    if (!own || own.named === declared) {
      const name = own?.named ?? base(path);
      setName(name);
      await app.lookAt(name, '', {});
      await app.refresh();
    } else {
      await app.refresh();
      const short = base(file.path);
      app.say(`Đã nhận “${short}”${base(path) === short ? '' : `, dùng làm “${base(path)}”`}.`);
    }
  };
  const isThere = named.some((one) => one.named === declared && one.there);
  useEffect(() => {
    if (!declared || !isThere) return;
    setName(declared);
    void app.lookAt(declared, at(app.tree, ['bang_diem', 'trang'])?.v ?? '', {});
  }, [declared, isThere, app.folder]);
  const missing = named.filter((one) => !one.there);
  return (
    <>
      <h1>Số liệu</h1>
      {missing.length > 0 && <p class="said warning">Hồ sơ dùng tệp {missing.map((one) => `“${one.named}”`).join(', ')} chưa có ở đây: thả tệp của tháng này vào ô dưới.</p>}
      <Replace app={app} named={known} label="Thả bảng điểm xuất từ Cổng, Excel (.xlsx) hoặc .csv vào đây" id="tep-so-lieu" accept=".xlsx,.csv,.tsv"
        instead="Số liệu tháng này, thay" other="Bảng điểm của các đơn vị" use={use} />
      <Filled app={app} named={named.filter((one) => one.there && one.named !== declared)} />
      {app.look && name && <Table app={app} name={name} />}
      {!app.look && <Typed app={app} />}
    </>
  );
}

/** The workbooks in which annexes and Biểu are filled in: taken, filled in with Excel, and dropped above. */
function Filled({ app, named }: { app: App; named: Named[] }) {
  const annexes = (at(app.tree, ['so_lieu'])?.map ?? []).filter(([, annex]) => annex.map?.some(([key]) => key === 'tep'));
  const leave = (annex: string) => app.edit(annexes.length === 1 ? ['so_lieu'] : ['so_lieu', annex], null);
  if (named.length === 0) return null;
  return (
    <>
      <p class="help">Phụ lục, biểu của hồ sơ nằm trong tệp Excel: tải về, điền, lưu, rồi thả vào ô trên.</p>
      <p class="row">
        {named.map(({ path }) => <button type="button" onClick={() => void app.desk.bytes(path).then((bytes) => bytes && save(base(path), bytes))}>Tải {base(path)} về để điền</button>)}
        {annexes.map(([annex]) => <button type="button" onClick={() => void leave(annex)}>{annexes.length === 1 ? 'Văn bản này không có phụ lục' : `Văn bản này không có phụ lục “${annex}”`}</button>)}
      </p>
    </>
  );
}

/** A table with the columns that were found, each correctable by pointing. */
function Table({ app, name }: { app: App; name: string }) {
  const look = app.look!;
  const [cells, setCells] = useState<Cells | undefined>();
  const [pointed, setPointed] = useState<Record<string, string>>({});
  useEffect(() => {
    setCells(undefined);
    app.desk.ask<Cells>('cells', `${app.folder}/${name}`, look.sheet ?? '').then(setCells, () => {});
  }, [name, look.sheet]);
  const choose = (column: string, written: string) => {
    const next = Object.fromEntries(Object.entries({ ...pointed, [column]: written }).filter(([, written]) => written !== ''));
    setPointed(next);
    void app.lookAt(name, look.sheet ?? '', next);
  };
  const unit = at(app.tree, ['don_vi'])?.v ?? '';
  const used = at(app.tree, ['bang_diem', 'tep'])?.v === name;
  // A document of one unit is about one row; the others are about all.
  const template = app.catalogue?.templates.find((one) => one.name === app.asked().template);
  const ofOne = template?.points === 'một đơn vị' || unit !== '';
  const use = async () => {
    const table: { [key: string]: Written } = { tep: name };
    if (look.sheets.length > 1 && look.sheet) table['trang'] = look.sheet;
    if (look.charset) table['bang_ma'] = look.charset;
    if (!look.portal) table['cot'] = declared(look, pointed);
    for (const key of ['diem', 'chi_so', 'so_dem', 'ty_le']) {
      if (at(app.tree, [key])) void app.edit([key], null);
    }
    await app.edit(['bang_diem'], table);
  };
  return (
    <section>
      <h2>{name}</h2>
      <Columns look={look} pointed={pointed} choose={choose} turn={(sheet) => void app.lookAt(name, sheet, {})} open={look.columns.some((one) => one.number === 0)}>
        {look.faults.map((fault) => <p class="said error">{fault.place}: {fault.message}{fault.expected && `; cần ${fault.expected}`}{fault.suggestion && `. Nên: ${fault.suggestion}`}</p>)}
      </Columns>
      {look.units.length > 0 && (
        <p class="row">
          {ofOne && <label>Đơn vị của văn bản <select value={unit} onChange={(event) => void app.edit(['don_vi'], event.currentTarget.value)}>
            <option value="">chọn…</option>{look.units.map((one) => <option>{one}</option>)}</select></label>}
          {used ? <span>Hồ sơ đang lấy điểm từ bảng này.</span> : <button type="button" class="main" disabled={ofOne && !unit} onClick={() => void use()}>Lấy điểm từ bảng này</button>}
        </p>
      )}
      {cells && <Sheet cells={cells} app={app} unit={unit} />}
      <button type="button" onClick={() => { app.look = undefined; app.changed(); }}>Bỏ xem bảng, gõ số liệu</button>
    </section>
  );
}

/** The grid itself: the head and the columns that were found are coloured, and the own row. */
function Sheet({ app, cells, unit }: { app: App; cells: Cells; unit: string }) {
  const look = app.look!;
  const what = new Map(look.columns.filter((one) => one.number > 0).map((one) => [one.number, one.what]));
  const width = Math.max(1, ...cells.rows.map(([, row]) => row[row.length - 1]?.[0] ?? 0));
  const columns = Array.from({ length: width }, (_, index) => index + 1);
  const isHead = (row: number) => look.head !== null && row >= look.head[0] && row <= look.head[1];
  return (
    <div class="sheet" tabIndex={0} role="region" aria-label="Nội dung trang">
      <table>
        <thead><tr><td />{columns.map((column) => <th scope="col" class={what.has(column) ? 'found' : ''} title={what.get(column)}>{letters(column)}{what.has(column) && <small>{what.get(column)}</small>}</th>)}</tr></thead>
        <tbody>{cells.rows.map(([number, row]) => {
          const of = new Map(row);
          const own = unit !== '' && [...of.values()].includes(unit);
          return (
            <tr class={isHead(number) ? 'head' : own ? 'own' : ''}>
              <th scope="row">{number}</th>
              {columns.map((column) => <td class={what.has(column) ? 'found' : ''}>{of.get(column) ?? ''}</td>)}
            </tr>
          );
        })}</tbody>
      </table>
      {cells.all > cells.rows.length && <p class="help">Chỉ hiện {cells.rows.length} trên {cells.all} dòng.</p>}
    </div>
  );
}

/** Figures in the hồ sơ itself. */
function Typed({ app }: { app: App }) {
  const of = (key: string) => app.outline.find((one) => one.key === key);
  const there = (key: string) => at(app.tree, [key]) !== undefined;
  const points = of('diem')?.keys ?? [];
  const achieved = (group: Key): Way => (at(app.tree, ['diem', group.key])?.v ? ['diem', group.key] : ['diem', group.key, 'dat']);
  const before = there('ky_truoc') && at(app.tree, ['ky_truoc'])?.v;
  const rows = (key: string): GridRow[] => (of(key)?.keys ?? [])
    .filter((one) => key === 'so_dem' || key === 'ty_le' || at(app.tree, [key, one.key]) !== undefined)
    .map((one) => ({ name: one.name, ways: [[key, one.key]] }));
  const rank = of('xep_hang');
  return (
    <>
      {there('diem') && <Grid app={app} title="Điểm công bố" heads={before ? ['Đạt'] : ['Đạt', 'Kỳ trước']}
        rows={points.map((group) => ({ name: group.name, ways: before ? [achieved(group)] : [achieved(group), ['diem', group.key, 'ky_truoc']] }))} />}
      {there('xep_hang') && rank && <Field app={app} way={['xep_hang']} key_={rank} />}
      {there('so_dem') && <Grid app={app} title="Số đếm" heads={['Số']} rows={rows('so_dem')} />}
      {there('ty_le') && <Grid app={app} title="Tỷ lệ" heads={['%']} rows={rows('ty_le')} />}
      {there('chi_so') && rows('chi_so').length > 0 && <Grid app={app} title="Điểm chỉ số thành phần" heads={['Điểm']} rows={rows('chi_so')} />}
      {(at(app.tree, ['so_lieu'])?.map ?? []).map(([name]) => <Indicators key={name} app={app} name={name} />)}
      {(at(app.tree, ['bieu'])?.map ?? []).map(([name]) => <Rows key={name} app={app} name={name} />)}
    </>
  );
}

/** A table of indicators: its groups with their lines. */
function Indicators({ app, name }: { app: App; name: string }) {
  const [lines, setLines] = useState(false);
  const key_ = app.outline.find((one) => one.key === 'so_lieu')?.keys?.find((one) => one.key === name);
  const groups = at(app.tree, ['so_lieu', name, 'nhom'])?.list ?? [];
  const rows = (way: Way): GridRow[] => (at(app.tree, way)?.list ?? []).flatMap((line, index) => [
    { name: line.map?.find(([key]) => key === 'ten')?.[1].v ?? `Dòng ${index + 1}`, ways: [[...way, index, 'so_lieu'], [...way, index, 'tren']] },
    ...rows([...way, index, 'gom']),
  ]);
  const all = groups.flatMap((_, group) => rows(['so_lieu', name, 'nhom', group, 'dong']));
  const day = kindOf(key_ ?? { kind: 'any' }, at(app.tree, ['so_lieu', name])).keys?.find((one) => one.key === 'ngay_chot');
  if (groups.length === 0 || !key_) return null;
  return (
    <>
      {lines
        ? <Field app={app} way={['so_lieu', name]} key_={{ ...key_, name: 'Các dòng của phụ lục' }} />
        : <>
            {day && <Field app={app} way={['so_lieu', name, 'ngay_chot']} key_={day} />}
            <Grid app={app} title="Phụ lục" heads={['Số liệu', 'Trên tổng số']} rows={all} />
          </>}
      <button type="button" aria-pressed={lines} onClick={() => setLines(!lines)}>{lines ? 'Xong, về bảng gõ số' : 'Thêm, bớt, sửa tên các dòng của phụ lục'}</button>
    </>
  );
}

/** The rows of a Biểu that stand in the hồ sơ: one column of cells each. */
function Rows({ app, name }: { app: App; name: string }) {
  const [columns, setColumns] = useState<[string, string][]>([]);
  const rows = at(app.tree, ['bieu', name, 'dong'])?.list ?? [];
  useEffect(() => {
    app.desk.ask<[string, string][]>('columns', app.folder, name).then(setColumns, () => {});
  }, [name]);
  const stated = columns.filter(([code]) => rows.some((row) => row.map?.some(([key]) => key === code)));
  if (stated.length === 0) return null;
  const title = app.outline.find((one) => one.key === 'bieu')?.keys?.find((one) => one.key === name)?.name ?? name;
  const plain = title.replace(/\s*\{\{.*?\}\}/g, '');
  const blank = Object.fromEntries(stated.map(([code]) => [code, null]));
  return <>
    <Grid app={app} title={plain} heads={rows.map((_, index) => (rows.length === 1 ? 'Giá trị' : `Dòng ${index + 1}`))}
      rows={stated.map(([code, what]) => ({ name: what, ways: rows.map((_, index) => ['bieu', name, 'dong', index, code]) }))} />
    <ul class="kept">{rows.map((_, index) => <li class="row">Dòng {index + 1} <Moves app={app} way={['bieu', name, 'dong']} index={index} name={`Dòng ${index + 1}`} /></li>)}</ul>
    <Add app={app} way={['bieu', name, 'dong']} item={blank} name="dòng của biểu" />
  </>;
}
