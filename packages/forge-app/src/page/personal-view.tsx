/** What Jira shows to everybody among their own settings: the way to their accounts, and a code that says who they are. */

import type { Problem, ResponseOf } from '@branchline/contract';
import { CopyButton, copyText, ProblemView } from '@branchline/issue-panel';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { OpenButton } from './open-button.tsx';
import type { Surroundings } from './surroundings.ts';
import { texts } from './texts.ts';
import { problemOf } from './use-answer.ts';

type Code = ResponseOf<'makeJiraCode'>;

export function PersonalView({ client, server, open }: Surroundings): ReactElement {
  return (
    <main>
      <h1>{texts.personal.title}</h1>
      <p>{texts.personal.what}</p>
      <OpenButton label={texts.personal.open} url={`${server}/profile?tab=connections`} open={open} />
      <JoinAccount client={client} server={server} open={open} />
    </main>
  );
}

/** Made only when somebody asks for it: whoever sees the code could use it. */
function JoinAccount({ client, server, open }: Surroundings): ReactElement {
  const words = texts.personal.join;
  const [code, setCode] = useState<Code>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  async function make(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      setCode(await client.makeJiraCode({}));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  }
  return (
    <>
      <h2>{words.title}</h2>
      <p>{words.what}</p>
      {problem !== undefined && <ProblemView problem={problem} onCopy={copyText} />}
      {code !== undefined && (
        <output>
          {words.code}: <code>{code.jiraCode}</code>{' '}
          <CopyButton text={code.jiraCode} what={words.code} onCopy={copyText} />
        </output>
      )}
      {code !== undefined && (
        <>
          <p className="quiet">{words.how(minutesUntil(code.endsAt))}</p>
          <OpenButton label={words.open} url={`${server}/profile`} open={open} />
        </>
      )}
      <button type="button" className="bl-button" disabled={busy} onClick={() => void make()}>
        {busy ? words.making : code === undefined ? words.make : words.again}
      </button>
    </>
  );
}

function minutesUntil(moment: string): number {
  return Math.max(1, Math.round((Date.parse(moment) - Date.now()) / 60_000));
}
