import type { Refusal } from "#http/action.ts";

/** A refusal of the API or of a server action, or an answer that was none: `message` is a sentence for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** What is wrong with single fields, by their paths in the operation's input. */
  readonly issues: Refusal["issues"];

  constructor(status: number, code: string, sentence: string, issues: Refusal["issues"] = []) {
    super(sentence);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.issues = issues;
  }

  /** What came in place of an answer: the browser's own words say neither what it means nor what to do. */
  static ofSilence(sentence = NO_ANSWER): ApiError {
    return new ApiError(0, "no_answer", sentence);
  }

  static async of(response: Response): Promise<ApiError> {
    const answer: unknown = await response.json().catch(() => null);
    const [code, detail] = [fieldOf(answer, "code"), fieldOf(answer, "detail")];
    if (code !== null && detail !== null) return new ApiError(response.status, code, detail);
    return new ApiError(response.status, "no_answer", `Posthouse answered ${response.status}. Try again shortly.`);
  }

  /** Of a server action: names the first field that is at fault, and what is wrong with it. */
  static ofRefusal({ code, detail, issues }: Refusal): ApiError {
    const [issue] = issues;
    return new ApiError(0, code, issue === undefined ? detail : issueSentence(issue), issues);
  }
}

/** An issue for who does not see its field: `payload.type: Must be order.paid`. */
export function issueSentence({ path, message }: Refusal["issues"][number]): string {
  return path === "" ? message : `${path}: ${message}`;
}

/** Whether nobody is signed in here any more. */
export function isSessionOver(error: unknown): boolean {
  return error instanceof ApiError && error.code === "unauthenticated";
}

const NO_ANSWER = "Posthouse did not answer. Check your connection, then try again.";

function fieldOf(answer: unknown, name: string): string | null {
  const value: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, name) : null;
  return typeof value === "string" ? value : null;
}
