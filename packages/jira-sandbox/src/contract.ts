/** How the sandbox is held against Atlassian's own descriptions, without knowing how they are read. */

export interface ContractRequest {
  readonly method: string;
  /** Decoded by nobody: as it arrived, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface ContractAnswer {
  readonly status: number;
  /** Parsed JSON; undefined for an empty body. */
  readonly body: unknown;
}

/** Both questions answer with problems in words; none means that all is well. */
export interface Contract {
  problemsOfRequest(request: ContractRequest): readonly string[];
  problemsOfAnswer(request: ContractRequest, answer: ContractAnswer): readonly string[];
}

export interface Violation {
  readonly side: 'request' | 'answer';
  readonly method: string;
  readonly path: string;
  readonly problems: readonly string[];
}
