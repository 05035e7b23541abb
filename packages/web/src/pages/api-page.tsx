/** The REST API as people read it: by subject, with a search, each operation with what it takes and answers. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { ApiOperation } from '../components/api-operation.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useFilters } from '../components/use-filters.ts';
import { apiDescriptionQuery, type ApiDescription, type ShownOperation } from '../queries/api-description.ts';
import '../styles/api.css';
import * as texts from '../texts.ts';

const words = texts.apiDescription;

interface Found {
  readonly method: string;
  readonly path: string;
  readonly operation: ShownOperation;
}

function operationsOf({ paths }: ApiDescription): readonly Found[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** Every word must be somewhere in it. */
function matches({ method, path, operation }: Found, search: string): boolean {
  const text = `${method} ${path} ${operation.operationId} ${operation.summary}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

export function ApiPage(): ReactElement {
  const [{ search = '' }, change] = useFilters(['search']);
  const description = useQuery(apiDescriptionQuery);
  const all = description.data === undefined ? [] : operationsOf(description.data);
  return (
    <>
      <PageHeader
        title={words.title}
        lead={description.data === undefined ? undefined : words.lead(all.length)}
        actions={
          <>
            <SearchField
              label={words.search}
              placeholder={words.placeholder}
              search={search}
              onSearch={(typed) => change({ search: typed })}
            />
            <a className="bl-button" href="/api/v1/openapi.json" download="branchline-openapi.json">
              {words.file}
            </a>
          </>
        }
      />
      <Answer query={description} skeleton={<SkeletonRows label={texts.shared.loading(words.loading)} />}>
        {(data) => <Subjects description={data} found={all.filter((each) => matches(each, search))} search={search} />}
      </Answer>
    </>
  );
}

interface SubjectsProps {
  readonly description: ApiDescription;
  readonly found: readonly Found[];
  readonly search: string;
}

function Subjects({ description, found, search }: SubjectsProps): ReactElement {
  const subjects = description.tags
    .map((tag) => ({ ...tag, operations: found.filter(({ operation }) => operation.tags.includes(tag.name)) }))
    .filter(({ operations }) => operations.length > 0);
  if (subjects.length === 0) return <EmptyState title={words.nothing(search)}>{words.nothingRemedy}</EmptyState>;
  return (
    <>
      <nav aria-label={words.subjects} className="api-subjects">
        {subjects.map(({ name, operations }) => (
          <a key={name} href={`#${idOf(name)}`}>
            {name} <span className="quiet">{operations.length}</span>
          </a>
        ))}
      </nav>
      {subjects.map(({ name, description: about, operations }) => (
        <section key={name} className="card" id={idOf(name)} aria-labelledby={`${idOf(name)}-title`}>
          <div className="card-header">
            <h2 id={`${idOf(name)}-title`}>{name}</h2>
            <span className="quiet">{about}</span>
          </div>
          {operations.map((each) => (
            <ApiOperation key={each.operation.operationId} {...each} description={description} />
          ))}
        </section>
      ))}
    </>
  );
}

function idOf(subject: string): string {
  return `subject-${subject.toLowerCase().replaceAll(' ', '-')}`;
}
