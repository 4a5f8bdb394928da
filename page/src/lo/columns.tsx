// Which column of a lô's table is what: as the program found it, each correctable by pointing.
import { useEffect, useState } from 'preact/hooks';
import type { App } from '../app';
import { at, letters, plain } from '../tree';

export function Columns({ app }: { app: App }) {
  // Whoever points at one column may want to at others.
  const [pointing, setPointing] = useState(false);
  const file = at(app.tree, ['so_lieu', 'tep'])?.v ?? '';
  const sheet = at(app.tree, ['so_lieu', 'trang'])?.v ?? '';
  const declared = plain(at(app.tree, ['so_lieu', 'cot']));
  const cot = declared && typeof declared === 'object' && !Array.isArray(declared) ? (declared as Record<string, string>) : {};
  const asked = JSON.stringify([file, sheet, cot, app.asked()]);
  useEffect(() => { if (file) void app.lookAt(file, sheet, cot); }, [asked, app.lots.units]);
  const { look } = app;
  if (!look) return null;
  const choose = (name: string, written: string) => {
    setPointing(true);
    const found = Object.fromEntries(look.columns.filter((one) => one.written !== null).map((one) => [one.name, one.written!]));
    const next = Object.entries({ ...found, ...cot, [name]: written }).filter(([, value]) => value !== '');
    void app.edit(['so_lieu', 'cot'], Object.fromEntries(next));
  };
  return (
    <>
      {look.sheets.length > 1 && (
        <label>Trang <select value={look.sheet ?? ''} onChange={(event) => void app.edit(['so_lieu', 'trang'], event.currentTarget.value)}>
          <option value="">chọn…</option>{look.sheets.map((one) => <option>{one}</option>)}</select></label>
      )}
      {look.portal
        ? <p>Đây là bảng điểm xuất từ Cổng: không cần chỉ cột.</p>
        : look.columns.length > 0 && (
          <details open={pointing || app.faults.length > 0}>
            <summary>Cột nào là gì: {look.columns.filter((one) => one.number > 0).length} trên {look.columns.length} đã thấy</summary>
            <table class="columns">
              <thead><tr><th scope="col">Cần</th><th scope="col">Cột trong tệp</th><th scope="col">Vì sao</th></tr></thead>
              <tbody>{look.columns.map((column) => (
                <tr>
                  <th scope="row"><label for={`cot-${column.name}`}>{column.what}</label></th>
                  <td><select id={`cot-${column.name}`} value={cot[column.name] ?? column.written ?? ''} onChange={(event) => choose(column.name, event.currentTarget.value)}>
                    <option value="">không có</option>
                    {look.heads.map(([number, written]) => <option value={written}>{letters(number)}: {written}</option>)}
                  </select></td>
                  <td>{column.reason}</td>
                </tr>
              ))}</tbody>
            </table>
          </details>
        )}
    </>
  );
}
