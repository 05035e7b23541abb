/** Somebody has guessed too often: says until when nothing is taken, and when that is over. */

import type { Problem } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

const words = texts.signIn.wait;
/** Milliseconds, when the server does not say how long. */
const usualWait = 60_000;

export function WaitUntil({ problem }: { readonly problem: Problem }): ReactElement {
  const [until] = useState(() => new Date(problem.retryAt ?? Date.now() + usualWait));
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), until.getTime() - Date.now());
    return () => clearTimeout(timer);
  }, [until]);
  return (
    <div className="bl-problem" role="alert">
      <Icon name="clock" />
      <div>
        <h2 className="bl-title">{words.title}</h2>
        <p>{isOver ? words.over : words.until(until.toLocaleTimeString())}</p>
      </div>
    </div>
  );
}
