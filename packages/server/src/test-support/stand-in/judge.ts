/** Holds what passes through a stand-in against its service's own description, where that is at hand. */

import { join } from 'node:path';
import { loadDescription, type Description } from '@branchline/jira-sandbox/description';
import type { StandInDescription, StandInFamily } from './family.ts';

/** Where official descriptions lie; undefined when this machine has none. */
export const contractFolder = process.env['BRANCHLINE_CONTRACTS'];

export interface JudgedExchange {
  readonly method: string;
  /** Without the stand-in's prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Judge {
  judgeRequest(exchange: JudgedExchange): void;
  judgeAnswer(exchange: JudgedExchange, answer: { readonly status: number; readonly body: unknown }): void;
  object(problem: string): void;
  readonly violations: readonly string[];
}

const loaded = new Map<string, Description>();

export function createJudge(
  family: Pick<StandInFamily, 'descriptions'>,
  folder: string | undefined = contractFolder,
): Judge {
  const violations: string[] = [];
  const descriptions = folder === undefined ? [] : family.descriptions;

  function note(
    { exceptions }: StandInDescription,
    operation: string,
    side: string,
    problems: readonly string[],
  ): void {
    for (const problem of problems) {
      const isKnown = exceptions.some((one) => one.operation.test(operation) && one.problem.test(problem));
      if (!isKnown) violations.push(`${operation} (${side}): ${problem}`);
    }
  }

  function placeOf(exchange: JudgedExchange): { readonly of: StandInDescription; readonly path: string } | undefined {
    const of = descriptions.find(({ below }) => exchange.path.startsWith(`${below}/`));
    return of === undefined ? undefined : { of, path: `${of.is}${exchange.path.slice(of.below.length)}` };
  }

  return {
    violations,
    object: (problem) => void violations.push(problem),
    judgeRequest(exchange) {
      const place = placeOf(exchange);
      if (place === undefined) return;
      const description = load(folder ?? '', place.of);
      const operation = description.operationOf(exchange.method, place.path);
      if (operation === undefined) {
        note(place.of, `${exchange.method} ${place.path}`, 'request', ['it is not described']);
      } else {
        note(place.of, operation, 'request', description.problemsOfRequest({ ...exchange, path: place.path }));
      }
    },
    judgeAnswer(exchange, answer) {
      const place = placeOf(exchange);
      if (place === undefined) return;
      const description = load(folder ?? '', place.of);
      const operation = description.operationOf(exchange.method, place.path);
      if (operation === undefined) return;
      const problems = description.problemsOfAnswer({ ...exchange, path: place.path }, answer);
      note(place.of, operation, `answer ${answer.status}`, problems);
    },
  };
}

function load(folder: string, { file, forgivesNull }: StandInDescription): Description {
  const path = join(folder, 'specs', file);
  const key = `${path} ${forgivesNull}`;
  const description = loaded.get(key) ?? loadDescription(path, { forgivesNull });
  loaded.set(key, description);
  return description;
}
