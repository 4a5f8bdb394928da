// Chọn việc, cả tỉnh: a lô from the portal's export or the office's own table, with a template.
import { useState } from 'preact/hooks';
import type { App } from '../app';
import { Drop, type Taken } from '../drop';
import { useSet } from '../sets';

export function NewLot({ app, trying }: { app: App; trying: (act: () => Promise<unknown>) => Promise<void> }) {
  const templates = (app.catalogue?.templates ?? []).filter((one) => one.points === 'một đơn vị');
  const [chosen, setChosen] = useState('');
  const [period, setPeriod] = useState('');
  const [dropped, setTable] = useState<Taken | undefined>();
  const table = dropped ?? app.waiting[0];
  // The month's notice, unless another is chosen.
  const template = templates.find((one) => one.name === (chosen || 'thong-bao-xa')) ?? templates[0];
  const { set, choice } = useSet(app, template);
  const start = (event: Event) => {
    event.preventDefault();
    if (!template || !table) return;
    void trying(() => app.create(template.name, set, period, table));
  };
  return (
    <section>
      <h2>Cả tỉnh: mỗi đơn vị một văn bản</h2>
      <p class="help">Từ một bảng có mỗi đơn vị một dòng. Đã có lô (lo.yaml) thì thả nó, hoặc cả thư mục của nó, vào ô ở đầu trang.</p>
      <form onSubmit={start}>
        <Drop label="Thả bảng điểm xuất từ Cổng, Excel (.xlsx) hoặc .csv của mọi đơn vị vào đây" id="tep-lo" accept=".xlsx,.csv,.tsv" take={(files) => setTable(files[0])} />
        {table && (
          <>
            <p aria-live="polite">Bảng số liệu: <strong>{table.path}</strong></p>
            <div class="row">
              <label>Mẫu <select value={template?.name} onChange={(event) => setChosen(event.currentTarget.value)}>
                {templates.map((one) => <option value={one.name}>{one.title}</option>)}</select></label>
              {choice}
              <label>Tháng của lô <input value={period} placeholder="ví dụ: 2026-10" required onInput={(event) => setPeriod(event.currentTarget.value)} /></label>
              <button type="submit" class="main">Tạo lô</button>
            </div>
          </>
        )}
      </form>
    </section>
  );
}
