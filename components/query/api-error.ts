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

  static async of(response: Response): Promise<ApiError> {
    const answer: unknown = await response.json().catch(() => null);
    const [code, detail] = [fieldOf(answer, "code"), fieldOf(answer, "detail")];
    if (code !== null && detail !== null) return new ApiError(response.status, code, detail);
    return new ApiError(response.status, "no_answer", `Posthouse answered ${response.status}. Try again shortly.`);
  }
}

function fieldOf(answer: unknown, name: string): string | null {
  const value: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, name) : null;
  return typeof value === "string" ? value : null;
}
