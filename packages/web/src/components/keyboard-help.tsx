/** The list of keys, opened with `?`. */

import type { ReactElement } from 'react';
import { Dialog } from './dialog.tsx';
import { placesByKey } from './use-keyboard.ts';

const keys = [
  ['/', 'Search issues'],
  ...Object.entries(placesByKey).map(([key, { name }]) => [`g ${key}`, `Go to ${name}`]),
  ['?', 'This help'],
] as const;

export function KeyboardHelp({ onClose }: { readonly onClose: () => void }): ReactElement {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
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
