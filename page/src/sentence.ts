// A sentence while it is rewritten: words in which one types, between values that are moved or
// taken out whole, and a frame of conditions that stays.

export interface Piece {
  kind: 'words' | 'value' | 'frame';
  text: string;
  bold: boolean;
  italic: boolean;
  /** What is filled in, in the open hồ sơ. */
  value?: string | null;
}

export interface Sentence {
  line: number;
  column: number;
  last: number;
  /** None if it uses what cannot be shown. */
  pieces: Piece[] | null;
  /** What it was, if it was rewritten. */
  was?: { pieces: Piece[] | null };
}

export interface Worded {
  name: string;
  file: string;
  stand: 'shipped' | 'office' | 'document';
  original: string | null;
  outdated: boolean;
  sentences: Sentence[];
}

/** The pieces with a place to type at both ends and between any two tags, and words that look
 * alike as one. */
export function spaced(pieces: Piece[]): Piece[] {
  const made: Piece[] = [];
  const words = (near: Piece | undefined, other: Piece | undefined): Piece => ({
    kind: 'words', text: '', bold: Boolean(near?.bold && (other?.bold ?? true)), italic: Boolean(near?.italic && (other?.italic ?? true)),
  });
  for (const piece of pieces) {
    const last = made.at(-1);
    if (piece.kind !== 'words') {
      if (last?.kind !== 'words') made.push(words(piece, last));
      made.push(piece);
    } else if (last?.kind === 'words' && (piece.text === '' || last.text === '' || (last.bold === piece.bold && last.italic === piece.italic))) {
      const format = last.text === '' && piece.text !== '' ? piece : last;
      made[made.length - 1] = { ...format, text: last.text + piece.text };
    } else made.push(piece);
  }
  if (made.at(-1)?.kind !== 'words') made.push(words(made.at(-1), undefined));
  return made;
}

/** A piece less; a frame stays. */
export function without(pieces: Piece[], at: number): Piece[] {
  return pieces[at]?.kind === 'value' ? spaced(pieces.toSpliced(at, 1)) : pieces;
}

/** A value put into words after so many letters, if no part of the frame lies between. Gives the
 * pieces and where the value now is. */
export function moved(pieces: Piece[], from: number, into: number, letters: number): [Piece[], number] | undefined {
  const [value, words] = [pieces[from], pieces[into]];
  const between = pieces.slice(Math.min(from, into), Math.max(from, into));
  if (value?.kind !== 'value' || words?.kind !== 'words' || between.some((one) => one.kind === 'frame')) return undefined;
  const marked = { ...value, bold: words.bold, italic: words.italic };
  const halves = [{ ...words, text: words.text.slice(0, letters) }, marked, { ...words, text: words.text.slice(letters) }];
  const all = pieces.flatMap((one, index) => (index === from ? [] : index === into ? halves : [one]));
  const made = spaced(all);
  return [made, made.indexOf(marked)];
}

/** A value moved over the next word, or the next value. */
export function shifted(pieces: Piece[], from: number, step: 1 | -1): [Piece[], number] | undefined {
  for (let into = from + step; pieces[into] && pieces[into]!.kind !== 'frame'; into += step) {
    const piece = pieces[into]!;
    if (piece.kind === 'value') continue;
    if (piece.text.trim() === '') {
      // Beyond the value there.
      if (pieces[into + step]?.kind === 'value' || pieces[into + step]?.kind === 'words') continue;
      if (into === from + step) return undefined;
      return moved(pieces, from, into, step > 0 ? piece.text.length : 0);
    }
    const beyond = into !== from + step;
    const word = step > 0 ? /^\s*\S+/ : /\S+\s*$/;
    const found = word.exec(piece.text)?.[0].length ?? 0;
    const past = beyond ? 0 : found;
    return moved(pieces, from, into, step > 0 ? past : piece.text.length - past);
  }
  return undefined;
}

/** What a tag says, without its brackets. */
export function inside(piece: Piece): string {
  return piece.text.replace(/^\{[{%#]\s*|\s*[}%#]\}$/g, '');
}

/** What stands for a value: what is filled in there, else what it is called. */
export const label = (piece: Piece) => piece.value || inside(piece);

/** A part of the frame in words. */
export function frame(piece: Piece): string {
  const said = inside(piece);
  const [word = '', ...rest] = said.split(/\s+/);
  const names: Record<string, string> = { if: 'nếu có', elif: 'không thì nếu', else: 'không thì', endif: 'hết nếu', for: 'lặp', endfor: 'hết lặp', set: 'đặt' };
  return [names[word] ?? word, ...rest].join(' ');
}

/** A sentence as one line, for lists. */
export function line(pieces: Piece[]): string {
  return pieces.map((one) => (one.kind === 'words' ? one.text : one.kind === 'value' ? `[${label(one)}]` : '')).join('').replace(/\s+/g, ' ').trim();
}
