import type { DatabaseSync } from "node:sqlite";
import { type ModelSpeed, modelSpeed } from "#cli-bridge/protocol/backend-history.ts";

export type Speeds = ReturnType<typeof makeSpeeds>;

const keptMax = 20_000;
const listedMax = 300;

/** How quickly models wrote, the newest first; what is older than the last so many is forgotten. */
export function makeSpeeds(db: DatabaseSync, kept = keptMax) {
  const put = db.prepare("INSERT INTO speeds (instance, speed) VALUES (?, ?)");
  const forget = db.prepare("DELETE FROM speeds WHERE id <= ?");
  const read = db.prepare("SELECT speed FROM speeds WHERE instance = ? ORDER BY id DESC LIMIT ?");

  return {
    put(instance: string, speed: ModelSpeed): void {
      const { lastInsertRowid } = put.run(instance, JSON.stringify(speed));
      forget.run(Number(lastInsertRowid) - kept);
    },
    list: (instance: string): ModelSpeed[] =>
      read.all(instance, listedMax).map(({ speed }) => modelSpeed.parse(JSON.parse(String(speed)))),
  };
}
