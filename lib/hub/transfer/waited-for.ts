/** What keeps a transfer waiting. */
export type WaitedFor = {
  /** As it is said while it waits: "the quiet hours, until 07:00". */
  words: string;
  /** Where that is a hub which is away, and is asked again and again. */
  away?: {
    since: string;
    /** As it is said afterwards: without when it is asked again. */
    note: string;
  };
};
