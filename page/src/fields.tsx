// Fields made from the declaration of the hồ sơ, and tables that take what is copied from Excel.
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { App } from './app';
import { block } from './paste';
import { Items } from './lists';
import { useSuggestions } from './suggest';
import { at, isBlank, isText, kindOf, text, texts, wayKey } from './tree';
import type { Key, Kind, Way } from './types';

/** A text that is typed: what the hồ sơ says, unless somebody is typing. */
function useTyped(app: App, way: Way) {
  const [typed, setTyped] = useState<{ value: string; turn: number } | undefined>();
  const value = typed?.turn === app.turn ? typed.value : text(app.tree, way);
  const set = (value: string) => {
    setTyped({ value, turn: app.turn });
    void app.edit(way, value);
  };
  return { value, set, onInput: (event: Event) => set((event.currentTarget as HTMLInputElement).value), onBlur: () => setTyped(undefined) };
}

/** A field comes into view when its value is pointed at, and has the focus before the next key. */
function usePointed<T extends HTMLElement>(app: App, way: Way) {
  const ref = useRef<T>(null);
  const pointed = app.pointed !== undefined && wayKey(app.pointed) === wayKey(way);
  useLayoutEffect(() => {
    // Who is in the field already is not moved.
    if (!pointed || document.activeElement === ref.current) return;
    lead(ref.current);
  }, [pointed]);
  return { ref, pointed };
}

export const idOf = (way: Way) => `o-${way.join('-')}`;

/** Brings a field into view, and gives it the focus. */
function lead(field: HTMLElement | null) {
  for (let around = field?.closest('details'); around; around = around.parentElement?.closest('details')) around.open = true;
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}

/** Leads to what is nearest to a value that has no field of its own: the first of its group or list, or what is beside it. */
export function focusNear(way: Way): boolean {
  for (let near = way; near.length > 0; near = near.slice(0, -1)) {
    const field = document.querySelector<HTMLElement>(`main [id^="${CSS.escape(idOf(near))}-"]:is(input, select, textarea, button)`);
    if (field) { lead(field); return true; }
  }
  return false;
}

export function Field({ app, way, key_ }: { app: App; way: Way; key_: Key }) {
  const kind = kindOf(key_, at(app.tree, way));
  if (kind.kind === 'list' && isText(kind.of)) return <List app={app} way={way} key_={key_} />;
  if (kind.kind === 'list') return <Items app={app} way={way} key_={key_} of={kind.of!} />;
  if (kind.keys) return <Group app={app} way={way} key_={{ ...key_, keys: kind.keys }} />;
  if (kind.kind === 'any' || at(app.tree, way)?.map) return null;
  return <One app={app} way={way} key_={key_} kind={kind} />;
}

function One({ app, way, key_, kind }: { app: App; way: Way; key_: Key; kind: Kind }) {
  const { set, ...typed } = useTyped(app, way);
  const suggested = useSuggestions(app, way, key_.holds, typed.value, set);
  const { ref, pointed } = usePointed<HTMLInputElement & HTMLSelectElement & HTMLTextAreaElement>(app, way);
  const remarks = app.remarksAt(way);
  const id = idOf(way);
  const choices = kind.kind === 'yes-no' ? [{ name: 'có', meaning: '' }, { name: 'không', meaning: '' }] : kind.choices;
  const common = {
    id, ref, onFocus: () => app.point(way), 'aria-invalid': remarks.some((one) => one.severity === 'error'),
    'aria-describedby': `${id}-giup`, class: pointed ? 'pointed' : undefined,
  };
  return (
    <div class="field">
      <label for={id}>{key_.name}{key_.need.always && <span class="need"> (cần)</span>}</label>
      {choices
        ? <select {...common} value={typed.value} onChange={typed.onInput} onBlur={typed.onBlur}>
            <option value="">để trống</option>
            {choices.map((choice) => <option value={choice.name}>{choice.meaning ? `${choice.name} (${choice.meaning})` : choice.name}</option>)}
          </select>
        : typed.value.includes('\n')
          ? <textarea {...common} rows={4} {...typed} />
          : <input {...common} {...typed} {...(kind.kind === 'text' ? suggested.input : {})} autocomplete="off"
              onFocus={() => { app.point(way); if (kind.kind === 'text') suggested.open(); }} onBlur={() => { typed.onBlur(); suggested.close(); }}
              onInput={(event) => { typed.onInput(event); suggested.open(); }} placeholder={key_.example && `ví dụ: ${key_.example}`} inputMode={kind.kind === 'number' || kind.kind === 'count' ? 'decimal' : undefined} />}
      {suggested.list}
      <p class="help" id={`${id}-giup`}>{more(key_)}</p>
      <Said remarks={remarks} />
    </div>
  );
}

