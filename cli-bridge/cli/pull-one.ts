import { cannot } from "#lib/backends/start-model.ts";
import { toByteWords } from "#lib/format.ts";
import { startPullProgress } from "./pull-progress.ts";
import type { Session } from "./session.ts";
import type { Backend } from "./with-backend.ts";

type Pulling = {
  session: Session;
  signal: AbortSignal;
  insecure?: boolean | undefined;
  quantization?: string | undefined;
};

/** Has a server fetch a model, and tells how far it is until it says that it is there. */
export async function pullOne({ adapter, http }: Backend, model: string, pulling: Pulling): Promise<string> {
  const { session, signal, insecure, quantization } = pulling;
  if (!adapter.pull) throw cannot(http, "fetch");
  const telling = startPullProgress({
    ...{ tell: session.tellProgress, onFetched: session.countFetched },
    item: model,
  });
  let bytes = 0;
  try {
    await adapter.pull(http, model, {
      signal,
      onProgress: (progress) => {
        bytes = progress.layers.reduce((sum, { total }) => sum + total, 0);
        telling.update(progress);
      },
      ...(insecure && { insecure: true }),
      ...(quantization !== undefined && { quantization }),
    });
  } finally {
    telling.stop();
  }
  return bytes === 0 ? "is there" : `is there, ${toByteWords(bytes)}`;
}
