// A block of cells as Excel copies it: tabs between cells, line ends between rows, and quotes
// around a cell that holds either.

export function block(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const plain = text.replace(/\r\n?/g, '\n');
  for (let i = 0; i < plain.length; i++) {
    const letter = plain[i]!;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (plain[i + 1] === '"') { cell += '"'; i++; }
      else quoted = false;
    } else if (letter === '"' && cell === '' && closes(plain, i)) {
      quoted = true;
    } else if (letter === '\t') {
      row.push(cell); cell = '';
    } else if (letter === '\n') {
      rows.push([...row, cell]); row = []; cell = '';
    } else cell += letter;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.map((cells) => cells.map((one) => one.replace(/\s+/g, ' ').trim()));
}

/** Whether a quote at the start of a cell is closed at the end of one: else it is a letter. */
function closes(text: string, start: number): boolean {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] !== '"') continue;
    if (text[i + 1] === '"') { i++; continue; }
    return i + 1 === text.length || text[i + 1] === '\t' || text[i + 1] === '\n';
  }
  return false;
}
