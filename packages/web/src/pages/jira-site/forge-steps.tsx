/** The way from nothing to the Forge app inside Jira, each command to be copied. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { formText } from '../../components/form-text.ts';
import { Form } from '../../components/form.tsx';
import { TextField } from '../../components/text-field.tsx';
import { jiraSiteQuery } from '../../queries/jira-sites.ts';
import * as texts from '../../texts.ts';

export interface ForgeStepsProps {
  readonly siteId: number;
  /** Undefined: none is registered. */
  readonly appId: string | undefined;
}

const words = texts.jiraCredentials.forge;
const folder = 'branchline-for-jira';

/** Of the address in the browser: it is the public one wherever the app can work. */
function renderCommand(): string {
  return `./branchline forge render --url ${window.location.origin} --out ${folder} && cd ${folder} && npm install && npm run build`;
}

function deployCommand(siteUrl: string): string {
  const where = '--environment production';
  return `forge deploy ${where} && forge install ${where} --product jira --site ${hostOf(siteUrl)} --non-interactive --confirm-scopes`;
}

function hostOf(siteUrl: string): string {
  return URL.canParse(siteUrl) ? new URL(siteUrl).host : siteUrl;
}

export function ForgeSteps({ siteId, appId }: ForgeStepsProps): ReactElement {
  const site = useQuery(jiraSiteQuery(siteId));
  const queries = useQueryClient();
  const register = useMutation({
    mutationFn: (form: FormData) =>
      api.registerForgeApp({ params: { id: siteId }, body: { appId: formText(form, 'appId') } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.steps}</h2>
      </header>
      <ol className="steps">
        <li>
          {words.render} <CopyField what={words.what.render} text={renderCommand()} />
        </li>
        <li>
          {words.register} <CopyField what={words.what.register} text='forge register -y "Branchline"' />
        </li>
        <li>
          {words.tell}
          <Form
            action={appId === undefined ? words.save : words.replace}
            busy={register.isPending}
            error={register.error}
            onSend={(form) => register.mutate(form)}
          >
            <TextField
              label={words.appId}
              name="appId"
              hint={words.appIdHint}
              input={{ autoComplete: 'off', maxLength: 100 }}
            />
          </Form>
        </li>
        <li>
          {words.deploy}{' '}
          <CopyField
            what={words.what.deploy}
            text={deployCommand(site.data?.siteUrl ?? 'https://example.atlassian.net')}
          />
        </li>
        <li>{words.share}</li>
      </ol>
    </section>
  );
}
