/** Rules of a Git service for names of branches, and what they mean for one name before anything is sent. */

import { branchNameProblem } from './branch-name.ts';
import { readExpression } from './read-expression.ts';
import { compileExpression } from './safe-expression.ts';

/** One rule, as a service tells it. */
export interface BranchRule {
  /**
   * `wants` and `refuses` say how names look; `restricts`: only some people make branches of such names; `protects`:
   * only some people push to them.
   */
  readonly kind: 'wants' | 'refuses' | 'restricts' | 'protects';
  /** What people there call it, or the pattern as they wrote it; undefined for nothing. */
  readonly title: string | undefined;
  /** `matches`: somewhere in the name, in the words that our own expressions know. */
  readonly operator: 'equals' | 'starts-with' | 'ends-with' | 'contains' | 'matches';
  readonly text: string;
  /** It holds for whoever asked. Else they may be free of it, or the service leaves new branches alone. */
  readonly isCertain: boolean;
}

/** Why a name may not do. */
export interface BranchRuleProblem {
  /** Whole sentences. */
  readonly sentence: string;
  /** The service refuses it, as far as it says; else it may. */
  readonly isCertain: boolean;
}

/** Characters of an expression that is tried; longer ones are only shown. */
export const branchExpressionLimit = 500;

/** Characters of somebody's text within a sentence. */
const shownLimit = 100;

/**
 * What stands in the way of the name, in the order of the rules; nothing where all is well. Takes time in proportion
 * to both lengths, whatever the expressions are; one that cannot be read is shown, and nothing is said for certain.
 *
 * @param service what the service is called, for the sentences
 */
export function branchRuleProblems(
  name: string,
  rules: readonly BranchRule[],
  service: string,
): readonly BranchRuleProblem[] {
  return rules.flatMap((rule) => {
    const isSuch = isMeant(name, rule);
    if (isSuch === undefined) return { sentence: untriedSentence(rule, service), isCertain: false };
    if (isSuch === (rule.kind === 'wants')) return [];
    const doubt = rule.isCertain ? '' : ` Whether that holds for you, ${service} says when you try.`;
    return { sentence: `${sentenceFor(name, rule, service)}${doubt}`, isCertain: rule.isCertain };
  });
}

/** An expression that matches this text and nothing more of its place. */
export function literalExpression(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** Undefined: nobody here can tell. */
function isMeant(name: string, { operator, text }: BranchRule): boolean | undefined {
  switch (operator) {
    case 'equals':
      return name === text;
    case 'starts-with':
      return name.startsWith(text);
    case 'ends-with':
      return name.endsWith(text);
    case 'contains':
      return name.includes(text);
    case 'matches':
      return matches(name, text);
  }
}

// Services read these otherwise than we do: classes by name, and a bracket that stands first in its class.
const readOtherwise = /\[\^?\]|\[:/;

function matches(name: string, expression: string): boolean | undefined {
  if (expression.length > branchExpressionLimit || readOtherwise.test(expression.replaceAll(/\\./gs, 'x')))
    return undefined;
  try {
    return compileExpression(readExpression(expression))(name);
  } catch {
    // It says in words what it cannot read, which is for who wrote the rule and not for who types a name.
    return undefined;
  }
}

function sentenceFor(name: string, rule: BranchRule, service: string): string {
  const { kind, text, title, operator } = rule;
  switch (kind) {
    case 'wants':
      return `${ruleOf(rule, service)} wants names that ${looksOf(rule)}${exampleFor(name, rule)}.`;
    case 'refuses':
      return `${ruleOf(rule, service)} takes no names that ${looksOf(rule)}.`;
    case 'restricts':
      return operator === 'equals'
        ? `${service} lets only some people make a branch called ${quoted(text)}.`
        : `${service} lets only some people make branches called like ${quoted(title ?? text)}.`;
    case 'protects':
      return `${service} protects branches called ${operator === 'equals' ? quoted(text) : `like ${quoted(title ?? text)}`}: only some people may push to them.`;
  }
}

function untriedSentence(rule: BranchRule, service: string): string {
  const shown = quoted(rule.kind === 'protects' || rule.kind === 'restricts' ? (rule.title ?? rule.text) : rule.text);
  const what = { wants: 'wants names that match', refuses: 'takes no names that match' };
  const start =
    rule.kind === 'wants' || rule.kind === 'refuses'
      ? `${ruleOf(rule, service)} ${what[rule.kind]} ${shown}.`
      : `${service} ${rule.kind} branches called like ${shown}.`;
  return `${start} Branchline cannot try that here; ${service} does.`;
}

function ruleOf({ title }: BranchRule, service: string): string {
  return title === undefined || title.trim() === ''
    ? `A rule of ${service}`
    : `The rule ${quoted(title)} of ${service}`;
}

function looksOf({ operator, text }: BranchRule): string {
  const verbs = {
    equals: 'are',
    'starts-with': 'begin with',
    'ends-with': 'end with',
    contains: 'contain',
    matches: 'match',
  } as const;
  return `${verbs[operator]} ${quoted(text)}`;
}

/** Where a name that is typed already needs only a little more. */
function exampleFor(name: string, { operator, text }: BranchRule): string {
  const better = operator === 'starts-with' ? `${text}${name}` : operator === 'ends-with' ? `${name}${text}` : '';
  return better === '' || branchNameProblem(better) !== undefined ? '' : `, such as ${better}`;
}

function quoted(text: string): string {
  const characters = Array.from(text);
  return `"${characters.length <= shownLimit ? text : `${characters.slice(0, shownLimit).join('')}…`}"`;
}
