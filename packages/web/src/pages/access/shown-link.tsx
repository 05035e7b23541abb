/** A link by which somebody chooses a password: shown once, to be copied. */

import { RelativeTime } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { useNow } from '../../components/use-now.ts';
import * as texts from '../../texts.ts';

const words = texts.access.accounts;

export interface MadeLink {
  readonly name: string;
  readonly url: string;
  readonly endsAt: string;
}

export function ShownLink({ link }: { readonly link: MadeLink }): ReactElement {
  const now = useNow();
  return (
    <output className="shown-once">
      <strong>{words.link(link.name)}</strong>
      <CopyField what={words.linkWhat} text={link.url} />
      <span className="quiet">
        {words.linkText} <RelativeTime at={link.endsAt} now={now} />
      </span>
    </output>
  );
}
