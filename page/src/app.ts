// The state of the page, and what changes it. The page holds no rule: what is right, wrong,
// computed or drawn, the program says.
import { Broken, Desk, Faults } from './desk';
import type { Taken } from './drop';
import { History } from './history';
import { Lots } from './lo/lots';
import { examples } from './packed';
import { Store } from './store';
import { at, called, keysBelow, text, texts, wayKey, wayOf } from './tree';
import type { Catalogue, Converted, Key, Look, Node, Place, Remark, Shown, Source, Way, Words, Written } from './types';

export type Screen = 'chon' | 'so-lieu' | 'van-ban' | 'xem' | 'cau-chu' | 'lay';

/** What was clicked on a page. */
export interface Picked {
  text: string;
  source: Source;
}

const FILE = 'ho-so.yaml';
/** A hồ sơ that is one workbook, or a copy of it as browsers and Windows call it. */
const BOOK = /^ho-so( ?\(\d+\)| - copy.*)?\.xlsx$/i;
const LOT = 'lo.yaml';
const TABLE = /\.(xlsx|csv|tsv)$/i;

export class App {
  screen: Screen = 'chon';
  /** The folders of all hồ sơ, with when each was last changed. */
  folders = new Map<string, number>();
  names = new Map<string, Set<string>>();
  folder: string | undefined;
  tree: Node | undefined;
  outline: Key[] = [];
  catalogue: Catalogue | undefined;
  shown: Shown | undefined;
  /** Tables that were dropped before there was a hồ sơ for them. */
  waiting: Taken[] = [];
  /** Tables for the open hồ sơ, until it is plain what each is for there. */
  handed: Taken[] = [];
  /** What keeps the pages from being made. */
  faults: Remark[] = [];
  look: Look | undefined;
  busy = false;
  kept: 'saved' | 'saving' | 'failed' = 'saved';
  notice = '';
  picked: Picked | undefined;
  /** Where the words of the template stand that were clicked. */
  spot: Place | undefined;
  /** The step of the tour, if it goes on. */
  tour: number | undefined;
  /** The value that is pointed at, on the page and in its field. */
  pointed: Way | undefined;
  /** How long the last change took until its pages were there, in milliseconds. */
  lastUpdate = 0;

  /** How often values changed otherwise than by typing: then fields show them anew. */
  turn = 0;

  readonly examples = examples();

  /** The lô that is open, if one is. */
  readonly lots = new Lots(this);

  private by: { tree: Node | undefined; faults: Remark[]; shown: Shown | undefined; remarks: Map<string, Remark[]> } | undefined;
  private history = new History();
  /** What is done in one go, if more than one change belongs to it. */
  private gesture = '';
  private gestures = 0;
  /** How often somebody went to a screen, to the one he was at too. */
  private went = 0;
  private pending = new Map<string, { way: Way; value: Written }>();
  private running: Promise<void> | undefined;
  private declaredFor = '';
  private listeners = new Set<() => void>();

  constructor(readonly desk: Desk, private readonly store: Store | undefined) {
    desk.onBroken = () => this.say('Chương trình đã dừng giữa chừng và được mở lại. Những gì đã gõ vẫn còn.');
  }

