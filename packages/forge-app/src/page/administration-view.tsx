/** What Jira shows to its administrators: whether we are reached, and the way there. */

import { useCallback } from 'react';
import type { ReactElement } from 'react';
import { OpenButton } from './open-button.tsx';
import { ShownAnswer } from './shown-answer.tsx';
import type { Surroundings } from './surroundings.ts';
import { texts } from './texts.ts';
import { useAnswer } from './use-answer.ts';

export function AdministrationView({ client, server, open }: Surroundings): ReactElement {
  // The smallest question that only the server can answer: that it does is the news here.
  const ask = useCallback((signal: AbortSignal) => client.listIssues({ query: { limit: 1 } }, signal), [client]);
  const answer = useAnswer(ask);
  return (
    <main>
      <h1>{texts.administration.title}</h1>
      <ShownAnswer answer={answer}>
        {() => (
          <>
            <p>{texts.administration.reached(server)}</p>
            <p className="quiet">{texts.administration.where}</p>
            <OpenButton label={texts.administration.open} url={server} open={open} />
          </>
        )}
      </ShownAnswer>
    </main>
  );
}
