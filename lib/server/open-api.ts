import { z } from "zod";
import { activityAnswer } from "#cli-bridge/protocol/activity-event.ts";
import {
  backendAnswer,
  backendModel,
  backendRequest,
  backendsAnswer,
  loadedModel,
} from "#cli-bridge/protocol/backend-answer.ts";
import { backendHistory } from "#cli-bridge/protocol/backend-history.ts";
import { backendRequests } from "#cli-bridge/protocol/backend-requests.ts";
import {
  answerRequest,
  chat,
  chatChangeRequest,
  chatsAnswer,
  newChatRequest,
} from "#cli-bridge/protocol/chat-answer.ts";
import { commandAnswer, healthAnswer } from "#cli-bridge/protocol/command-answer.ts";
import { downloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import { errorBody } from "#cli-bridge/protocol/error-body.ts";
import { hubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { hubCheck, hubPage, hubReadme, hubRefs } from "#cli-bridge/protocol/hub-answer.ts";
import { machineNow } from "#cli-bridge/protocol/machine-now.ts";
import { keptList, keptListRequest } from "#cli-bridge/protocol/model-list.ts";
import { preview, previewRequest } from "#cli-bridge/protocol/preview.ts";
import { entryDetails, registryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { rolesAnswer } from "#cli-bridge/protocol/roles-answer.ts";
import { runRecord } from "#cli-bridge/protocol/run-record.ts";
import {
  moveRequest,
  pauseRequest,
  resumeRequest,
  runRequest,
  tryNowRequest,
} from "#cli-bridge/protocol/run-request.ts";
import { settingsAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import { systemAnswer, systemHistory } from "#cli-bridge/protocol/system-answer.ts";
import { chatRequest } from "./backends/chat-tests.ts";
import { type Endpoint, endpoints } from "./endpoints.ts";

const schemas = {
  health: healthAnswer,
  command: commandAnswer,
  commands: z.array(commandAnswer),
  previewRequest,
  preview,
  runRequest,
  repeatRequest: runRequest.pick({ plan: true, confirmation: true }),
  pauseRequest,
  tryNowRequest,
  resumeRequest,
  moveRequest,
  run: runRecord,
  runs: z.strictObject({ runs: z.array(runRecord), more: z.boolean() }),
  registry: registryAnswer,
  entry: entryDetails,
  roles: rolesAnswer,
  hubPage,
  hubRefs,
  hubCheck,
  hubAnalysis,
  downloadPlan,
  hubReadme,
  machine: machineNow,
  system: systemAnswer,
  systemHistory,
  backend: backendAnswer,
  backends: backendsAnswer,
  backendRequest,
  backendChangeRequest: backendRequest.partial(),
  identifyRequest: backendRequest.pick({ url: true }),
  chatTestRequest: chatRequest,
  chat,
  chats: chatsAnswer,
  newChatRequest,
  chatChangeRequest,
  answerRequest,
  backendModels: z.strictObject({ models: z.array(backendModel) }),
  backendHistory,
  backendRequests,
  loadedModels: z.strictObject({ loaded: z.array(loadedModel) }),
  activity: activityAnswer,
  settings: settingsAnswer,
  keptListRequest,
  keptList,
  error: errorBody,
};

export type SchemaName = keyof typeof schemas;

const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const jsonOf = (name: SchemaName) => ({ "application/json": { schema: refer(name) } });

function contentOf(gives: Endpoint["gives"]): object {
  if (gives === "nothing") return {};
  return {
    content: gives.includes("/") ? { [gives]: {} } : { "application/json": { schema: refer(gives) } },
  };
}

/** The API in the words of OpenAPI 3.1, made from the very schemas that judge requests. */
export function openApi(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { path, method, says, takes, gives, status, asks = [] } of endpoints) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true }));
    const inQuery = asks.map((name) => ({ name, in: "query", required: false }));
    paths[path] ??= {};
    paths[path][method] = {
      summary: says,
      parameters: [...inPath, ...inQuery].map((each) => ({ ...each, schema: { type: "string" } })),
      ...(takes && { requestBody: { required: true, content: jsonOf(takes) } }),
      responses: {
        [status ?? (method === "post" && gives === "run" ? 201 : 200)]: {
          description: "Done.",
          ...contentOf(gives),
        },
        default: { description: "Refused, with a reason and a hint.", content: jsonOf("error") },
      },
    };
  }
  const named = Object.entries(schemas).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { unrepresentable: "any", io: name.endsWith("Request") ? "input" : "output" }),
  ]);
  return {
    openapi: "3.1.0",
    info: { title: "Modeldeck", version },
    paths,
    components: { schemas: Object.fromEntries(named) },
  };
}
