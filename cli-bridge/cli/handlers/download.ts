import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { outwait } from "#lib/hub/download/outwait.ts";
import type { Hub } from "#lib/hub/hub.ts";
import { codeInFew } from "#lib/hub/plan/code-carried.ts";
import { downloadPlanOf } from "#lib/hub/plan/download-plan.ts";
import { downloadWantedOf } from "#lib/hub/plan/download-wanted.ts";
import type { Patience } from "#lib/hub/transfer/patience.ts";
import type { WaitedFor } from "#lib/hub/transfer/waited-for.ts";
import { guardPlan } from "#lib/registry/plan-of.ts";
import { askYesNo, canAsk } from "../ask.ts";
import { downloadFiles } from "../download-files.ts";
import { awayMsFor, openDownloadMeans, placesForDownload, tellStopped } from "../download-means.ts";
import { makeWaitNotes, toWait } from "../download-progress.ts";
import { enterDownload, planDownloadRecord, templateWords } from "../download-record.ts";
import { type DownloadInput, printDownloadPlan } from "../download-session.ts";
import { keepHeapSmall, letHeapGrowForFew } from "../keep-heap-small.ts";
import { machineForOnce } from "../machine-for-once.ts";
import { placesOf } from "../places-of.ts";
import { styled } from "../print.ts";
import { type Done, rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Session } from "../session.ts";
import { stopOnSignal } from "../stop-on-signal.ts";
import { tryNowOnSignal } from "../try-now-on-signal.ts";
import { withHub } from "../with-hub.ts";
import type { Handler } from "./index.ts";

type Downloading = {
  hub: Hub;
  input: DownloadInput;
  session: Session;
  patience: Partial<Patience>;
  signal: AbortSignal;
};

export const download: Handler<"download"> = (input, session) => {
  keepHeapSmall();
  return withHub(session, (hub) => downloadFrom(hub, input, session));
};

async function downloadFrom(hub: Hub, input: DownloadInput, session: Session): Promise<number | undefined> {
  const stopping = stopOnSignal();
  const hurrying = tryNowOnSignal();
  const patience = { awayMs: awayMsFor(input, session), hearTryNow: hurrying.hear };
  const downloading: Downloading = { hub, input, session, patience, signal: stopping.signal };
  let made: DownloadPlan | undefined;
  const noteWait = makeWaitNotes(session.print);
  const tellLook = (waitsFor?: WaitedFor): void => {
    noteWait(waitsFor);
    const item = input.model.slice(0, 200);
    session.tellProgress({ phase: "resolving", unit: "files", done: 0, item, ...toWait(waitsFor) });
  };
  const look = async (): Promise<DownloadPlan> => {
    made = await planOf(downloading);
    printDownloadPlan(session, made);
    return made;
  };
  // A run of the queue may begin before the network does; who sits at a terminal is told at once, unless they said to wait.
  const isPatient = session.isHeard || input.patience !== undefined;
  const lookPatiently = () =>
    isPatient ? outwait(look, { patience, signal: downloading.signal, onWait: tellLook }) : look();
  const { dir } = placesOf(await session.settings());
  tellLook();
  try {
    return await rehearseOrApply(
      {
        name: "download",
        input,
        rehearse: async () => planDownloadRecord(dir, await look()),
        apply: async () => {
          made = await withConsent(await lookPatiently(), downloading);
          return carryOut(made, { dir, ...downloading });
        },
        more: () => ({ download: made }),
      },
      session,
    );
  } catch (error) {
    const code = stopping.exitCode();
    if (code === undefined) throw error;
    await tellStopped(made ?? { files: [] }, { session, keep: input.keepPartial ?? true });
    return code;
  } finally {
    stopping.forget();
    hurrying.forget();
  }
}

async function planOf({ hub, input, session, signal }: Downloading): Promise<DownloadPlan> {
  const places = placesForDownload(await session.settings());
  const look = { readMachine: machineForOnce };
  return downloadPlanOf(hub, downloadWantedOf(input), { places, signal, look });
}

/** Code is taken on an explicit yes alone: said with the command, or to the question at a terminal. */
async function withConsent(plan: DownloadPlan, { input, session }: Downloading): Promise<DownloadPlan> {
  // That nobody has taken the code is an obstacle itself, and so the only one here.
  const isOpen = plan.code.length > 0 && !input.acceptCode && plan.blocked.length === 1;
  if (!isOpen || input.nonInteractive || !canAsk(session.print.speaksJson)) return plan;
  const few = codeInFew(plan.code, "--dry-run --json");
  for (const line of few) session.print.line(styled("yellow", `  ${line}`));
  const isYes = await askYesNo("This can run code on your machine. Do you trust its maker? [y/N]: ");
  return isYes ? { ...plan, blocked: [] } : plan;
}

async function carryOut(plan: DownloadPlan, at: Downloading & { dir: string }): Promise<Done> {
  const { hub, session, patience, signal, dir, input } = at;
  const told = await planDownloadRecord(dir, plan);
  session.tellPlan(told);
  for (const warning of plan.warnings) session.print.line(styled("yellow", `warning: ${warning}`));
  guardPlan(told, undefined);
  letHeapGrowForFew(plan.files.length);
  const means = await openDownloadMeans(input, {
    ...{ settings: await session.settings(), plan, patience, signal },
  });
  const downloaded = await downloadFiles(hub, plan, { means, session }).finally(means.close);
  signal.throwIfAborted();
  session.tellProgress({
    phase: "registering",
    unit: "files",
    done: plan.files.length,
    total: plan.files.length,
  });
  const { plan: done, names, backup, change, model } = await enterDownload(dir, plan, downloaded);
  const bytes = plan.files.reduce((sum, file) => sum + file.bytes, 0);
  const files = toCountWords(plan.files.length, "file");
  const lines = [
    `✅ Successfully downloaded: ${names.join(", ") || plan.repo}`,
    `   📁 Files stored at: ${plan.folder}`,
    `   🗂️  Location label: ${plan.location}`,
    `   🔧 Format: ${model.format ?? "unknown"}${model.quantization ? ` (${model.quantization})` : ""}`,
    `   💾 Size: ${toByteWords(bytes)}`,
    `   📄 Files downloaded: ${plan.files.length}`,
    `   🧩 Model info: ${plan.pipelineTag ?? "unknown"}, ${plan.library ?? "unknown"}`,
    ...[templateWords(model)].flatMap((words) => (words ? `   💬 Chat template detected: ${words}` : [])),
  ];
  for (const line of lines) session.print.line(line);
  const fetched = downloaded.fetched < bytes ? `, ${toByteWords(downloaded.fetched)} fetched now` : "";
  const summary = `Downloaded ${plan.repo}: ${files}, ${toByteWords(bytes)}, every byte verified${fetched}.`;
  const report = { folder: plan.folder, commit: plan.commit, names, bytes, fetched: downloaded.fetched };
  return { plan: done, change, result: { summary, report, ...(backup && { backup }) } };
}
