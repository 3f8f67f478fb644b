import type { EgressErrorCode } from "./result.ts";

/** Ends an attempt inside this module; sendRequest turns it into a result, so no caller ever sees it thrown. */
export class EgressFailure extends Error {
  readonly code: EgressErrorCode;
  readonly isOurOutage: boolean;

  constructor(code: EgressErrorCode, message: string, { isOurOutage = false, cause }: FailureDetails = {}) {
    super(message, { cause });
    this.name = "EgressFailure";
    this.code = code;
    this.isOurOutage = isOurOutage;
  }
}

type FailureDetails = { isOurOutage?: boolean; cause?: unknown };
