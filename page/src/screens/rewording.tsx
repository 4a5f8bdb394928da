// Sửa câu chữ: the sentences that the templates wrote, each in an editor in which its values
// cannot be broken, for this document or for all of the office's.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { sentence as said, type App } from '../app';
import { Faults } from '../desk';
import { save } from '../save';
import { frame, inside, label, line, moved, shifted, spaced, without, type Piece, type Sentence, type Worded } from '../sentence';
import { at } from '../tree';
import type { Place } from '../types';

const STANDS: Record<Worded['stand'], string> = {
  shipped: 'có sẵn của chương trình.',
  office: 'của cơ quan, dùng cho mọi văn bản làm trong trình duyệt này.',
  document: 'riêng của hồ sơ này.',
};

/** Whether it is the heads and titles of a Biểu. */
const isSheet = (worded: Worded) => worded.file.endsWith('.yaml');
const kindOf = (worded: Worded) => (isSheet(worded) ? 'Biểu' : 'Mẫu');

export function Rewording({ app }: { app: App }) {
  const [all, setAll] = useState<Worded[] | undefined>();
  const [wrong, setWrong] = useState('');
  const [open, setOpen] = useState<string>('');
  useEffect(() => {
    app.desk.ask<Worded[]>('wording', app.file).then((found) => { setAll(found); setWrong(''); }, (error) => {
      if (!(error instanceof Faults)) return;
      setWrong(error.faults.map(said).join(' '));
    });
  }, [app.shown, app.turn]);
  useEffect(() => {
    if (!all || !app.spot) return;
    const found = find(all, app.spot);
    app.spot = undefined;
    if (found) setOpen(found);
  }, [all, app.spot]);
  /** Does what changes files, as one step of undoing; tells what is wrong. */
  const change = async (call: string, ...args: unknown[]) => {
    try {
      await app.together(async () => {
        const files = await app.desk.ask<[string, string | null][]>(call, app.file, ...args);
        for (const [path, text] of files) await (text === null ? app.remove(path) : app.put(path, new TextEncoder().encode(text)));
      });
      setWrong('');
      setOpen('');
      await app.refresh();
      return undefined;
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      return error.faults.map(said).join(' ');
    }
  };
  const tell = async (doing: Promise<string | undefined>) => setWrong((await doing) ?? '');
  return (
    <>
      <h1>Sửa câu chữ</h1>
      <p>Bấm vào một câu trên trang bên cạnh, hoặc chọn trong danh sách. Ô màu là chỗ chương trình điền số liệu của hồ sơ: giữ nguyên, chuyển chỗ hoặc bỏ cả ô.</p>
      {wrong && <p class="said error" role="alert">{wrong}</p>}
      {all?.map((one, template) => (
        <section key={one.file}>
          <h2>{isSheet(one) ? `Tên và đầu cột của biểu “${one.name}”` : one.original ?? one.name}</h2>
          <Stand app={app} worded={one} keep={() => tell(change('keep', template))} />
          <ol class="sentences">{one.sentences.map((sentence, number) => {
            const key = `${one.file}:${number}`;
            return (
              <li key={key} class={sentence.was ? 'changed' : ''}>
                {open === key && sentence.pieces
                  ? <Editor pieces={sentence.pieces} scopes={scopesOf(one)} close={() => setOpen('')}
                      save={(pieces, scope) => change('reword', JSON.stringify({ template, sentence: number, pieces, scope }))} />
                  : <Shown sentence={sentence} edit={() => setOpen(key)} />}
                {sentence.was && open !== key && <Was sentence={sentence} putBack={() => tell(change('reword', JSON.stringify({ template, sentence: number, pieces: null, scope: one.stand })))} />}
              </li>
            );
          })}</ol>
        </section>
      ))}
    </>
  );
}

/** For what it can be rewritten: a Biểu of the office's is used before one of the hồ sơ. */
const scopesOf = (worded: Worded): Scope[] =>
  (worded.stand === 'document' ? ['document'] : worded.stand === 'office' && isSheet(worded) ? ['office'] : ['document', 'office']);

/** The sentence at a place of a template's file. */
function find(all: Worded[], spot: Place): string | undefined {
  const worded = all.find((one) => one.file === spot.file);
  if (!worded) return undefined;
  const exact = worded.sentences.findIndex((one) => one.line === spot.line && one.column === spot.column);
  const number = exact >= 0 ? exact : worded.sentences.findIndex((one) => one.line <= spot.line && spot.line <= one.last);
  return number >= 0 ? `${worded.file}:${number}` : undefined;
}

