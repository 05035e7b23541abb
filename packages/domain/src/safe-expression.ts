/** Regular expressions that people write for us, matched in time in proportion to both lengths, whatever they are. */

/** A step of a compiled expression; numbers are places of steps. */
type Step =
  | { readonly kind: 'take'; readonly accepts: Accepts; readonly next: number }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'found' };

type Accepts = (character: string) => boolean;

/** What an expression is made of. */
export type ExpressionPart =
  | { readonly kind: 'one'; readonly accepts: Accepts }
  | { readonly kind: 'all'; readonly parts: readonly ExpressionPart[] }
  | { readonly kind: 'either'; readonly parts: readonly ExpressionPart[] }
  | {
      readonly kind: 'repeat';
      readonly part: ExpressionPart;
      readonly least: number;
      /** Undefined: as often as it goes. */
      readonly most: number | undefined;
    }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end' };

/** A compiled expression. */
export type Expression = (text: string) => boolean;

/** Steps of one expression: what is written in a few hundred characters needs a few hundred. */
const stepLimit = 5000;

/** It would take too many steps; the message says so in words. */
function tooLarge(): Error {
  return new Error('The expression repeats too much.');
}

/** Whether the text holds, somewhere, what the parts describe. @throws Error in words when it repeats too much */
export function compileExpression(whole: ExpressionPart): Expression {
  const steps: Step[] = [{ kind: 'found' }];
  let work = 0;
  function add(step: Step): number {
    if (steps.length >= stepLimit) throw tooLarge();
    steps.push(step);
    return steps.length - 1;
  }
  // Built from the end: each part is told where it goes on.
  function build(part: ExpressionPart, next: number): number {
    work += 1;
    if (work > stepLimit) throw tooLarge();
    switch (part.kind) {
      case 'one':
        return add({ kind: 'take', accepts: part.accepts, next });
      case 'edge':
        return add({ kind: 'edge', at: part.at, next });
      case 'all':
        return part.parts.reduceRight((after, each) => build(each, after), next);
      case 'either':
        return add({ kind: 'fork', to: part.parts.map((each) => build(each, next)) });
      case 'repeat':
        return buildRepeat(part, next);
    }
  }
  function buildRepeat({ part, least, most }: ExpressionPart & { kind: 'repeat' }, next: number): number {
    let start = most === undefined ? buildLoop(part, next) : next;
    for (let count = least; count < (most ?? least); count += 1) {
      start = add({ kind: 'fork', to: [build(part, start), next] });
    }
    for (let count = 0; count < least; count += 1) start = build(part, start);
    return start;
  }
  function buildLoop(part: ExpressionPart, next: number): number {
    const fork = add({ kind: 'found' });
    steps[fork] = { kind: 'fork', to: [build(part, fork), next] };
    return fork;
  }
  const start = build(whole, 0);
  return (text) => holds(steps, start, text);
}

/** All ways at once, character by character: no way is ever gone twice from the same place. */
function holds(steps: readonly Step[], start: number, text: string): boolean {
  const characters = Array.from(text);
  const seen = new Int32Array(steps.length).fill(-1);
  let now: number[] = [];
  for (let place = 0; place <= characters.length; place += 1) {
    const open = [...now, start];
    const takes: (Step & { kind: 'take' })[] = [];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const step = steps[at];
      if (step === undefined || seen[at] === place) continue;
      seen[at] = place;
      if (step.kind === 'found') return true;
      if (step.kind === 'take') takes.push(step);
      else if (step.kind === 'fork') open.push(...step.to);
      else if (place === (step.at === 'start' ? 0 : characters.length)) open.push(step.next);
    }
    const character = characters[place];
    now = character === undefined ? [] : takes.filter(({ accepts }) => accepts(character)).map(({ next }) => next);
  }
  return false;
}
