/** Paste a text, see which issue keys and smart commands are in it, and why something is none. */

import { explainLimit } from '@branchline/contract';
import type { ExplainRequest, Explanation } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FormEvent, ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { copyText } from '../components/copy-text.ts';
import { formText } from '../components/form-text.ts';
import { refusalWords } from './refusal-words.ts';

export function ExplainPage(): ReactElement {
  const explain = useMutation({ mutationFn: (body: ExplainRequest) => api.explainText({ body }) });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = form.get('field') === 'branch-name' ? 'branch-name' : 'text';
    explain.mutate({ text: formText(form, 'text'), field });
  }
  return (
    <>
      <h1>Explain</h1>
      <p className="lead">Paste a commit message or a branch name to see which issues it names, and why.</p>
      <form className="form" onSubmit={submit}>
        <label>
          Text
          <textarea name="text" rows={6} maxLength={explainLimit} required dir="auto" spellCheck={false} />
        </label>
        <fieldset className="choices">
          <legend>Read it as</legend>
          <label>
            <input type="radio" name="field" value="text" defaultChecked /> a commit message
          </label>
          <label>
            <input type="radio" name="field" value="branch-name" /> a branch name
          </label>
        </fieldset>
        <button type="submit" className="bl-button button-primary" disabled={explain.isPending}>
          Explain
        </button>
      </form>
      {explain.error !== null && <ProblemView problem={problemOf(explain.error)} onCopy={copyText} />}
      <div aria-live="polite">{explain.data !== undefined && <Decisions explanation={explain.data} />}</div>
    </>
  );
}

function Decisions({ explanation }: { readonly explanation: Explanation }): ReactElement {
  const { keys, refused, commands } = explanation;
  return (
    <section className="card">
      <header className="card-header">
        <h2>
          {keys.length === 0
            ? 'It names no issue'
            : `It names ${keys.length === 1 ? 'one issue' : `${keys.length} issues`}`}
        </h2>
      </header>
      <ul className="lines">
        {keys.map((key) => (
          <li key={key} className="line">
            <Link to="/issues/$key" params={{ key }} className="name">
              {key}
            </Link>
          </li>
        ))}
        {refused.map(({ text, why }) => (
          <li key={`${text} ${why}`} className="line">
            <div className="line-text">
              <code className="break">{text}</code>
              <span className="quiet">is no issue key: {refusalWords[why]}</span>
            </div>
          </li>
        ))}
        {commands.map(({ key, command, arguments: words }) => (
          <li key={`${key} ${command} ${words}`} className="line">
            <div className="line-text">
              <span>
                would <b>{command}</b> on {key}
              </span>
              <span className="quiet break" dir="auto">
                {words}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {refused.length === 0 && keys.length === 0 && (
        <p className="quiet">Nothing in it looks like a key. A key is a project key, a dash and a number: ABC-123.</p>
      )}
    </section>
  );
}
