// Văn bản of a lô: what all its documents share, from the declared form.
import type { App } from '../app';
import { Form } from '../form';
import { at } from '../tree';
import { Faulty } from './figures';

/** What has a screen of its own, or is chosen when the lô is made. */
const ELSEWHERE = ['mau', 'bo_chi_so', 'so_lieu', 'danh_ba', 'da_xem', 'phong_chu'];

export function LotWords({ app }: { app: App }) {
  const keys = app.outline.filter((one) => !ELSEWHERE.includes(one.key));
  const first = keys.filter((one) => one.key !== 'ten_tep' && (one.need.always || at(app.tree, [one.key]) !== undefined));
  return (
    <>
      <h1>Văn bản</h1>
      <Faulty app={app} />
      <p>Những điều mọi văn bản của lô cùng có. Chữ trong {'{{ }}'} là cột của bảng số liệu, lấy cho từng đơn vị: {'{{ don_vi }}'} là tên đơn vị.</p>
      <Form app={app} first={first} rest={keys.filter((one) => !first.includes(one))} />
    </>
  );
}
