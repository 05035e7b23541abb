/** Ports that also count what goes through them, so that features need not know of it. */

import { Failure } from '@branchline/domain';
import type { GitMirror } from '../ports/git-mirror.ts';
import type { DevelopmentInformation, JiraSite } from '../ports/jira-site.ts';
import type { Counts } from '../ports/metrics.ts';

/** A mirror that counts the commits walked. */
export function measuredMirror(mirror: GitMirror, { commitsWalked }: Pick<Counts, 'commitsWalked'>): GitMirror {
  return {
    ...mirror,
    async *commits(...asked) {
      for await (const chunk of mirror.commits(...asked)) {
        commitsWalked(chunk.walked);
        yield chunk;
      }
    },
  };
}

type JiraCounts = Pick<Counts, 'entitiesSent' | 'sendingFailed'>;

/** A Jira site that counts what is sent to it. */
export function measuredJiraSite(site: JiraSite, counts: JiraCounts): JiraSite {
  const { developmentInformation } = site;
  if (developmentInformation === undefined) return site;
  return { ...site, developmentInformation: measuredSending(developmentInformation, counts) };
}

function measuredSending(
  sending: DevelopmentInformation,
  { entitiesSent, sendingFailed }: JiraCounts,
): DevelopmentInformation {
  return {
    ...sending,
    async push(target, batch) {
      try {
        const report = await sending.push(target, batch);
        const { acceptedCommits, acceptedBranches, acceptedPullRequests } = report;
        entitiesSent('accepted', acceptedCommits.length + acceptedBranches.length + acceptedPullRequests.length);
        entitiesSent('refused', report.refused.length);
        entitiesSent('unknown-keys', report.unknownKeys.length);
        return report;
      } catch (error) {
        sendingFailed(error instanceof Failure ? error.kind : 'defect');
        throw error;
      }
    },
  };
}
