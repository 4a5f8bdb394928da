// The program at work, away from the page, so that typing never waits.
import * as core from 'vanthu-core';

let page: core.Page | undefined;

async function start(program: Uint8Array<ArrayBuffer>) {
  const packed = new Blob([program]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = await new Response(packed).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(bytes, { './vanthu_page_bg.js': core as unknown as WebAssembly.ModuleImports });
  core.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start?: () => void }).__wbindgen_start?.();
  page = new core.Page();
}

interface Call {
  id: number;
  program?: Uint8Array<ArrayBuffer>;
  call?: string;
  args?: unknown[];
}

/** One after the other: no call before the program has started. */
let queue = Promise.resolve();
onmessage = ({ data }: MessageEvent<Call>) => {
  queue = queue.then(() => answer(data));
};

async function answer(data: Call) {
  try {
    if (data.program) await start(data.program);
    const calls = page as unknown as Record<string, (...args: unknown[]) => unknown>;
    const result = data.call ? calls[data.call]!.apply(page, data.args ?? []) : null;
    postMessage({ id: data.id, result });
  } catch (error) {
    postMessage({ id: data.id, broken: String(error) });
  }
}
