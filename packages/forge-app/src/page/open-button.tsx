/** Leads out of the page: the frame may not follow links by itself. */

import { Icon } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import type { Surroundings } from './surroundings.ts';

export function OpenButton(props: {
  readonly label: string;
  readonly url: string;
  readonly open: Surroundings['open'];
}): ReactElement {
  return (
    <button type="button" className="bl-button" onClick={() => void props.open(props.url)}>
      {props.label} <Icon name="external" />
    </button>
  );
}