  subscribe(listener: () => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed() {
    for (const listener of this.listeners) listener();
  }

  say(words: string) {
    this.notice = words;
    this.changed();
  }

  go(screen: Screen) {
    this.went++;
    this.screen = screen;
    this.pointed = undefined;
    this.notice = '';
    this.changed();
  }

  get file() {
    return this.fileOf(this.folder ?? '');
  }

  /** What a folder is about: one hồ sơ, or a lô. */
  fileOf(folder: string) {
    return `${folder}/${this.isLot(folder) ? LOT : FILE}`;
  }

  isLot(folder = this.folder) {
    const names = this.names.get(folder ?? '');
    return names !== undefined && names.has(LOT) && !names.has(FILE);
  }

  /** Whether a folder can be opened. */
  isOpenable(folder: string) {
    return this.isLot(folder) || this.names.get(folder)?.has(FILE) === true;
  }

  // Files.

  async begin() {
    await this.desk.whenReady();
    this.catalogue = await this.desk.ask<Catalogue>('catalogue');
    for (const kept of (await this.store?.all()) ?? []) {
      await this.desk.put(kept.path, kept.bytes);
      this.know(kept.path, kept.changed);
    }
    if (!this.store) this.notice = 'Trình duyệt không cho lưu: đóng trang là mất. Hãy tải hồ sơ về trước khi đóng.';
    this.changed();
  }

  private know(path: string, changed: number) {
    const [folder, name] = split(path);
    this.folders.set(folder, Math.max(changed, this.folders.get(folder) ?? 0));
    (this.names.get(folder) ?? this.names.set(folder, new Set()).get(folder)!).add(name);
  }

  /** A file on the desk, kept in the browser; can be undone. */
  async put(path: string, bytes: Uint8Array) {
    this.history.record({ path, before: this.desk.held(path), after: bytes }, this.gesture);
    await this.write(path, bytes);
  }

  /** Takes a file away; can be undone. */
  async remove(path: string) {
    this.history.record({ path, before: this.desk.held(path), after: undefined }, this.gesture);
    await this.write(path, undefined);
  }

  private async write(path: string, bytes: Uint8Array | undefined) {
    if (bytes) {
      await this.desk.put(path, bytes);
      this.know(path, Date.now());
    } else {
      await this.desk.remove(path);
      const [folder, name] = split(path);
      this.names.get(folder)?.delete(name);
    }
    await this.keep(path, bytes);
  }

  /** Several changes that are undone as one. */
  async together(act: () => Promise<unknown>) {
    this.gesture = `g${++this.gestures}`;
    try { await act(); } finally { this.gesture = ''; }
  }

  private async keep(path: string, bytes: Uint8Array | undefined) {
    this.kept = 'saving';
    try {
      await (bytes ? this.store?.put(path, bytes) : this.store?.remove(path));
      this.kept = 'saved';
    } catch {
      this.kept = 'failed';
      this.notice = 'Không lưu được vào trình duyệt (hết chỗ?). Hãy tải hồ sơ về máy ngay.';
    }
    this.changed();
  }

  /** The bytes of a file of the hồ sơ. */
  async bytes(name: string) {
    return this.desk.bytes(`${this.folder}/${name}`);
  }

  async deleteFolder(folder: string) {
    for (const name of this.names.get(folder) ?? []) {
      await this.desk.remove(`${folder}/${name}`);
      await this.store?.remove(`${folder}/${name}`);
    }
    this.folders.delete(folder);
    this.names.delete(folder);
    if (this.folder === folder) {
      this.folder = this.tree = this.shown = undefined;
    }
    this.changed();
  }

  // Choosing.

  /** Takes files that were dropped; a lone hồ sơ or lô gets a folder of its own. Gives the folders with
   * one, what was done with workbooks, and what is wrong with them. */
  async take(dropped: Taken[]): Promise<{ opened: string[]; notes: string[]; faults: Remark[] }> {
    const { files, notes, faults } = await this.fromBooks(dropped);
    const opened: string[] = [];
    if (files.every(({ path }) => TABLE.test(path))) {
      // Another state of a file takes its place.
      this.waiting = [...this.waiting.filter(({ path }) => !files.some((file) => file.path === path)), ...files];
      return { opened, notes, faults };
    }
    const own = files.find(({ path }) => !path.includes('/') && /\.ya?ml$/i.test(path));
    const { folder, file } = own ? await this.about(own.bytes) : { folder: 'ho-so', file: FILE };
    // What lies below the folder of a lô keeps its place there.
    const lots = files.flatMap(({ path }) => (path.endsWith(`/${LOT}`) ? [path.slice(0, -LOT.length)] : []));
    const inside = (path: string) => {
      const lot = lots.find((before) => path.startsWith(before));
      if (lot) return `${lot.split('/').at(-2)}/${path.slice(lot.length)}`;
      return path.includes('/') ? path.split('/').slice(-2).join('/') : `${folder}/${own?.path === path ? file : path}`;
    };
    for (const { path, bytes } of files) {
      await this.put(inside(path), bytes);
      if (/\/(ho-so|lo)\.yaml$/.test(inside(path))) opened.push(split(inside(path))[0]);
    }
    this.changed();
    return { opened, notes, faults };
  }

  /** Each hồ sơ that is one workbook becomes one of YAML, which is what the desk works on. */
  private async fromBooks(dropped: Taken[]): Promise<{ files: Taken[]; notes: string[]; faults: Remark[] }> {
    const files: Taken[] = [];
    const notes: string[] = [];
    const faults: Remark[] = [];
    for (const file of dropped) {
      const [, folder = '', name = ''] = /^(.*\/)?(.*)$/s.exec(file.path)!;
      if (!BOOK.test(name) && !(dropped.length === 1 && /\.xlsx$/i.test(name))) {
        files.push(file);
        continue;
      }
      try {
        const beside = dropped.find(({ path }) => path === folder + FILE);
        const made = await this.fromBook(name, file.bytes, beside?.bytes);
        files.push({ path: folder + FILE, bytes: made.bytes });
        notes.push(`“${name}” được chuyển thành ${FILE} để làm ở trang này, giá trị giữ nguyên; bước Lấy về tải lại được tệp Excel.`, ...made.notes);
      } catch (error) {
        if (!(error instanceof Faults)) throw error;
        // A workbook of another name that is no hồ sơ is a table.
        if (!BOOK.test(name) && error.faults.every(({ code }) => code === 'CU-PHAP')) files.push(file);
        else faults.push(...error.faults);
      }
    }
    return { files, notes, faults };
  }

  /** A workbook in YAML, unless there is a hồ sơ of YAML beside it. */
  private async fromBook(name: string, book: Uint8Array, beside: Uint8Array | undefined) {
    const [path, other] = [`.tam/${name}`, `.tam/${FILE}`];
    await this.desk.put(path, book);
    if (beside) await this.desk.put(other, beside);
    try {
      const { file, notes } = await this.desk.ask<Converted>('convert', beside ? '.tam' : path);
      return { bytes: await this.desk.made(file), notes };
    } finally {
      await this.desk.remove(path);
      await this.desk.remove(other);
    }
  }

  /** What a file is about, and a folder for it. */
  private async about(bytes: Uint8Array): Promise<{ folder: string; file: string }> {
    await this.desk.put('tam.yaml', bytes);
    try {
      const tree = await this.desk.ask<Node>('tree', 'tam.yaml');
      const isLot = at(tree, ['ho_so']) !== undefined;
      const name = isLot ? 'lo' : texts(at(tree, ['mau']))[0] ?? 'ho-so';
      return { folder: folderOf(name, text(tree, ['ky'])), file: isLot ? LOT : FILE };
    } catch {
      return { folder: 'ho-so', file: FILE };
    } finally {
      await this.desk.remove('tam.yaml');
    }
  }

  /** `handed` are tables for it, which wait no longer. */
  async open(folder: string, screen: Screen, handed: Taken[] = []) {
    this.folder = folder;
    this.waiting = [...this.waiting, ...this.handed].filter((table) => !handed.includes(table));
    this.handed = handed;
    this.tree = this.shown = this.look = this.picked = this.pointed = undefined;
    this.history.clear();
    this.declaredFor = '';
    this.lots.clear();
    const { went } = this;
    await this.refresh();
    // Whoever has gone on meanwhile is not called back.
    if (this.went === went) this.go(handed.length > 0 ? 'so-lieu' : screen);
  }

  /** The next month of a hồ sơ, opened. */
  async next(folder: string) {
    const next = await this.desk.ask<{ folder: string; files: string[]; figures: string[] }>('next', this.fileOf(folder));
    if (this.folders.has(next.folder)) {
      const kept = this.waiting.length > 0 ? ' Bảng số liệu vừa thả chưa được đưa vào đó: thả bảng ấy vào bước này nếu muốn dùng.' : '';
      this.notice = `Đã có hồ sơ “${next.folder}”: mở hồ sơ ấy.${kept}`;
      await this.keepFrom(next.folder, []);
      return this.open(next.folder, 'so-lieu');
    }
    await this.keepFrom(next.folder, next.files);
    await this.open(next.folder, 'so-lieu', this.waiting);
  }

  /** A new hồ sơ, opened; or a lô about the units of a table. */
  async create(template: string, framework: string, period: string, table?: Taken) {
    const folder = this.free(folderOf(table ? `lo-${template}` : template, period));
    const name = table?.path.split('/').pop();
    if (table) await this.desk.put(`${folder}/${name}`, table.bytes);
    try {
      const { files } = await this.desk.ask<{ files: string[] }>('create', folder, JSON.stringify({ template, framework, period, table: name }));
      await this.keepFrom(folder, files);
    } catch (error) {
      if (table) await this.desk.remove(`${folder}/${name}`);
      throw error;
    }
    if (table) this.waiting = this.waiting.filter((one) => one !== table);
    await this.open(folder, 'van-ban', table ? [] : this.waiting);
    // Where its columns are pointed at, if they were not found.
    if (table && this.faults.length > 0 && this.screen === 'van-ban') this.go('so-lieu');
  }

  /** A name of a folder that there is not yet. */
  private free(name: string) {
    let folder = name;
    for (let copy = 2; this.folders.has(folder); copy++) folder = `${name}-${copy}`;
    return folder;
  }

  private async keepFrom(folder: string, files: string[]) {
    for (const name of files) {
      const bytes = await this.desk.bytes(`${folder}/${name}`);
      if (bytes) {
        this.know(`${folder}/${name}`, Date.now());
        await this.keep(`${folder}/${name}`, bytes);
      }
    }
  }

  // Changing.

  /** Another value in the hồ sơ. What is typed faster than it is worked out is worked out once. */
  edit(way: Way, value: Written): Promise<void> {
    this.pending.set(wayKey(way), { way, value });
    this.running ??= this.work().finally(() => (this.running = undefined));
    return this.running;
  }

  private async work() {
    let broken = false;
    // What is asked for at one go is one change.
    await Promise.resolve();
    while (this.pending.size > 0) {
      const started = performance.now();
      const edits = [...this.pending.values()];
      this.pending.clear();
      try {
        const before = await this.desk.bytes(this.file);
        const of = this.gesture || (edits.length === 1 ? wayKey(edits[0]!.way) : '');
        let edited: string | undefined;
        for (const { way, value } of edits) {
          edited = await this.desk.ask<string>('edit', this.file, JSON.stringify(way), JSON.stringify(value));
        }
        const bytes = new TextEncoder().encode(edited);
        this.history.record({ path: this.file, before, after: bytes }, of);
        await this.desk.put(this.file, bytes);
        void this.keep(this.file, bytes);
        await this.refresh();
        broken = false;
      } catch (error) {
        // Once more on the new program; if it breaks again, it is this change that breaks it.
        if (error instanceof Broken && !broken) {
          broken = true;
          for (const edit of edits) if (!this.pending.has(wayKey(edit.way))) this.pending.set(wayKey(edit.way), edit);
        } else this.failed(error);
      }
      this.lastUpdate = performance.now() - started;
    }
  }

  canUndo() {
    return this.history.canUndo;
  }

  canRedo() {
    return this.history.canRedo;
  }

  undo() {
    return this.goTo(() => this.history.undo());
  }

  redo() {
    return this.goTo(() => this.history.redo());
  }

  private async goTo(files: () => [string, Uint8Array | undefined][]) {
    this.busy = true;
    await this.running;
    for (const [path, bytes] of files()) await this.write(path, bytes);
    this.turn++;
    await this.refresh();
  }

  /** Reads the hồ sơ anew, and its pages. */
  async refresh() {
    this.busy = true;
    this.changed();
    try {
      this.tree = await this.desk.ask<Node>('tree', this.file);
      await this.declare();
      this.shown = this.isLot() ? await this.lots.plan() : await this.desk.ask<Shown>('update', this.file);
      this.faults = [];
    } catch (error) {
      this.failed(error);
    }
    this.busy = false;
    this.changed();
  }

  private failed(error: unknown) {
    if (error instanceof Faults) this.faults = error.faults;
    else if (!(error instanceof Broken)) throw error;
    this.changed();
  }

  /** What a table or a call asks: template, set and month of the hồ sơ. */
  asked(): { template: string; framework: string; period: string } {
    const of = (key: string) => texts(at(this.tree, [key]))[0] ?? '';
    const template = of('mau');
    const own = /\.(md|yaml)$/;
    const inside = (name: string) => (own.test(name) ? `${this.folder}/${name}` : name);
    return { template: inside(template), framework: inside(of('bo_chi_so')), period: of('ky') };
  }

  private async declare() {
    const asked = JSON.stringify(this.asked());
    if (asked === this.declaredFor) return;
    this.outline = await this.desk.ask<Key[]>(this.isLot() ? 'lot_declared' : 'declared', asked);
    this.declaredFor = asked;
  }

  // Looking.

  async lookAt(name: string, sheet: string, columns: Record<string, string>) {
    const asked = JSON.stringify({ ...this.asked(), sheet, columns });
    try {
      this.look = await this.desk.ask<Look>('look', `${this.folder}/${name}`, asked);
      this.notice = '';
    } catch (error) {
      this.look = undefined;
      if (error instanceof Faults) this.notice = error.faults.map(sentence).join(' ');
      else if (!(error instanceof Broken)) throw error;
    }
    this.changed();
  }

  /** Whether a remark is about a value of this hồ sơ's own file, and which. */
  wayOfRemark(remark: Remark): Way | undefined {
    if (!this.tree || remark.sheet !== null || remark.line === 0 || remark.file !== this.file) return undefined;
    const way = wayOf(this.tree, remark.line, remark.column, remark.message);
    // What is missing stands nowhere: its place is that of the group, its words name the key.
    const keys = way && at(this.tree, way)?.map ? keysBelow(this.outline, this.tree, way).map((one) => one.key) : [];
    const missing = keys.find((key) => remark.message.includes(`“${key}”`));
    return way && missing !== undefined ? [...way, missing] : way;
  }

  /** A remark as it is told here: with the names of fields, not of keys. */
  told<T extends Pick<Remark, 'message' | 'expected' | 'suggestion'>>(remark: T, way: Way): T {
    const words = (text: string) => called(this.outline, this.tree, way, text);
    return { ...remark, message: words(remark.message), expected: words(remark.expected), suggestion: words(remark.suggestion) };
  }

  /** What is wrong with the value of a field. */
  remarksAt(way: Way): Remark[] {
    const { tree, faults, shown } = this;
    // Worked out once for all fields.
    if (!this.by || this.by.tree !== tree || this.by.faults !== faults || this.by.shown !== shown) {
      const remarks = new Map<string, Remark[]>();
      for (const remark of [...faults, ...(shown?.findings ?? [])]) {
        const found = this.wayOfRemark(remark);
        if (found) remarks.set(wayKey(found), [...(remarks.get(wayKey(found)) ?? []), this.told(remark, found)]);
      }
      this.by = { tree, faults, shown, remarks };
    }
    return this.by.remarks.get(wayKey(way)) ?? [];
  }

  /** Shows a value: its field, and its words on the pages. */
  point(way: Way, screen?: Screen) {
    this.pointed = way;
    if (screen) this.screen = screen;
    this.changed();
  }

  /** Lets a finding stand, with a reason. */
  acknowledge(remark: Remark, reason: string) {
    const seen = at(this.tree, ['da_xem'])?.list?.length ?? 0;
    const unit: Record<string, string> = this.isLot() ? { don_vi: this.lots.chosen?.code || this.lots.chosen?.name || '' } : {};
    const entry = { ...unit, ma: remark.code, cho: remark.spot, gia_tri: remark.value, ky: this.shown?.period ?? '', ly_do: reason };
    return this.edit(['da_xem', seen], entry);
  }

  /** Whether words of a page are, or are made of, the value that is pointed at. */
  isPointed(words: Words, sources: Source[]): boolean {
    if (words[8] === null) return false;
    const source = sources[words[8]];
    // What was clicked, wherever it stands.
    if (this.picked && JSON.stringify(source) === JSON.stringify(this.picked.source)) return true;
    if (!this.pointed) return false;
    const node = at(this.tree, this.pointed);
    return node !== undefined && source !== undefined && isOf(source, this.file, node);
  }
}

function isOf(source: Source, file: string, node: Node): boolean {
  const here = (place: { file: string; line: number; column: number } | null | undefined) =>
    place?.file === file && place.line === node.l && place.column === node.c;
  return here(source.place) || (source.of ?? []).some((one) => isOf(one, file, node)) || (source.parts ?? []).some((part) => here(part.place));
}

export function sentence(remark: Remark): string {
  const words = [remark.message, remark.expected && `Cần: ${remark.expected}.`, remark.suggestion && `Nên: ${remark.suggestion}.`];
  return words.filter(Boolean).join('. ').replace('..', '.');
}

/** A folder by what it is about; “quý IV/2026” is no name of one. */
const folderOf = (name: string, period: string) => `${name}-${period.trim()}`.replace(/[^\p{L}\p{N}._-]+/gu, '-');

function split(path: string): [string, string] {
  const slash = path.indexOf('/');
  return [path.slice(0, slash), path.slice(slash + 1)];
}

