/** Filters for lists of repositories that administrators write as expressions. */

/** Given a service's whole answer, the entries to keep: the very objects of the answer, not copies. */
export type CompiledFilter = (answer: unknown) => ReadonlySet<unknown>;

/** Makes filters of expressions. */
export interface RepositoryFilter {
  /**
   * @throws Failure `rejected` when the expression cannot be read; what it returns throws the same when it cannot be
   * applied to an answer
   */
  compile(expression: string): CompiledFilter;
}
