/** What an entry of the audit log tells, for a sentence about it. */
export type Act = {
  /** Stands for what it was done to. */
  target: string;
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
  say: Say;
};

/** How values read in a sentence. */
export type Say = {
  /** `12 deliveries`, `1 delivery`; `some deliveries` where they were not counted. */
  count: (value: unknown, one: string, many: string) => string;
  /** The settings that differ: `URL, timeout`; `nothing`. */
  changes: (act: Act) => string;
  /** What becomes of the older secret, `words` being how long it stays good. Nothing where that is not known. */
  grace: (seconds: unknown, words: (span: string) => string) => string;
};

/** What an action of the audit log is called. */
export type ActionWords = {
  /** Among others to choose from: `Endpoint created`. */
  label: string;
  /** After the name of who did it: `created the endpoint X`. */
  sentence: (act: Act) => string;
  /** The same where its target is not named, for everything there is about it; left out: the sentence without the name. */
  here?: (act: Act) => string;
};
