/** The list of keys, opened with `?`. */

import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { Dialog } from './dialog.tsx';
import { allPlaces } from './places.ts';
import { mayGo, useMe } from './use-me.ts';

export function KeyboardHelp({ onClose }: { readonly onClose: () => void }): ReactElement {
  const me = useMe();
  const words = texts.frame.keyboard;
  const keys = [
    ['/', words.search],
    ...allPlaces
      .filter((place) => mayGo(me, place.for))
      .map(({ key, label }) => [`g ${key}`, words.goTo(label)] as const),
    ['?', words.help],
  ] as const;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <dl className="facts">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
