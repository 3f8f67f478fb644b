/** A refusal of the API, or an answer that was none: `message` is a sentence for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, sentence: string) {
    super(sentence);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
  }

  /** What came in place of an answer: the browser's own words say neither what it means nor what to do. */
  static ofSilence(): ApiError {
    return new ApiError(0, "no_answer", NO_ANSWER);
  }

  static async of(response: Response): Promise<ApiError> {
    const answer: unknown = await response.json().catch(() => null);
    const [code, detail] = [fieldOf(answer, "code"), fieldOf(answer, "detail")];
    if (code !== null && detail !== null) return new ApiError(response.status, code, detail);
    return new ApiError(response.status, "no_answer", `Posthouse answered ${response.status}. Try again shortly.`);
  }
}

export const NO_ANSWER = "Posthouse did not answer. Check your connection, then try again.";

function fieldOf(answer: unknown, name: string): string | null {
  const value: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, name) : null;
  return typeof value === "string" ? value : null;
}
