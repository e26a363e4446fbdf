import type { FitEstimate } from "#cli-bridge/protocol/memory-fit.ts";
import { toByteWords } from "#lib/format.ts";

const pools = { gpu: "GPU memory", ram: "RAM", unified: "unified memory" } as const;
const confidences = {
  high: undefined,
  medium: "Some figures are assumed, so this is a good guess.",
  low: "Its architecture is not known, so this is the least it can take.",
} as const;

/** How the verdict comes about, to be added up by anybody. */
export function HubFitArithmetic({ fit }: { fit: FitEstimate }) {
  const { rows, neededBytes, availableBytes, pool, says, notes, confidence } = fit;
  const remarks = [confidences[confidence], ...notes].filter((each) => each !== undefined);
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-md bg-surface-2 px-3 py-2 text-sm">
      <p>{says}</p>
      <table className="w-full text-left">
        <caption className="sr-only">What it takes of the memory</caption>
        <tbody>
          {rows.map(({ what, bytes, how }) => (
            <tr key={what} className="align-baseline">
              <th scope="row" className="w-36 py-0.5 pr-3 font-normal">
                {what}
              </th>
              <td className="w-20 py-0.5 pr-4 text-right tabular-nums">{toByteWords(bytes)}</td>
              <td className="break-words py-0.5 text-muted text-xs max-sm:hidden">{how}</td>
            </tr>
          ))}
          <tr className="border-t font-medium">
            <th scope="row" className="py-1 pr-3">
              In all
            </th>
            <td className="py-1 pr-4 text-right tabular-nums">{toByteWords(neededBytes)}</td>
            <td className="py-1 font-normal text-muted text-xs">
              of {toByteWords(availableBytes)} free in {pools[pool]}
            </td>
          </tr>
        </tbody>
      </table>
      {remarks.map((remark) => (
        <p key={remark} className="text-muted">
          {remark}
        </p>
      ))}
    </div>
  );
}
