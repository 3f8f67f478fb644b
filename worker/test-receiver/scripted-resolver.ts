type Answers = readonly string[] | Error | "silence";

export type ScriptedResolver = ((hostname: string, signal: AbortSignal) => Promise<readonly string[]>) & {
  /** Names in the order they were asked for. */
  asked: readonly string[];
};

/**
 * A resolver that answers from a script: each question takes the name's next answer, the last one for ever. An Error is
 * thrown, "silence" never answers, and a name that is not in the script does not exist.
 */
export function scriptedResolver(script: Readonly<Record<string, readonly Answers[]>>): ScriptedResolver {
  const asked: string[] = [];
  const resolve = async (hostname: string) => {
    const turn = asked.filter((name) => name === hostname).length;
    asked.push(hostname);
    const answers = script[hostname];
    const answer = answers?.[Math.min(turn, answers.length - 1)] ?? dnsError("ENOTFOUND");
    if (answer instanceof Error) {
      throw answer;
    }
    return answer === "silence" ? new Promise<never>(() => undefined) : answer;
  };
  return Object.assign(resolve, { asked });
}

/** An error as Node's DNS gives it. */
export function dnsError(code: string): Error {
  return Object.assign(new Error(`query ${code}`), { code });
}
