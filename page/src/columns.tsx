// Which column of a table is what, as the program found it, each correctable by pointing; and its sheet.
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { letters } from './tree';
import type { Look } from './types';

/** `pointed` holds the columns that the user named; `choose` takes another, '' for none, `turn` another sheet. */
export function Columns({ look, pointed, choose, turn, open, children }: {
  look: Look; pointed: Record<string, string>; choose: (name: string, written: string) => void; turn: (sheet: string) => void; open: boolean;
  children?: ComponentChildren;
}) {
  const isFound = (one: Column) => one.number > 0;
  // Whoever points at a column goes on where it stands.
  const found = useMemo(() => new Set(look.columns.filter(isFound).map((one) => one.name)), [look.file, look.sheet]);
  const isUnread = useMemo(() => look.faults.length > 0 || look.units.length === 0, [look.file, look.sheet]);
  const rest = look.columns.filter((one) => !found.has(one.name));
  const rows = (columns: Column[]) => <Rows look={look} columns={columns} pointed={pointed} choose={choose} />;
  return (
    <>
      {look.sheets.length > 1 && (
        <label>Trang <select value={look.sheet ?? ''} onChange={(event) => turn(event.currentTarget.value)}>
          {look.sheet === null && <option value="">chọn…</option>}
          {look.sheets.map((sheet) => <option>{sheet}</option>)}</select></label>
      )}
      {look.portal && <p>Đây là bảng điểm xuất từ Cổng: không cần chỉ cột.</p>}
      {children}
      {!look.portal && look.columns.length > 0 && (
        <details open={open}>
          <summary>Cột nào là gì: {look.columns.filter(isFound).length} trên {look.columns.length} đã thấy</summary>
          {found.size > 0 && rows(look.columns.filter((one) => found.has(one.name)))}
          {rest.length > 0 && (
            <details open={isUnread || rest.some((one) => one.name in pointed)}>
              <summary>Chưa thấy cột: {rest.length} mục; chỉ khi bảng có cột ấy</summary>
              {rows(rest)}
            </details>
          )}
        </details>
      )}
    </>
  );
}

type Column = Look['columns'][number];

function Rows({ look, columns, pointed, choose }: { look: Look; columns: Column[]; pointed: Record<string, string>; choose: (name: string, written: string) => void }) {
  return (
    <table class="columns">
      <thead><tr><th scope="col">Cần</th><th scope="col">Cột trong tệp</th><th scope="col">Vì sao</th></tr></thead>
      <tbody>{columns.map((column) => (
        <tr>
          <th scope="row"><label for={`cot-${column.name}`}>{column.what}</label></th>
          <td><select id={`cot-${column.name}`} value={pointed[column.name] ?? column.written ?? ''} onChange={(event) => choose(column.name, event.currentTarget.value)}>
            <option value="">không có</option>
            {look.heads.map(([number, written]) => <option value={written}>{letters(number)}: {written}</option>)}
          </select></td>
          <td>{column.reason}</td>
        </tr>
      ))}</tbody>
    </table>
  );
}

/** The columns that a table has, with those that the user named, as a hồ sơ or lô declares them. */
export function declared(look: Look, pointed: Record<string, string>): Record<string, string> {
  const found = look.columns.flatMap((one) => (one.written === null ? [] : [[one.name, one.written]]));
  return Object.fromEntries([...found, ...Object.entries(pointed)].filter(([, written]) => written !== ''));
}
