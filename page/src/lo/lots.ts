// The lô that is open: its units, one of which is shown, and the run that makes them one by one.
import type { App } from '../app';
import { Broken, Faults } from '../desk';
import type { Remark, Shown } from '../types';
import type { Unit } from './types';
import { Unwritable, told } from './unwritable';

/** Where the files of a run go, instead of an archive. */
export interface Target {
  name: string;
  /** Files that belong together: all of them, or none. */
  write(files: [path: string, bytes: Uint8Array][]): Promise<void>;
  remove(path: string): Promise<void>;
}

/** What became of a run. */
export interface Run {
  state: 'running' | 'stopped' | 'done' | 'failed';
  /** Whether the user wants it no more. */
  stopping: boolean;
  /** The units that were made or refused so far, by their numbers. */
  made: Map<number, Unit>;
  milliseconds: number;
  /** Why it failed. */
  why: string;
  /** All files in one archive, unless they went into a folder. */
  archive: Blob | undefined;
  folder: string | undefined;
  /** The two files of the report. */
  report: { name: string; bytes: Uint8Array }[];
}

/** So much of an archive is handed to the browser at once, which need not keep it in memory. */
const CHUNK = 8 * 1024 * 1024;
/** How often progress is shown, in milliseconds. */
const SHOWN = 100;
const REPORT = ['bao-cao-lo.json', 'bao-cao-lo.xlsx'];

export class Lots {
  units: Unit[] = [];
  notes: string[] = [];
  /** The number of the unit that is shown. */
  shownUnit: number | undefined;
  /** Why its pages cannot be made. */
  unitFaults: Remark[] = [];
  run: Run | undefined;

  /** The unit that is being made, at which the program may break off. */
  private at: number | undefined;

  constructor(private readonly app: App) {}

  clear() {
    this.units = [];
    this.notes = [];
    this.unitFaults = [];
    this.shownUnit = this.run = undefined;
  }

  get chosen(): Unit | undefined {
    return this.shownUnit === undefined ? undefined : this.unit(this.shownUnit);
  }

  get isRunning() {
    return this.run?.state === 'running';
  }

  /** A unit as it was made, or as it is before. */
  unit(number: number): Unit | undefined {
    return this.run?.made.get(number) ?? this.units[number];
  }

  /** Reads the lô; gives the pages of the unit that is shown. What was made before is no longer of it. */
  async plan(): Promise<Shown | undefined> {
    this.run = undefined;
    this.units = [];
    const { units, notes } = await this.app.desk.ask<{ units: Unit[]; notes: string[] }>('lot', this.app.file);
    this.units = units;
    this.notes = notes;
    const right = units.findIndex((unit) => unit.faults.length === 0);
    if (this.shownUnit === undefined || this.shownUnit >= units.length) this.shownUnit = right < 0 ? undefined : right;
    return this.pages();
  }

  /** The pages of the unit that is shown; none if something is wrong with it. */
  private async pages(): Promise<Shown | undefined> {
    this.unitFaults = [];
    if (this.shownUnit === undefined) return undefined;
    try {
      return await this.app.desk.ask<Shown>('lot_pages', this.shownUnit);
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      this.unitFaults = error.faults;
      return undefined;
    }
  }

  async show(number: number) {
    this.shownUnit = number;
    this.app.picked = this.app.pointed = undefined;
    try {
      this.app.shown = await this.pages();
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
    }
    this.app.changed();
  }

  stop() {
    if (this.run) this.run.stopping = true;
    this.app.changed();
  }

  /** Makes all units, into an archive or a folder. */
  async make(target?: Target) {
    if (this.isRunning) return;
    const broken = new Set<number>();
    for (;;) {
      const run: Run = (this.run = {
        state: 'running', stopping: false, made: new Map(), milliseconds: 0, why: '', archive: undefined, folder: target?.name, report: [],
      });
      this.app.changed();
      try {
        await this.makeAll(run, broken, target);
      } catch (error) {
        // The program broke off at a unit: once more, without it.
        if (error instanceof Broken && this.at !== undefined && !broken.has(this.at) && this.run === run) {
          broken.add(this.at);
          continue;
        }
        run.state = 'failed';
        run.why = error instanceof Faults ? error.faults.map((fault) => fault.message).join('; ') : told(error);
      }
      this.app.changed();
      return;
    }
  }

  private async makeAll(run: Run, broken: Set<number>, target: Target | undefined) {
    const { desk } = this.app;
    const started = performance.now();
    this.at = undefined;
    await desk.ask('lot_begin', this.app.file);
    // A report never names files that are no longer so.
    for (const name of target ? REPORT : []) await target!.remove(name);
    const archive = new Pieces();
    let shown = started;
    for (let number = 0; number < this.units.length && this.run === run && !run.stopping; number++) {
      this.at = number;
      let unit = broken.has(number) ? await desk.ask<Unit>('lot_refuse', number) : await desk.ask<Unit>('lot_make', number, target === undefined);
      if (target) unit = await this.store(run, target, number, unit);
      else archive.add(await desk.piece());
      run.made.set(number, { ...unit, of_province: this.units[number]?.of_province });
      run.milliseconds = Math.round(performance.now() - started);
      if (performance.now() - shown > SHOWN) {
        shown = performance.now();
        this.app.changed();
      }
    }
    this.at = undefined;
    // Another lô, or a change of this one: nothing is left to be told of this run.
    if (this.run !== run) return;
    const names = await desk.ask<string[]>('lot_end', Math.round(performance.now() - started), target === undefined);
    for (const name of names) run.report.push({ name, bytes: await desk.made(name) });
    // Where nothing can be written any more, the report is still here.
    if (run.why !== '') throw new Error(run.why);
    if (target) await target.write(run.report.map(({ name, bytes }) => [name, bytes]));
    else {
      archive.add(await desk.piece());
      run.archive = archive.whole();
    }
    run.milliseconds = Math.round(performance.now() - started);
    run.state = run.made.size < this.units.length ? 'stopped' : 'done';
  }

  /** Stores the files of a unit. One that cannot be written refuses it, and the others go on; where none
   * can be, the run ends. */
  private async store(run: Run, target: Target, number: number, unit: Unit): Promise<Unit> {
    const { desk } = this.app;
    const files: [string, Uint8Array][] = [];
    for (const { path } of unit.files) files.push([path, await desk.made(path)]);
    try {
      await target.write(files);
      return unit;
    } catch (error) {
      if (!(error instanceof Unwritable)) throw error;
      if (error.isOfAll) {
        run.stopping = true;
        run.why = error.message;
      }
      return desk.ask<Unit>('lot_unstored', number, JSON.stringify({ file: error.path, found: error.found, remedy: error.remedy }));
    }
  }
}

/** The pieces of an archive, of which only the last few are held here. */
class Pieces {
  private last: BlobPart[] = [];
  private held = 0;
  private chunks: Blob[] = [];

  add(piece: Uint8Array<ArrayBuffer>) {
    this.last.push(piece);
    this.held += piece.length;
    if (this.held < CHUNK) return;
    this.chunks.push(new Blob(this.last));
    this.last = [];
    this.held = 0;
  }

  whole(): Blob {
    return new Blob([...this.chunks, ...this.last], { type: 'application/zip' });
  }
}
