// What stands in the file packed.

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