/** What is told of a key besides its name. */
export function more(key: Key): string {
  const rest = key.what.slice(key.name.length).replace(/^[:;,]?\s*/, '');
  const told = [rest && rest[0]!.toUpperCase() + rest.slice(1), key.note].filter(Boolean).join('. ');
  // The example stays here when the field has been filled in.
  return told || (key.example ? `Ví dụ: ${key.example}` : 'In đúng như gõ ở đây.');
}

export function Said({ remarks }: { remarks: { severity: string; message: string; suggestion: string; expected: string }[] }) {
  return <>{remarks.map((one) => <p class={`said ${one.severity}`}>{one.message}{one.expected && `; cần ${one.expected}`}{one.suggestion && `. Nên: ${one.suggestion}`}</p>)}</>;
}

/** The keys that are asked for first, and those that are folded. While somebody types, none goes from the one to the other. */
export function useFolded(app: App, keys: Key[], way: Way, isAsked: (one: Key) => boolean): { first: Key[]; rest: Key[] } {
  const there = (one: Key) => {
    const node = at(app.tree, [...way, one.key]);
    return isAsked(one) || (one.seldom ? !isBlank(node) : node !== undefined);
  };
  const names = useMemo(() => new Set(keys.filter(there).map((one) => one.key)),
    [app.folder, app.turn, app.tree === undefined, keys.map((one) => one.key).join()]);
  return { first: keys.filter((one) => names.has(one.key)), rest: keys.filter((one) => !names.has(one.key)) };
}

/** The keys below a key: those that are needed or stand in the file first, the others folded. */
function Group({ app, way, key_ }: { app: App; way: Way; key_: Key }) {
  const keys = key_.keys ?? [];
  const { first, rest } = useFolded(app, keys, way, (one) => one.need.always === true);
  return (
    <fieldset>
      <legend>{key_.name}</legend>
      {first.map((one) => <Field key={one.key} app={app} way={[...way, one.key]} key_={one} />)}
      {rest.length > 0 && (
        <details>
          <summary>Thêm, nếu cần: {rest.map((one) => one.name).join(', ')}</summary>
          {rest.map((one) => <Field key={one.key} app={app} way={[...way, one.key]} key_={one} />)}
        </details>
      )}
    </fieldset>
  );
}

function List({ app, way, key_ }: { app: App; way: Way; key_: Key }) {
  const [typed, setTyped] = useState<{ items: string[]; turn: number } | undefined>();
  const items = typed?.turn === app.turn ? typed.items : texts(at(app.tree, way));
  const change = (next: string[]) => {
    setTyped({ items: next, turn: app.turn });
    void app.edit(way, next.filter((one) => one.trim() !== ''));
  };
  // Who adds a line types it next.
  const add = () => {
    setTyped({ items: [...items, ''], turn: app.turn });
    app.point([...way, items.length]);
  };
  const paste = (event: ClipboardEvent, index: number) => {
    const lines = block(event.clipboardData?.getData('text/plain') ?? '').map((row) => row.join(' ')).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    change([...items.slice(0, index), ...lines, ...items.slice(index + 1)]);
  };
  return (
    <fieldset class="list" onFocusOut={(event) => {
      if (!(event.currentTarget as HTMLElement).contains(event.relatedTarget as globalThis.Node | null)) setTyped(undefined);
    }}>
      <legend>{key_.name}</legend>
      {items.map((item, index) => (
        <div class="item">
          <Entry app={app} way={[...way, index]} key_={key_} item={item} label={`${key_.name}, dòng ${index + 1}`}
            onPaste={(event) => paste(event, index)} change={(value) => change(items.map((one, at) => (at === index ? value : one)))} />
          <button type="button" aria-label={`Lên trên: ${item}`} disabled={index === 0}
            onClick={() => change(items.toSpliced(index - 1, 2, item, items[index - 1]!))}>↑</button>
          <button type="button" aria-label={`Xuống dưới: ${item}`} disabled={index === items.length - 1}
            onClick={() => change(items.toSpliced(index, 2, items[index + 1]!, item))}>↓</button>
          <button type="button" aria-label={`Bỏ dòng: ${item}`} onClick={() => change(items.toSpliced(index, 1))}>×</button>
          <Said remarks={app.remarksAt([...way, index])} />
        </div>
      ))}
      <button type="button" id={`${idOf(way)}-them`} onClick={add}>Thêm dòng</button>
      <p class="help">{more(key_)}</p>
      <Said remarks={app.remarksAt(way)} />
    </fieldset>
  );
}

