// Finding one's way in the tree of a hồ sơ.
import type { Key, Kind, Node, Place, Way, Written } from './types';

export function at(root: Node | undefined, way: Way): Node | undefined {
  let node = root;
  for (const step of way) {
    node = typeof step === 'number' ? node?.list?.[step] : node?.map?.find(([key]) => key === step)?.[1];
  }
  return node;
}

/** The text at a place; empty if there is none. */
export function text(root: Node | undefined, way: Way): string {
  return at(root, way)?.v ?? '';
}

/** The texts of a list; one alone counts as a list of one. */
export function texts(node: Node | undefined): string[] {
  if (node?.list) return node.list.map((item) => item.v ?? '');
  return node?.v ? [node.v] : [];
}

/** Whether nothing is said there. */
export const isBlank = (node: Node | undefined): boolean => !node?.v && !node?.list?.length && (node?.map ?? []).every(([, value]) => isBlank(value));

/** What stands there, to be written elsewhere. */
export function plain(node: Node | undefined): Written {
  if (node?.list) return node.list.map(plain);
  if (node?.map) return Object.fromEntries(node.map.map(([key, value]) => [key, plain(value)]));
  return node?.v ?? null;
}

/** The keys that are declared along a way: those beside each of its steps, and at last those below it. */
function declaredAlong(keys: Key[], root: Node | undefined, way: Way): Key[][] {
  let kind: Kind | undefined = { kind: 'form', keys };
  const along = [keys];
  way.forEach((step, depth) => {
    const here: Kind | undefined = kind && kindOf(kind, at(root, way.slice(0, depth)));
    kind = typeof step === 'number' ? here?.of : here?.keys?.find((one) => one.key === step);
    along.push((kind && kindOf(kind, at(root, way.slice(0, depth + 1))).keys) ?? []);
  });
  return along;
}

/** What the field at a way is called, with what it is below: `Xếp hạng công bố › Hạng`. */
export function nameOf(keys: Key[], root: Node | undefined, way: Way): string {
  const along = declaredAlong(keys, root, way);
  return way.map((step, depth) => (typeof step === 'number' ? `mục ${step + 1}` : along[depth]!.find((one) => one.key === step)?.name ?? step)).join(' › ');
}

/** The keys that are declared below a way. */
export const keysBelow = (keys: Key[], root: Node | undefined, way: Way): Key[] => declaredAlong(keys, root, way).at(-1)!;

/** What is told of a value, with its keys called as their fields are. */
export function called(keys: Key[], root: Node | undefined, way: Way, words: string): string {
  // The nearest key of a name is the one that is meant.
  const names = new Map(declaredAlong(keys, root, way).flat().map((one) => [one.key, one.name]));
  const named = (key: string, before = '', after = '') => (names.has(key) ? `${before}“${names.get(key)}”${after}` : undefined);
  return words
    .replace(/(khóa|Khóa) “([\w-]+)”/g, (all, word: string, key: string) => named(key, word === 'Khóa' ? 'Ô ' : 'ô ') ?? all)
    .replace(/“([\w-]+)(?:: …)?”/g, (all, key: string) => named(key) ?? all)
    // Its name again as what it is.
    .replace(/(“([^”]+)”)(?:: \2(?!\p{L})| \(\2(?:, ([^()]*))?\))/gu, (_, name: string, __, more?: string) => (more ? `${name} (${more})` : name));
}

/** Which of the kinds that a value may be of it is, as it stands. */
export function kindOf(kind: Kind, node: Node | undefined): Kind {
  const options = kind.options ?? [];
  if (kind.kind !== 'either' || options.length === 0) return kind;
  const known = (one: Kind) => node?.map?.filter(([name]) => one.keys?.some(({ key }) => key === name)).length ?? 0;
  const fitting = options.filter((one) => (node?.list ? one.kind === 'list' : node?.map ? one.keys : isText(one)));
  const best = fitting.sort((a, b) => known(b) - known(a))[0] ?? options[0]!;
  return kindOf(best, node);
}

/** Whether a value of this kind is one text. */
export function isText(kind: Kind | undefined): boolean {
  return kind !== undefined && (kind.options?.some(isText) ?? !['list', 'form', 'map', 'any'].includes(kind.kind));
}

/** The way to the value that stands at a line and column, or whose key does, or else to the last that begins
 * before. Where a group begins with a key, `words` tell which of both is meant. */
export function wayOf(root: Node, line: number, column: number, words: string): Way | undefined {
  let best: { way: Way; l: number; c: number } | undefined;
  let keyed: Way | undefined;
  const visit = (node: Node, way: Way) => {
    const before = node.l < line || (node.l === line && (node.c <= column || column === 0));
    const later = !best || node.l > best.l || (node.l === best.l && node.c >= best.c);
    if (way.length > 0 && before && later) best = { way, l: node.l, c: node.c };
    node.list?.forEach((item, index) => visit(item, [...way, index]));
    node.map?.forEach(([key, value, [l, c]]) => {
      const isFirst = node.l === l && node.c === c;
      if (l === line && c === column && (!isFirst || words.includes(`“${key}”`))) keyed = [...way, key];
      visit(value, [...way, key]);
    });
  };
  visit(root, []);
  return keyed ?? best?.way;
}

export const wayKey = (way: Way) => JSON.stringify(way);

/** A place as one tells it: `so-lieu.xlsx, trang “Biểu 02”, ô C7`. */
export function told(place: Place): string {
  // What stands in another hồ sơ is told with its folder.
  const name = place.file.split('/').slice(-2).join('/');
  if (place.line === 0) return name;
  if (place.sheet === null) return `${name}, dòng ${place.line}`;
  const cell = place.column === 0 ? `dòng ${place.line}` : `ô ${letters(place.column)}${place.line}`;
  return place.sheet === '' ? `${name}, ${cell}` : `${name}, trang “${place.sheet}”, ${cell}`;
}

/** The letters by which Excel names a column, from 1. */
export function letters(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
