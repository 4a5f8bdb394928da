// Lists of what is more than one text, made from the declaration: lines are added, taken away
// and moved.
import type { App } from './app';
import { Field, idOf, more, Said } from './fields';
import { at, isText, plain } from './tree';
import type { Key, Kind, Node, Way, Written } from './types';

/** The buttons that move an item of a list, or take it away. */
export function Moves({ app, way, index, name }: { app: App; way: Way; index: number; name: string }) {
  const items = () => (at(app.tree, way)?.list ?? []).map(plain);
  const change = (next: Written[]) => {
    app.turn++;
    void app.edit(way, next.length > 0 ? next : null);
  };
  const swap = (at: number) => {
    const all = items();
    change(all.toSpliced(at, 2, all[at + 1]!, all[at]!));
  };
  return (
    <>
      <button type="button" aria-label={`Lên trên: ${name}`} disabled={index === 0} onClick={() => swap(index - 1)}>↑</button>
      <button type="button" aria-label={`Xuống dưới: ${name}`} disabled={index + 1 >= (at(app.tree, way)?.list?.length ?? 0)} onClick={() => swap(index)}>↓</button>
      <button type="button" aria-label={`Bỏ: ${name}`} onClick={() => change(items().toSpliced(index, 1))}>×</button>
    </>
  );
}

/** The button that adds an item at the end. */
export function Add({ app, way, item, name }: { app: App; way: Way; item: Written; name: string }) {
  const add = async () => {
    const end = at(app.tree, way)?.list?.length ?? 0;
    await (end === 0 ? app.edit(way, [item]) : app.edit([...way, end], item));
    document.querySelector<HTMLElement>(`[id^="${CSS.escape(idOf([...way, end]))}-"]`)?.focus();
  };
  return <button type="button" id={`${idOf(way)}-them`} onClick={() => void add()}>Thêm {name}</button>;
}

/** An item with nothing filled in: its needed keys, else its first. */
function blank(of: Kind): Written {
  const keys = of.keys ?? [];
  const needed = keys.filter((one) => one.need.always);
  return Object.fromEntries((needed.length > 0 ? needed : keys.slice(0, 1)).map((one) => [one.key, one.kind === 'list' ? [blank(one.of!)] : null]));
}

/** The items of a list: rows of figures as a table, all else one below the other. */
export function Items({ app, way, key_, of }: { app: App; way: Way; key_: Key; of: Kind }) {
  const items = at(app.tree, way)?.list ?? [];
  const keys = of.keys ?? [];
  const isTable = keys.some((one) => one.kind === 'count' || one.kind === 'number')
    && keys.every((one) => isText(one) || !items.some((item) => has(item, one)));
  const shown = keys.filter((one) => isText(one) && (one.need.always || one.kind === 'count' || one.kind === 'number' || items.some((item) => has(item, one))));
  return (
    <fieldset class="list">
      <legend>{key_.name}</legend>
      {isTable && items.length > 0
        ? <table>
            <thead><tr>{shown.map((one) => <th scope="col">{one.name}</th>)}<th scope="col">Dòng</th></tr></thead>
            <tbody>{items.map((item, index) => (
              <tr>
                {shown.map((one) => <td><Field app={app} way={[...way, index, one.key]} key_={one} /></td>)}
                <td class="moves"><Moves app={app} way={way} index={index} name={called(item, key_, index)} /></td>
              </tr>
            ))}</tbody>
          </table>
        : items.map((item, index) => (
            <fieldset>
              <legend>{called(item, key_, index)}</legend>
              {item.map || item.v === undefined || item.v === null ? <Keys app={app} way={[...way, index]} keys={keys} item={item} /> : <p>{item.v}</p>}
              <p class="row"><Moves app={app} way={way} index={index} name={called(item, key_, index)} /></p>
            </fieldset>
          ))}
      <Add app={app} way={way} item={blank(of)} name={key_.name.toLowerCase()} />
      <p class="help">{more(key_)}</p>
      <Said remarks={app.remarksAt(way)} />
    </fieldset>
  );
}

function Keys({ app, way, keys, item }: { app: App; way: Way; keys: Key[]; item: Node }) {
  const first = keys.filter((one) => one.need.always || has(item, one) || keys.length < 5);
  const rest = keys.filter((one) => !first.includes(one));
  return (
    <>
      {first.map((one) => <Field app={app} way={[...way, one.key]} key_={one} />)}
      {rest.length > 0 && <details><summary>Thêm, nếu cần: {rest.map((one) => one.name).join(', ')}</summary>
        {rest.map((one) => <Field app={app} way={[...way, one.key]} key_={one} />)}</details>}
    </>
  );
}

const has = (item: Node, key: Key) => item.map?.some(([name]) => name === key.key) ?? false;

/** An item by its first text. */
function called(item: Node, key: Key, index: number): string {
  const texts = item.map?.map(([, value]) => value.v).filter(Boolean) ?? [];
  return texts[0] ?? `${key.name} ${index + 1}`;
}
