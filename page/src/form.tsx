// The form of a hồ sơ or a lô, made from its declaration: what comes first, all else folded.
import type { App } from './app';
import { Field } from './fields';
import type { Key } from './types';

/** What is typed on the screen Số liệu. */
export const FIGURES = ['bang_diem', 'don_vi', 'diem', 'chi_so', 'so_dem', 'ty_le', 'xep_hang', 'so_lieu', 'bieu'];

export function Form({ app, first, rest }: { app: App; first: Key[]; rest: Key[] }) {
  const fields = (keys: Key[]) => keys.map((one) => <Field key={one.key} app={app} way={[one.key]} key_={one} />);
  return (
    <>
      {fields(first)}
      <details>
        <summary>Ít khi dùng: {rest.map((one) => one.name).join('; ')}</summary>
        {fields(rest)}
      </details>
    </>
  );
}