/** A text of a list. */
function Entry({ app, way, key_, item, label, onPaste, change }: {
  app: App; way: Way; key_: Key; item: string; label: string; onPaste: (event: ClipboardEvent) => void; change: (value: string) => void;
}) {
  const suggested = useSuggestions(app, way, key_.holds, item, change);
  const { ref, pointed } = usePointed<HTMLInputElement>(app, way);
  return (
    <>
      <input {...suggested.input} ref={ref} class={pointed ? 'pointed' : undefined} value={item} aria-label={label} id={idOf(way)} autocomplete="off" onPaste={onPaste}
        onFocus={() => { app.point(way); suggested.open(); }} onBlur={suggested.close}
        onInput={(event) => { change(event.currentTarget.value); suggested.open(); }} />
      {suggested.list}
    </>
  );
}

/** A row of a table of figures: its name, and where each of its cells is written. */
export interface GridRow {
  name: string;
  ways: Way[];
}

/** A table of figures. A block that is pasted fills the cells from the one on, row by row. */
export function Grid({ app, title, heads, rows }: { app: App; title: string; heads: string[]; rows: GridRow[] }) {
  const [told, setTold] = useState('');
  const paste = (event: ClipboardEvent, top: number, left: number) => {
    const cells = block(event.clipboardData?.getData('text/plain') ?? '');
    if (cells.length < 2 && (cells[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    let beyond = 0;
    let filled = 0;
    cells.forEach((row, down) => row.forEach((cell, right) => {
      const way = rows[top + down]?.ways[left + right];
      if (way) { void app.edit(way, cell); filled++; }
      else if (cell !== '') beyond++;
    }));
    const rest = beyond > 0 ? ` ${beyond} ô nằm ngoài bảng này nên không dùng: xem lại chỗ bắt đầu dán.` : '';
    setTold(`Đã dán ${filled} ô.${rest}`);
  };
  const move = (event: KeyboardEvent, row: number, column: number) => {
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    const way = step && rows[row + step]?.ways[column];
    if (!way) return;
    event.preventDefault();
    document.getElementById(idOf(way))?.focus();
  };
  return (
    <section class="grid">
      <h3>{title}</h3>
      <p aria-live="polite" class="help">{told || 'Gõ từng ô, hoặc chép một khối ô trong Excel rồi dán vào ô đầu.'}</p>
      <table>
        <thead><tr><th scope="col">Nội dung</th>{heads.map((head) => <th scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, down) => (
            <><tr>
              <th scope="row">{row.name}</th>
              {row.ways.map((way, right) => (
                <td><GridCell app={app} way={way} label={`${row.name}, ${heads[right]}`}
                  onPaste={(event) => paste(event, down, right)} onKeyDown={(event) => move(event, down, right)} /></td>
              ))}
            </tr>
            <Wrong app={app} row={row} /></>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function GridCell({ app, way, label, onPaste, onKeyDown }: {
  app: App; way: Way; label: string; onPaste: (event: ClipboardEvent) => void; onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { set: _, ...typed } = useTyped(app, way);
  const { ref, pointed } = usePointed<HTMLInputElement>(app, way);
  const remarks = app.remarksAt(way);
  const wrong = remarks.some((one) => one.severity === 'error');
  return (
    <>
      <input id={idOf(way)} ref={ref} aria-label={label} {...typed} inputMode="decimal" autocomplete="off" aria-invalid={wrong}
        aria-describedby={remarks.length > 0 ? `${idOf(way)}-sai` : undefined}
        class={pointed ? 'pointed' : undefined} onFocus={() => app.point(way)} onPaste={onPaste} onKeyDown={onKeyDown} />
    </>
  );
}

/** What is wrong with the cells of a row, below it, where there is room to read it. */
function Wrong({ app, row }: { app: App; row: GridRow }) {
  const wrong = row.ways.filter((way) => app.remarksAt(way).length > 0);
  if (wrong.length === 0) return null;
  return <tr><td colSpan={row.ways.length + 1} class="wrong">{wrong.map((way) => <div id={`${idOf(way)}-sai`}><Said remarks={app.remarksAt(way)} /></div>)}</td></tr>;
}
