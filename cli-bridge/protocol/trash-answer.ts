/** What is told of something in the trash. */
export type TrashRow = {
  id: string;
  at: string;
  command: string;
  bytes: number;
  /** Where its files were; of what is damaged, where they are. */
  paths: string[];
  entries: string[];
  /** Nothing tells any more what it was, so that it cannot be restored. */
  isDamaged?: true;
};

/** `unread`: trash that cannot be read, of which nothing is among the items. */
export type TrashAnswer = { items: TrashRow[]; unread: string[] };
