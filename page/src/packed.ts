// What stands in the file packed.
import { gunzipSync, strFromU8 } from 'fflate';

/** The bytes of an element's text, which `build.mjs` makes of them. */
export function packed(id: string): Uint8Array {
  const element = document.getElementById(id)!;
  const letters = element.textContent!;
  const bytes = new Uint8Array((letters.length / 5) * 4);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at * 5 < letters.length; at++) {
    let four = 0;
    for (let digit = 0; digit < 5; digit++) {
      const letter = letters.charCodeAt(at * 5 + digit);
      four = four * 85 + (letter === 33 ? 60 : letter) - 40;
    }
    view.setUint32(at * 4, four);
  }
  return bytes.subarray(0, Number(element.dataset['bytes']));
}

/** The files of the examples that come with the page, by their paths. */
export function examples(): Map<string, Uint8Array> {
  const texts: Record<string, string> = JSON.parse(strFromU8(gunzipSync(packed('examples'))));
  const bytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Map(Object.entries(texts).map(([path, text]) => [path, bytes(text)]));
}
