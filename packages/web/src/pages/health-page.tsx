/** Whether the installation is well: what is broken first, each with its remedy, and a report to copy. */

import type { HealthFinding, HealthReport } from '@branchline/contract';
import { Icon, RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { copyText } from '../components/copy-text.ts';
import { HealthFindingLine, nameOfFinding } from '../components/health-finding.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useNow } from '../components/use-now.ts';
import { healthQuery } from '../queries/health.ts';
import * as texts from '../texts.ts';

const words = texts.health;

export function HealthPage(): ReactElement {
  const report = useQuery(healthQuery);
  return (
    <>
      <PageHeader
        title={words.title}
        lead={report.data === undefined ? undefined : leadOf(report.data)}
        actions={
          <>
            <CopyReport report={report.data} />
            <button
              type="button"
              className="bl-button button-primary"
              disabled={report.isFetching}
              onClick={() => void report.refetch()}
            >
              <Icon name="refresh" /> {report.isFetching ? words.checking : words.again}
            </button>
          </>
        }
      />
      <Answer query={report} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => <Findings report={data} />}
      </Answer>
    </>
  );
}

function leadOf({ findings }: HealthReport): string {
  const count = (state: HealthFinding['state']) => findings.filter((finding) => finding.state === state).length;
  return words.lead(count('broken'), count('look'));
}

function Findings({ report }: { readonly report: HealthReport }): ReactElement {
  const now = useNow();
  const broken = report.findings.filter(({ state }) => state === 'broken');
  const look = report.findings.filter(({ state }) => state === 'look');
  const well = report.findings.filter(({ state }) => state === 'well');
  return (
    <>
      <FindingList title={words.headings.needs} findings={[...broken, ...look]} />
      <FindingList title={words.headings.well} findings={well} />
      <p className="quiet">
        {words.version(report.version)} · {words.checked} <RelativeTime at={report.checkedAt} now={now} /> ·{' '}
        {words.noSecrets}
      </p>
    </>
  );
}

interface FindingListProps {
  readonly title: string;
  readonly findings: readonly HealthFinding[];
}

function FindingList({ title, findings }: FindingListProps): ReactElement | null {
  if (findings.length === 0) return null;
  return (
    <section className="card" aria-label={title}>
      <header className="card-header">
        <h2>{title}</h2>
      </header>
      <ul className="lines">
        {findings.map((finding) => (
          <HealthFindingLine key={`${finding.check}/${finding.subject ?? ''}/${finding.words}`} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function textOf({ version, checkedAt, findings }: HealthReport): string {
  const lines = findings.flatMap((finding) => [
    `[${words.states[finding.state]}] ${nameOfFinding(finding)}: ${finding.words}`,
    ...(finding.remedy === null ? [] : [`    ${finding.remedy}`]),
    ...finding.details.map((detail) => `    - ${detail}`),
  ]);
  return [`${words.version(version)}, ${checkedAt}`, '', ...lines].join('\n');
}

function CopyReport({ report }: { readonly report: HealthReport | undefined }): ReactElement {
  const [copied, setCopied] = useState(false);
  async function copy(whole: HealthReport): Promise<void> {
    await copyText(textOf(whole));
    setCopied(true);
  }
  return (
    <button
      type="button"
      className="bl-button"
      disabled={report === undefined}
      onClick={() => report !== undefined && void copy(report)}
      onBlur={() => setCopied(false)}
    >
      <Icon name={copied ? 'check' : 'copy'} /> {copied ? words.copied : words.copy}
    </button>
  );
}
