import { useSWRConfig } from "swr";
import { askApi } from "#components/run/ask-api.ts";
import { useToast } from "#components/ui/toast.tsx";
import { api } from "#lib/paths.ts";

/** Has the console ask servers anew, says what it refuses, and shows what came of it. */
export function useAskServers() {
  const { mutate } = useSWRConfig();
  const { toast } = useToast();
  return async <Value>(url: string) => {
    const answer = await askApi<Value>(url, { method: "POST", body: {} });
    if (!answer.ok)
      toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
    await mutate(api.backends());
    return answer;
  };
}
