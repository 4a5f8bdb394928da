// What was done to files, so that it can be undone and done again.

/** A file before and after; none where there was or is none. */
export interface Change {
  path: string;
  before: Uint8Array | undefined;
  after: Uint8Array | undefined;
}

interface Step {
  changes: Change[];
  /** What is done in one go: typing in one field, a block that is pasted. */
  of: string;
  at: number;
}

/** Typing that pauses for so long (milliseconds) is another step. */
const PAUSE = 1000;
const STEPS = 500;
const BYTES = 128 * 1024 * 1024;

export class History {
  private done: Step[] = [];
  private undone: Step[] = [];

  clear() {
    this.done = [];
    this.undone = [];
  }

  get canUndo() {
    return this.done.length > 0;
  }

  get canRedo() {
    return this.undone.length > 0;
  }

  record(change: Change, of: string) {
    const now = performance.now();
    const last = this.done.at(-1);
    this.undone = [];
    if (last && of !== '' && last.of === of && (isGesture(of) || now - last.at < PAUSE)) {
      const same = last.changes.find((one) => one.path === change.path);
      if (same) same.after = change.after;
      else last.changes.push(change);
      last.at = now;
      return;
    }
    this.done.push({ changes: [change], of, at: now });
    while (this.done.length > STEPS || (this.done.length > 1 && bytes(this.done) > BYTES)) this.done.shift();
  }

  /** The files as they were before the last step. */
  undo(): [string, Uint8Array | undefined][] {
    const step = this.done.pop();
    if (!step) return [];
    this.undone.push(step);
    return step.changes.map((one): [string, Uint8Array | undefined] => [one.path, one.before]).reverse();
  }

  /** The files as they were before the last step was undone. */
  redo(): [string, Uint8Array | undefined][] {
    const step = this.undone.pop();
    if (!step) return [];
    // What is typed next is a step of its own.
    this.done.push({ ...step, of: '' });
    return step.changes.map((one) => [one.path, one.after]);
  }
}

/** What is typed is named by its way, `[…]`; all else is done in one go however long it takes. */
const isGesture = (of: string) => !of.startsWith('[');

function bytes(steps: Step[]): number {
  const all = new Set(steps.flatMap((step) => step.changes.flatMap((one) => [one.before, one.after])));
  return [...all].reduce((sum, one) => sum + (one?.length ?? 0), 0);
}