/** Whose template it is, what was rewritten, and what can be done with it as a whole. */
function Stand({ app, worded, keep }: { app: App; worded: Worded; keep: () => void }) {
  const [asking, setAsking] = useState(false);
  const changed = worded.sentences.filter((one) => one.was).length;
  const name = worded.file.split('/').pop()!;
  const drop = () => app.together(async () => {
    if (worded.stand === 'document' && !isSheet(worded)) {
      const number = at(app.tree, ['mau'])?.list?.findIndex((one) => one.v === worded.name) ?? -1;
      await app.edit(number >= 0 ? ['mau', number] : ['mau'], worded.original!);
    }
    await app.remove(worded.file);
    await app.refresh();
  });
  return (
    <>
      <p>{kindOf(worded)} {STANDS[worded.stand]} {changed > 0 && <strong>Đã sửa {changed} câu.</strong>}</p>
      {worded.outdated && <p class="said warning">Mẫu này sửa từ bản cũ của mẫu “{worded.original}”, mẫu ấy nay đã đổi. Những câu khác bản mới có ghi bên dưới: xem lại từng câu, hoặc bỏ mẫu này để dùng bản mới.</p>}
      {worded.original !== null && worded.stand !== 'shipped' && (
        <p class="row">
          {worded.stand === 'document' && <button type="button" onClick={keep}>Dùng cho mọi văn bản của cơ quan</button>}
          {worded.stand === 'office' && <button type="button" onClick={() => void app.desk.bytes(worded.file).then((bytes) => bytes && save(name, bytes))}>Tải {kindOf(worded).toLowerCase()} của cơ quan ({name})</button>}
          {asking
            ? <><span>Bỏ hết những câu đã sửa?</span><button type="button" onClick={() => void drop()}>Bỏ</button><button type="button" onClick={() => setAsking(false)}>Giữ</button></>
            : <button type="button" onClick={() => setAsking(true)}>Bỏ những câu đã sửa…</button>}
        </p>
      )}
      {worded.stand === 'office' && <p class="help">Dòng lệnh đọc cùng tệp ấy: đặt vào một thư mục rồi gọi `vanthu render HỒ-SƠ --template-dir THƯ-MỤC`.</p>}
    </>
  );
}

function Shown({ sentence, edit }: { sentence: Sentence; edit: () => void }) {
  const pieces = sentence.pieces;
  if (!pieces) return <p class="help">Câu này sửa trong tệp mẫu (dòng {sentence.line}).</p>;
  const text = line(pieces);
  return (
    <p class="row">
      <span class="words">{pieces.length === 0 ? <em>(đã bỏ)</em> : pieces.map((one) => <Part piece={one} />)}</span>
      <button type="button" aria-label={`Sửa câu: ${text || 'đã bỏ'}`} onClick={edit}>Sửa</button>
    </p>
  );
}

function Part({ piece }: { piece: Piece }) {
  if (piece.kind === 'frame') return null;
  if (piece.kind === 'value') return <span class="chip" title={inside(piece)}>{label(piece)}</span>;
  return piece.bold ? <b>{piece.text}</b> : piece.italic ? <i>{piece.text}</i> : <>{piece.text}</>;
}

function Was({ sentence, putBack }: { sentence: Sentence; putBack: () => void }) {
  const was = sentence.was!.pieces;
  return (
    <p class="row help">
      <span>Đã sửa. Mẫu gốc: “{was ? line(was) : '…'}”</span>
      <button type="button" aria-label={`Lấy lại câu gốc: ${was ? line(was) : ''}`} onClick={putBack}>Lấy lại câu gốc</button>
    </p>
  );
}

type Scope = 'document' | 'office';

