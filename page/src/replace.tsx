// Files of figures that are dropped: each takes the place of the one that it is a new state of; where
// that is not plain, it is asked.
import { useEffect, useState } from 'preact/hooks';
import type { App } from './app';
import { Drop, type Taken } from './drop';
import type { Named } from './types';

/** The files of figures that the open hồ sơ or lô names. */
export function useNamed(app: App): Named[] | undefined {
  const [named, setNamed] = useState<Named[] | undefined>();
  useEffect(() => { app.desk.ask<Named[]>('figures', app.file).then(setNamed, () => setNamed([])); }, [app.tree]);
  return named;
}

export const base = (path: string) => path.split('/').pop() ?? path;
const ending = (path: string) => path.slice(path.lastIndexOf('.')).toLowerCase();

/** `use` takes a file as one at a path; `instead` and `other` are what the answers are called. */
export function Replace({ app, named, label, id, accept, instead, other, use }: {
  app: App; named: Named[] | undefined; label: string; id: string; accept: string; instead: string; other: string; use: (path: string, file: Taken) => Promise<void>;
}) {
  // Those of which it is not plain what they are for stay with the hồ sơ until it is said.
  const asked = app.handed;
  const ask = (files: Taken[]) => {
    app.handed = files;
    app.changed();
  };
  const beside = (file: Taken) => `${app.folder}/${base(file.path)}`;
  const alike = (file: Taken) => (named ?? []).filter(({ path }) => ending(path) === ending(file.path));
  const take = async (files: Taken[]) => {
    const plain = (file: Taken) => {
      const own = named?.find(({ path }) => base(path) === base(file.path));
      return own?.path ?? (alike(file).length === 0 ? beside(file) : undefined);
    };
    ask([...asked.filter((file) => !files.includes(file)), ...files.filter((file) => !plain(file))]);
    for (const file of files) {
      const path = plain(file);
      if (path) await use(path, file);
    }
  };
  // What was dropped before there was a hồ sơ for it.
  useEffect(() => { if (named && asked.length > 0) void take(asked); }, [named === undefined]);
  const answer = (path?: string) => {
    const [file, ...rest] = asked;
    ask(rest);
    if (path) void use(path, file!);
  };
  return (
    <>
      <Drop label={label} id={id} accept={accept} take={(files) => void take(files)} />
      {asked[0] && (
        <div class="said" role="alert">
          <p>“{base(asked[0].path)}” dùng làm gì?</p>
          <p class="row">
            {alike(asked[0]).map(({ path }) => <button type="button" class="main" onClick={() => answer(path)}>{instead} “{base(path)}”</button>)}
            <button type="button" onClick={() => answer(beside(asked[0]!))}>{other}</button>
            <button type="button" onClick={() => answer()}>Không dùng</button>
          </p>
        </div>
      )}
    </>
  );
}
