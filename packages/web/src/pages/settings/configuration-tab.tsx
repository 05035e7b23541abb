/** Everything that is set as one file: downloaded, and applied after its plan was seen. */

import type { ConfigurationFile, FileProblem } from '@branchline/contract';
import { readConfiguration } from '@branchline/contract';
import { Icon, ProblemView } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { copyText } from '../../components/copy-text.ts';
import { Field } from '../../components/field.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';
import { PlanView } from './plan-view.tsx';
import { ReportView } from './report-view.tsx';

const words = texts.settings.configuration;

export function ConfigurationTab(): ReactElement {
  return (
    <>
      <p>{words.text}</p>
      <section>
        <ActionButton label={words.download} icon="download" run={download} />
        <p className="hint">{words.downloadHint}</p>
      </section>
      <ApplyFile />
    </>
  );
}

/** The package that knows YAML is fetched only by those who need it. */
async function download(): Promise<void> {
  const [{ stringify }, document] = await Promise.all([import('yaml'), api.exportConfiguration()]);
  const file = new Blob([stringify(document, { lineWidth: 120 })], { type: 'application/yaml' });
  const url = URL.createObjectURL(file);
  const link = Object.assign(window.document.createElement('a'), { href: url, download: words.fileName });
  link.click();
  URL.revokeObjectURL(url);
}

/** What stands in the text, or what is wrong with it. */
async function read(text: string): Promise<ConfigurationFile | readonly FileProblem[]> {
  const { LineCounter, parseDocument } = await import('yaml');
  const checked = readConfiguration(text, { LineCounter, parseDocument });
  return checked.isGood ? checked.file : checked.problems;
}

function isProblems(value: ConfigurationFile | readonly FileProblem[]): value is readonly FileProblem[] {
  return Array.isArray(value);
}

function ApplyFile(): ReactElement {
  const [text, setText] = useState('');
  const [prunes, setPrunes] = useState(false);
  const queries = useQueryClient();
  const plan = useMutation({
    mutationFn: async () => {
      const configuration = await read(text);
      if (isProblems(configuration)) return { problems: configuration };
      return { configuration, plan: await api.planConfiguration({ body: { configuration, prunes } }) };
    },
  });
  const apply = useMutation({
    mutationFn: (configuration: ConfigurationFile) => api.applyConfiguration({ body: { configuration, prunes } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  function change(typed: string): void {
    plan.reset();
    apply.reset();
    setText(typed);
  }
  const planned = plan.data;
  const error = apply.error ?? plan.error;
  return (
    <section className="form">
      <h2>{words.apply}</h2>
      <p className="hint">{words.applyHint}</p>
      <FileField onText={change} />
      <TextField label={words.paste} name="text" isOptional rows={12} value={text} onChange={change} />
      <CheckField
        label={words.prunes}
        hint={words.prunesHint}
        checked={prunes}
        onChange={(checked) => {
          plan.reset();
          setPrunes(checked);
        }}
      />
      <button
        type="button"
        className="bl-button"
        disabled={text.trim() === '' || plan.isPending}
        onClick={() => plan.mutate()}
      >
        {words.plan}
      </button>
      {error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} />}
      {planned?.problems !== undefined && <Problems problems={planned.problems} />}
      {planned?.plan !== undefined && apply.data === undefined && (
        <PlanView plan={planned.plan} busy={apply.isPending} onApply={() => apply.mutate(planned.configuration)} />
      )}
      {apply.data !== undefined && <ReportView report={apply.data} />}
    </section>
  );
}

function FileField({ onText }: { readonly onText: (text: string) => void }): ReactElement {
  return (
    <Field label={words.choose} isOptional>
      {(parts) => (
        <input
          type="file"
          accept=".yaml,.yml,.json"
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(onText)}
          {...parts}
        />
      )}
    </Field>
  );
}

function Problems({ problems }: { readonly problems: readonly FileProblem[] }): ReactElement {
  return (
    <div className="bl-problem" role="alert">
      <Icon name="warning" />
      <div>
        <h3 className="bl-title">{words.problems}</h3>
        <ul>
          {problems.map(({ line, path, message }) => (
            <li key={`${line} ${path} ${message}`} className="break">
              {line !== undefined && `${words.line(line)}: `}
              {path !== '' && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
