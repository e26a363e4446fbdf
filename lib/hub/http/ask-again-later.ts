/** Behind a refusal: that the hub said when it may be asked again. */
export class AskAgainLater extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`ask again in ${retryAfterMs} ms`);
    this.name = "AskAgainLater";
    this.retryAfterMs = retryAfterMs;
  }
}
