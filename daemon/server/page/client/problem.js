// @ts-check
/** The one error the client throws: what happened, and what the person at the counter does now. */

/** @typedef {import("./types.js").ProblemData} ProblemData */

export class ProblemError extends Error {
  /**
   * @param {{ code: string, message: string, hint?: string | null, retryable?: boolean, ref?: string | null }} problem
   */
  constructor({ code, message, hint = null, retryable = false, ref = null }) {
    super(message);
    this.name = "ProblemError";
    /** Stable name of the problem, for example `ticket.closed`. */
    this.code = code;
    /** What the person does now, or null. */
    this.hint = hint;
    /** True when the same order, with the same key, may succeed later. */
    this.retryable = retryable;
    /** Reference for the log, or null. */
    this.ref = ref;
  }

  /**
   * Reads a JSON-RPC error object.
   * @param {{ code: number, message: string, data?: ProblemData | null }} error
   */
  static fromWire(error) {
    const data = error.data ?? null;
    return new ProblemError({
      code: data?.code ?? `rpc.${error.code}`,
      message: error.message,
      hint: data?.hint ?? null,
      retryable: data?.retryable ?? error.code === -32003,
      ref: data?.ref ?? null,
    });
  }

  /** The daemon did not answer a read in time. */
  static away() {
    return new ProblemError({
      code: "connection.away",
      message: "The counter service is not answering",
      hint: "Wait a moment; the page connects again by itself.",
      retryable: true,
    });
  }
}
