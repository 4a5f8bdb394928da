// What could be meant by what is typed: what other hồ sơ of this browser say at the same place, and
// units and offices of the catalogue, where the declaration says that a field names some.
import { useEffect, useState } from 'preact/hooks';
import type { App } from './app';
import type { Node, Way } from './types';

const MOST = 8;
/** How many other hồ sơ are looked into, the last ones first. */
const OTHERS = 12;

type Values = Map<string, string[]>;
let gathered: { app: App; folder: string | undefined; values: Promise<Values> } | undefined;

const pattern = (way: Way) => way.map((step) => (typeof step === 'number' ? '*' : step)).join('/');

/** What the other hồ sơ say, by place. */
function others(app: App): Promise<Values> {
  if (gathered?.app !== app || gathered.folder !== app.folder) gathered = { app, folder: app.folder, values: gather(app) };
  return gathered.values;
}

async function gather(app: App): Promise<Values> {
  const values: Values = new Map();
  const folders = [...app.folders].sort((a, b) => b[1] - a[1]).map(([folder]) => folder)
    .filter((folder) => folder !== app.folder && app.names.get(folder)?.has('ho-so.yaml')).slice(0, OTHERS);
  const visit = (node: Node, way: Way) => {
    node.list?.forEach((item, index) => visit(item, [...way, index]));
    node.map?.forEach(([key, value]) => visit(value, [...way, key]));
    if (!node.v || node.v.length > 300) return;
    const known = values.get(pattern(way)) ?? values.set(pattern(way), []).get(pattern(way))!;
    if (!known.includes(node.v) && known.length < 50) known.push(node.v);
  };
  for (const folder of folders) {
    // One that cannot be read suggests nothing.
    const tree = await app.desk.ask<Node>('tree', `${folder}/ho-so.yaml`).catch(() => undefined);
    if (tree) visit(tree, []);
  }
  return values;
}

/** Small letters without marks, as one types in a hurry. */
const bare = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').trim();

interface Suggestion {
  words: string;
  more: string;
}

async function suggestions(app: App, way: Way, holds: string | undefined, typed: string): Promise<Suggestion[]> {
  const asked = bare(typed);
  const said = ((await others(app)).get(pattern(way)) ?? []).filter((one) => bare(one).includes(asked));
  const named = holds && asked.length > 1 ? await app.desk.ask<[string, string][]>('suggest', holds, typed) : [];
  const found = [
    ...said.slice(0, MOST).map((words) => ({ words, more: 'hồ sơ khác' })),
    ...named.map(([words, within]) => ({ words, more: within })),
  ];
  return found.filter((one, at) => one.words !== typed && found.findIndex((other) => other.words === one.words && other.more === one.more) === at).slice(0, 12);
}

/** Suggestions below a field: what its input takes, and the list. `take` writes one into it. */
export function useSuggestions(app: App, way: Way, holds: string | undefined, typed: string, take: (words: string) => void) {
  const [focused, setFocused] = useState(false);
  const [found, setFound] = useState<Suggestion[]>([]);
  const [at, setAt] = useState(-1);
  const id = `y-${way.join('-')}`;
  useEffect(() => {
    if (!focused) return;
    let here = true;
    suggestions(app, way, holds, typed).then((found) => { if (here) { setFound(found); setAt(-1); } }, () => {});
    return () => { here = false; };
  }, [focused, typed, app.folder]);
  const open = focused && found.length > 0;
  const pick = (one: Suggestion | undefined) => {
    if (!one) return;
    take(one.words);
    setFocused(false);
  };
  const press = (event: KeyboardEvent) => {
    if (!open) { if (event.key === 'ArrowDown') setFocused(true); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((Math.max(at, step > 0 ? -1 : 0) + step + found.length) % found.length);
    else if (event.key === 'Enter' && at >= 0) pick(found[at]);
    else if (event.key === 'Escape') setFocused(false);
    else return;
    event.preventDefault();
  };
  const input = {
    role: 'combobox' as const, 'aria-autocomplete': 'list' as const, 'aria-expanded': open, 'aria-controls': open ? id : undefined,
    'aria-activedescendant': open && at >= 0 ? `${id}-${at}` : undefined, onKeyDown: press,
  };
  const list = open && (
    <ul class="suggestions" role="listbox" id={id} aria-label="Gợi ý">
      {found.map((one, index) => (
        <li key={one.words + one.more} id={`${id}-${index}`} role="option" aria-selected={index === at}
          onMouseDown={(event) => { event.preventDefault(); pick(one); }}>{one.words}{one.more && <small> {one.more}</small>}</li>
      ))}
    </ul>
  );
  return { input, list, open: () => setFocused(true), close: () => setFocused(false) };
}
