// Which column of a lô's table is what: what is pointed at is written into the lô.
import { useEffect, useState } from 'preact/hooks';
import type { App } from '../app';
import { Columns, declared } from '../columns';
import { at, plain } from '../tree';

export function LotColumns({ app }: { app: App }) {
  // Whoever points at one column may want to at others.
  const [pointing, setPointing] = useState(false);
  const file = at(app.tree, ['so_lieu', 'tep'])?.v ?? '';
  const sheet = at(app.tree, ['so_lieu', 'trang'])?.v ?? '';
  const cot = at(app.tree, ['so_lieu', 'cot']);
  const pointed = cot?.map ? (plain(cot) as Record<string, string>) : {};
  const asked = JSON.stringify([file, sheet, pointed, app.asked()]);
  useEffect(() => { if (file) void app.lookAt(file, sheet, pointed); }, [asked, app.lots.units]);
  const { look } = app;
  if (!look) return null;
  const choose = (name: string, written: string) => {
    setPointing(true);
    void app.edit(['so_lieu', 'cot'], declared(look, { ...pointed, [name]: written }));
  };
  return <Columns look={look} pointed={pointed} choose={choose} turn={(sheet) => void app.edit(['so_lieu', 'trang'], sheet)} open={pointing || app.faults.length > 0} />;
}
