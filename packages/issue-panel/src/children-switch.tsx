/** Whether sub-tasks and the issues of an epic are looked at, too, and which they are. */

import type { IssueDevelopment } from '@branchline/contract';
import type { ReactElement } from 'react';
import { PlaceLink } from './place-link.tsx';
import { texts } from './texts.ts';
import { visibleText } from './visible-text.ts';

/** Named at once; more are counted. */
const namedChildren = 10;

export interface ChildrenSwitchProps {
  readonly found: IssueDevelopment['children'];
  readonly isOn: boolean;
  readonly onSwitch: (on: boolean) => void;
}

export function ChildrenSwitch({ found, isOn, onSwitch }: ChildrenSwitchProps): ReactElement {
  return (
    <div className="bl-children">
      <label className="bl-check">
        <input type="checkbox" checked={isOn} onChange={(event) => onSwitch(event.target.checked)} />
        {texts.children.include}
      </label>
      {isOn && found !== null && <Children {...found} />}
    </div>
  );
}

function Children({ keys, because }: NonNullable<IssueDevelopment['children']>): ReactElement {
  return (
    <>
      {because !== null && (
        <p className="bl-note" dir="auto">
          {visibleText(because)}
        </p>
      )}
      {keys.length === 0 && because === null && <p className="bl-quiet">{texts.children.none}</p>}
      {keys.length > 0 && (
        <p className="bl-facts">
          {texts.children.with(keys.length)}
          {keys.slice(0, namedChildren).map((key) => (
            <PlaceLink key={key} to={{ kind: 'issue', key }}>
              {key}
            </PlaceLink>
          ))}
          {keys.length > namedChildren && <span>{texts.children.more(keys.length - namedChildren)}</span>}
        </p>
      )}
    </>
  );
}
