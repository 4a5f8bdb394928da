// The set of indicators that goes with a template: the nation's, unless the user chooses another.
import { useState } from 'preact/hooks';
import type { App } from './app';
import type { Catalogue } from './types';

export function useSet(app: App, template: Catalogue['templates'][number] | undefined) {
  const [chosen, setChosen] = useState('');
  const sets = app.catalogue?.frameworks.filter((one) => template?.frameworks.includes(one.name)) ?? [];
  const set = [chosen, app.catalogue?.usual].find((name) => sets.some((one) => one.name === name)) ?? sets[0]?.name ?? '';
  const choice = (
    <label>Bộ chỉ số <select value={set} onChange={(event) => setChosen(event.currentTarget.value)}>
      {sets.map((one) => <option value={one.name}>{one.title}</option>)}</select></label>
  );
  return { set, choice };
}
