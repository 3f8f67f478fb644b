import { z } from "zod";

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
    const parsed = problem.safeParse(await response.json().catch(() => null));
    if (parsed.success) return new ApiError(response.status, parsed.data.code, parsed.data.detail);
    return new ApiError(response.status, "no_answer", `Posthouse answered ${response.status}. Try again shortly.`);
  }
}

const problem = z.object({ code: z.string(), detail: z.string() });
