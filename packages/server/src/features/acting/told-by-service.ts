/** Says what a Git service answered so that whoever wanted something understands it: what, who, and what it said. */

import { Failure } from '@branchline/domain';

/** What was wanted, for sentences about it. */
export interface WantedDeed {
  /** After "does not let ada": `create the branch ABC-1-door in acme/shop`. */
  readonly doing: string;
  /** A whole sentence for when somebody, or something, was there before. */
  readonly conflict: string;
}

export interface AskedService {
  /** `GitLab`. */
  readonly title: string;
  /** As whom it was asked: a login. */
  readonly who: string;
}

/** The same failure in words about the deed; what is no answer of the service stays as it is. */
export function toldByService(
  failure: Failure,
  { title, who }: AskedService,
  { doing, conflict }: WantedDeed,
): Failure {
  const said = saidIn(failure);
  switch (failure.kind) {
    case 'forbidden':
      return again(failure, 'forbidden', `${title} does not let ${who} ${doing}.`, said);
    case 'conflict':
      return again(failure, 'conflict', conflict, said);
    case 'not-found':
      return again(
        failure,
        'rejected',
        `${title} did not find what it needs to ${doing}: perhaps ${who} may not see the repository there, or a branch is gone.`,
        said,
      );
    case 'rejected':
      return again(failure, 'rejected', `${title} refused to ${doing}.`, said);
    case 'unavailable':
      return again(failure, 'unavailable', `${title} could not be asked to ${doing}.`, said);
    default:
      return failure;
  }
}

function again({ from, retryAt }: Failure, kind: Failure['kind'], sentence: string, said: string): Failure {
  const details = retryAt === undefined ? {} : { retryAt };
  return new Failure(kind, from, said === '' ? sentence : `${sentence} ${said}`, details);
}

/** Which request it was is for the log; that it was refused at all is said already. */
const request = / \([A-Z]+ [^()\s]+(?: answered \d+)?\.?\)/u;
const refusedAtAll =
  /^.{1,60}? (?:does not allow this to our account|does not know what was asked for|says that somebody was faster|refused the request)\.\s*/u;

function saidIn(failure: Failure): string {
  return withoutRequest(failure).replace(refusedAtAll, '').trim();
}

/** What went wrong without which request it was, for people. */
export function withoutRequest({ message }: Failure): string {
  return message.replace(request, '').trim();
}
