/** What a request is about, in the words of the switches for faults. */

/** Kinds of requests at which a fault can strike; one request can be of several. */
export type FaultPlace =
  | 'any'
  /** Of development information. */
  | 'bulk'
  /** By DELETE, whatever it is. */
  | 'delete'
  | 'token'
  /** Whatever changes an issue. */
  | 'write'
  /** Whatever only asks the platform API. */
  | 'read'
  | 'account'
  | 'assignee'
  | 'changelog'
  | 'comment'
  | 'edit'
  | 'issue'
  | 'people'
  | 'permissions'
  | 'project'
  | 'property'
  | 'remote-link'
  | 'search'
  | 'time-tracking'
  | 'transition'
  | 'work-log';

const placeBySubject: Readonly<Record<string, FaultPlace>> = {
  assignee: 'assignee',
  changelog: 'changelog',
  comment: 'comment',
  properties: 'property',
  remotelink: 'remote-link',
  transitions: 'transition',
  worklog: 'work-log',
};

const placeByResource: Readonly<Record<string, FaultPlace>> = {
  comment: 'comment',
  configuration: 'time-tracking',
  mypermissions: 'permissions',
  myself: 'account',
  permissions: 'permissions',
  project: 'project',
  search: 'search',
  user: 'people',
  worklog: 'work-log',
};

/** Asked by POST because they are long; they change nothing. */
const longQuestion = /^(?:issue\/bulkfetch|search\/jql|search|permissions\/check|comment\/list|worklog\/list)$/;

/** All but `any`. @param path without the query */
export function placesOf(method: string, path: string): ReadonlySet<FaultPlace> {
  if (path === '/oauth/token') return new Set(['token']);
  const places = new Set<FaultPlace>(method === 'DELETE' ? ['delete'] : []);
  const asked = platformPath(path);
  if (asked === undefined) return path.endsWith('/bulk') ? places.add('bulk') : places;
  const isQuestion = method === 'GET' || longQuestion.test(asked);
  const [resource = '', , subject] = asked.split('/');
  const ofIssue = subject === undefined ? (isQuestion ? 'issue' : 'edit') : placeBySubject[subject];
  const place = resource === 'issue' ? ofIssue : placeByResource[resource];
  if (place !== undefined) places.add(place);
  return places.add(isQuestion ? 'read' : 'write');
}

/** The issue that a request changes, as the path names it; undefined for all other requests. */
export function issueChangedBy(method: string, path: string): string | undefined {
  const asked = platformPath(path);
  if (asked === undefined || method === 'GET' || longQuestion.test(asked)) return undefined;
  const named = /^issue\/([^/]+)/.exec(asked)?.[1];
  return named === undefined ? undefined : decodeURIComponent(named);
}

/** True for the platform API, whose errors look unlike those of development information. */
export function isPlatform(path: string): boolean {
  return platformPath(path) !== undefined;
}

/** Below the version: `issue/ABC-1/comment`. */
function platformPath(path: string): string | undefined {
  return /^(?:\/ex\/jira\/[^/]+)?\/rest\/api\/[23]\/(.+)$/.exec(path)?.[1];
}
