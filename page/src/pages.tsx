// The pages of a document, drawn from the program's own layout with the faces of the PDF.
import { useMemo, useState } from 'preact/hooks';
import type { App } from './app';
import type { PageDrawing, Source, Words } from './types';

const FACES = ['van-r', 'van-b', 'van-i', 'van-bi'];

export function Pages({ app, pages, pick }: { app: App; pages: string[]; pick: (text: string, source: Source) => void }) {
  return (
    <div class="pages">
      {pages.map((page, index) => <Page key={index} app={app} json={page} number={index + 1} of={pages.length} pick={pick} />)}
    </div>
  );
}

function Page({ app, json, number, of, pick }: { app: App; json: string; number: number; of: number; pick: (text: string, source: Source) => void }) {
  const page = useMemo(() => JSON.parse(json) as PageDrawing, [json]);
  const drawn = useMemo(() => <Drawing page={page} />, [page]);
  const [over, setOver] = useState<Words | undefined>();
  const find = (event: MouseEvent) => {
    const svg = event.currentTarget as SVGSVGElement;
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * page.w;
    const y = ((event.clientY - box.top) / box.height) * page.h;
    return page.words.find((w) => w[8] !== null && w[4] <= y && y < w[4] + w[5] && w[6] <= x && x < w[7]);
  };
  const pointed = page.words.filter((words) => app.isPointed(words, page.sources));
  const click = (event: MouseEvent) => {
    const words = find(event);
    const source = words && words[8] !== null ? page.sources[words[8]] : undefined;
    if (words && source) pick(textOf(words), source);
  };
  return (
    <svg class={page.w > page.h ? 'page wide' : 'page'} viewBox={`0 0 ${page.w} ${page.h}`} role="img" aria-label={`Trang ${number} trên ${of}: ${page.words.slice(0, 60).map(textOf).join('')}`}
      onClick={click} onMouseMove={(event) => setOver(find(event))} onMouseLeave={() => setOver(undefined)}>
      <rect width={page.w} height={page.h} class="paper" />
      {over && <rect class="over" x={over[6]} y={over[4]} width={over[7] - over[6]} height={over[5]} />}
      {pointed.map((w) => <rect class="pointed" x={w[6] - 20} y={w[4]} width={w[7] - w[6] + 40} height={w[5]} />)}
      {drawn}
    </svg>
  );
}

/** The words and lines alone: they are drawn again only when the page changes. */
export function Drawing({ page }: { page: PageDrawing }) {
  return (
    <g>
      {page.strokes.map(([x1, y1, x2, y2, thick, colour]) => <line x1={x1} y1={y1} x2={x2} y2={y2} stroke-width={thick} stroke={colour} />)}
      {page.words.map((words) => <text class={FACES[words[0]]} font-size={words[1]} fill={words[2]} y={words[3]}>{parts(words)}</text>)}
    </g>
  );
}

function parts(words: Words) {
  const shown = [];
  for (let i = 0; i + 1 < words[9].length; i += 2) {
    shown.push(<tspan x={words[9][i] as number}>{(words[9][i + 1] as string).trimEnd()}</tspan>);
  }
  return shown;
}

function textOf(words: Words): string {
  return words[9].filter((_, index) => index % 2 === 1).join('');
}

/** The faces of the PDF, from the program itself. */
export async function loadFaces(app: App) {
  for (const [variant, name] of FACES.entries()) {
    const bytes = await app.desk.face(variant);
    const face = new FontFace(name, bytes.slice().buffer);
    document.fonts.add(await face.load());
  }
}
