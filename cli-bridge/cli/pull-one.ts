import { pullModel } from "#lib/backends/ollama/follow-progress.ts";
import { toByteWords } from "#lib/format.ts";
import { startPullProgress } from "./pull-progress.ts";
import type { Session } from "./session.ts";
import type { Backend } from "./with-backend.ts";

type Pulling = { session: Session; signal: AbortSignal; insecure?: boolean | undefined };

/** Has Ollama fetch a model, and tells how far it is until it says that it is there. */
export async function pullOne({ http }: Backend, model: string, pulling: Pulling): Promise<string> {
  const { session, signal, insecure } = pulling;
  const telling = startPullProgress({ tell: session.tellProgress, item: model });
  let bytes = 0;
  try {
    await pullModel(http, model, {
      signal,
      onProgress: (progress) => {
        bytes = progress.layers.reduce((sum, { total }) => sum + total, 0);
        telling.update(progress);
      },
      ...(insecure && { insecure: true }),
    });
  } finally {
    telling.stop();
  }
  return `is there, ${toByteWords(bytes)}`;
}
