// Văn bản: the form of the hồ sơ, made from its declaration.
import type { App } from '../app';
import { useFolded } from '../fields';
import { FIGURES, Form } from '../form';
import type { Key } from '../types';

/** What has a screen of its own, or is chosen when the hồ sơ is made. */
const ELSEWHERE = ['mau', 'bo_chi_so', 'phong_chu', ...FIGURES];
/** In the order in which a clerk thinks of them. */
const FIRST = ['van_ban', 'thong_tin', 'nguoi_ky', 'noi_nhan', 'kinh_gui', 'co_quan', 'ky'];

export function WordsScreen({ app }: { app: App }) {
  const keys = app.outline.filter((one) => !ELSEWHERE.includes(one.key));
  const { first, rest } = useFolded(app, keys, [], (one) => one.need.always === true || one.need.with === 'mau');
  const order = (one: Key) => (FIRST.indexOf(one.key) + 1) || FIRST.length + 1;
  return (
    <>
      <h1>Văn bản</h1>
      <Form app={app} first={first.sort((a, b) => order(a) - order(b))} rest={rest} />
    </>
  );
}
