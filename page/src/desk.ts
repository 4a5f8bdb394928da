// The program as the page calls it: one call after the other, in a worker that is started anew
// if it breaks, with the same files on its desk.
import type { Remark } from './types';

/** What is wrong with what was asked. */
export class Faults extends Error {
  constructor(readonly faults: Remark[]) {
    super(faults[0]?.message ?? '');
  }
}

/** The program broke off; it has been started anew. */
export class Broken extends Error {}

export class Desk {
  private worker!: Worker;
  private waiting = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void; isAnswer: boolean }>();
  private last = 0;
  /** How often it broke since it last answered. */
  private restarts = 0;
  private files = new Map<string, Uint8Array>();
  private ready!: Promise<unknown>;
  onBroken = () => {};

  constructor(private readonly make: () => Worker, private readonly program: Uint8Array) {
    this.start();
  }

  private start() {
    this.worker = this.make();
    this.worker.onmessage = ({ data }) => {
      const call = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.broken === undefined) { call?.done(data.result); if (call?.isAnswer) this.restarts = 0; }
      else { call?.failed(new Broken(data.broken)); this.restart(); }
    };
    this.worker.onerror = () => this.restart();
    this.ready = this.send({ program: this.program });
    for (const [path, bytes] of this.files) void this.send({ call: 'put', args: [path, bytes] }).catch(() => {});
  }

  private restart() {
    this.worker.terminate();
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    // One that cannot even start is not started for ever.
    if (this.restarts++ < 5) this.start();
    for (const call of waiting) call.failed(new Broken('stopped'));
    this.onBroken();
  }

  private send(message: object): Promise<unknown> {
    const id = ++this.last;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed, isAnswer: 'call' in message && message.call !== 'put' });
      this.worker.postMessage({ id, ...message });
    });
  }

  whenReady() {
    return this.ready;
  }

  /** A call that gives JSON. */
  async ask<T>(call: string, ...args: unknown[]): Promise<T> {
    const answer = JSON.parse((await this.send({ call, args })) as string) as { ok?: T; faults?: Remark[] };
    if (answer.faults) throw new Faults(answer.faults);
    return answer.ok as T;
  }

  async put(path: string, bytes: Uint8Array) {
    this.files.set(path, bytes);
    await this.send({ call: 'put', args: [path, bytes] });
  }

  async remove(path: string) {
    this.files.delete(path);
    await this.send({ call: 'remove', args: [path] });
  }

  /** What was last put under a path. */
  held(path: string): Uint8Array | undefined {
    return this.files.get(path);
  }

  async bytes(path: string): Promise<Uint8Array | undefined> {
    const bytes = (await this.send({ call: 'bytes', args: [path] })) as Uint8Array | undefined;
    if (bytes) this.files.set(path, bytes);
    return bytes;
  }

  /** What the archive of the lô has grown by. */
  async piece(): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.send({ call: 'lot_piece', args: [] })) as Uint8Array<ArrayBuffer>;
  }

  async made(name: string): Promise<Uint8Array> {
    return (await this.send({ call: 'made', args: [name] })) as Uint8Array;
  }

  async face(variant: number): Promise<Uint8Array> {
    return (await this.send({ call: 'face', args: [variant] })) as Uint8Array;
  }
}
