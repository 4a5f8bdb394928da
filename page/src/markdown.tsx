// The Markdown of the pages of checks, as elements of the page: headings, paragraphs, lists,
// tables and code, with `code`, **bold** and *italics* within. All words stand in text nodes, so that
// whatever a page says is shown and never run; a link is shown as its words.
import type { ComponentChildren } from 'preact';

export function Markdown({ text }: { text: string }) {
  return <>{blocks(text.replace(/\r\n?/g, '\n').split('\n'))}</>;
}

/** A page's own heading stands below that of the finding. */
const HEADINGS = ['h3', 'h4', 'h5', 'h6'] as const;

function blocks(lines: string[]): ComponentChildren[] {
  const made: ComponentChildren[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const until = (isPart: (line: string) => boolean, from = at) => {
      let end = from;
      while (end < lines.length && isPart(lines[end]!)) end++;
      return end;
    };
    if (line.trim() === '' || /^<!--.*-->$/.test(line.trim())) { at++; continue; }
    const fence = /^(```+|~~~+)/.exec(line)?.[1];
    if (fence) {
      const end = until((one) => !one.startsWith(fence), at + 1);
      made.push(<pre><code>{lines.slice(at + 1, end).join('\n')}</code></pre>);
      at = end + 1;
      continue;
    }
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (heading) {
      const Heading = HEADINGS[Math.min(Math.max(heading[1]!.length - 2, 0), 3)]!;
      made.push(<Heading>{inline(heading[2]!)}</Heading>);
      at++;
      continue;
    }
    if (line.startsWith('|') && /^\|[\s:|-]+$/.test(lines[at + 1] ?? '')) {
      const end = until((one) => one.startsWith('|'));
      const [head, , ...rows] = lines.slice(at, end).map(cells);
      made.push(
        <table>
          <thead><tr>{head!.map((one) => <th scope="col">{inline(one)}</th>)}</tr></thead>
          <tbody>{rows.map((row) => <tr>{row.map((one) => <td>{inline(one)}</td>)}</tr>)}</tbody>
        </table>,
      );
      at = end;
      continue;
    }
    const item = /^([-*+]|\d+[.)])\s+/;
    if (item.test(line)) {
      const end = until((one) => item.test(one) || /^\s+\S/.test(one));
      const items: string[][] = [];
      for (const one of lines.slice(at, end)) {
        if (item.test(one)) items.push([one.replace(item, '')]);
        else items.at(-1)!.push(one.trim());
      }
      const List = /^\d/.test(line) ? 'ol' : 'ul';
      made.push(<List>{items.map((one) => <li>{inline(one.join(' '))}</li>)}</List>);
      at = end;
      continue;
    }
    const end = until((one) => one.trim() !== '' && !/^(#|\||```|~~~)/.test(one) && !item.test(one), at + 1);
    made.push(<p>{inline(lines.slice(at, end).map((one) => one.replace(/^>\s?/, '').trim()).join(' '))}</p>);
    at = end;
  }
  return made;
}

/** The cells of a row; a bar in code or behind a backslash is a letter. */
function cells(row: string): string[] {
  const found: string[] = [''];
  let code = false;
  const inside = row.trim().replace(/^\|/, '').replace(/\|$/, '');
  for (let at = 0; at < inside.length; at++) {
    const letter = inside[at]!;
    if (letter === '`') code = !code;
    if (letter === '\\' && inside[at + 1] === '|') { found[found.length - 1] += '|'; at++; }
    else if (letter === '|' && !code) found.push('');
    else found[found.length - 1] += letter;
  }
  return found.map((one) => one.trim());
}

const INLINE = /(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|\*(\S(?:.*?\S)?)\*|\[([^\]]+)\]\([^)\s]*\)|\\([!-/:-@[-`{-~])/;

function inline(text: string): ComponentChildren[] {
  const made: ComponentChildren[] = [];
  let rest = text;
  for (let found = INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    made.push(rest.slice(0, found.index));
    const [all, , code, bold, italic, link, letter] = found;
    if (code !== undefined) made.push(<code>{code.replace(/^ (.+) $/, '$1')}</code>);
    else if (bold !== undefined) made.push(<strong>{inline(bold)}</strong>);
    else if (italic !== undefined) made.push(<em>{inline(italic)}</em>);
    else if (link !== undefined) made.push(...inline(link));
    else made.push(letter);
    rest = rest.slice(found.index + all.length);
  }
  made.push(rest);
  return made;
}
