// A minute's tour for who is here the first time: a commune's month with made-up figures, step by
// step on the real screens, with one mistake on purpose. It can be left at any step, and the made-up
// month goes with it.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { App, Screen } from './app';
import { firstComputed } from './screens/review';
import { openExample } from './screens/choose';
import type { Way } from './types';

/** How the folders of the made-up month are called, apart from whatever the user has. */
const BEFORE = 'huong-dan-';
const TOTAL: Way = ['diem', 'tong', 'dat'];
const SEEN = 'vanthu-huong-dan';

interface Step {
  screen: Screen;
  title: string;
  says: string;
  /** What is shown, besides the screen. */
  act?: (app: App) => Promise<void> | void;
}

const STEPS: Step[] = [
  {
    screen: 'so-lieu', title: 'Số liệu của tháng',
    says: 'Thả bảng xuất từ Cổng hay tệp Excel vào ô trên cùng, hoặc chép một khối ô trong Excel rồi dán vào ô đầu của bảng. Đây là số liệu đặt ra của xã Mỹ Đức.',
  },
  {
    screen: 'so-lieu', title: 'Trang thật ở bên cạnh',
    says: 'Gõ đến đâu, trang in thay đổi đến đó. Bây giờ tổng điểm được sửa sai cố ý: 93,00.',
    act: async (app) => { await app.edit(TOTAL, '93,00'); app.point(TOTAL); },
  },
  {
    screen: 'xem', title: 'Sai ở đâu, vì sao, sửa thế nào',
    says: 'Chương trình cộng lại sáu nhóm và thấy không khớp. “Vì sao?” mở căn cứ, “Đến chỗ sửa” đưa đến đúng ô. Còn lỗi thì chưa in được.',
    act: (app) => app.edit(TOTAL, '93,00'),
  },
  {
    screen: 'xem', title: 'Mỗi con số có nguồn',
    says: 'Tổng điểm đã sửa lại. Bấm vào bất kỳ con số nào trên trang: bên trên là cách tính và các ô mà nó lấy.',
    act: async (app) => { await app.edit(TOTAL, '93,77'); app.picked = firstComputed(app); app.changed(); },
  },
  {
    screen: 'van-ban', title: 'Chữ nghĩa của văn bản',
    says: 'Chỉ những ô mà mẫu này cần đứng trước, mỗi ô có một dòng nói nó là gì. Tháng sau các ô này đã có sẵn.',
  },
  {
    screen: 'lay', title: 'Lấy về',
    says: 'Word để sửa tiếp, PDF để in và ký, hồ sơ để tháng sau chỉ còn thay số. Mọi thứ làm trong máy này, không gửi đi đâu.',
  },
];

/** Whether the tour was seen or declined in this browser. */
export function isNew(): boolean {
  try { return localStorage.getItem(SEEN) === null; } catch { return false; }
}

export function remember() {
  try { localStorage.setItem(SEEN, '1'); } catch { /* Asked again the next time. */ }
}

/** The folders of the tour. */
let made: string[] = [];

export async function start(app: App) {
  remember();
  made = await openExample(app, BEFORE);
  await to(app, 0);
}

async function to(app: App, step: number) {
  app.picked = undefined;
  app.go(STEPS[step]!.screen);
  await STEPS[step]!.act?.(app);
  // At the end, so that what is told has the focus, not what is shown.
  app.tour = step;
  app.changed();
}

async function leave(app: App) {
  app.tour = undefined;
  for (const folder of made) await app.deleteFolder(folder);
  app.picked = undefined;
  app.go('chon');
}

export function Invitation({ app }: { app: App }) {
  return (
    <section class="invitation" aria-label="Hướng dẫn">
      <p>Lần đầu ở đây? Một phút đi qua các bước, với số liệu đặt ra.</p>
      <p class="row">
        <button type="button" class="main" onClick={() => void start(app)}>Xem hướng dẫn một phút</button>
        <button type="button" onClick={() => { remember(); app.changed(); }}>Không cần</button>
      </p>
    </section>
  );
}

export function Tour({ app }: { app: App }) {
  const at = app.tour;
  const heading = useRef<HTMLHeadingElement>(null);
  // After what is shown has taken the focus: this is drawn last.
  useLayoutEffect(() => {
    if (at === undefined) return;
    document.documentElement.classList.add('touring');
    heading.current?.focus({ preventScroll: true });
    return () => document.documentElement.classList.remove('touring');
  }, [at]);
  if (at === undefined) return null;
  const step = STEPS[at]!;
  return (
    <section class="tour" aria-labelledby="huong-dan" onKeyDown={(event) => event.key === 'Escape' && void leave(app)}>
      <h2 id="huong-dan" tabIndex={-1} ref={heading}>{at + 1}/{STEPS.length}. {step.title}</h2>
      <p>{step.says}</p>
      <p class="row">
        {at + 1 < STEPS.length
          ? <button type="button" class="main" onClick={() => void to(app, at + 1)}>Tiếp</button>
          : <button type="button" class="main" onClick={() => void leave(app)}>Xong, làm văn bản của tôi</button>}
        {at > 0 && <button type="button" onClick={() => void to(app, at - 1)}>Lùi</button>}
        {at + 1 < STEPS.length && <button type="button" onClick={() => void leave(app)}>Thôi hướng dẫn</button>}
      </p>
    </section>
  );
}