function Editor({ pieces: given, scopes, save, close }: {
  pieces: Piece[]; scopes: Scope[]; save: (pieces: Piece[], scope: Scope) => Promise<string | undefined>; close: () => void;
}) {
  const [pieces, setPieces] = useState(() => spaced(given));
  const [chosen, setChosen] = useState<number | undefined>();
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const dragged = useRef<number | undefined>(undefined);
  /** What takes the keyboard after the next drawing, and where in it. */
  const next = useRef<{ at: number; end: boolean } | undefined>({ at: 0, end: false });
  const part = (at: number) => place.current?.children[at] as HTMLElement | undefined;
  const focus = (at: number, end: boolean) => {
    const element = part(at);
    if (!element) return;
    element.focus();
    if (element.isContentEditable) getSelection()?.setPosition(element.firstChild ?? element, end ? element.textContent?.length ?? 0 : 0);
  };
  useLayoutEffect(() => {
    if (next.current) focus(next.current.at, next.current.end);
    next.current = undefined;
  });
  const set = (made: [Piece[], number] | undefined) => {
    if (!made) return;
    next.current = { at: made[1], end: false };
    setPieces(made[0]);
    setChosen(made[1]);
  };
  const drop = (at: number) => {
    const made = without(pieces, at);
    if (made === pieces) return;
    next.current = { at: Math.max(0, at - 1), end: true };
    setChosen(undefined);
    setPieces(made);
  };
  const store = async (scope: Scope) => {
    setBusy(true);
    setWrong((await save(pieces.filter((one) => one.kind !== 'words' || one.text !== ''), scope)) ?? '');
    setBusy(false);
  };
  const chip = (event: KeyboardEvent, at: number) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as 1 | -1 | undefined;
    if (step && event.altKey) set(shifted(pieces, at, step));
    else if (step) focus(at + step, step < 0);
    else if (event.key === 'Delete' || event.key === 'Backspace') drop(at);
    else return;
    event.preventDefault();
  };
  return (
    <div class="editor" onKeyDown={(event) => { if (event.key === 'Escape') close(); }}>
      <div class="sentence" ref={place} role="group" aria-label="Câu đang sửa">
        {pieces.map((piece, at) => piece.kind === 'words'
          ? <Slot key={`${at} ${pieces.length}`} piece={piece} number={pieces.slice(0, at + 1).filter((one) => one.kind === 'words').length}
              change={(text) => setPieces(pieces.with(at, { ...piece, text }))} leave={(step) => focus(at + step, step < 0)}
              drop={(letters) => { if (dragged.current !== undefined) set(moved(pieces, dragged.current, at, letters)); dragged.current = undefined; }} />
          : piece.kind === 'frame'
            ? <span class="chip frame" key={`${at} ${piece.text}`} tabIndex={-1} onKeyDown={(event) => chip(event, at)}>{frame(piece)}</span>
            : <button type="button" class="chip" key={`${at} ${piece.text}`} draggable aria-pressed={chosen === at} title={inside(piece)} aria-label={`Giá trị ${label(piece)}`}
                onClick={() => setChosen(at)} onKeyDown={(event) => chip(event, at)}
                onDragStart={(event) => { dragged.current = at; event.dataTransfer?.setData('text/plain', ''); }}>{label(piece)}</button>)}
      </div>
      {chosen !== undefined && pieces[chosen]?.kind === 'value' && (
        <p class="row" role="group" aria-label={`Giá trị ${label(pieces[chosen]!)}`}>
          <span class="help">Giá trị “{label(pieces[chosen]!)}” ({inside(pieces[chosen]!)}):</span>
          <button type="button" disabled={!shifted(pieces, chosen, -1)} onClick={() => set(shifted(pieces, chosen, -1))}>← Sang trái</button>
          <button type="button" disabled={!shifted(pieces, chosen, 1)} onClick={() => set(shifted(pieces, chosen, 1))}>Sang phải →</button>
          <button type="button" onClick={() => drop(chosen)}>Bỏ giá trị này</button>
        </p>
      )}
      {wrong && <p class="said error" role="alert">Chưa lưu: {wrong}</p>}
      <p class="row">
        {scopes.map((scope, at) => <button type="button" class={at === 0 ? 'main' : undefined} disabled={busy} onClick={() => void store(scope)}>{scope === 'document' ? 'Lưu cho riêng hồ sơ này' : 'Lưu cho mẫu của cơ quan'}</button>)}
        <button type="button" onClick={close}>Thôi</button>
      </p>
    </div>
  );
}

/** Words in which one types: plain text, whatever is pasted. */
function Slot({ piece, number, change, leave, drop }: {
  piece: Piece; number: number; change: (text: string) => void; leave: (step: 1 | -1) => void; drop: (letters: number) => void;
}) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (ref.current && ref.current.textContent !== piece.text) ref.current.textContent = piece.text;
  });
  const caret = () => {
    const selection = getSelection();
    if (!selection?.isCollapsed || !ref.current?.contains(selection.anchorNode)) return undefined;
    const range = document.createRange();
    range.setStart(ref.current, 0);
    range.setEnd(selection.anchorNode!, selection.anchorOffset);
    return range.toString().length;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = caret();
    const back = (event.key === 'ArrowLeft' || event.key === 'Backspace') && at === 0;
    const on = (event.key === 'ArrowRight' || event.key === 'Delete') && at === piece.text.length;
    if (!back && !on) return;
    event.preventDefault();
    leave(back ? -1 : 1);
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    document.execCommand('insertText', false, (event.clipboardData?.getData('text/plain') ?? '').replace(/\s+/g, ' '));
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    drop(at && ref.current?.contains(at.offsetNode) ? at.offset : piece.text.length);
  };
  return <span ref={ref} role="textbox" contentEditable aria-label={`Chữ, đoạn ${number}`} spellcheck={false}
    class={`slot${piece.bold ? ' bold' : ''}${piece.italic ? ' italic' : ''}`}
    onInput={(event) => change((event.currentTarget.textContent ?? '').replace(/\n/g, ' '))} onKeyDown={press} onPaste={paste}
    onBeforeInput={(event) => { if (/^(format|insertParagraph|insertLineBreak|insertFromDrop)/.test((event as InputEvent).inputType)) event.preventDefault(); }}
    onDragOver={(event) => event.preventDefault()} onDrop={dropped} />;
}
