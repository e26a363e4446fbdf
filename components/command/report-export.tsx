import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { saveText } from "#components/ui/save-text.ts";
import type { Report } from "./report-rows.ts";
import { toCsv, toJson } from "./report-text.ts";

type ReportExportProps = Pick<Report, "title" | "columns" | "rows">;

/** Saves what is shown of a report to a file. */
export function ReportExport({ title, columns, rows }: ReportExportProps) {
  const name = `report-${title.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <div className="flex gap-2">
      <Button
        size="sm"
        icon={<Download aria-hidden="true" />}
        onClick={() => saveText(toCsv({ columns, rows }), { type: "text/csv", name: `${name}.csv` })}
      >
        CSV
      </Button>
      <Button
        size="sm"
        icon={<Download aria-hidden="true" />}
        onClick={() =>
          saveText(toJson({ columns, rows }), { type: "application/json", name: `${name}.json` })
        }
      >
        JSON
      </Button>
    </div>
  );
}
