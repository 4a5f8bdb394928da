// What stands in the file packed.
import { gunzipSync, strFromU8 } from 'fflate';

/** The bytes of an element's text, which `build.mjs` makes of them. */
export function packed(id: string): Uint8Array {
  const element = document.getElementById(id)!;
  const letters = element.textContent!;
  const bytes = new Uint8Array(Number(element.dataset['bytes']));
  const digit = (at: number) => {
    const letter = letters.charCodeAt(at);
    return (letter === 33 ? 60 : letter) - 35;
  };
  let [at, bits, count] = [0, 0, 0];
  for (let pair = 0; pair < letters.length; pair += 2) {
    bits = (bits << 13) | (digit(pair) * 91 + digit(pair + 1));
    count += 13;
    while (count >= 8 && at < bytes.length) {
      count -= 8;
      bytes[at++] = bits >> count;
      bits &= (1 << count) - 1;
    }
  }
  return bytes;
}

/** The files of the examples that come with the page, by their paths. */
export function examples(): Map<string, Uint8Array> {
  const texts: Record<string, string> = JSON.parse(strFromU8(gunzipSync(packed('examples'))));
  const bytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Map(Object.entries(texts).map(([path, text]) => [path, bytes(text)]));
}
