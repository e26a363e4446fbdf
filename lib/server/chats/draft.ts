import { type ChatMessage, chatLimits } from "#cli-bridge/protocol/chat-answer.ts";

/** An answer as far as it has been said. */
export class Draft {
  readonly #begun: ChatMessage;
  #text = "";
  #thought = "";
  #bytesLeft: number = chatLimits.answerBytes;
  #isNew = false;

  constructor(begun: ChatMessage) {
    this.#begun = begun;
  }

  get isFull(): boolean {
    return this.#bytesLeft === 0;
  }

  /** Gives back as much of it as there was room for. */
  add(kind: "words" | "thought", said: string): string {
    const bytes = Buffer.from(said);
    const isTooLong = bytes.length > this.#bytesLeft;
    // A letter that is cut in two is left out.
    const text = isTooLong
      ? new TextDecoder().decode(bytes.subarray(0, this.#bytesLeft), { stream: true })
      : said;
    this.#bytesLeft = isTooLong ? 0 : this.#bytesLeft - bytes.length;
    if (kind === "words") this.#text += text;
    else this.#thought += text;
    this.#isNew = true;
    return text;
  }

  /** What is not yet kept, if anything is not. */
  takeNew(): ChatMessage | undefined {
    if (!this.#isNew) return undefined;
    this.#isNew = false;
    return this.message();
  }

  message(more: Partial<ChatMessage> = {}): ChatMessage {
    return {
      ...{ ...this.#begun, text: this.#text },
      ...(this.#thought !== "" && { thought: this.#thought }),
      ...more,
    };
  }
}
