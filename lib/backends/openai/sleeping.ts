import { z } from "zod";
import type { BackendHttp } from "../http/backend-http.ts";

const answer = z.object({ is_sleeping: z.boolean() });

/** Whether it sleeps. One that was started so that it cannot knows nothing of the question. */
export async function isSleeping(http: BackendHttp, signal?: AbortSignal): Promise<boolean> {
  const { status, value } = await http.json("/is_sleeping", { signal });
  return status === 200 && answer.safeParse(value).data?.is_sleeping === true;
}
