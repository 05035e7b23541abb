/** One operation of the REST API: what it does, what it takes and answers, and how it is asked from a terminal. */

import { Badge, CopyButton, Icon } from '@branchline/issue-panel';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { ApiDescription, Shape, ShownOperation } from '../queries/api-description.ts';
import * as texts from '../texts.ts';
import { linesOfShape, nameOfReference, typeOf } from './api-shape.ts';
import { copyText } from './copy-text.ts';
import { curlCommand } from './curl-command.ts';

const words = texts.apiDescription;

export interface ApiOperationProps {
  readonly method: string;
  readonly path: string;
  readonly operation: ShownOperation;
  readonly description: ApiDescription;
}

/** Closed until somebody wants to know more: what is inside is made only then. */
export function ApiOperation(props: ApiOperationProps): ReactElement {
  const { method, path, operation } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className="bl-fold api-operation"
      id={operation.operationId}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        <Icon name="chevron" />
        <code className="api-path break">
          <b>{method}</b> {path}
        </code>
        <span className="api-summary">{operation.summary}</span>
      </summary>
      {isOpen && <OperationDetails {...props} />}
    </details>
  );
}

function OperationDetails({ method, path, operation, description }: ApiOperationProps): ReactElement {
  const { parameters, requestBody, responses } = operation;
  const body = requestBody?.content['application/json']?.schema;
  const server = description.servers[0]?.url ?? '';
  const command = curlCommand(operation, { method, path, server });
  const done = Object.entries(responses).find(([status]) => Number(status) < 400);
  return (
    <div className="api-details">
      <p>
        <code>{operation.operationId}</code> {operation.description} <Proof operation={operation} />
      </p>
      {parameters.length > 0 && <Parameters operation={operation} description={description} />}
      {body !== undefined && <ShapeTable title={words.body} shape={body} description={description} />}
      {done !== undefined && (
        <ShapeTable
          title={words.answer(done[0])}
          shape={Object.values(done[1].content ?? {})[0]?.schema}
          description={description}
        />
      )}
      <Problems operation={operation} description={description} />
      <h4>{words.curl}</h4>
      <div className="bl-details">
        <pre className="bl-message">{command}</pre>
        <CopyButton text={command} what={words.copyCurl} onCopy={copyText} />
      </div>
    </div>
  );
}

function Proof({ operation }: { readonly operation: ShownOperation }): ReactElement {
  const [first] = operation.security;
  const scope = first?.['bearerToken']?.[0];
  if (first === undefined) return <Badge tone="neutral">{words.anybody}</Badge>;
  return <Badge tone="neutral">{scope === undefined ? words.trigger : words.scope(scope)}</Badge>;
}

type PartProps = Pick<ApiOperationProps, 'operation' | 'description'>;

function Parameters({ operation, description }: PartProps): ReactElement {
  return (
    <>
      <h4>{words.parameters}</h4>
      <ul className="api-fields">
        {operation.parameters.map((parameter) => (
          <li key={`${parameter.in} ${parameter.name}`}>
            <code>{parameter.name}</code> {typeOf(parameter.schema, description)}, {words.places[parameter.in]}
            {parameter.required && `, ${words.needed}`}
            {parameter.description !== undefined && <span className="quiet"> {parameter.description}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

interface ShapeTableProps {
  readonly title: string;
  /** Undefined: there is nothing in it. */
  readonly shape: Shape | undefined;
  readonly description: ApiDescription;
}

function ShapeTable({ title, shape, description }: ShapeTableProps): ReactElement {
  const lines = shape === undefined ? [] : linesOfShape(shape, description);
  const alone = shape === undefined ? words.nothingInIt : typeOf(shape, description);
  return (
    <>
      <h4>{title}</h4>
      {lines.length === 0 && <p>{alone}</p>}
      <ul className="api-fields">
        {lines.map(({ path, name, depth, type, isNeeded }) => (
          <li key={path} className={`api-depth-${depth}`}>
            <code>{name}</code> {type}
            {isNeeded && `, ${words.needed}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Problems({ operation, description }: PartProps): ReactElement {
  const problems = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
  return (
    <details className="bl-fold">
      <summary>
        <Icon name="chevron" />
        {words.problems} {problems.map(([status]) => status).join(', ')}
      </summary>
      <ul className="api-fields">
        {problems.map(([status, answer]) => (
          <li key={status}>
            <code>{status}</code>{' '}
            {description.components.responses[nameOfReference(answer.$ref ?? '')]?.description ?? answer.description}
          </li>
        ))}
      </ul>
    </details>
  );
}
