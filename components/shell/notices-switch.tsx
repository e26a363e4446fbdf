"use client";

import { useEffect, useState } from "react";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/input.tsx";
import { areNoticesOn, canNotify, keepNotices } from "./end-notices.ts";

const words = {
  usual: "A notification when a run ends while this tab is not looked at. This browser remembers the choice.",
  denied:
    "This browser does not let the console notify. Allow it in the browser's settings for this address.",
} as const;

/** Off until somebody wants it; only then is the browser asked for its permission. */
export function NoticesSwitch() {
  const [isOn, setOn] = useState(false);
  const [isDenied, setDenied] = useState(false);
  useEffect(() => setOn(areNoticesOn() && canNotify()), []);
  async function choose(wanted: boolean) {
    const isAllowed = wanted && canNotify() && (await Notification.requestPermission()) === "granted";
    keepNotices(isAllowed);
    setOn(isAllowed);
    setDenied(wanted && !isAllowed);
  }
  return (
    <Field orientation="horizontal">
      <Switch
        id="notices"
        checked={isOn}
        aria-describedby="notices-description"
        onChange={(event) => void choose(event.target.checked)}
      />
      <div className="flex flex-col gap-1">
        <FieldLabel htmlFor="notices">Tell me when a run ends</FieldLabel>
        <FieldDescription id="notices-description" aria-live="polite">
          {isDenied ? words.denied : words.usual}
        </FieldDescription>
      </div>
    </Field>
  );
}
