/** One box: a hash, a branch, the address of a pull request or a text, and every decision that was made about it. */

import { explainLimit } from '@branchline/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Form } from '../components/form.tsx';
import { formText } from '../components/form-text.ts';
import { PageHeader } from '../components/page-header.tsx';
import { TextField } from '../components/text-field.tsx';
import * as texts from '../texts.ts';
import { ExplainedText } from './explain/explained-text.tsx';
import { ExplainedThings } from './explain/explained-things.tsx';
import { whatItMayBe } from './explain/what-it-may-be.ts';

const words = texts.explain;

export function ExplainPage(): ReactElement {
  const { about = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  function ask(text: string): void {
    void navigate({ to: '/explain', search: text === '' ? {} : { about: text } });
  }
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Form key={about} action={words.action} onSend={(form) => ask(formText(form, 'about').trim())}>
        <TextField
          label={words.field}
          name="about"
          rows={about.includes('\n') ? 8 : 3}
          defaultValue={about}
          input={{ maxLength: explainLimit }}
        />
      </Form>
      {about === '' ? <Examples onChoose={ask} /> : <Decisions about={about} />}
    </>
  );
}

function Examples({ onChoose }: { readonly onChoose: (text: string) => void }): ReactElement {
  return (
    <section>
      <h2>{words.examples}</h2>
      <ul className="actions plain">
        {words.exampleList.map((example) => (
          <li key={example}>
            <button type="button" className="bl-button" onClick={() => onChoose(example)}>
              <code className="break">{example}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decisions({ about }: { readonly about: string }): ReactElement {
  const { name, fields } = whatItMayBe(about);
  return (
    <div className="below-form">
      {name !== undefined && <ExplainedThings thing={name} />}
      {fields.map((field) => (
        <ExplainedText key={field} text={about} field={field} />
      ))}
    </div>
  );
}
