"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog.tsx";
import { Field, FieldLabel } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toBrowsePath } from "./browse-state.ts";
import { nameMax, renamed, type SavedView, stateOfView, toViewName } from "./saved-views.ts";

type ViewsDialogProps = {
  views: readonly SavedView[];
  onSave: (name: string) => void;
  onKeep: (views: SavedView[]) => void;
  onClose: () => void;
};

export function ViewsDialog({ views, onSave, onKeep, onClose }: ViewsDialogProps) {
  const [name, setName] = useState("");
  const isKnown = views.some((view) => view.name === toViewName(name));
  return (
    <Dialog open={true} onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Saved views</DialogTitle>
          <DialogDescription>A view is the search, the filters, the order and the columns.</DialogDescription>
        </DialogHeader>
        <DialogBody>
          <form
            className="flex items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (toViewName(name) === "") return;
              onSave(toViewName(name));
              setName("");
            }}
          >
            <Field className="flex-1">
              <FieldLabel htmlFor="view-name">Save what is shown now as</FieldLabel>
              <Input
                id="view-name"
                maxLength={nameMax}
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            </Field>
            <Button type="submit" variant="primary" disabled={toViewName(name) === ""}>
              {isKnown ? "Replace view" : "Save view"}
            </Button>
          </form>
          <ul className="flex flex-col gap-1">
            {views.map((view) => (
              <ViewLine key={view.name} view={view} views={views} onKeep={onKeep} />
            ))}
          </ul>
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

type ViewLineProps = Pick<ViewsDialogProps, "views" | "onKeep"> & { view: SavedView };

function ViewLine({ view, views, onKeep }: ViewLineProps) {
  const link = `${window.location.origin}${toBrowsePath(stateOfView(view))}`;
  return (
    <li className="flex items-center gap-2">
      <Input
        aria-label={`Name of the view ${view.name}`}
        maxLength={nameMax}
        defaultValue={view.name}
        onBlur={({ target }) => {
          const name = toViewName(target.value);
          if (name === "") target.value = view.name;
          else if (name !== view.name) onKeep(renamed(views, view.name, name));
        }}
      />
      <CopyButton text={link} label={`Copy a link to ${view.name}`} />
      <Button
        variant="ghost"
        icon={<Trash2 aria-hidden="true" />}
        aria-label={`Delete the view ${view.name}`}
        onClick={() => onKeep(views.filter(({ name }) => name !== view.name))}
      />
    </li>
  );
}
