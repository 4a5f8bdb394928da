import { render } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { App, type Screen } from './app';
import { Desk } from './desk';
import { LotFigures } from './lo/figures';
import { LotReview } from './lo/review';
import { LotTake } from './lo/take';
import { LotWords } from './lo/words';
import { focusNear } from './fields';
import { packed } from './packed';
import { loadFaces, Pages } from './pages';
import { Choose } from './screens/choose';
import { Figures } from './screens/figures';
import { Review } from './screens/review';
import { Rewording } from './screens/rewording';
import { Take } from './screens/take';
import { WordsScreen } from './screens/words';
import { Store } from './store';
import { Tour } from './tour';
import type { Source } from './types';

const STEPS: [Screen, string][] = [['chon', 'Chọn việc'], ['so-lieu', 'Số liệu'], ['van-ban', 'Văn bản'], ['xem', 'Xem và soát'], ['lay', 'Lấy về']];

/** Ctrl+Z and Ctrl+Y for all that is done to the hồ sơ; what is not yet of it, the browser undoes. */
function undoing(app: App, event: KeyboardEvent) {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y') || !app.folder) return;
  const typed = event.target as HTMLElement;
  const isText = typed.isContentEditable || /^(input|textarea)$/i.test(typed.tagName);
  if (isText && !typed.id.startsWith('o-')) return;
  event.preventDefault();
  void (key === 'y' || event.shiftKey ? app.redo() : app.undo());
}

function Shell({ app }: { app: App }) {
  const [, redraw] = useState(0);
  // Before anything can change: what changes unheard is not drawn.
  useLayoutEffect(() => {
    const off = app.subscribe(() => redraw((count) => count + 1));
    return () => void off();
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => undoing(app, event);
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  // A new screen begins at its top, and with its heading for who cannot see it: before the next key, which
  // would else go where the focus is taken away from.
  useLayoutEffect(() => {
    if (app.tour !== undefined) return;
    if (app.pointed && (document.querySelector('main :focus') || focusNear(app.pointed))) return;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }, [app.screen, app.folder]);
  const at = STEPS.findIndex(([screen]) => screen === app.screen);
  const errors = app.faults.length + (app.shown?.findings.filter((one) => one.severity === 'error').length ?? 0);
  const next = STEPS[at + 1];
  const lot = app.isLot();
  return (
    <div class={app.screen === 'chon' ? 'shell' : 'shell beside'}>
      <header>
        <nav aria-label="Các bước">
          <ol>{STEPS.map(([screen, name], index) => (
            <li><button type="button" aria-current={screen === app.screen ? 'step' : undefined} disabled={index > 0 && !app.folder} onClick={() => app.go(screen)}>
              {index + 1}. {name}{screen === 'xem' && errors > 0 && <span class="count"> ({errors} lỗi)</span>}</button></li>
          ))}</ol>
        </nav>
        {app.folder && (
          <p class="row">
            <strong>{app.folder}</strong>
            <button type="button" disabled={!app.canUndo()} aria-keyshortcuts="Control+Z" title="Ctrl+Z" onClick={() => void app.undo()}>Hoàn tác</button>
            <button type="button" disabled={!app.canRedo()} aria-keyshortcuts="Control+Y" title="Ctrl+Y" onClick={() => void app.redo()}>Làm lại</button>
            <span aria-live="polite">{{ saved: 'Đã lưu trong trình duyệt', saving: 'Đang lưu…', failed: 'Chưa lưu được' }[app.kept]}</span>
          </p>
        )}
        {app.notice && <p class="said warning" role="status">{app.notice}</p>}
      </header>
      <main key={app.screen} id="noi-dung" tabIndex={-1}>
        {app.screen === 'chon' && <Choose app={app} />}
        {app.screen === 'so-lieu' && (lot ? <LotFigures app={app} /> : <Figures app={app} />)}
        {app.screen === 'van-ban' && (lot ? <LotWords app={app} /> : <WordsScreen app={app} />)}
        {app.screen === 'xem' && (lot ? <LotReview app={app} /> : <Review app={app} />)}
        {app.screen === 'cau-chu' && <Rewording app={app} />}
        {app.screen === 'lay' && (lot ? <LotTake app={app} /> : <Take app={app} />)}
        {app.screen === 'cau-chu' && <p><button type="button" class="main" onClick={() => app.go('xem')}>Về Xem và soát</button></p>}
        {app.folder && next && at > 0 && <p><button type="button" class="main" onClick={() => app.go(next[0])}>Tiếp: {next[1]}</button></p>}
      </main>
      {app.screen !== 'chon' && <Preview app={app} />}
      <Tour app={app} />
    </div>
  );
}

/** The real pages, beside whatever is typed. */
function Preview({ app }: { app: App }) {
  const pick = (text: string, source: Source) => {
    app.pointed = undefined;
    // Words of the template are rewritten; of all else it is told where they come from.
    if ((source.kind === 'line' || source.kind === 'text') && source.place && source.place.file !== app.file && !app.isLot()) {
      app.spot = source.place;
      app.go('cau-chu');
      return;
    }
    app.picked = { text, source };
    app.go('xem');
  };
  // What is pointed at comes into view on its page, and nothing else moves.
  const aside = useRef<HTMLElement>(null);
  useEffect(() => {
    const words = aside.current?.querySelector('.page .pointed');
    if (!aside.current || !words) return;
    const [outer, inner] = [aside.current.getBoundingClientRect(), words.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) aside.current.scrollTop += inner.top - outer.top - outer.height / 3;
  }, [app.pointed]);
  const stale = app.faults.length > 0;
  return (
    <aside ref={aside} aria-label="Văn bản" class={stale ? 'stale' : ''} tabIndex={0}>
      {!app.shown && <p>{app.lots.unitFaults.length > 0 ? 'Đơn vị này bị từ chối nên chưa có văn bản.' : stale ? 'Chưa làm được văn bản: còn những chỗ phải điền. Xem bước “Xem và soát”.' : 'Đang làm văn bản…'}</p>}
      {app.shown && stale && <p class="said error">Bản trước khi có {app.faults.length} lỗi mới.</p>}
      {app.shown?.documents.map((one) => one.pages ? <Pages app={app} pages={one.pages} pick={pick} /> : <pre class="paper-text">{one.text}</pre>)}
    </aside>
  );
}

async function begin() {
  const source = document.getElementById('worker')?.textContent ?? '';
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const store = await Store.open().catch(() => undefined);
  const app = new App(new Desk(() => new Worker(url), packed('program')), store);
  await app.begin();
  await loadFaces(app);
  const place = document.getElementById('trang')!;
  place.replaceChildren();
  render(<Shell app={app} />, place);
  document.body.dataset['ready'] = String(Math.round(performance.now()));
  Object.assign(window, { vanthu: app });
}

void begin().catch((error) => {
  document.getElementById('trang')!.textContent = `Trình duyệt này không mở được trang (${error}). Hãy dùng Chrome, Edge hoặc Firefox bản mới.`;
});
