// What `wasm-bindgen --target bundler` writes; the calls are those of `core/src/lib.rs`.
declare module 'vanthu-core' {
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
  export class Page {
    constructor();
  }
}
